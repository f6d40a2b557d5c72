"""The oracles of `code.gates` against Python's own logic, and what `XOR.stacked` measures."""

import numpy as np
import pytest

from problems.code.task import Equals
from problems.tasks.gates import ORACLES, TASK, stacked
from reference.gates import ROWS

WITNESSES = {
    "AND": lambda x1, x2: x1 & x2,
    "NAND": lambda x1, x2: 1 - (x1 & x2),
    "OR": lambda x1, x2: x1 | x2,
    "XOR": lambda x1, x2: x1 ^ x2,
}


@pytest.mark.parametrize("gate", ORACLES)
def test_the_oracle_is_the_gate_in_every_row(gate: str) -> None:
    assert [ORACLES[gate](*row) for row in ROWS] == [WITNESSES[gate](*row) for row in ROWS]


def test_each_gate_is_asked_for_all_four_rows_of_both_kinds_of_integers() -> None:
    for prop in TASK.properties:
        if isinstance(prop.judge, Equals):
            assert [tuple(map(int, args)) for args in prop.inputs.always] == list(ROWS)
            assert {type(x) for args in prop.inputs.always for x in args} <= {int, np.int64}
    kinds = {type(prop.inputs.always[0][0]) for prop in TASK.properties}
    assert kinds == {int, np.int64}


@pytest.mark.parametrize("row", ROWS)
def test_stacked_gates_are_read_off_the_students_own_tables(row: tuple[int, int]) -> None:
    own_and = tuple(np.asarray(float(x1 & x2)) for x1, x2 in ROWS)
    others = tuple(np.asarray(float(WITNESSES[gate](*row))) for gate in ("NAND", "OR"))
    assert stacked(row, (*others, *own_and)) == WITNESSES["XOR"](*row)
    broken = (np.asarray(9.0), *own_and[1:])
    assert (stacked(row, (*others, *broken)) == 9.0) == (others[0] == others[1] == 0)


def test_gates_that_give_no_gates_input_have_nothing_stacked_on_them() -> None:
    for nand in (np.asarray(0.5), np.zeros(2)):
        with pytest.raises(ValueError, match=r".+"):
            stacked((0, 0), (nand, *(np.asarray(1.0) for _ in range(5))))


def test_the_statement_says_what_counts_as_an_output() -> None:
    assert "`True`" in TASK.statement.ko
    assert "`True` and `False` count as 1 and 0" in TASK.statement.en
