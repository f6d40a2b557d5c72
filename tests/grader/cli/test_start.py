"""What starting costs, and how the command behaves at its edges: languages, colours, consoles, completion."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from grader.cli.commands import names
from problems.code.profiles import IMPORT_PROFILES
from tests.grader.cli.invocation import Command, Within, Write, plain_environment

HEAVY = ("sympy", "hypothesis", "rich", "quickjs", "flask", "sqlalchemy")


def loaded(code: str) -> set[str]:
    """The heavy packages that a fresh interpreter has loaded after some code."""
    tell = f"import sys\nprint([name for name in {(*HEAVY, 'numpy')} if name in sys.modules], file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{tell}"],
        capture_output=True,
        encoding="utf-8",
        env=plain_environment(),
        timeout=60,
        check=True,
    )
    return set(json.loads(done.stderr.strip().splitlines()[-1].replace("'", '"')))


def run_as_code(*arguments: str) -> str:
    """The command as code that goes on after it has ended."""
    return (
        "import sys\nfrom grader.cli import main\n"
        f"sys.argv = ['nngrader', *{list(arguments)}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass"
    )


def test_importing_the_grader_loads_neither_sympy_nor_hypothesis() -> None:
    assert loaded("import grader") == set()
    assert loaded("import grader.grade") <= {"numpy"}


def test_marking_by_hand_loads_nothing_heavy(written: Write) -> None:
    answers = str(written("a.toml", "h1 = 0.5\n"))
    for arguments in (
        ("mark", "backprop.two_two_one", answers),
        ("show", "gates.weights"),
        ("solve", "perceptron.update"),
    ):
        assert loaded(run_as_code(*arguments)) == {"numpy"}


def test_help_does_not_even_load_numpy() -> None:
    for arguments in (("--help",), ("--version",)):
        assert loaded(run_as_code(*arguments)) == set()


@pytest.mark.parametrize("locale", ["ko", "en"])
def test_every_command_explains_itself_in_both_languages(within: Within, locale: str) -> None:
    overview = within("--locale", locale, "--help").stdout
    assert all(name in overview for name in names())
    assert ("사용법" in overview) == (locale == "ko")
    for name in names()[:-3]:  # the service's own commands speak English
        text = within("--locale", locale, name, "--help").stdout
        assert ("옵션:" in text) == (locale == "ko")
        assert ("Show this message" in text) == (locale == "en")


@pytest.mark.parametrize(
    ("environment", "korean"),
    [
        ({"LANG": "ko_KR.UTF-8"}, True),
        ({"LANG": "en_US.UTF-8"}, False),
        ({"LANG": "fr_FR.UTF-8"}, False),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "ko_KR.UTF-8"}, True),
        ({"LANG": ""}, False),
    ],
)
def test_the_language_is_that_of_the_system(
    within: Within, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], *, korean: bool
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("퍼셉트론" in within("families").stdout) == korean
    assert "퍼셉트론" in within("families", "--locale=ko").stdout
    assert "퍼셉트론" not in within("families", "--locale", "en").stdout


def test_colour_is_for_terminals_unless_it_is_asked_for(nngrader: Command, written: Write) -> None:
    mark = ("mark", "backprop.two_two_one", written("a.toml", "h1 = 0.5\n"))
    assert "\x1b[" not in nngrader(*mark).stdout
    assert "\x1b[" in nngrader(*mark, env={"FORCE_COLOR": "1"}).stdout
    assert "\x1b[" not in nngrader(*mark, env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout


@pytest.mark.parametrize("encoding", ["cp949", "ascii"])
def test_a_console_that_lacks_our_signs_gets_others(written: Write, encoding: str) -> None:
    """Text is readable in the console's own encoding, and JSON stays JSON."""
    answers = written("a.json", {"h1": "0.5", "yhat": "abc", "E": "−0.5"})
    environment = plain_environment() | {"PYTHONUTF8": "0", "PYTHONIOENCODING": encoding, "LANG": "ko_KR.UTF-8"}
    for more in ([], ["--json"]):
        done = subprocess.run(
            [sys.executable, "-m", "grader", "mark", "backprop.two_two_one", str(answers), *more],
            capture_output=True,
            env=environment,
            timeout=60,
            check=False,
        )
        text = done.stdout.decode(encoding)
        assert done.returncode == 1, done.stderr
        if more:
            assert json.loads(text)["schema"] == "nngrader.report/1"
        else:
            assert ("×" in text) == (encoding == "cp949")
            assert ("x h1" in text) == (encoding == "ascii")


def test_a_shell_completes_commands_and_problems(nngrader: Command) -> None:
    def offered(words: str, at: int) -> str:
        environment = plain_environment() | {
            "_NNGRADER_COMPLETE": "bash_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": str(at),
        }
        done = subprocess.run(
            [sys.executable, "-m", "grader"],
            capture_output=True,
            encoding="utf-8",
            env=environment,
            timeout=60,
            check=False,
        )
        return done.stdout

    assert "show" in offered("nngrader sh", 1)
    assert "backprop.two_two_one" in offered("nngrader show backp", 2)


def test_the_command_is_installed_under_its_name() -> None:
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"]["nngrader"] == "grader.cli:main"
    assert "nngrader.commands" in project["entry-points"]


def test_the_service_is_asked_for_in_one_sentence_where_it_is_not_installed() -> None:
    """Planted: an interpreter that has none of the service's packages."""
    hide = (
        "import sys\n"
        "class Hidden:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in ('submissions', 'flask', 'sqlalchemy'):\n"
        "            raise ModuleNotFoundError(f'No module named {name!r}', name=name)\n"
        "sys.meta_path.insert(0, Hidden())\n"
    )
    for name in ("serve", "worker", "admin"):
        code = f"{hide}sys.argv = ['nngrader', '{name}']\nfrom grader.cli import main\nmain()"
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            encoding="utf-8",
            env=plain_environment(),
            timeout=60,
            check=False,
        )
        assert done.returncode == 3
        assert "nngrader[service]" in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1


def test_doctor_names_what_there_is_and_how_to_get_what_is_missing(nngrader: Command) -> None:
    done = nngrader("doctor", "--json")
    found: dict[str, Any] = json.loads(done.stdout)
    checks = {check["name"]: check for check in found["checks"]}
    assert {"sandbox", "python", "numpy", "sqlite", "fonts", "browser", "service"} <= checks.keys()
    assert done.returncode == (0 if all(check["ok"] for check in checks.values() if check["needed"]) else 1)
    assert (found["level"] is None) == (not checks["sandbox"]["ok"])
    text = nngrader("doctor", env={"LANG": "ko_KR.UTF-8"}).stdout
    assert all(check["message"]["ko"] in text for check in (*checks.values(), *found["sandbox"], *found["profiles"]))
    if found["level"] is not None:
        profiles = {profile["name"]: profile for profile in found["profiles"]}
        assert profiles.keys() == IMPORT_PROFILES.keys()
        assert {"numpy", "math", "json"} <= set(profiles["numpy"]["modules"])
        assert "matplotlib" in profiles["plot"]["modules"]
        assert f"가져오기 프로필({found['level']})" in text
