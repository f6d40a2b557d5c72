"""What a student is told about a check of their code. Nothing here gives away an expected value."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

import numpy as np

from grader.properties.readable import steady
from grader.sandbox import CallResult, Outcome
from reference.text import Text, joined, same

HOLDS = Text("예제 {count}개에서 모두 성립합니다.", "Holds for all {count} examples.")
RETURNED = Text(
    "{call}에서 성립하지 않습니다. 돌려준 값: `{got}`", "It does not hold for {call}, which returned `{got}`."
)
LAST_LINE = Text(
    "{call}에서 성립하지 않습니다. 마지막 줄의 값: `{got}`",
    "It does not hold for {call}, where the last line gives `{got}`.",
)
COMPARED = Text(
    "비교한 `{function}` 함수가 틀려도 이 검사를 통과하지 못하므로 함께 확인하십시오.",
    "A wrong `{function}`, with which it is compared, fails this check too: look at both.",
)
WITH_REASON = Text("{call}에서 성립하지 않습니다. {reason}", "It does not hold for {call}: {reason}")
FAILED = Text("{call}: {message}", "{call}: {message}")
RAISED = Text("{call}에서 실행 오류가 났습니다.", "There was an error in {call}.")
LINES_ABOVE = Text("위 코드", "the lines above")
HIDDEN = Text("공개하지 않는 입력에서 성립하지 않습니다.", "It does not hold for an input that is not shown.")
EXPECTED = Text("옳은 값: `{expected}`", "Expected: `{expected}`")
EITHER = Text("다음 중 하나일 수 있습니다. {sentences}", "It may be one of these. {sentences}")
CONVENTION = Text(
    "그렇게 정의하는 교재도 있지만, 이 문제에서는 다르게 정했습니다.",
    "Some books define it so, but this problem fixes another convention.",
)

UNUSABLE = Text(
    "비교할 함수가 숫자 배열을 돌려주지 않아 비교할 수 없습니다.",
    "the function to compare with does not return a usable array of numbers.",
)
NEVER_VARIES = Text(
    "비교할 함수의 기울기가 어디에서나 같아 비교할 수 없습니다.",
    "the function to compare with has the same slope everywhere, so there is nothing to agree with.",
)
CHANGED = Text(
    "받은 배열을 바꾸었습니다. 복사본(`x.copy()`)에서 계산해야 합니다.",
    "it changed the array it was given. Work on a copy (`x.copy()`).",
)
AGAIN = Text(
    "{call}의 결과가 호출할 때마다 다릅니다. 처음 결과: `{first}`, 다른 호출 뒤에 다시 호출한 결과: `{second}`.",
    "The result of {call} was `{first}` the first time, and `{second}` when called again after other calls.",
)
IN_ORDER = Text(
    "{call}의 결과가 호출한 순서에 따라 다릅니다. 한 순서에서의 결과: `{first}`, 반대 순서에서의 결과: `{second}`.",
    "The result of {call} was `{first}` in one order of the calls, and `{second}` in the opposite order.",
)
KEEPS = Text(
    "`{function}`에서 호출 사이에 무언가를 남겨 두고 있습니다(전역 변수, 클래스 변수, 기본 인자로 쓴 리스트, 캐시 등). "
    "인자가 같으면 언제나 같은 결과를 돌려주어야 합니다.",
    "`{function}` keeps something between calls (a global variable, a variable of a class, a list as a default "
    "argument, a cache or the like). The same arguments must always give the same result.",
)
RANDOM = Text(
    "`{function}`에서 난수를 사용하므로 같은 인자에도 결과가 달라집니다. 결과는 인자로만 정해져야 합니다.",
    "`{function}` uses random numbers, so the same arguments give another result each time. Its result must depend "
    "on its arguments alone.",
)
SPOILT = Text(
    "제출한 다른 함수를 먼저 호출하면 `{function}`의 결과가 달라져(전역 변수, `np.seterr` 등), "
    "따로 실행하여 채점했습니다.",
    "After other functions of yours `{function}` gives another result (through a global variable, `np.seterr` or the "
    "like), so it was judged by itself.",
)
AFTER = Text("먼저 `{after}` 검사를 통과해야 채점합니다: {sentence}", "This is judged once `{after}` holds: {sentence}")
ANOTHER_NEEDED = Text(
    "이 검사에는 `{function}`도 필요한데, 정의되지 않았거나 값을 돌려주지 않았습니다.",
    "This check needs your `{function}` too, and that is missing or did not return a value.",
)
_ANOTHER_RETURNED = Text(
    "이 검사에는 `{function}`도 필요한데, {came} 돌려주어 비교할 수 없습니다.",
    "This check needs your `{function}` too, and that returned {came}, which cannot be compared.",
)
RIGHT_BESIDE_WRONG = Text(
    "`{function}`의 값은 옳습니다. 비교할 `{other}`의 값이 틀렸으므로(`{check}` 검사 참고) 서로 비교하지 않았습니다.",
    "`{function}` is right. It was not compared with your `{other}`, which is wrong: see `{check}`.",
)
STOPPED_BEFORE = Text(
    "앞의 검사에서 `{function}` 실행이 중단되어 이 검사는 실행하지 않았습니다.",
    "Not run, because `{function}` was stopped in an earlier check.",
)
BROKEN = Text(
    "채점 시스템의 문제로 이 검사를 마치지 못했습니다. 감점이 아니며 다시 채점합니다.",
    "We could not carry out this check. It does not count against you and will be graded again.",
)
NO_FILES = Text(
    "채점할 수 있는 파이썬 코드가 없습니다. 제출한 파일에 대한 안내가 있으면 먼저 확인하십시오.",
    "There is no Python code that can be graded. If there is a note about a file, see to that first.",
)
UNFILLED = Text(
    "`{function}` 함수를 아직 작성하지 않았습니다(NotImplementedError). `raise` 줄을 지우고 작성하십시오.",
    "`{function}` is not written yet (NotImplementedError): put your code in place of the `raise` line.",
)
UNFILLED_METHOD = Text(
    "`{name}` 메서드를 아직 작성하지 않았습니다(NotImplementedError). `raise` 줄을 지우고 작성하십시오.",
    "`{name}` is not written yet (NotImplementedError): put your code in place of the `raise` line.",
)
NO_METHOD = Text(
    "`{cls}` 클래스에 `{name}` 메서드가 없습니다. `def` 줄을 클래스 안으로 들여 썼는지, 철자가 맞는지 확인하십시오.",
    "Class `{cls}` has no method `{name}`. Is its `def` indented, inside the class, and spelt like this?",
)
NO_ATTRIBUTE = Text(
    "`{cls}` 객체에 `{name}` 속성이 없습니다. 메서드 안에서 `self.{name}`에 값을 넣어야 합니다.",
    "The `{cls}` object has no attribute `{name}`: a method must put the value into `self.{name}`.",
)
NO_SUCH_CLASS = Text(
    "`{name}` 이름으로 `{name}` 클래스의 객체를 만들 수 없습니다. `class {name}:`으로 정의하십시오.",
    "`{name}` does not make an object of a class `{name}`: define it by `class {name}:`.",
)
NO_FUNCTION = Text("`{function}` 함수를 찾을 수 없습니다.", "There is no function `{function}`.")
NO_CLASS = Text("`{function}` 클래스를 찾을 수 없습니다.", "There is no class `{function}`.")
_NEAR = Text("비슷한 이름 `{near}`의 철자를 확인하십시오.", "Is `{near}` a misspelling of it?")
_FOUND = Text("찾은 이름: {names}.", "Found: {names}.")
_FOUND_NONE = Text("찾은 함수나 클래스가 하나도 없습니다.", "No functions or classes were found.")
_NOT_READ_ON = Text("그 뒤의 정의는 읽지 못했습니다.", "What comes after that was not read.")
_SHAPE = Text(
    "모양이 {shape}인 배열이어야 하는데 {came} 돌려주었습니다.", "expected an array of shape {shape}, got {came}."
)
_ONE_NUMBER = Text("수 하나여야 하는데 {came} 돌려주었습니다.", "expected one number, got {came}.")
_NUMBERS = Text(
    "모양이 {shape}인 새 NumPy 숫자 배열이어야 하는데 {came} 돌려주었습니다.",
    "expected a new NumPy array of numbers of shape {shape}, got {came}.",
)

_PARTS = Text(
    "값 {count}개를 차례로 담은 튜플이어야 하는데 {came} 돌려주었습니다.",
    "expected a tuple of {count} values, got {came}.",
)
_LIST = Text(
    "배열 {count}개를 차례로 담은 리스트여야 하는데 {came} 돌려주었습니다.",
    "expected a list of {count} arrays, got {came}.",
)
_VALUES = Text(
    "숫자나 숫자 배열이어야 하는데 {came} 돌려주었습니다.", "expected numbers or arrays of them, got {came}."
)
_IN_PART = Text("{number}번째 값: {reason}", "in value {number}, {reason}")
_ITEMS = Text(
    "키가 {keys}인 딕셔너리여야 하는데 {came} 돌려주었습니다.", "expected a dict with the keys {keys}, got {came}."
)
_KEYS = Text("딕셔너리의 키가 {keys}여야 하는데 {found}입니다.", "the keys should be {keys}, and are {found}.")
_IN_ITEM = Text("키 `{key}`의 값: {reason}", "in the value of `{key}`, {reason}")
_NO_RETURN = Text("`return`이 빠졌는지 확인하십시오.", "Is a `return` missing?")

SHOWN = 800
SHORT = 72
"""Characters of code that are shown within a sentence; several lines that are longer stand before it."""


def located(lines: Sequence[str]) -> tuple[Text, Text | None]:
    """What to call some code in a sentence, and the block that comes before, if it is long."""
    code = "; ".join(lines)
    if len(lines) == 1 or len(code) <= SHORT:
        return same(f"`{code.replace('`', chr(39))}`"), None
    return LINES_ABOVE, same("```\n" + "\n".join(lines) + "\n```")


_SIGNS = re.compile(r"[\\$`*|]")
SHOWN_PIECES = 5
_MORE_PIECES = Text("다음 셀이나 파일도 실행 중에 중단되었습니다: {pieces}.", "These stopped too: {pieces}.")
_GRADED_ALL_THE_SAME = Text(
    "중단된 부분 뒤의 정의는 읽지 못했습니다. 그 앞이나 다른 곳에 정의한 함수는 그대로 채점합니다.",
    "What comes after such a stop in the same cell or file was not read. Functions defined before it or elsewhere are "
    "graded all the same.",
)


def expected_shape(shape: tuple[int, ...], value: Any) -> Text:
    """That a value is no array of this shape (no single number, for no axes), and what came instead."""
    wanted = _SHAPE.format(shape=shape, came=came(value)) if shape else _ONE_NUMBER.format(came=came(value))
    return _with_hint(wanted, value)


def expected_numbers(shape: tuple[int, ...], value: Any) -> Text:
    """The same where nothing but a NumPy array of numbers will do."""
    return _with_hint(_NUMBERS.format(shape=shape, came=came(value)), value)


def expected_parts(count: int, value: Any) -> Text:
    """That a value is no tuple of so many values, and what came instead."""
    return _with_hint(_PARTS.format(count=count, came=came(value)), value)


def expected_items(keys: Sequence[str], value: Any) -> Text:
    """That a value is no dict with these keys, and what came instead."""
    if isinstance(value, dict):
        return _KEYS.format(keys=_listed([repr(key) for key in keys]), found=_listed([repr(key) for key in value]))
    return _with_hint(_ITEMS.format(keys=_listed([repr(key) for key in keys]), came=came(value)), value)


def in_item(key: str, reason: Text) -> Text:
    """What is wrong with one value of a dict."""
    return _IN_ITEM.format(key=repr(key), reason=reason)


def expected_list(count: int, value: Any) -> Text:
    """That a value is no list of so many arrays, and what came instead."""
    return _with_hint(_LIST.format(count=count, came=came(value)), value)


def expected_values(value: Any) -> Text:
    """That a value is made of other things than numbers, and what came instead."""
    return _with_hint(_VALUES.format(came=came(value)), value)


def another_returned(function: str, value: Any) -> Text:
    """That another function, which a check needs, returned what cannot be compared."""
    return _ANOTHER_RETURNED.format(function=function, came=came(value))


def in_part(number: int, reason: Text) -> Text:
    """What is wrong with one value of a tuple, counted from 1."""
    return _IN_PART.format(number=number, reason=reason)


def came(value: Any) -> Text:
    """What came back, as the object of "returned"."""
    if value is None:
        return Text("None을", "None")
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, bool | np.bool_):
        return Text("참/거짓 값 하나를", "one True or False")
    if isinstance(value, int | float | complex | np.generic):
        return Text(f"수 하나({type(value).__name__})를", f"one number ({type(value).__name__})")
    if isinstance(value, str):
        return Text("문자열을", "text")
    template = _CONTAINERS.get(type(value))
    return Text("다른 종류의 값을", "something else") if template is None else template.format(count=len(value))


def missing(function: str, load: CallResult, given: Sequence[str] = (), sentence: Text = NO_FUNCTION) -> Text:
    """That a function or class is not defined, with what was found, a near spelling, and where a file stopped.

    `given` are names that the task brought, which are none of the student's.
    """
    names = [name for name in load.value if isinstance(name, str) and name not in given]
    near = get_close_matches(function, names, n=1, cutoff=0.7) or [n for n in names if n.lower() == function.lower()]
    parts = [sentence.format(function=function)]
    if near:
        parts.append(_NEAR.format(near=near[0]))
    parts.append(_FOUND.format(names=_listed(names)) if names else _FOUND_NONE)
    if load.outcome is not Outcome.RETURNED:
        parts += [_cut(load.message), _NOT_READ_ON]
    return joined(parts)


def stopped_pieces(load: CallResult) -> tuple[Text, ...]:
    """A note for each file or cell that stopped when it ran; what the others define is graded all the same."""
    if load.outcome is Outcome.GRADER_ERROR or not load.failures:
        return ()
    notes = [_cut(failure.message) for failure in load.failures[:SHOWN_PIECES]]
    more = dict.fromkeys(failure.label for failure in load.failures[SHOWN_PIECES:])
    if more:
        notes.append(_MORE_PIECES.format(pieces=", ".join(f"`{label}`" for label in more)))
    return (*notes, _GRADED_ALL_THE_SAME)


def failed(call: Text, result: CallResult) -> Text:
    """What became of a call that returned nothing: the sandbox's sentence, what usually causes it, and the lines."""
    error = result.error
    if error is None or result.outcome is not Outcome.RAISED or error.type == "ModuleNotFoundError":
        message = _cut(result.message)
        return message if call is LINES_ABOVE else FAILED.format(call=call, message=message)
    first = error.message.partition("\n")[0]
    lines = steady(error.traceback.replace(error.message, first)).replace("```", "'''")
    hint = next((text for kind, part, text in _HINTS if kind == error.type and part in error.message), None)
    told = RAISED.format(call=call)
    return joined([joined([told, hint]) if hint else told, same(f"```\n{lines}\n```")], "\n\n")


def _with_hint(text: Text, value: Any) -> Text:
    return joined([text, _NO_RETURN]) if value is None else text


def _cut(text: Text) -> Text:
    """A sentence of the sandbox as markup: what student code chose in it, names and messages, has no signs of ours."""
    parts = (part if len(part) <= SHOWN else part[:SHOWN] + " …" for part in (text.ko, text.en))
    return Text(*(_SIGNS.sub(r"\\\g<0>", " ".join(steady(part).split())) for part in parts))


def _array(value: np.ndarray) -> Text:
    if value.dtype.kind == "b":
        return Text(f"모양이 {value.shape}인 참/거짓 배열을", f"an array of True and False of shape {value.shape}")
    if value.dtype.kind == "c":
        return Text(f"모양이 {value.shape}인 복소수 배열을", f"an array of complex numbers of shape {value.shape}")
    return Text(f"모양이 {value.shape}인 배열을", f"an array of shape {value.shape}")


def _listed(names: list[str]) -> str:
    short = (name if len(name) <= SHORT else name[:SHORT] + "…" for name in names[:20])
    shown = ", ".join(f"`{name.replace('`', chr(39))}`" for name in short)
    return shown + ", …" * (len(names) > 20)


_CONTAINERS: dict[type, Text] = {
    list: Text("원소가 {count}개인 리스트를", "a list of {count}"),
    tuple: Text("원소가 {count}개인 튜플을", "a tuple of {count}"),
    dict: Text("원소가 {count}개인 딕셔너리를", "a dict of {count}"),
}

_HINTS = (
    (
        "AttributeError",
        "has no attribute 'int'",
        Text(
            "`np.int`는 NumPy 1.24에서 없어졌습니다. `int`를 쓰십시오.",
            "`np.int` left NumPy with version 1.24: write `int`.",
        ),
    ),
    (
        "AttributeError",
        "has no attribute 'float'",
        Text(
            "`np.float`는 NumPy 1.24에서 없어졌습니다. `float`를 쓰십시오.",
            "`np.float` left NumPy with version 1.24: write `float`.",
        ),
    ),
    (
        "NameError",
        "name 'np' is not defined",
        Text("파일 맨 위에 `import numpy as np`가 필요합니다.", "The file needs `import numpy as np` at its top."),
    ),
    (
        "NameError",
        "name 'math' is not defined",
        Text("파일 맨 위에 `import math`가 필요합니다.", "The file needs `import math` at its top."),
    ),
    (
        "TypeError",
        "can be converted to Python scalar",
        Text(
            "`math`의 함수는 수 하나만 받습니다. 배열에는 `np.exp` 같은 NumPy 함수를 쓰십시오.",
            "Functions of `math` take one number. Use NumPy's, such as `np.exp`, for arrays.",
        ),
    ),
    (
        "TypeError",
        "positional argument",
        Text(
            "인자의 개수가 맞지 않습니다. 메서드라면 첫 매개변수가 `self`인지 확인하십시오.",
            "The number of arguments does not fit. The first parameter of a method is `self`.",
        ),
    ),
    (
        "TypeError",
        "takes no arguments",
        Text(
            "인자를 받는 `__init__` 메서드가 없습니다. 이름의 양쪽에 밑줄이 두 개씩 있는지 확인하십시오.",
            "There is no `__init__` that takes arguments: is it spelt with two underscores on both sides?",
        ),
    ),
    (
        "ValueError",
        "truth value of an array",
        Text(
            "`if`의 조건에 배열을 쓸 수 없습니다. 원소마다 나누려면 `np.where`를 쓰십시오.",
            "`if` cannot decide for a whole array. Use `np.where` to decide for every entry.",
        ),
    ),
    (
        "ValueError",
        "mismatch in its core dimension",
        Text(
            "곱하는 두 행렬의 모양이 맞지 않습니다. 각각의 `.shape`를 확인하고, 전치(`.T`)할 것이 있는지 보십시오.",
            "The shapes of the two matrices do not fit: look at the `.shape` of each, and whether one needs `.T`.",
        ),
    ),
    (
        "RecursionError",
        "",
        Text("함수가 자기 자신을 끝없이 호출합니다.", "The function calls itself without end."),
    ),
    (
        "PermissionError",
        "",
        Text(
            "채점할 때는 파일, 네트워크, 다른 프로그램을 사용할 수 없습니다.",
            "Files, the network and other programs cannot be used while it is graded.",
        ),
    ),
)
