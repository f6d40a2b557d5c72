"""A student's exception as plain strings: type, message, place, and a traceback of student lines only."""

from types import TracebackType
from typing import Any

MAX_TEXT = 2048
SHOWN_FRAMES = 8


def described(error: BaseException, sources: dict[str, list[str]]) -> dict[str, Any]:
    """Fields of the error; `sources` maps the label of each student file to its lines."""
    try:
        return _fields(error, sources)
    except BaseException as second:  # noqa: BLE001 -- a hostile exception may fail on any attribute
        kind = str(type.__dict__["__name__"].__get__(type(error)))
        message = f"<{type(second).__name__} while reading the exception>"
        return {"type": kind, "message": message, "file": "", "line": None, "traceback": f"{kind}: {message}"}


def _fields(error: BaseException, sources: dict[str, list[str]]) -> dict[str, Any]:
    frames = _frames(error.__traceback__, sources)
    place = _syntax_place(error, sources) or (frames[-1][:2] if frames else ("", None))
    kind, message = _name(error), _message(error)
    shown = _traceback(frames, sources) + _caret(error, sources)
    headline = f"{kind}: {message}" if message else kind
    found = {"type": kind, "message": message, "file": place[0], "line": place[1], "traceback": shown + headline}
    return found | _missing_module(error)


def _missing_module(error: BaseException) -> dict[str, Any]:
    name = getattr(error, "name", None)
    return {"module": name[:200]} if isinstance(error, ImportError) and type(name) is str else {}


def _name(error: BaseException) -> str:
    return str(type(error).__qualname__)[:200]


def _message(error: BaseException) -> str:
    try:
        text = error.msg if isinstance(error, SyntaxError) else str(error)
        return str.__str__(text)[:MAX_TEXT]
    except BaseException as second:  # noqa: BLE001 -- a hostile __str__ may raise anything at all
        return f"<{type(second).__name__} in __str__>"


def _frames(traceback: TracebackType | None, sources: dict[str, list[str]]) -> list[tuple[str, int, str]]:
    found = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if code.co_filename in sources:
            found.append((code.co_filename, traceback.tb_lineno or 0, code.co_qualname))
        traceback = traceback.tb_next
    return found


def _traceback(frames: list[tuple[str, int, str]], sources: dict[str, list[str]]) -> str:
    shown = [_frame(*frame, sources) for frame in frames]
    if len(shown) > 2 * SHOWN_FRAMES:
        hidden = len(shown) - 2 * SHOWN_FRAMES
        shown[SHOWN_FRAMES:-SHOWN_FRAMES] = [f"  ... {hidden} more calls ...\n"]
    return "".join(shown)


def _frame(label: str, line: int, name: str, sources: dict[str, list[str]]) -> str:
    lines = sources[label]
    text = lines[line - 1].strip()[:200] if 0 < line <= len(lines) else ""
    return f'  File "{label}", line {line}, in {name[:100]}\n' + (f"    {text}\n" if text else "")


def _syntax_place(error: BaseException, sources: dict[str, list[str]]) -> tuple[str, int | None] | None:
    if isinstance(error, SyntaxError) and error.filename in sources:
        return error.filename, error.lineno
    return None


def _caret(error: BaseException, sources: dict[str, list[str]]) -> str:
    place = _syntax_place(error, sources)
    if not isinstance(error, SyntaxError) or place is None or place[1] is None:
        return ""
    lines = sources[place[0]]
    text = lines[place[1] - 1].rstrip()[:200] if 0 < place[1] <= len(lines) else ""
    column = min(max((error.offset or 1) - 1, 0), len(text))
    return f'  File "{place[0]}", line {place[1]}\n    {text}\n    {" " * column}^\n'
