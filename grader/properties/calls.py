"""A property's probe as a call of the sandbox: a function that is called, or an object that is made and used."""

from typing import Any

from grader.sandbox import Call, Method, Named, Shared
from grader.sandbox.outcome import Attribute, Construct
from problems.code import sessions
from problems.code.inputs import Args, Given, data
from problems.code.sessions import New, Session, Variable, parts


def call_of(function: str, arguments: Args | Session, *, read_back: bool) -> Call:
    """The call as the sandbox takes it: a function that is given goes by its name, and only values are read back."""
    if isinstance(arguments, Session):
        return _lines(arguments, read_back=read_back)
    if not any(isinstance(arg, Given) for arg in arguments):
        return Call(function, arguments, read_back=read_back)
    numbers = iter(range(len(arguments)))
    sent = tuple(Named(arg.name) if isinstance(arg, Given) else Shared(next(numbers)) for arg in arguments)
    return Call(function, sent, read_back=read_back, shared=data(arguments))


def _lines(session: Session, *, read_back: bool) -> Call:
    shared = _Shared(everything=read_back)
    first, *others = (_operation(line, session.objects, shared) for line in session.lines)
    return Call(first.function, first.args, read_back=read_back, then=tuple(others), shared=tuple(shared.values))


def _operation(line: sessions.Line, objects: tuple[str, ...], shared: "_Shared") -> Any:
    if isinstance(line, Variable):
        return shared.sent(line)
    if isinstance(line, sessions.Attribute):
        return Attribute(line.name, objects.index(line.of))
    args = tuple(shared.sent(arg) for arg in line.args)
    if isinstance(line, New):
        return Construct(line.cls, args)
    return Method(line.name, args, objects.index(line.of))


class _Shared:
    """The values of a session that go by their number: its variables, or everything that is to be read back."""

    def __init__(self, *, everything: bool) -> None:
        self._everything = everything
        self._numbers: dict[str, int] = {}
        self.values: list[Any] = []

    def sent(self, arg: Any) -> Any:
        if isinstance(arg, Given):
            return Named(arg.name)
        if isinstance(arg, Variable):
            if arg.name not in self._numbers:
                inside = {key: self.sent(part) for key, part in arg.value.items()} if parts(arg) else arg.value
                self._numbers[arg.name] = self._kept(inside)
            return Shared(self._numbers[arg.name])
        return Shared(self._kept(arg)) if self._everything else arg

    def _kept(self, value: Any) -> int:
        self.values.append(value)
        return len(self.values) - 1
