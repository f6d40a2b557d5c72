"""Classes through `nngrader`: which task a file is meant for, and lines to type where something is wrong."""

import json

import pytest

from problems.catalog import TASKS
from tests.grader.cli.invocation import Within, Write

pytestmark = pytest.mark.sandbox


def right(name: str) -> str:
    return f"{TASKS[name].preamble}{TASKS[name].solution}"


@pytest.mark.parametrize("name", ["code.layers", "code.apple_orange"])
def test_check_tells_layers_from_what_is_built_of_them(within: Within, written: Write, name: str) -> None:
    """A file for code.apple_orange defines two classes of code.layers as well."""
    done = within("check", written("hw.py", right(name)), "--json")
    (problem,) = json.loads(done.stdout)["problems"]
    assert (done.exit_code, problem["id"]) == (0, name)


def test_long_lines_stand_one_below_the_other_in_a_terminal(within: Within, written: Write) -> None:
    source = right("code.layers").replace("self.x.T @ dout", "self.x.T @ dout / len(dout)")
    out = within("mark", "code.layers", written("hw.py", source), "--locale", "ko").stdout.splitlines()
    at = next(number for number, line in enumerate(out) if "AffineLayer.dW" in line)
    told = [line.strip() for line in out[at + 1 : at + 7]]
    assert told[0] == "dW를 행의 수 N으로 나누었을 때의 값과 같습니다."
    assert told[1].startswith("layer = AffineLayer(np.array([[1.0, 2.0, 3.0], ")
    assert told[2:5] == [
        "layer.forward(np.array([[1.0, 2.0], [-1.0, 3.0]]))",
        "layer.backward(np.array([[1.0, 0.0, -1.0], [2.0, 1.0, 0.5]]))",
        "layer.dW",
    ]
    assert told[5].startswith("위 코드에서 성립하지 않습니다.")
