"""Whether results satisfy a property: plain data from the sandbox against the oracle or a law, vectorised."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from grader.properties import sentences as say
from grader.properties.plans import Expected, Parts, Rows, in_parts
from grader.sandbox import CallResult, Outcome
from problems.code.inputs import Args, data
from problems.code.sessions import values
from problems.code.task import Agrees, Equals, EqualsParts, Judge, KeepsArguments, Law, Property
from reference.text import Text

Floats = np.ndarray[Any, np.dtype[np.float64]]
_FLOAT = np.dtype(np.float64)


@dataclass(frozen=True, slots=True)
class Breach:
    """How one example breaks a property.

    `result` is the call to show (the failed one if a call failed), `probe` says which of the property's it is;
    `outcome` is what became of it, and `reason` a sentence that gives away no expected value.
    """

    result: CallResult
    probe: int
    outcome: Outcome
    reason: Text | None = None
    expected: Any = None


def breaches(
    prop: Property, examples: Sequence[Args], rows: Rows, expected: Expected | None = None
) -> dict[int, Breach]:
    """Each example that breaks the property, by its number; empty if the property holds."""
    if _all_right(prop.judge, examples, rows, expected):
        return {}
    found: dict[int, Breach] = {}
    for number, args in enumerate(examples):
        results = tuple(row[number] for row in rows)
        breach = _not_returned(results) or _breach(prop, args, results)
        if breach is not None:
            found[number] = breach
    if not found and isinstance(prop.judge, Agrees):
        return _nothing_to_agree_with(prop.judge, examples, rows)
    return found


def numbers(value: Any) -> Floats | None:
    """The value as a float array if it is a number or an array or nested list of numbers, else None."""
    if type(value) is np.ndarray and value.dtype is _FLOAT:
        return value
    if isinstance(value, float):
        return np.asarray(value)
    if isinstance(value, list | tuple):
        try:
            value = np.array(value)
        except ValueError:  # ragged
            return None
    elif isinstance(value, int):
        value = np.asarray(value)
    if not isinstance(value, np.ndarray | np.generic) or value.dtype.kind not in "biuf":
        return None
    with np.errstate(over="ignore"):  # a long double may be beyond every float
        return np.asarray(value, dtype=float)


def alike(one: CallResult, other: CallResult) -> bool:
    """Whether two calls returned the same, as far as a mistake may be recognised by it."""
    if one.outcome is not Outcome.RETURNED or other.outcome is not Outcome.RETURNED:
        return False
    return _same(one.value, other.value)


def _same(one: Any, other: Any) -> bool:
    first, second = numbers(one), numbers(other)
    if first is not None and second is not None:
        return first.shape == second.shape and np.allclose(first, second, rtol=1e-5, atol=1e-6, equal_nan=True)
    if first is not None or second is not None:
        return False
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if not (isinstance(one, list | tuple) and isinstance(other, list | tuple)) or len(one) != len(other):
        return False
    return all(_same(part, others) for part, others in zip(one, other, strict=True))


def _all_right(judge: Judge, examples: Sequence[Args], rows: Rows, expected: Expected | None) -> bool:
    """The quick answer for what most hand-ins are: right. Where it is no, one example after the other is looked at."""
    if isinstance(judge, Equals | EqualsParts):
        return expected is not None and _all_equal(judge, rows[0], expected)
    with np.errstate(all="ignore"):
        return isinstance(judge, Agrees) and _all_agree(judge, examples, rows)


def _all_equal(judge: Equals | EqualsParts, results: Sequence[CallResult], expected: Expected) -> bool:
    """One comparison for the whole bank."""
    got: list[Floats] = []
    for result, right in zip(results, expected.values, strict=True):
        if result.outcome is not Outcome.RETURNED or not _gathered(result.value, right, got):
            return False
    return _close(np.concatenate(got), expected.flat, judge.rtol, judge.atol)


def _gathered(value: Any, wanted: Parts | Floats, got: list[Floats]) -> bool:
    """Collect the arrays of a value in the order of the right ones, flat; False where the shapes differ."""
    if isinstance(wanted, np.ndarray):
        found = numbers(value)
        if found is None or found.shape != wanted.shape:
            return False
        got.append(found.ravel())
        return True
    if isinstance(wanted, dict):
        same_keys = isinstance(value, dict) and value.keys() == wanted.keys()
        return same_keys and all(_gathered(value[key], right, got) for key, right in wanted.items())
    if not isinstance(value, list | tuple) or len(value) != len(wanted):
        return False
    return all(_gathered(part, right, got) for part, right in zip(value, wanted, strict=True))


def _all_agree(judge: Agrees, examples: Sequence[Args], rows: Rows) -> bool:
    """Whether a function agrees with what the student's others say, and that varies."""
    got: list[Floats] = []
    own: list[Floats] = []
    wanted: list[Floats] = []
    for number, args in enumerate(examples):
        values = [numbers(row[number].value) for row in rows if row[number].outcome is Outcome.RETURNED]
        usable = tuple([value for value in values if value is not None])
        if len(usable) < len(rows):
            return False
        try:
            right = np.asarray(judge.own(args, usable[1:]), dtype=float)
        except ValueError:
            return False
        if right.shape != usable[0].shape:
            return False
        got.append(usable[0].ravel())
        own += [value.ravel() for value in usable[1:]]
        wanted.append(right.ravel())
    expected = np.concatenate(wanted)
    varies = bool(np.isfinite(np.concatenate([*own, expected])).all() and np.ptp(expected) > judge.atol)
    return varies and _close(np.concatenate(got), expected, 0.0, judge.atol)


def _close(got: np.ndarray, wanted: np.ndarray, rtol: float, atol: float) -> bool:
    with np.errstate(invalid="ignore"):
        return bool((np.abs(got - wanted) <= atol + rtol * np.abs(wanted)).all())


def _not_returned(results: Sequence[CallResult]) -> Breach | None:
    for probe, result in enumerate(results):
        if result.outcome is not Outcome.RETURNED:
            return Breach(result, probe, result.outcome)
    return None


def _breach(prop: Property, args: Args, results: tuple[CallResult, ...]) -> Breach | None:
    judge = prop.judge
    if isinstance(judge, Equals):
        return _against(results[0], _as_numbers(judge.oracle(*args)), judge.rtol, judge.atol)
    if isinstance(judge, EqualsParts):
        return _parts(judge, results[0], in_parts(judge, args))
    if isinstance(judge, Agrees):
        return _agrees(judge, args, results)
    if isinstance(judge, Law):
        return _law(prop, judge, args, results)
    if isinstance(judge, KeepsArguments):
        return _keeps(values(prop.probes[0].arguments(*args)), results[0])
    return _returns_array(data(args), results[0])


def _as_numbers(right: Any) -> np.ndarray:
    """What an oracle gives, integers as integers: they are shown as such."""
    array = np.asarray(right)
    return array if array.dtype.kind == "i" else np.asarray(array, dtype=float)


def _against(result: CallResult, wanted: np.ndarray, rtol: float, atol: float) -> Breach | None:
    got = numbers(result.value)
    if got is None or got.shape != wanted.shape:
        reason = say.expected_shape(wanted.shape, result.value)
        return Breach(result, 0, Outcome.WRONG_TYPE, reason, wanted[()])
    return None if _close(got, wanted, rtol, atol) else Breach(result, 0, Outcome.RETURNED, expected=wanted[()])


def _parts(judge: EqualsParts, result: CallResult, wanted: Parts) -> Breach | None:
    if result.outcome is not Outcome.RETURNED:
        return Breach(result, 0, result.outcome)
    reason = _misshapen(result.value, wanted)
    if reason is not None:
        return Breach(result, 0, Outcome.WRONG_TYPE, reason, _shown(wanted))
    if _parts_close(judge, result.value, wanted):
        return None
    return Breach(result, 0, Outcome.RETURNED, expected=_shown(wanted))


def _misshapen(value: Any, wanted: Parts | Floats) -> Text | None:
    """What keeps a value from being compared with the right one, array by array."""
    if isinstance(wanted, np.ndarray):
        got = numbers(value)
        return None if got is not None and got.shape == wanted.shape else say.expected_shape(wanted.shape, value)
    if isinstance(wanted, dict):
        return _misshapen_items(value, wanted)
    if not isinstance(value, list | tuple) or len(value) != len(wanted):
        return (say.expected_list if isinstance(wanted, list) else say.expected_parts)(len(wanted), value)
    for number, (part, right) in enumerate(zip(value, wanted, strict=True), start=1):
        reason = _misshapen(part, right)
        if reason is not None:
            return say.in_part(number, reason)
    return None


def _misshapen_items(value: Any, wanted: dict[str, Any]) -> Text | None:
    if not isinstance(value, dict) or value.keys() != wanted.keys():
        return say.expected_items(list(wanted), value)
    found = ((key, _misshapen(value[key], right)) for key, right in wanted.items())
    return next((say.in_item(key, reason) for key, reason in found if reason is not None), None)


def _parts_close(judge: EqualsParts, value: Any, wanted: Parts | Floats) -> bool:
    if isinstance(wanted, np.ndarray):
        return _close(np.asarray(value, dtype=float), wanted, judge.rtol, judge.atol)
    if isinstance(wanted, dict):
        return all(_parts_close(judge, value[key], right) for key, right in wanted.items())
    return all(_parts_close(judge, part, right) for part, right in zip(value, wanted, strict=True))


def _shown(wanted: Parts | Floats) -> Any:
    """One number as such, not as an array of it."""
    if isinstance(wanted, dict):
        return {key: _shown(part) for key, part in wanted.items()}
    return wanted[()] if isinstance(wanted, np.ndarray) else type(wanted)(_shown(part) for part in wanted)


def _agrees(judge: Agrees, args: Args, results: tuple[CallResult, ...]) -> Breach | None:
    own: list[Floats] = []
    for probe, result in enumerate(results[1:], start=1):
        values = numbers(result.value)
        if values is None or not np.isfinite(values).all():
            return Breach(result, probe, Outcome.WRONG_TYPE, say.UNUSABLE)
        own.append(values)
    try:
        with np.errstate(all="ignore"):
            wanted = np.asarray(judge.own(args, tuple(own)), dtype=float)
    except ValueError:  # the student's own function returns another shape than it was given
        return Breach(results[1], 1, Outcome.WRONG_TYPE, say.UNUSABLE)
    breach = _against(results[0], wanted, 0.0, judge.atol)
    with np.errstate(over="ignore"):
        return breach if breach is None else replace(breach, expected=np.round(wanted, judge.decimals) + 0.0)


def _nothing_to_agree_with(judge: Agrees, examples: Sequence[Args], rows: Rows) -> dict[int, Breach]:
    own = [
        np.ravel(judge.own(args, tuple(numbers(row[number].value) for row in rows[1:])))
        for number, args in enumerate(examples)
    ]
    if np.ptp(np.concatenate(own)) > judge.atol:
        return {}
    return {number: Breach(result, 0, Outcome.RETURNED, say.NEVER_VARIES) for number, result in enumerate(rows[0])}


def _law(prop: Property, judge: Law, args: Args, results: tuple[CallResult, ...]) -> Breach | None:
    values: list[Any] = []
    for probe, result in enumerate(results):
        value = _nested_numbers(result.value) if judge.any_shape else numbers(result.value)
        if value is None or not (judge.any_shape or value.shape == np.shape(args[0])):
            wanted = say.expected_shape(np.shape(args[0]), result.value)
            reason = say.expected_values(result.value) if judge.any_shape else wanted
            return Breach(result, probe, Outcome.WRONG_TYPE, reason)
        values.append(value)
    with np.errstate(all="ignore"):
        if judge.holds(args, tuple(values)):
            return None
        why = judge.reason(args, tuple(values)) if judge.reason else None
    shown = max(probe for probe, made in enumerate(prop.probes) if made.function == prop.function)
    return Breach(results[shown], shown, Outcome.RETURNED, why)


def _nested_numbers(value: Any) -> Any:
    """A float array, or a tuple of such for what is a list or tuple of arrays; None if there is more than numbers."""
    found = numbers(value)
    if found is not None or not isinstance(value, list | tuple):
        return found
    parts = tuple(_nested_numbers(part) for part in value)
    return None if any(part is None for part in parts) else parts


def _returns_array(args: Args, result: CallResult) -> Breach | None:
    value, shape = result.value, np.shape(args[0])
    if not isinstance(value, np.ndarray) or value.shape != shape or value.dtype.kind not in "iuf":
        return Breach(result, 0, Outcome.WRONG_TYPE, say.expected_numbers(shape, value))
    return _keeps(args, result)


def _keeps(args: Args, result: CallResult) -> Breach | None:
    if not all(_unchanged(before, after) for before, after in zip(args, result.args_after or (), strict=True)):
        return Breach(result, 0, Outcome.RETURNED, say.CHANGED)
    return None


def _unchanged(before: Any, after: Any) -> bool:
    if isinstance(before, list | tuple):
        same_length = type(before) is type(after) and len(before) == len(after)
        return same_length and all(_unchanged(one, other) for one, other in zip(before, after, strict=True))
    if isinstance(before, dict):
        same_keys = isinstance(after, dict) and before.keys() == after.keys()
        return same_keys and all(_unchanged(before[key], after[key]) for key in before)
    if not isinstance(before, np.ndarray):
        return type(before) is type(after) and bool(before == after)
    return isinstance(after, np.ndarray) and before.dtype == after.dtype and np.array_equal(before, after)
