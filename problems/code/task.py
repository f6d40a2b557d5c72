"""What a code task is: functions or classes to write, their properties, and known wrong and right answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from textwrap import indent
from typing import Any, TypeAlias

from problems.code.inputs import Args, Given, Inputs
from problems.code.sessions import Session
from reference.text import Locale, Text

Value: TypeAlias = Any


def as_drawn(*args: Any) -> Args:
    """The arguments as they were drawn."""
    return args


@dataclass(frozen=True, slots=True)
class Probe:
    """One call that a property makes for each example: a function, and its arguments from the drawn ones.

    For a class `arguments` gives a `Session` instead, whose last line is the result.
    """

    function: str
    arguments: Callable[..., Args | Session] = as_drawn


@dataclass(frozen=True, slots=True)
class Equals:
    """The result is the oracle's, in every entry, within `atol` + `rtol` · |expected|.

    The tolerances leave room for float32 and for other orders of summation, not for another formula.
    """

    oracle: Callable[..., Value]
    rtol: float = 1e-5
    atol: float = 1e-6


@dataclass(frozen=True, slots=True)
class EqualsParts:
    """The result is a tuple (or list) of the oracle's values, each compared as by `Equals`.

    A value may itself be a list of arrays, such as one weight matrix per layer. Where the oracle gives a dict, such
    as parameters by name, the result is one with the same keys.
    """

    oracle: Callable[..., tuple[Value, ...] | list[Value] | dict[str, Value]]
    rtol: float = 1e-5
    atol: float = 1e-6


@dataclass(frozen=True, slots=True)
class Agrees:
    """The result is what `own` makes of the arguments and of the results of the property's further calls.

    Used for a derivative against differences of the student's own function. Where `own` gives one and the same
    number on the whole bank there is nothing to agree with, and the property fails: a function that does
    nothing would otherwise agree with a derivative that is zero.
    """

    own: Callable[[Args, tuple[Value, ...]], Value]
    atol: float = 1e-4
    decimals: int = 4  # of what `own` gives, when it is shown


@dataclass(frozen=True, slots=True)
class Law:
    """The results of the property's calls, as float arrays, satisfy a law. It must not hold for a constant.

    Every result must have the shape of the first argument, unless `any_shape`: then a list or tuple of arrays comes
    as a tuple of float arrays. `reason` says what is wrong with results for which it does not hold, in words that give
    away no expected value, or None where there is nothing to add.
    """

    holds: Callable[[Args, tuple[Value, ...]], bool]
    any_shape: bool = False
    reason: Callable[[Args, tuple[Value, ...]], Text | None] | None = None


@dataclass(frozen=True, slots=True)
class ReturnsArray:
    """The result is a new array of numbers in the shape of the first value given, and no argument has changed."""


@dataclass(frozen=True, slots=True)
class KeepsArguments:
    """No argument has changed, whatever the result is."""


Judge: TypeAlias = Equals | EqualsParts | Agrees | Law | ReturnsArray | KeepsArguments


@dataclass(frozen=True, slots=True)
class Property:
    """One sentence that a function must satisfy, and how it is checked.

    `function` is what the property is about; `probes` are the calls for each example (by default one call of
    that function). A `hidden` property shows neither inputs nor output before an assignment closes. `after`
    names a property that must hold first: a check that something does NOT happen must not pay for doing nothing.
    """

    id: str
    sentence: Text
    function: str
    inputs: Inputs
    judge: Judge
    probes: tuple[Probe, ...] = ()
    hidden: bool = False
    after: str | None = None
    weight: Fraction = Fraction(1)

    def __post_init__(self) -> None:
        if not self.probes:
            object.__setattr__(self, "probes", (Probe(self.function),))


@dataclass(frozen=True, slots=True)
class FunctionSpec:
    """A function to write: name, parameters, and what it must do, conventions included."""

    name: str
    parameters: tuple[str, ...]
    contract: Text

    @property
    def signature(self) -> str:
        return f"{self.name}({', '.join(self.parameters)})"

    def stub(self, locale: Locale) -> str:
        """Its definition with nothing filled in."""
        return _stub(self.signature, self.contract[locale], _UNFILLED[locale])

    def described(self, locale: Locale) -> str:
        """A list item of the statement."""
        return f"- `{self.signature}`: {self.contract[locale]}"


@dataclass(frozen=True, slots=True)
class ClassSpec:
    """A class to write: name, parameters of its constructor, what it is for, and its methods."""

    name: str
    parameters: tuple[str, ...]
    contract: Text
    methods: tuple[FunctionSpec, ...]

    @property
    def signature(self) -> str:
        return f"{self.name}({', '.join(self.parameters)})"

    def stub(self, locale: Locale) -> str:
        """Its definition with no method filled in; `__init__` stands there if it takes something."""
        note = _UNFILLED_METHOD[locale]
        made = [f'def {_as_method("__init__", self.parameters)}:\n    raise NotImplementedError("{note}")\n']
        methods = [_stub(_as_method(m.name, m.parameters), m.contract[locale], note) for m in self.methods]
        body = "\n".join([*(made if self.parameters else []), *methods])
        return f'class {self.name}:\n    """{_plain(self.contract[locale])}"""\n\n{indent(body, "    ")}'

    def described(self, locale: Locale) -> str:
        """List items of the statement: the class, then each method."""
        own = f"- `{self.signature}`: {self.contract[locale]}"
        return "\n".join([own, *(f"- `{self.name}.{m.signature}`: {m.contract[locale]}" for m in self.methods)])


Spec: TypeAlias = FunctionSpec | ClassSpec


@dataclass(frozen=True, slots=True)
class Mutant:
    """A known wrong way to write one function or class, as source that takes the place of the model answer's.

    With a `message` it is a named mistake: the sentence says what happened, not what was meant. A
    `convention` is a legitimate formula that this task's statement rules out.
    """

    id: str
    function: str
    source: str
    message: Text | None = None
    convention: bool = False


@dataclass(frozen=True, slots=True)
class Alternative:
    """A right answer written in an unusual way; it must earn full marks."""

    id: str
    source: str


@dataclass(frozen=True, slots=True, eq=False)
class CodeTask:
    """Functions and classes to write. `solution` is the model answer; `limits` has the keys of a problem set's limits.

    `profile` names the set of modules that student code may import. `given` are functions that the student's are
    called with; they are defined beside the hand-in. `listing` is a broken program to repair: it stands in the
    statement and is the starter file, so that the line that an error names is the line that was read.
    """

    id: str
    version: str
    title: Text
    topics: tuple[str, ...]
    coverage: tuple[str, ...]
    introduction: Text
    functions: tuple[Spec, ...]
    properties: tuple[Property, ...]
    solution: str
    mutants: tuple[Mutant, ...]
    alternatives: tuple[Alternative, ...]
    preamble: str = "import numpy as np\n"
    limits: Mapping[str, float] = field(default_factory=dict)
    profile: str = "numpy"
    kind: str = "code"
    given: tuple[Given, ...] = ()
    listing: str | None = None

    def __post_init__(self) -> None:
        names = {function.name for function in self.functions}
        ids = [p.id for p in self.properties]
        if len(set(ids)) < len(ids):
            raise ValueError(f"{self.id}: two properties have one id")
        for position, prop in enumerate(self.properties):
            called = {prop.function, *(probe.function for probe in prop.probes)}
            if unknown := called - names:
                raise ValueError(f"{self.id}: property {prop.id} calls {sorted(unknown)}")
            if prop.after is not None and prop.after not in ids[:position]:
                raise ValueError(f"{self.id}: property {prop.id} comes before {prop.after}")
        if unknown := {mutant.function for mutant in self.mutants} - names:
            raise ValueError(f"{self.id}: mutants of {sorted(unknown)}")
        _check_hidden(self.id, self.properties)
        _check_public(self.id, self.properties)

    @property
    def statement(self) -> Text:
        """What the student reads: the introduction, every function, and every property in its words."""
        return Text(self._statement("ko"), self._statement("en"))

    def spec(self, name: str) -> Spec:
        """The function or class of this name."""
        return next(spec for spec in self.functions if spec.name == name)

    def starter(self, locale: Locale) -> str:
        """The file a student starts from: the listing to repair, or every contract with nothing filled in."""
        if self.listing is not None:
            return self.listing
        bodies = "\n\n".join(spec.stub(locale) for spec in self.functions)
        return f'"""{self.title[locale]} ({self.id})"""\n\n{self.preamble}\n\n{bodies}'

    def shares(self, points: Fraction) -> dict[str, Fraction]:
        """What each property is worth: equal shares of a problem's points, unless weights say otherwise."""
        whole = sum((prop.weight for prop in self.properties), Fraction(0))
        return {prop.id: points * prop.weight / whole for prop in self.properties}

    def _statement(self, locale: Locale) -> str:
        functions = "\n".join(spec.described(locale) for spec in self.functions)
        properties = "\n".join(f"- {p.sentence[locale]}{_HIDDEN[locale] * p.hidden}" for p in self.properties)
        program = [] if self.listing is None else [f"```python\n{self.listing}```"]
        return "\n\n".join([self.introduction[locale], *program, functions, _CHECKED[locale], properties])


def _stub(signature: str, contract: str, note: str) -> str:
    return f'def {signature}:\n    """{_plain(contract)}"""\n    raise NotImplementedError("{note}")\n'


def _as_method(name: str, parameters: tuple[str, ...]) -> str:
    return f"{name}({', '.join(('self', *parameters))})"


def _check_hidden(task: str, properties: Sequence[Property]) -> None:
    """Refuse hidden properties that hide nothing; raises ValueError.

    A function that keeps its arguments says nothing about values, and one that fails to is told by an example. Inputs
    that a public property uses too are shown with it.
    """
    shown = {prop.inputs.name: prop.id for prop in properties if not prop.hidden}
    for prop in (prop for prop in properties if prop.hidden):
        keeps = isinstance(prop.judge, KeepsArguments)
        if keeps:
            raise ValueError(f"{task}: {prop.id} must be public: whether arguments are kept is told by an example")
        if prop.inputs.name in shown:
            raise ValueError(f"{task}: hidden {prop.id} has the inputs of {shown[prop.inputs.name]}, which are shown")


def _check_public(task: str, properties: Sequence[Property]) -> None:
    """Refuse functions without a public property, which is where what is wrong with them as such is told."""
    called = {probe.function for prop in properties for probe in prop.probes} | {prop.function for prop in properties}
    if silent := called - {prop.function for prop in properties if not prop.hidden}:
        raise ValueError(f"{task}: no public property of {sorted(silent)}")


def _plain(markup: str) -> str:
    """A contract as a docstring: without the marks of formulas."""
    return markup.replace("$", "").replace("\\le", "<=").replace("\\ge", ">=").replace("\\", "")


_UNFILLED = Text("이 함수를 작성하십시오.", "Write this function.")
_UNFILLED_METHOD = Text("이 메서드를 작성하십시오.", "Write this method.")
_HIDDEN = Text(" (비공개 입력)", " (hidden inputs)")
_CHECKED = Text(
    "다음 성질을 각각 여러 입력으로 검사하며, 배점은 모두 같습니다.",
    "These properties are checked, each for the same share of the points, on many inputs.",
)
