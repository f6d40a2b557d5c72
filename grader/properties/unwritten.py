"""Whether what a property is about is there at all: not defined, no class, a method missing, or still the starter's."""

import re
from collections.abc import Callable, Sequence

from grader.properties import sentences as say
from grader.sandbox import CallResult, StudentError
from problems.code.task import ClassSpec, CodeTask
from reference.text import Text

_NO_ATTRIBUTE = re.compile(r"'(\w+)' object has no attribute '(\w+)'")
_PLACE = re.compile(r'^  File ".*", line \d+, in (\S+)$', re.MULTILINE)


def unwritten(task: CodeTask, function: str, results: Sequence[CallResult], load: CallResult) -> Text | None:
    """The sentence about a function or class that is not written, if every call says so."""
    errors = [result.error for result in results if result.error is not None]
    if not errors or len(errors) < len(results):
        return None
    spec = task.spec(function)
    if _all(errors, "NameError", lambda e: e.line is None and e.message == f"name '{function}' is not defined"):
        sentence = say.NO_CLASS if isinstance(spec, ClassSpec) else say.NO_FUNCTION
        return say.missing(function, load, [given.name for given in task.given], sentence)
    if _all(errors, "NotImplementedError", lambda _: True):
        return _unfilled(function, spec, errors[0])
    if isinstance(spec, ClassSpec) and _all(errors, "AttributeError", lambda e: e.line is None):
        return _without(spec, errors[0])
    return None


def _all(errors: Sequence[StudentError], kind: str, holds: Callable[[StudentError], bool]) -> bool:
    return all(error.type == kind and holds(error) for error in errors)


def _unfilled(function: str, spec: object, error: StudentError) -> Text:
    """Which one is still the starter's, by the place of its error."""
    places = _PLACE.findall(error.traceback)
    if isinstance(spec, ClassSpec):
        name = places[-1] if places else function
        return say.UNFILLED_METHOD.format(name=name if name.startswith(f"{function}.") else function)
    return say.UNFILLED.format(function=function)


def _without(spec: ClassSpec, error: StudentError) -> Text | None:
    """That an object has no method or attribute of a name."""
    found = _NO_ATTRIBUTE.fullmatch(error.message)
    if found is None:
        return None
    owner, name = found.groups()
    if owner != spec.name:
        return say.NO_SUCH_CLASS.format(name=spec.name)
    if any(method.name == name for method in spec.methods):
        return say.NO_METHOD.format(cls=spec.name, name=name)
    return say.NO_ATTRIBUTE.format(cls=spec.name, name=name)
