"""Classes: objects made and used line by line, what is told of them, and what is not written yet."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from grader.properties.check import check
from grader.report import Counterexample, Finding, Verdict
from grader.sandbox import Limits, Sandbox, SourceFile
from problems.code.inputs import Args, Array, Grid, Inputs
from problems.code.sessions import Attribute, Method, New, Session, Variable, session
from problems.code.task import (
    Alternative,
    ClassSpec,
    CodeTask,
    Equals,
    EqualsParts,
    FunctionSpec,
    KeepsArguments,
    Mutant,
    Probe,
    Property,
)
from reference.text import LOCALES, Text, same

pytestmark = pytest.mark.sandbox

SOLUTION = """
class Scale:
    def __init__(self, factor):
        self.factor = factor

    def forward(self, x):
        self.x = x
        return self.factor * x

    def backward(self, dout):
        self.dfactor = np.sum(dout * self.x)
        return self.factor * dout

    def update(self, params, grads):
        for key in params:
            params[key] -= self.factor * grads[key]
"""


def line(name: str, *args: Any, of: str = "layer") -> Method:
    return Method(of, name, args)


def scale(factor: float, name: str = "layer") -> New:
    return New(name, "Scale", (factor,))


def forward(factor: float, x: Any) -> Session:
    return session(scale(factor), line("forward", x))


def slope(factor: float, x: Any) -> Session:
    return session(scale(factor), line("forward", x), line("backward", x), Attribute("layer", "dfactor"))


def two(factor: float, x: Any) -> Session:
    lines = (line("forward", x), line("forward", 10 * x, of="other"), line("backward", x))
    return session(scale(factor), scale(factor, "other"), *lines, Attribute("layer", "dfactor"))


def updated(factor: float, x: Any) -> Session:
    params = Variable("params", {"w": x, "b": x[:1]})
    step = line("update", params, {"w": x + 1, "b": x[:1] * 2})
    return session(scale(factor), step, step, params)


def updated_by_name(factor: float, x: Any) -> Session:
    w = Variable("w", x)
    params = Variable("params", {"w": w})
    return session(scale(factor), line("update", params, {"w": x + 1}), w)


def updated_oracle(factor: float, x: Any) -> dict[str, Any]:
    return {"w": x - 2 * factor * (x + 1), "b": x[:1] - 4 * factor * x[:1]}


def arguments(*numbers: float) -> Args:
    return 0.5, np.array(numbers, dtype=float)


EXAMPLES = Inputs("examples", (Grid(-2, 2, avoid=(0,)), Array(Grid(-2, 2, avoid=(0,)), ((1, 3),))), (arguments(1, 2),))
DRAWN = Inputs("drawn", EXAMPLES.parts)


def held(name: str, probe: Any, judge: Any, inputs: Inputs = EXAMPLES, after: str | None = None) -> Property:
    probes = (Probe("Scale", probe),)
    return Property(f"Scale.{name}", Text(f"{name} ko", name), "Scale", inputs, judge, probes, after=after)


TASK = CodeTask(
    "code.scale",
    "1.0",
    Text("배율", "Scale"),
    ("layers",),
    (),
    Text("작성하십시오.", "Write it."),
    (
        ClassSpec(
            "Scale",
            ("factor",),
            Text("배율 $a$", "a factor $a$"),
            tuple(
                FunctionSpec(name, parameters, same(f"{name}"))
                for name, parameters in (("forward", ("x",)), ("backward", ("dout",)), ("update", ("params", "grads")))
            ),
        ),
    ),
    (
        held("forward", forward, Equals(lambda factor, x: factor * x)),
        held("drawn", forward, Equals(lambda factor, x: factor * x), DRAWN),
        held("slope", slope, Equals(lambda _, x: np.sum(x * x))),
        held("two", two, Equals(lambda _, x: np.sum(x * x))),
        held("updated", updated, EqualsParts(updated_oracle)),
        held("kept", slope, KeepsArguments(), after="Scale.forward"),
        held("named", updated_by_name, Equals(lambda factor, x: x - factor * (x + 1))),
    ),
    SOLUTION,
    (Mutant("scale-minus", "Scale", SOLUTION.replace("self.factor * x", "-self.factor * x"), same("minus")),),
    (Alternative("same", SOLUTION),),
)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as made:
        yield made


def marked(sandbox: Sandbox, source: str) -> dict[str, Finding]:
    files = [SourceFile("layers.py", f"import numpy as np\n{source}")]
    return {f.check.partition(".")[2]: f for f in check(TASK, files, sandbox, Limits(), Fraction(7), "public")}


def changed(sandbox: Sandbox, old: str, new: str) -> dict[str, Finding]:
    assert SOLUTION.count(old) == 1
    return marked(sandbox, SOLUTION.replace(old, new))


def lost(found: dict[str, Finding]) -> set[str]:
    return {name for name, finding in found.items() if finding.verdict is not Verdict.CORRECT}


def example(finding: Finding) -> Counterexample:
    assert finding.counterexample is not None
    return finding.counterexample


def test_a_right_class_earns_everything(sandbox: Sandbox) -> None:
    assert lost(marked(sandbox, SOLUTION)) == set()


def test_the_counterexample_is_the_lines_to_type(sandbox: Sandbox) -> None:
    found = changed(sandbox, "np.sum(dout * self.x)", "np.sum(dout)")
    assert lost(found) == {"slope", "two"}
    lines = (
        "layer = Scale(0.5)",
        "layer.forward(np.array([1.0, 2.0]))",
        "layer.backward(np.array([1.0, 2.0]))",
        "layer.dfactor",
    )
    shown = example(found["slope"])
    assert shown == Counterexample("Scale", ("0.5",), "5.0", "3.0", lines)
    assert shown.to_json()["lines"] == list(lines)
    for text in (found["slope"].message.ko, found["slope"].message.en):
        assert text.startswith("```\n" + "\n".join(lines) + "\n```\n\n")
        assert "`3.0`" in text


def test_a_few_short_lines_stand_in_the_sentence(sandbox: Sandbox) -> None:
    message = marked(sandbox, SOLUTION.replace("return self.factor * x", "return x"))["forward"].message
    line = "`layer = Scale(0.5); layer.forward(np.array([1.0, 2.0]))`"
    assert message.en == f"It does not hold for {line}, where the last line gives `np.array([1.0, 2.0])`."
    assert message.ko == f"{line}에서 성립하지 않습니다. 마지막 줄의 값: `np.array([1.0, 2.0])`"


def test_the_lines_shown_do_break_it(sandbox: Sandbox) -> None:
    """Typed at a prompt, they give what is said to have come."""
    source = SOLUTION.replace("params[key] -= self.factor", "params[key] = params[key] + self.factor")
    shown = example(marked(sandbox, source)["updated"])
    names: dict[str, Any] = {"np": np}
    exec(source, names)  # noqa: S102 -- the test's own
    *before, last = shown.code
    for text in before:
        exec(text, names)  # noqa: S102 -- what a student would type
    last_line, got = (eval(text, names) for text in (last, shown.got))  # noqa: S307 -- the same
    assert last_line["w"] == pytest.approx(got["w"])
    assert before[0] == "params = {'w': np.array([1.0, 2.0]), 'b': np.array([1.0])}"
    assert last == "params"


def test_what_is_in_a_dict_is_met_by_its_own_name_too(sandbox: Sandbox) -> None:
    """An entry that is replaced looks updated in the dict; the array that it held has not changed."""
    found = changed(sandbox, "params[key] -= self.factor", "params[key] = params[key] - self.factor")
    assert lost(found) == {"named"}
    shown = example(found["named"])
    assert shown.lines == (
        "w = np.array([1.0, 2.0])",
        "params = {'w': w}",
        "layer = Scale(0.5)",
        "layer.update(params, {'w': np.array([2.0, 3.0])})",
        "w",
    )
    assert (shown.expected, shown.got) == ("np.array([0.0, 0.5])", "np.array([1.0, 2.0])")


def test_objects_that_share_what_they_remember_are_told_apart(sandbox: Sandbox) -> None:
    found = changed(sandbox, "        self.x = x\n", "        Scale.x = x\n")
    assert lost(found) == {"two"}
    assert example(found["two"]).lines[1:4:2] == (
        "other = Scale(0.5)",
        "other.forward(np.array([10.0, 20.0]))",
    )


def test_a_failure_of_drawn_inputs_is_shrunk_to_a_short_session(sandbox: Sandbox) -> None:
    found = changed(sandbox, "return self.factor * x", "return self.factor * x + (np.max(x) > 1.5)")
    assert example(found["drawn"]).lines[1] in {"layer.forward(np.array([1.6]))", "layer.forward(np.array([2.0]))"}


def test_a_known_mistake_of_a_class_is_named(sandbox: Sandbox) -> None:
    assert changed(sandbox, "return self.factor * x", "return -self.factor * x")["forward"].mistake == "scale-minus"


def test_arguments_of_any_line_count_as_changed(sandbox: Sandbox) -> None:
    found = changed(sandbox, "return self.factor * dout", "dout *= self.factor\n        return dout")
    assert "changed the array" in found["kept"].message.en
    assert lost(found) == {"kept"}


def test_a_dict_of_another_form_is_named(sandbox: Sandbox) -> None:
    fresh = "            params[key] -= self.factor * grads[key]\n"
    found = changed(sandbox, fresh, "            params[key] = params[key].sum()\n")["updated"]
    assert "in the value of `'w'`, expected an array of shape (2,), got one number" in found.message.en
    found = changed(sandbox, fresh, f"{fresh}        params.pop('b', None)\n")["updated"]
    assert "the keys should be `'w'`, `'b'`, and are `'w'`" in found.message.en


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("x = 1", "There is no class `Scale`."),
        ("class Scael:\n    pass", "Is `Scael` a misspelling of it?"),
        (SOLUTION.replace("def forward", "def fwd"), "Class `Scale` has no method `forward`."),
        ("def Scale(factor):\n    return None", "`Scale` does not make an object of a class `Scale`"),
        (TASK.starter("ko"), "`Scale.__init__` is not written yet"),
        (SOLUTION.replace("self.x = x", "raise NotImplementedError"), "`Scale.forward` is not written yet"),
    ],
)
def test_what_is_not_written_has_its_own_sentence(sandbox: Sandbox, source: str, said: str) -> None:
    finding = marked(sandbox, source)["forward"]
    assert finding.verdict is Verdict.MISSING
    assert said in finding.message.en


def test_what_is_not_written_is_told_method_by_method(sandbox: Sandbox) -> None:
    found = changed(sandbox, "self.dfactor = np.sum(dout * self.x)", "raise NotImplementedError")
    assert lost(found) == {"slope", "two", "kept"}
    assert found["slope"].message.en.startswith("`Scale.backward` is not written yet")
    found = changed(sandbox, "self.dfactor =", "dfactor =")
    assert lost(found) == {"slope", "two", "kept"}
    assert "no attribute `dfactor`" in found["slope"].message.en


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("def forward(self, x)", "def forward(x)", "The first parameter of a method is `self`."),
        ("def __init__(self", "def __init__self(self", "is it spelt with two underscores on both sides?"),
        ("self.x = x", "while True: pass", "The class Scale was stopped"),
        ("return self.factor * x", "return self", "The class Scale returned something that cannot be graded"),
    ],
)
def test_usual_slips_of_classes_are_told(sandbox: Sandbox, old: str, new: str, said: str) -> None:
    finding = changed(sandbox, old, new)["forward"]
    assert finding.verdict is Verdict.WRONG
    assert said in finding.message.en


def test_a_class_that_keeps_something_for_all_objects_is_told_so(sandbox: Sandbox) -> None:
    """What its first object saw stays for all others: no order of calls would give the same."""
    source = SOLUTION.replace("class Scale:\n", "class Scale:\n    seen = []\n\n").replace(
        "self.x = x", "self.seen.append(x)\n        self.x = self.seen[0]"
    )
    found = marked(sandbox, source)
    told = [f for f in found.values() if "`Scale` keeps something between calls" in f.message.en]
    assert len(told) == 1
    assert "layer = Scale(" in told[0].message.ko


def test_a_name_that_is_used_inside_a_method_is_an_error_of_its_own(sandbox: Sandbox) -> None:
    found = changed(sandbox, "return self.factor * x", "return self.facto * x")["forward"]
    assert found.verdict is Verdict.WRONG
    assert "has no attribute 'facto'" in found.message.en


@pytest.mark.parametrize("locale", LOCALES)
def test_the_starter_has_every_class_with_its_methods(locale: str) -> None:
    (made,) = (node for node in ast.parse(TASK.starter(locale)).body if isinstance(node, ast.ClassDef))
    methods = [node for node in made.body if isinstance(node, ast.FunctionDef)]
    assert [method.name for method in methods] == ["__init__", "forward", "backward", "update"]
    assert [arg.arg for arg in methods[-1].args.args] == ["self", "params", "grads"]
    assert all(isinstance(method.body[-1], ast.Raise) for method in methods)
    assert all(ast.get_docstring(method) for method in methods[1:])
    assert "`Scale.update(params, grads)`: update" in TASK.statement[locale]


def test_a_session_that_cannot_be_typed_is_refused() -> None:
    with pytest.raises(ValueError, match="before the line that makes"):
        session(line("forward", 1))
    with pytest.raises(ValueError, match="before the line that makes"):
        session(scale(1), line("forward", 1, of="other"))
    with pytest.raises(ValueError, match="no value"):
        session(scale(1))
    with pytest.raises(ValueError, match="one name"):
        session(scale(1), scale(2), line("forward", 1))
    with pytest.raises(ValueError, match="mutants of"):
        replace(TASK, mutants=(Mutant("x", "Other", ""),))
