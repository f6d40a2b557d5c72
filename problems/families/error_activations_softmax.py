"""The first wrong line of a softmax worked by hand; shares of the sum without exponentials are among the errors."""

from typing import Any

from problems import givens as read
from problems.draws import Draws
from problems.error_hunt import Hunt, error_hunt
from problems.family import Family, Params
from problems.givens import GivensError, Parameter
from problems.mistakes.activation import NORMALISED, NOT_NORMALISED
from problems.mistakes.backprop import slip
from problems.variant import Givens
from reference.readings import exact
from reference.text import Text, joined, same
from reference.vocabulary import exp
from reference.working import Given, Step, Working

EXPONENTIAL = Text("지수", "exponential")
EXPONENT_SIGN = Text(
    "지수의 부호를 반대로 하면 나오는 값입니다.",
    "This is the value you get with the sign of the exponent turned round.",
)
ONE_LEFT_OUT = Text(
    "합에서 한 항을 빠뜨리면 나오는 값입니다.", "This is the value you get if a term of the sum is left out."
)
UPSIDE_DOWN = Text(
    "분자와 분모를 뒤바꾸면 나오는 값입니다.", "This is the value you get with the fraction upside down."
)


def _sum(a: Any, b: Any, c: Any) -> Any:
    return a + b + c


def _share(part: Any, whole: Any) -> Any:
    return part / whole


def _share_of_sum(part: Any, a: Any, b: Any, c: Any) -> Any:
    return part / (a + b + c)


def _steps() -> tuple[Step, ...]:
    exponentials = [
        Step(
            f"e{i}",
            f"e^{{z_{i}}}",
            exp,
            (f"z{i}",),
            EXPONENTIAL,
            mistakes=(slip("exponent-sign", EXPONENT_SIGN, lambda z: exp(-z), f"z{i}"),),
        )
        for i in (1, 2, 3)
    ]
    left_out = slip("term-left-out", ONE_LEFT_OUT, lambda a, b: a + b, "e1", "e2")
    total = Step("S", "S", _sum, ("e1", "e2", "e3"), Text("지수의 합", "sum"), mistakes=(left_out,))
    shares = [
        Step(
            f"p{i}",
            f"p_{i}",
            _share,
            (f"e{i}", "S"),
            Text("출력", "output"),
            mistakes=(
                slip("normalised-without-exp", NORMALISED, _share_of_sum, f"z{i}", "z1", "z2", "z3"),
                slip("not-normalised", NOT_NORMALISED, lambda e: e, f"e{i}"),
                slip("upside-down", UPSIDE_DOWN, lambda e, S: S / e, f"e{i}", "S"),
            ),
        )
        for i in (1, 2, 3)
    ]
    return (*exponentials, total, *shares)


WORKING = Working(tuple(Given(f"z{i}", f"z_{i}") for i in (1, 2, 3)), _steps())


def statement(givens: Givens) -> Text:
    """The definition and the logits."""
    z = r",\; ".join(map(str, givens["z"]))
    return joined(
        [
            Text(
                "출력층의 값 $z$에 소프트맥스를 적용한 출력 $p$를 구하십시오.",
                "Find the outputs $p$ of the softmax for these values $z$ of the output layer.",
            ),
            same(rf"$$z = ({z}),\qquad p_i = \frac{{e^{{z_i}}}}{{S}},\quad S = e^{{z_1}} + e^{{z_2}} + e^{{z_3}}$$"),
        ],
        "\n\n",
    )


def checked(givens: Givens) -> None:
    """Three logits."""
    if len(givens["z"]) != 3:
        raise GivensError(Text("z: 값이 3개 있어야 합니다.", "z must hold three numbers."))


def drawn(draws: Draws, _params: Params) -> dict[str, Any] | None:
    """Three positive values, so that their shares of the sum look like probabilities too."""
    z = [draws.decimal(f"z{i}", "0.4", "2.4", "0.1") for i in (1, 2, 3)]
    return {"z": z} if len(set(z)) == 3 else None


BASE = Family(
    id="error.activations.softmax",
    version="1.0",
    title=Text("소프트맥스", "Softmax"),
    topics=("activations",),
    coverage=("C-042",),
    given=(Parameter("z", read.numbers),),
    drawn=drawn,
    working=lambda _givens: WORKING,
    environment=lambda givens: {f"z{i}": exact(one) for i, one in enumerate(givens["z"], 1)},
    asked=lambda _givens: tuple(step.name for step in WORKING.steps),
    statement=statement,
    params={},
    checked=checked,
)

FAMILY = error_hunt(
    "error.activations.softmax",
    Text("소프트맥스의 계산에서 틀린 줄 찾기", "Find the error: a softmax by hand"),
    Hunt(
        BASE,
        lambda _givens: tuple(step.name for step in WORKING.steps),
        frozenset({"exponent-sign", "term-left-out", "normalised-without-exp", "upside-down"}),
    ),
    BASE.coverage,
)
