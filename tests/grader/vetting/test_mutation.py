"""Every code task catches each known wrong answer by its name, accepts each right one, and pays nothing for no work."""

from collections.abc import Iterator
from fractions import Fraction

import pytest

from grader.sandbox import Sandbox
from grader.vetting.mutation import Adequacy, adequacy, answer, findings
from problems.catalog import TASKS

pytestmark = pytest.mark.sandbox

FUNCTIONS_OF_VALUES = (
    *("code.gates", "code.losses", "code.numerical_gradient", "code.optimizers", "code.perceptron"),
    *("code.repair_activations", "code.repair_backprop", "code.repair_gates", "code.repair_line_gd"),
)
WORTHLESS = (
    *("None", "0", "1", "0.5", "args[0]", "args[1]", "args[:2]", "args", "(args[0], 0.0)", "(0.0, 0.0)"),
    *(
        "np.zeros(np.shape(args[0]))",
        "np.ones(np.shape(args[0]))",
        "np.zeros(np.shape(args[-1]))",
        "np.array(args[-1])",
    ),
)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as made:
        yield made


@pytest.mark.parametrize("task", TASKS)
def test_every_mutant_is_killed_by_name_and_every_right_answer_accepted(sandbox: Sandbox, task: str) -> None:
    keeps_the_rules(adequacy(TASKS[task], sandbox, "server-3"))


@pytest.mark.slow
@pytest.mark.parametrize("task", TASKS)
def test_no_task_depends_on_the_seed_of_its_inputs(sandbox: Sandbox, task: str) -> None:
    """Ten seeds, and one of them again: nothing that is killed, named or accepted is so by luck."""
    found = [adequacy(TASKS[task], sandbox, f"seed-{number}") for number in range(10)]
    for one in found:
        keeps_the_rules(one)
    assert adequacy(TASKS[task], sandbox, "seed-0") == found[0]


def keeps_the_rules(found: Adequacy) -> None:
    assert [mutant.mutant for mutant in found.mutants if not mutant.by] == []
    assert [mutant.mutant for mutant in found.mutants if mutant.named is False] == []
    assert [given for given in found.answers if given.refused_by] == []
    assert len(found.answers) >= 5
    assert sum(mutant.named is True for mutant in found.mutants) >= 8


@pytest.mark.parametrize("task", FUNCTIONS_OF_VALUES)
def test_answers_without_work_earn_at_most_one_point_in_twenty(sandbox: Sandbox, task: str) -> None:
    given = TASKS[task]
    for value in WORTHLESS:
        source = "\n".join(f"def {f.name}(*args):\n    return {value}\n" for f in given.functions)
        found = findings(given, [answer(given, "worthless", source)], sandbox, "public")
        assert sum(f.score for f in found) <= Fraction(len(found), 20), value
