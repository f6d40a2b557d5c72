"""Lines that use a class, as a student would type them at Python's prompt.

The check of a class is a `Session`: an object is made, its methods are called in order, and the last line is what
is judged. The same lines go to the sandbox, and are shown when they break a property.
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

from problems.code.inputs import Args, data


@dataclass(frozen=True, slots=True, eq=False)
class Variable:
    """A value with a name of its own: every line that names it meets the same object, changed or not.

    The value may be a dict of variables: then what is changed in the dict is changed under its own name as well.
    """

    name: str
    value: Any


@dataclass(frozen=True, slots=True, eq=False)
class New:
    """`name = cls(…)`: an object is made."""

    name: str
    cls: str
    args: Args = ()


@dataclass(frozen=True, slots=True, eq=False)
class Method:
    """`of.name(…)`: a method is called."""

    of: str
    name: str
    args: Args = ()


@dataclass(frozen=True, slots=True, eq=False)
class Attribute:
    """`of.name`: what an object keeps."""

    of: str
    name: str


Line: TypeAlias = New | Method | Attribute | Variable


@dataclass(frozen=True, slots=True, eq=False)
class Session:
    """Lines in order. The first makes an object; the last has a value: a method's, an attribute's, a variable's.

    Variables need no line that sets them: one is shown for each, before the others.
    """

    lines: tuple[Line, ...]

    def __post_init__(self) -> None:
        made: list[str] = []
        for line in self.lines:
            if isinstance(line, New):
                made.append(line.name)
            elif not made or not (isinstance(line, Variable) or line.of in made):
                raise ValueError(f"{line.name} stands before the line that makes its object")
        if len(set(made)) < len(made):
            raise ValueError(f"two objects have one name: {made}")
        if isinstance(self.lines[-1], New):
            raise ValueError("the last line of a session has no value")  # noqa: TRY004 -- the right type, at a wrong place

    @property
    def objects(self) -> tuple[str, ...]:
        """Names of the objects, in the order in which they are made."""
        return tuple(line.name for line in self.lines if isinstance(line, New))

    @property
    def arguments(self) -> Args:
        """Every argument in order, the variables in one before it; a variable counts once, by its name."""
        found: list[Any] = []
        named: set[str] = set()
        given = (arg for line in self.lines for arg in _args(line))
        for arg in (part for whole in given for part in (*parts(whole), whole)):
            if not (isinstance(arg, Variable) and arg.name in named):
                found.append(arg)
            if isinstance(arg, Variable):
                named.add(arg.name)
        return tuple(found)

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The variables, in the order in which they are first named."""
        return tuple(arg for arg in self.arguments if isinstance(arg, Variable))


def session(*lines: Line) -> Session:
    """These lines."""
    return Session(lines)


def values(arguments: Args | Session) -> Args:
    """What a call brings along that its code might change: every argument but functions, variables once."""
    if isinstance(arguments, Session):
        return tuple(_value(arg) for arg in data(arguments.arguments))
    return data(arguments)


def parts(arg: Any) -> tuple[Variable, ...]:
    """The variables that a variable's dict consists of; none for anything else."""
    if not (isinstance(arg, Variable) and isinstance(arg.value, dict)):
        return ()
    return tuple(part for part in arg.value.values() if isinstance(part, Variable))


def _value(arg: Any) -> Any:
    if parts(arg):
        return {key: part.value for key, part in arg.value.items()}
    return arg.value if isinstance(arg, Variable) else arg


def _args(line: Line) -> Args:
    if isinstance(line, Variable):
        return (line,)
    return () if isinstance(line, Attribute) else line.args
