"""One update of a perceptron, the output given (even where it is given wrong)."""

from functools import cache
from typing import Any

from problems import givens as read
from problems import plane
from problems.draws import Draws
from problems.family import Family, Params
from problems.givens import GivensError, Parameter
from problems.mistakes import perceptron as slips
from problems.variant import Givens
from reference.layout import vector
from reference.perceptron import net_input, updated_bias, updated_weights
from reference.readings import exact
from reference.text import Text, joined, same
from reference.working import Given, Step, Working


@cache
def _working(inputs: int) -> Working:
    givens = (
        Given("x", "{x}", vector(inputs)),
        Given("y", "{y}"),
        Given("o", "{o}"),
        Given("w", "{w}", vector(inputs)),
        Given("b", "{b}"),
        Given("eta", r"\eta"),
    )
    weights = Step(
        "w_new",
        r"{w^{\text{new}}}",
        updated_weights,
        ("w", "x", "y", "o", "eta"),
        Text("새 가중치", "new weights"),
        vector(inputs),
        mistakes=tuple(slips.weight_slips("w", "x", "y", "o", "eta")),
    )
    bias = Step(
        "b_new",
        r"{b^{\text{new}}}",
        updated_bias,
        ("b", "y", "o", "eta"),
        Text("새 편향", "new bias"),
        mistakes=tuple(slips.bias_slips("b", "y", "o", "eta")),
    )
    return Working(givens, (weights, bias), exact=True)


def working(givens: Givens) -> Working:
    """The Working for this number of inputs."""
    return _working(len(givens["x"]))


def environment(givens: Givens) -> dict[str, Any]:
    """Every given as exact numbers."""
    return {name: exact(value) for name, value in givens.items()}


def checked(givens: Givens) -> None:
    """Raise GivensError when w and x differ in length."""
    if len(givens["w"]) != len(givens["x"]):
        raise GivensError(Text("w와 x의 길이가 다릅니다.", "w and x differ in length."))


def drawn(draws: Draws, _params: Params) -> dict[str, Any] | None:
    """A row that is answered wrongly: a right answer would change nothing and hide every slip."""
    y = draws.integer("y", 0, 1)
    givens = {
        "x": [draws.signed(f"x{i}", "0.2", "0.9", "0.1") for i in range(2)],
        "y": y,
        "o": 1 - y,
        "w": [draws.signed(f"w{i}", "0.1", "0.9", "0.05") for i in range(2)],
        "b": draws.signed("b", "0.1", "0.9", "0.05"),
        "eta": draws.choice("eta", ("0.1", "0.2", "0.3", "0.4", "0.5")),
    }
    known = environment(givens)
    net = net_input(known["w"], known["x"], known["b"])
    if net == 0 or (net > 0) != bool(givens["o"]):  # the output is what these weights give
        return None
    after = working(givens).evaluate(known)
    guessed = {*after["w_new"], after["b_new"]} & {0, 1, -1}
    return None if guessed else givens


def asked(_givens: Givens) -> tuple[str, ...]:
    """Both."""
    return ("w_new", "b_new")


def statement(givens: Givens) -> Text:
    """The question with its numbers."""
    x, w = (", ".join(str(cell) for cell in givens[name]) for name in ("x", "w"))
    row = rf"x = ({x}),\quad y = {givens['y']},\quad o = {givens['o']}"
    numbers = rf"$${row},\quad w = ({w}),\quad b = {givens['b']},\quad \eta = {givens['eta']}$$"
    intro = Text(
        "퍼셉트론이 입력 $x$에 대해 $o$를 출력했습니다. 목표값은 $y$입니다. "
        "편향 $b$는 값이 항상 1인 입력의 가중치로 보고 함께 갱신합니다.",
        "For the input $x$ a perceptron gave the output $o$; the target is $y$. The bias $b$ is the weight of an input "
        "that is always 1, and is updated too.",
    )
    task = Text(
        r"학습 규칙 $w_i \leftarrow w_i + \eta (y - o) x_i$로 한 번 갱신하십시오.",
        r"Apply the learning rule $w_i \leftarrow w_i + \eta (y - o) x_i$ once.",
    )
    return joined([intro, same(numbers), task], "\n\n")


FAMILY = Family(
    id="perceptron.update",
    version="1.1",
    title=Text("퍼셉트론 한 번 갱신하기", "One perceptron update"),
    topics=("perceptron",),
    coverage=("C-007", "C-027", "C-029"),
    given=(
        Parameter("x", read.numbers),
        Parameter("y", read.number),
        Parameter("o", read.number),
        Parameter("w", read.numbers),
        Parameter("b", read.number),
        Parameter("eta", read.number),
    ),
    drawn=drawn,
    working=working,
    environment=environment,
    asked=asked,
    statement=statement,
    picture=plane.update,
    params={},
    checked=checked,
)
