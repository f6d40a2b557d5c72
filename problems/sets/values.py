"""The values that a problem set may hold, each with the sentence that says what was expected instead."""

import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, TypeVar, cast

from problems.code.profiles import IMPORT_PROFILES
from problems.fault import did_you_mean
from problems.sets.toml_lines import Path
from problems.sets.toml_tables import WrongValueError
from reference.text import LOCALES, Locale, Text, same

Level = Literal["verdict", "diagnosis", "full"]
LEVELS: tuple[Level, ...] = ("verdict", "diagnosis", "full")
Score = Literal["best", "last"]
SCORES: tuple[Score, ...] = ("best", "last")

Choice = TypeVar("Choice", bound=str)

MAX_DECIMALS = 12
MAX_POINTS = 10_000
MAX_ATTEMPTS = 1_000
MAX_PROBLEMS = 100
LIMITS = {
    "cpu_s": (Decimal("0.1"), Decimal(60)),
    "total_cpu_s": (Decimal("0.1"), Decimal(600)),
    "memory_mb": (Decimal(64), Decimal(4096)),
    "output_kb": (Decimal(1), Decimal(1024)),
}


def text_value(value: Any) -> str:
    """A line of text that can be shown."""
    if not isinstance(value, str):
        raise WrongValueError(_NO_TEXT.format(got=_kind(value)))
    if not value.strip() or len(value) > 200 or not value.isprintable():
        raise WrongValueError(_ODD_TEXT)
    return value


def identifier(value: Any) -> str:
    """A name that may stand in a URL, a file name and a TOML key."""
    text = text_value(value)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", text):
        raise WrongValueError(_ODD_ID.format(got=text))
    return text


def title(value: Any) -> Text:
    """A text in both languages, or one that serves for both."""
    if isinstance(value, str):
        return same(text_value(value))
    table = table_value(value)
    if set(table) != {"ko", "en"}:
        raise WrongValueError(_NO_TITLE)
    texts = _all_of(text_value, table.items())
    return Text(texts["ko"], texts["en"])


def locale(value: Any) -> Locale:
    return _one_of(value, LOCALES)


def level(value: Any) -> Level:
    return _one_of(value, LEVELS)


def score(value: Any) -> Score:
    return _one_of(value, SCORES)


def attempt_count(value: Any) -> int:
    return _whole(value, 1, MAX_ATTEMPTS)


def points(value: Any) -> Fraction:
    """Points of a problem: positive."""
    number = _number(value)
    if not 0 < number <= MAX_POINTS:
        raise WrongValueError(_ODD_POINTS.format(most=MAX_POINTS, got=_kind(value)))
    return Fraction(number)


def decimals(value: Any) -> int | dict[str, int]:
    """Digits after the point for every answer, or a table of them by answer."""
    return _all_of(_digits, value.items()) if isinstance(value, dict) else _digits(value)


def names(value: Any) -> tuple[str, ...]:
    """Names of answers, each once."""
    if not isinstance(value, list) or not value:
        raise WrongValueError(_NO_NAMES)
    found = _all_of(text_value, enumerate(value))
    for index, name in found.items():
        if name in list(found.values())[:index]:
            raise WrongValueError(_NAMED_TWICE.format(name=name), index)
    return tuple(found.values())


def givens(value: Any) -> dict[str, Any]:
    """A table of givens as a Variant holds them: ints, decimal strings, texts, truth values, lists, tables."""
    return _all_of(_given, table_value(value).items())


def limits(value: Any) -> dict[str, Any]:
    """Limits of a code task by name."""
    table = table_value(value)
    return _all_of(lambda pair: _limit(*pair), ((name, (name, given)) for name, given in table.items()))


def profile(value: Any) -> str:
    """The name of an import profile."""
    return _one_of(value, tuple(IMPORT_PROFILES))


def table_value(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise WrongValueError(_NO_TABLE.format(got=_kind(value)))
    return value


def problem_tables(value: Any) -> list[dict[str, Any]]:
    """The `[[problem]]` tables: at least one, not too many."""
    if not isinstance(value, list) or not value or not all(isinstance(row, dict) for row in value):
        raise WrongValueError(_NO_PROBLEMS)
    if len(value) > MAX_PROBLEMS:
        raise WrongValueError(_TOO_MANY.format(got=len(value), most=MAX_PROBLEMS))
    return value


def moment(value: Any) -> datetime:
    """A date with a time of day and an offset from UTC."""
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise WrongValueError(_NO_MOMENT)
    return value


def _one_of(value: Any, choices: tuple[Choice, ...]) -> Choice:
    if value in choices:
        return cast("Choice", value)
    listed = ", ".join(f'"{choice}"' for choice in choices)
    raise WrongValueError(_NO_CHOICE.format(choices=listed, got=_kind(value)))


def _whole(value: Any, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise WrongValueError(_NO_WHOLE.format(least=least, most=most, got=_kind(value)))
    return value


def _digits(value: Any) -> int:
    return _whole(value, 0, MAX_DECIMALS)


def _number(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise WrongValueError(_NO_NUMBER.format(got=_kind(value)))
    number = Decimal(value)
    if not number.is_finite() or not -40 <= number.adjusted() <= 40 or len(number.as_tuple().digits) > 60:
        raise WrongValueError(_ODD_NUMBER)
    return number


def _limit(name: str, value: Any) -> int | str:
    if name not in LIMITS:
        raise WrongValueError(_ODD_LIMIT_NAME.format(hint=did_you_mean(name, LIMITS)))
    least, most = LIMITS[name]
    if not least <= _number(value) <= most:
        raise WrongValueError(_ODD_LIMIT.format(least=least, most=most, got=_kind(value)))
    if not name.endswith("_s") and not isinstance(value, int):
        return _whole(value, int(least), int(most))
    return value if isinstance(value, int) else format(value, "f")


def _given(value: Any) -> Any:
    if isinstance(value, bool | str):
        return value
    if isinstance(value, list):
        return list(_all_of(_given, enumerate(value)).values())
    if isinstance(value, dict):
        return givens(value)
    number = _number(value)
    return value if isinstance(value, int) else format(number, "f")


def _all_of(convert: Callable[[Any], Any], items: Any) -> dict[Any, Any]:
    """Every item converted; when some are wrong, all of them are told together."""
    values: dict[Any, Any] = {}
    places: list[tuple[Path, Text]] = []
    for at, item in items:
        try:
            values[at] = convert(item)
        except WrongValueError as wrong:
            places += [((at, *below), message) for below, message in wrong.places]
    if places:
        raise WrongValueError.all_of(places)
    return values


def _kind(value: Any) -> Text:
    """What somebody wrote, said briefly."""
    if isinstance(value, bool):
        return same(str(value).lower())
    if isinstance(value, int | Decimal):
        return same(str(value)[:40])
    if isinstance(value, str):
        return same(f'"{value[:40]}"')
    if isinstance(value, list):
        return Text("목록", "a list")
    return Text("표", "a table") if isinstance(value, dict) else Text("날짜나 시각", "a date or time")


_NO_TEXT = Text("따옴표로 묶은 문자열이어야 하는데 {got}입니다.", "must be a text in quotes, not {got}.")
_ODD_TEXT = Text(
    "비어 있지 않은 한 줄의 문자열(200자 이하)이어야 합니다.",
    "must be one line of text, not empty, at most 200 characters.",
)
_ODD_ID = Text(
    "쓸 수 없는 이름입니다: '{got}'. 영문자, 숫자, '-', '_'만 64자까지 쓸 수 있습니다.",
    "'{got}' cannot be used: only Latin letters, digits, '-' and '_', at most 64 of them.",
)
_NO_TITLE = Text(
    '문자열 하나 또는 {{ko = "…", en = "…"}} 형태여야 합니다.', 'must be one text, or {{ko = "…", en = "…"}}.'
).format()
_NO_CHOICE = Text("{choices} 가운데 하나여야 하는데 {got}입니다.", "must be one of {choices}, not {got}.")
_NO_WHOLE = Text(
    "{least}부터 {most}까지의 정수여야 하는데 {got}입니다.", "must be a whole number from {least} to {most}, not {got}."
)
_NO_NUMBER = Text("수여야 하는데 {got}입니다.", "must be a number, not {got}.")
_ODD_NUMBER = Text(
    "유한한 수여야 하며, 지나치게 크거나 작거나 자릿수가 많으면 안 됩니다.",
    "must be a finite number, neither huge, tiny nor overlong.",
)
_ODD_POINTS = Text(
    "배점은 0보다 크고 {most} 이하여야 하는데 {got}입니다.", "points must be above 0 and at most {most}, not {got}."
)
_NO_NAMES = Text(
    '답 이름의 목록이어야 합니다. 예: ["h1", "yhat"]', 'must be a list of answer names, such as ["h1", "yhat"].'
)
_NAMED_TWICE = Text("같은 이름을 두 번 적었습니다: '{name}'.", "'{name}' is named twice.")
_ODD_LIMIT_NAME = Text("알 수 없는 제한이 있습니다.{hint}", "there is an unknown limit.{hint}")
_ODD_LIMIT = Text("{least}부터 {most}까지여야 하는데 {got}입니다.", "must be from {least} to {most}, not {got}.")
_NO_TABLE = Text("표여야 하는데 {got}입니다.", "must be a table, not {got}.")
_NO_PROBLEMS = Text(
    "문제마다 [[problem]] 표가 하나씩, 적어도 하나 있어야 합니다.",
    "there must be one [[problem]] table per problem, and at least one.",
)
_TOO_MANY = Text(
    "문제가 {got}개입니다. {most}개까지 쓸 수 있습니다.", "there are {got} problems, at most {most} can be used."
)
_NO_MOMENT = Text(
    "시간대가 있는 날짜와 시각이어야 합니다. 예: 2026-12-01T23:59:00+09:00",
    "must be a date and time with its offset, such as 2026-12-01T23:59:00+09:00.",
)
