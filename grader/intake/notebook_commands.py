"""Takes notebook commands (`%matplotlib inline`, `!pip install …`, `np.sum?`) out of Python source.

A command stands where a statement begins, and no Python statement begins so. One pass over strings, comments and
brackets finds those places: a `%` that continues an expression, or a `!` in a text of several lines, stays.
"""

import re

from grader.intake.uploads import MAX_SOURCE

_TRIPLE = r"""\"\"\"(?:\\.|[^\\])*?(?:\"\"\"|\Z)|\'\'\'(?:\\.|[^\\])*?(?:\'\'\'|\Z)"""
_SINGLE = r"""\"(?:\\.|[^\"\\\n])*\"?|\'(?:\\.|[^\'\\\n])*\'?"""
_PIECE = re.compile(rf"#[^\n]*|{_TRIPLE}|{_SINGLE}|[(\[{{]|[)\]}}]|\\\n|\n", re.DOTALL)
_COMMAND = re.compile(
    r"[ \t]*(?:[%!?]|get_ipython\(\)|[^\W\d][\w., \t]*=[ \t]*[%!]|[^\s#\"'][^#\"'\n]*\?[ \t]*(?:\n|\Z))"
)
_ANY_COMMAND = re.compile(rf"^{_COMMAND.pattern}", re.MULTILINE)
_TIMED = re.compile(r"([ \t]*)%time[ \t]+([^\n]+)")
_ASSIGNED = re.compile(r"([ \t]*[^\W\d][\w., \t]*=)[ \t]*[%!]")
_LINE = re.compile(r"(?:\\\n|[^\n])*")


def without_commands(text: str) -> str:
    """The source with every command replaced by `pass`, an assigned one by None; lines keep their numbers.

    A source that is too long to be graded comes back as it is.
    """
    if len(text) > MAX_SOURCE or not _ANY_COMMAND.search(text):
        return text
    kept: list[str] = []
    at = start = depth = 0
    begins = True
    while at < len(text):
        if begins and depth == 0 and _COMMAND.match(text, at):
            end = _end_of_line(text, at)
            kept += [text[start:at], _replacement(text[at:end])]
            at = start = end
        piece = _PIECE.search(text, at)
        if piece is None:
            break
        found = piece[0]
        depth = max(0, depth + (found in "([{") - (found in ")]}"))
        begins = found == "\n"
        at = piece.end()
    return "".join([*kept, text[start:]])


def _end_of_line(text: str, at: int) -> int:
    """Where a command ends: a backslash carries it on to the next line."""
    line = _LINE.match(text, at)
    return len(text) if line is None else line.end()


def _replacement(command: str) -> str:
    timed, assigned = _TIMED.fullmatch(command), _ASSIGNED.match(command)
    more = "\n" * command.count("\n")
    if timed:
        return timed[1] + timed[2]
    if assigned:
        return f"{assigned[1]} None{more}"
    return f"{command[: len(command) - len(command.lstrip())]}pass{more}"
