"""An error shared out over a unit's inputs in proportion to the weights: a picture of backpropagation, not its rule."""

from functools import cache
from typing import Any

from problems import givens as read
from problems.draws import Draws
from problems.family import Family, Params
from problems.givens import GivensError, Parameter
from problems.variant import Givens
from reference.error_split import shares, weighted
from reference.layout import vector
from reference.readings import exact
from reference.text import Text, joined, same
from reference.vocabulary import over
from reference.working import Given, Mistake, Step, Working

EQUALLY = Text(
    "오차를 가중치와 상관없이 똑같이 나누면 나오는 값입니다.",
    "This is the value you get when the error is shared out equally, whatever the weights.",
)
NOT_NORMALISED = Text(
    "가중치의 합으로 나누지 않고 오차에 가중치를 곱한 값입니다. 경사 하강법의 역전파에 나오는 값이며, "
    "비율로 나눈 값이 아닙니다.",
    "This is error times weight, without the division by the sum of the weights: what the gradient sends back, "
    "but no share.",
)
TURNED_ROUND = Text(
    "몫을 거꾸로 짝지은 값입니다. 가중치가 큰 쪽이 오차를 더 많이 나누어 받습니다.",
    "The shares are paired in reverse: the larger weight takes the larger share.",
)


@cache
def _working(inputs: int) -> Working:
    givens = (Given("error", "E"), Given("w", "w", vector(inputs)))
    wrong = (
        Mistake("shared-equally", lambda error, w: error / inputs + 0 * w, EQUALLY, ("error", "w")),
        Mistake("not-normalised", weighted, NOT_NORMALISED, ("error", "w")),
        Mistake("turned-round", lambda error, w: (error * w / over(w, -1))[..., ::-1], TURNED_ROUND, ("error", "w")),
    )
    step = Step(
        "shares", "e", shares, ("error", "w"), Text("나누어 받는 오차", "shares"), vector(inputs), mistakes=wrong
    )
    return Working(givens, (step,))


def working(givens: Givens) -> Working:
    """The Working for this number of inputs."""
    return _working(len(givens["w"]))


def environment(givens: Givens) -> dict[str, Any]:
    """The error and the weights."""
    return {"error": exact(givens["error"]), "w": exact(givens["w"])}


def checked(givens: Givens) -> None:
    """Positive weights: a share of a negative one has no meaning."""
    if len(givens["w"]) < 2 or any(weight <= 0 for weight in exact(givens["w"])):
        raise GivensError(Text("w: 양수가 둘 이상 필요합니다.", "w must hold two or more positive numbers."))


def asked(_givens: Givens) -> tuple[str, ...]:
    """The shares."""
    return ("shares",)


def drawn(draws: Draws, _params: Params) -> dict[str, Any] | None:
    """An error and two or three different weights."""
    count = draws.integer("count", 2, 3)
    w = [draws.decimal(f"w{place}", "0.5", "6", "0.5") for place in range(count)]
    error = draws.decimal("error", "0.3", "1.9", "0.1")
    if len(set(w)) < count or any((10 * share).denominator == 1 for share in shares(exact(error), exact(w))):
        return None  # equal weights say nothing, and a round share can be guessed
    return {"error": error, "w": w}


def statement(givens: Givens) -> Text:
    """The error, the weights, and that this is a heuristic."""
    weights = r",\quad ".join(f"w_{place} = {w}" for place, w in enumerate(givens["w"], 1))
    return joined(
        [
            Text(
                f"출력 유닛의 오차는 $E = {givens['error']}$입니다. 이 오차를 출력 유닛으로 들어오는 가중치의 비율대로 "
                "각 입력에 나눕니다.",
                f"The error $E = {givens['error']}$ of an output unit is shared out over its inputs in proportion "
                "to the weights that lead into it.",
            ),
            same(f"$${weights}$$"),
            Text(
                "각 입력이 나누어 받는 오차를 차례로 적으십시오. 이 방법은 역전파를 설명하는 비유이며, "
                "경사 하강법의 역전파는 가중치의 합으로 나누지 않습니다.",
                "Give the share of each input in turn. This is a picture that explains backpropagation: what gradient "
                "descent sends back is not divided by the sum of the weights.",
            ),
        ],
        "\n\n",
    )


FAMILY = Family(
    id="error.split",
    version="1.0",
    title=Text("가중치의 비율로 나누는 오차", "An error split by the weights"),
    topics=("backprop",),
    coverage=("C-066",),
    given=(Parameter("error", read.number), Parameter("w", read.numbers)),
    drawn=drawn,
    working=working,
    environment=environment,
    asked=asked,
    statement=statement,
    params={},
    checked=checked,
)
