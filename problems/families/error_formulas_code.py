"""A listing in which one line fails: which line, and what Python says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from problems import givens as read
from problems.choices import Choices, Option
from problems.draws import Draws
from problems.family import Params
from problems.formula_hunt import table, word
from problems.givens import GivensError, Parameter, Setting
from problems.parts import ChoicePart, Part, PartsFamily
from problems.variant import Givens
from reference.text import Text, joined, same

RUNS = Text("이 줄은 오류 없이 실행됩니다.", "This line runs without an error.")


@dataclass(frozen=True, slots=True)
class Listing:
    """Code with one line that fails. `<x>` stands for a name that is drawn.

    `wrong` is the number of that line from 1; `reasons` are what might happen, the first of them does. `repaired` is
    that line as it should be.
    """

    code: str
    wrong: int
    repaired: str
    about: Text
    reasons: Mapping[str, tuple[Text, Text]]


NOTHING = Text("", "")
HAPPENS_NOT = Text("그런 일은 일어나지 않습니다.", "That does not happen.")

NAMES: Mapping[str, tuple[str, ...]] = {
    "x": ("x", "z", "u", "values"),
    "y": ("y", "result", "out"),
    "f": ("step_function", "step", "heaviside"),
}

LISTINGS = {
    "init-misspelt": Listing(
        """class MulLayer:
    def __init__self(self):
        self.<x> = 1
        self.<y> = 1
    def backward(self, dout):
        return dout * self.<y>, dout * self.<x>
layer = MulLayer()
dx, dy = layer.backward(1)""",
        2,
        "    def __init__(self):",
        Text(
            "마지막 줄에서 오류가 났습니다. 고쳐야 할 줄과 오류가 난 이유를 고르십시오.",
            "The last line raised an error. Choose the line that must be changed, and why the error came.",
        ),
        {
            "no-attribute": (
                Text(
                    "생성자가 아니어서 속성이 만들어지지 않았습니다.",
                    "it is no constructor, so the attributes do not exist",
                ),
                NOTHING,
            ),
            "syntax": (
                Text("이름에 밑줄이 있어 문법 오류가 납니다.", "underscores in a name are a syntax error"),
                Text("이름에는 밑줄을 쓸 수 있습니다.", "Names may have underscores."),
            ),
            "ones": (
                Text("처음 값이 정수여서 오류가 납니다.", "the initial values are integers"),
                Text("정수도 곱할 수 있습니다.", "Integers can be multiplied."),
            ),
            "forward-missing": (
                Text("forward가 없어 클래스를 만들 수 없습니다.", "a class without forward cannot be made"),
                Text("파이썬은 forward를 요구하지 않습니다.", "Python demands no forward."),
            ),
        },
    ),
    "np-int": Listing(
        """import numpy as np
def <f>(<x>):
    <y> = <x> > 0
    return <y>.astype(np.int)
print(<f>(np.array([-1.0, 1.0, 2.0])))""",
        4,
        "    return <y>.astype(int)",
        Text(
            "요즘의 NumPy에서 실행했더니 오류가 났습니다.", "This raised an error when it was run with a current NumPy."
        ),
        {
            "removed": (Text("`np.int`는 NumPy에서 없어졌습니다.", "`np.int` has been removed from NumPy"), NOTHING),
            "no-cast": (
                Text("참과 거짓은 정수로 바꿀 수 없습니다.", "booleans cannot be cast to integers"),
                Text("astype(int)라면 바꿀 수 있습니다.", "With astype(int) they can be."),
            ),
            "comparison": (
                Text("배열은 0과 비교할 수 없습니다.", "an array cannot be compared with 0"),
                Text("비교는 성분마다 이루어집니다.", "It is compared element by element."),
            ),
            "negative": (
                Text("배열에 음수가 들어 있습니다.", "there is a negative number in it"),
                HAPPENS_NOT,
            ),
        },
    ),
    "np-max": Listing(
        """import numpy as np
def relu(<x>):
    <y> = np.max(0, <x>)
    return <y>
print(relu(np.array([-1.0, 0.5, 2.0])))""",
        3,
        "    <y> = np.maximum(0, <x>)",
        Text("실행했더니 오류가 났습니다.", "This raised an error when it was run."),
        {
            "axis": (
                Text("`np.max`의 둘째 인자는 축입니다.", "the second argument of `np.max` is an axis"),
                NOTHING,
            ),
            "no-zero": (
                Text("0은 배열이 아니어서 비교할 수 없습니다.", "0 is no array and cannot be compared"),
                Text("수와 배열은 비교할 수 있습니다.", "A number and an array can be compared."),
            ),
            "shape": (
                Text("배열에 음수가 있으면 쓸 수 없습니다.", "it takes no negative numbers"),
                Text("음수도 쓸 수 있습니다.", "Negative numbers are fine."),
            ),
            "missing": (
                Text("NumPy에는 `max` 함수가 없습니다.", "NumPy has no `max`"),
                Text("함수는 있지만 하는 일이 다릅니다.", "It has one, which does something else."),
            ),
        },
    ),
    "scalar-if": Listing(
        """import numpy as np
def <f>(<x>):
    <y> = 1 if <x> > 0 else 0
    return <y>
print(<f>(np.array([-1.0, 1.0, 2.0])))""",
        3,
        "    <y> = np.where(<x> > 0, 1, 0)",
        Text("실행했더니 오류가 났습니다.", "This raised an error when it was run."),
        {
            "ambiguous": (
                Text(
                    "성분이 여럿인 배열은 참도 거짓도 아닙니다.",
                    "an array of several elements is neither true nor false",
                ),
                NOTHING,
            ),
            "no-comparison": (
                Text("배열은 0과 비교할 수 없습니다.", "an array cannot be compared with 0"),
                Text("비교는 성분마다 이루어집니다.", "It is compared element by element."),
            ),
            "conditional": (
                Text("대입하는 줄에는 if를 쓸 수 없습니다.", "an if cannot stand in an assignment"),
                Text("조건식은 쓸 수 있습니다.", "A conditional expression can."),
            ),
            "float": (
                Text("배열의 성분이 실수입니다.", "the elements are floats"),
                Text("실수여도 상관없습니다.", "Floats make no difference."),
            ),
        },
    ),
    "name-of-threshold": Listing(
        """def AND(x1, x2):
    w1, w2, b = 0.5, 0.5, -0.7
    <y> = x1 * w1 + x2 * w2 + b
    if <y> <= theta:
        return 0
    return 1
print(AND(1, 1))""",
        4,
        "    if <y> <= 0:",
        Text("실행했더니 오류가 났습니다.", "This raised an error when it was run."),
        {
            "undefined": (
                Text("theta라는 이름이 정의되지 않았습니다.", "the name theta has not been defined"),
                NOTHING,
            ),
            "capital": (
                Text("함수 이름에 대문자를 썼습니다.", "the function's name is in capitals"),
                Text("대문자를 써도 됩니다.", "Capitals are allowed."),
            ),
            "tuple": (
                Text("한 줄에서 세 변수에 값을 줄 수 없습니다.", "three names cannot be assigned in one line"),
                Text("한 줄에서 여러 변수에 값을 줄 수 있습니다.", "They can."),
            ),
            "floats": (
                Text("실수와 정수를 곱할 수 없습니다.", "a float cannot be multiplied by an integer"),
                Text("실수와 정수는 곱할 수 있습니다.", "It can."),
            ),
        },
    ),
    "lost-space": Listing(
        """def OR(x1, x2):
    w1, w2, b = 0.5, 0.5, -0.2
   <y> = x1 * w1 + x2 * w2 + b
    if <y> <= 0:
        return 0
    return 1
print(OR(0, 1))""",
        3,
        "    <y> = x1 * w1 + x2 * w2 + b",
        Text("실행했더니 오류가 났습니다.", "This raised an error when it was run."),
        {
            "indentation": (
                Text("들여쓰기가 위의 줄과 맞지 않습니다.", "its indentation does not match the lines above"),
                NOTHING,
            ),
            "bias": (
                Text("편향이 음수입니다.", "the bias is negative"),
                Text("음수여도 계산됩니다.", "A negative one is fine."),
            ),
            "undefined": (
                Text("x1과 x2의 값이 정해지지 않았습니다.", "x1 and x2 have no values"),
                Text("인자로 값을 받습니다.", "They come in as arguments."),
            ),
            "no-else": (
                Text("if에 else가 없습니다.", "the if has no else"),
                Text("else는 없어도 됩니다.", "An else is not needed."),
            ),
        },
    ),
    "optimizer-name": Listing(
        """import keras
model = keras.Sequential([keras.layers.Dense(1)])
<y> = "mse"
model.compile(optimizer="momentum", loss=<y>)
print("compiled")""",
        4,
        "model.compile(optimizer=keras.optimizers.SGD(momentum=0.9), loss=<y>)",
        Text("Keras 3에서 실행했더니 오류가 났습니다.", "This raised an error when it was run with Keras 3."),
        {
            "unknown-name": (
                Text("그런 이름의 최적화 기법이 없습니다.", "no optimizer has this name"),
                NOTHING,
            ),
            "loss-name": (
                Text("손실을 문자열로 줄 수 없습니다.", "a loss cannot be given as a string"),
                Text('"mse"라는 이름은 쓸 수 있습니다.', 'The name "mse" is known.'),
            ),
            "no-input": (
                Text("입력의 크기를 주지 않았습니다.", "the input size is missing"),
                Text("컴파일할 때는 없어도 됩니다.", "Compiling does not need it."),
            ),
            "no-rate": (
                Text("학습률을 주지 않았습니다.", "no learning rate is given"),
                Text("학습률에는 기본값이 있습니다.", "The rate has a default."),
            ),
        },
    ),
}


def _put(givens: Givens, text: str) -> str:
    for own, letter in givens["names"].items():
        text = text.replace(f"<{own}>", letter)
    return text


def code(givens: Givens) -> list[str]:
    """The listing's lines."""
    return _put(givens, LISTINGS[givens["listing"]].code).splitlines()


def repaired(givens: Givens) -> list[str]:
    """The same with its wrong line put right."""
    listing, lines = LISTINGS[givens["listing"]], code(givens)
    return [*lines[: listing.wrong - 1], _put(givens, listing.repaired), *lines[listing.wrong :]]


def checked(givens: Givens) -> None:
    """Names of the list, and each reason once."""
    for own in NAMES:
        if givens["names"].get(own) not in NAMES[own]:
            listed = ", ".join(NAMES[own])
            raise GivensError(
                Text(f"names.{own}: {listed} 가운데 하나여야 합니다.", f"names.{own} must be one of {listed}.")
            )
    reasons = LISTINGS[givens["listing"]].reasons
    if sorted(givens["reasons"]) != sorted(reasons):
        listed = ", ".join(reasons)
        raise GivensError(
            Text(f"reasons: 다음을 한 번씩 적어야 합니다: {listed}.", f"reasons must hold each of {listed} once.")
        )


def drawn(draws: Draws, params: Params) -> dict[str, Any] | None:
    """A listing, its names, and the reasons in some order."""
    listing = params.get("listing") or draws.choice("listing", tuple(LISTINGS))
    return {
        "listing": listing,
        "names": {own: draws.choice(f"name {own}", names) for own, names in NAMES.items()},
        "reasons": sorted(LISTINGS[listing].reasons, key=lambda key: draws.integer(f"rank {key}", 0, 2**40)),
    }


def parts(givens: Givens) -> tuple[Part, ...]:
    """Which line, and what happens there."""
    listing = LISTINGS[givens["listing"]]
    lines = tuple(Option(f"line-{n}", Text(f"{n}번 줄", f"line {n}")) for n in range(1, len(code(givens)) + 1))
    right, reason = f"line-{listing.wrong}", next(iter(listing.reasons))
    return (
        ChoicePart(
            "line",
            Text("고쳐야 할 줄", "the line to be changed"),
            Choices(lines),
            right,
            {line.key: RUNS for line in lines if line.key != right},
        ),
        ChoicePart(
            "reason",
            Text("오류가 난 이유", "why it failed"),
            Choices(tuple(Option(key, listing.reasons[key][0]) for key in givens["reasons"])),
            reason,
            {key: listing.reasons[key][1] for key in givens["reasons"] if key != reason},
        ),
    )


def statement(givens: Givens) -> Text:
    """The listing with numbered lines."""
    numbered = "\n".join(f"{n}  {line}" for n, line in enumerate(code(givens), 1))
    return joined(
        [
            LISTINGS[givens["listing"]].about,
            same(f"```\n{numbered}\n```"),
            Text(
                "한 줄만 고치면 됩니다. 왼쪽의 수는 줄의 번호이고 코드가 아닙니다.",
                "One line has to be changed. The numbers on the left are no part of the code.",
            ),
        ],
        "\n\n",
    )


def solution(givens: Givens) -> Text:
    """The line as it should be, and why."""
    listing = LISTINGS[givens["listing"]]
    reason = listing.reasons[next(iter(listing.reasons))][0]
    return joined(
        [
            Text(
                f"{listing.wrong}번 줄을 고쳐야 합니다. 이유: {reason.ko}",
                f"Line {listing.wrong} has to be changed: {reason.en}.",
            ),
            same("```python\n" + "\n".join(repaired(givens)) + "\n```"),
        ],
        "\n\n",
    )


FAMILY = PartsFamily(
    id="error.formulas.code",
    version="1.0",
    title=Text("코드에서 틀린 줄 찾기", "Find the error: a line of code that fails"),
    topics=("find the error", "NumPy", "Keras"),
    coverage=("C-091", "C-093", "C-096", "C-098", "C-099", "C-102", "C-105"),
    given=(
        Parameter("listing", read.one_of(*LISTINGS)),
        Parameter("names", table),
        Parameter("reasons", read.several(word, 2, 8)),
    ),
    drawn=drawn,
    parts=parts,
    statement=statement,
    solution=solution,
    params={"listing": Setting(read.one_of(*LISTINGS), Text("코드의 이름", "the listing"))},
    checked=checked,
    kind="find-the-error",
)
