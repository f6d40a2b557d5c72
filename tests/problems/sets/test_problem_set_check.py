"""A set that names what does not exist, or asks what cannot be asked, is refused at the line that says so."""

import pytest

from problems.code.profiles import IMPORT_PROFILES, ImportProfile
from problems.sets.check import check, load_checked
from problems.sets.problem_set import SetError, bundled, load, parse

HEAD = 'id = "s"\ntitle = "S"\n[[problem]]\nid = "q1"\npoints = 5\n'
NETWORK = 'use = "backprop.two_two_one"\n'
SEED_004 = (
    "givens = {x1 = 0.35, x2 = 0.9, w1 = 0.1, w2 = 0.4, w3 = 0.8, w4 = 0.6, w5 = 0.3, w6 = 0.9, y = 0.5, alpha = 1}\n"
)


def faults(text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(SetError) as raised:
        check(parse(text, "set.toml"), "set.toml")
    return [(fault.line, fault.message.en) for fault in raised.value.faults]


@pytest.mark.parametrize("name", bundled())
def test_every_bundled_set_fits_its_problems(name: str) -> None:
    assert load_checked(name) == load(name)


@pytest.mark.parametrize(
    "keys",
    [
        NETWORK + 'asked = ["a1", "w1_new"]\ndecimals = {a1 = 5, h1 = 4}\n',
        NETWORK + SEED_004 + 'asked = ["E_new"]\n',
        'use = "gates.weights"\nparams = {gate = "NAND"}\n',
        'use = "code.activations"\nlimits = {cpu_s = 1}\n',
        'use = "code.activations"\nlimits = {cpu_s = 0.5, total_cpu_s = 4, memory_mb = 64, output_kb = 8}\n',
        'use = "code.activations"\nprofile = "numpy"\n',
    ],
)
def test_what_the_problems_can_do_is_taken(keys: str) -> None:
    check(parse(HEAD + keys, "s"), "s")


@pytest.mark.parametrize(
    ("keys", "line", "words"),
    [
        ('use = "backprop.two_two_on"\n', 6, "'backprop.two_two_one'"),
        (NETWORK + 'asked = [\n  "a1",\n  "h3",\n]\n', 9, "has no answer 'h3'"),
        (NETWORK + "decimals = {yhatt = 3}\n", 7, "Did you mean 'yhat'?"),
        (NETWORK + SEED_004.replace("x1", "x3"), 7, "x3"),
        (NETWORK + SEED_004.replace("0.35", '"abc"'), 7, "x1"),
        (NETWORK + "params = {nonsense = 1}\n", 7, "nonsense"),
        (NETWORK + "decimals = 0\n", 7, "fair"),
        (NETWORK + "limits = {cpu_s = 1}\n", 7, "for code tasks only"),
        (NETWORK + 'profile = "plot"\n', 7, "for code tasks only"),
        ('use = "gates.threshold"\nasked = ["S", "theta"]\n', 7, "not every variant has an answer 'theta'"),
        ('use = "code.activations"\nasked = ["a1"]\n', 7, "a code task has no 'asked'"),
        ('use = "code.activations"\ngivens = {x = 1}\n', 7, "a code task has no 'givens'"),
        ('use = "gates.weights"\ngivens = {gate = "XOR"}\n', 7, "gate"),
    ],
)
def test_each_misfit_has_its_line_and_its_sentence(keys: str, line: int, words: str) -> None:
    found = faults(HEAD + keys)
    assert [at for at, _ in found] == [line]
    assert words in found[0][1]


def test_the_misfits_of_all_problems_are_told_at_once() -> None:
    text = HEAD + 'use = "no.such"\n[[problem]]\nid = "q2"\npoints = 1\nuse = "code.activations"\ndecimals = 3\n'
    assert [line for line, _ in faults(text)] == [6, 11]


def test_a_profile_whose_packages_are_missing_here_is_told_at_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = ImportProfile("plot", ("numpy", "not_matplotlib"), "plot")
    monkeypatch.setitem(IMPORT_PROFILES, "plot", missing)
    found = faults(HEAD + 'use = "code.activations"\nlimits = {cpu_s = 1}\nprofile = "plot"\n')
    assert found == [
        (8, "The import profile 'plot' needs not_matplotlib, not installed here: pip install 'nngrader[plot]'")
    ]
