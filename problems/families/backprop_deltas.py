"""Deltas and gradients of a small network as formulas, factor by factor, in the names that the statement gives.

There are a dozen networks to draw and no numbers in them, so classmates share variants: what is asked is the way.
"""

from typing import Any

from problems import givens as read
from problems.draws import Draws
from problems.family import Params
from problems.formulas import HOW_TO_TYPE
from problems.givens import GivensError, Parameter, Setting
from problems.network.delta_formulas import Net, parts_of
from problems.parts import FormulaPart, PartsFamily
from problems.variant import Givens
from reference.expressions.page import tex
from reference.text import Text, joined, same

HIDDEN = ("sigmoid", "tanh")
OUTPUT = ("sigmoid", "tanh", "identity")
KINDS = ("half_sum", "mse", "bce")


def _net(givens: Givens) -> Net:
    return Net(givens["hidden"], givens["output"], givens["loss"], givens["outputs"])


def checked(givens: Givens) -> None:
    """A binary cross entropy needs probabilities."""
    if givens["loss"] == "bce" and givens["output"] != "sigmoid":
        raise GivensError(
            Text(
                "손실 함수가 bce이면 출력층의 활성화 함수로 sigmoid만 쓸 수 있습니다.",
                "the loss bce needs sigmoid as the output's activation.",
            )
        )


def parts(givens: Givens) -> tuple[FormulaPart, ...]:
    """From the loss back to the input."""
    return parts_of(_net(givens))


def drawn(draws: Draws, params: Params) -> dict[str, Any] | None:
    """One output or two; with two, half the sum of squares."""
    outputs = params.get("outputs") or draws.integer("outputs", 1, 2)
    loss = params.get("loss") or ("half_sum" if outputs == 2 else draws.choice("loss", KINDS))
    output = "sigmoid" if loss == "bce" else draws.choice("output", ("sigmoid", "tanh"))
    return {"hidden": draws.choice("hidden", HIDDEN), "output": output, "loss": loss, "outputs": outputs}


_FUNCTIONS = {"sigmoid": r"\sigma({})", "tanh": r"\tanh({})", "identity": "{}"}


def statement(givens: Givens) -> Text:
    """The network with its names, the loss, and the answers' order."""
    net = _net(givens)
    u = _FUNCTIONS[net.hidden].format("u")
    lines = [rf"u = w x + b,\qquad h = {u}"]
    for mark in net.marks:
        index = f"_{mark}" if mark else ""
        p = _FUNCTIONS[net.output].format(f"s{index}")
        lines.append(rf"s{index} = v{index} h + c{index},\qquad p{index} = {p}")
    lines.append(rf"L = {_loss_tex(net)}")
    sigma = " $\\sigma$는 시그모이드 함수입니다." if "sigmoid" in {net.hidden, net.output} else ""
    sigma_en = " $\\sigma$ is the sigmoid." if sigma else ""
    several = net.outputs > 1
    deltas = r"$\delta_k = \partial L / \partial s_k$" if several else r"$\delta = \partial L / \partial s$"
    return joined(
        [
            Text(
                f"입력이 1개, 은닉 유닛이 1개, 출력이 {net.outputs}개인 신경망입니다.{sigma}",
                "A network with one input, one hidden unit and "
                f"{'two outputs' if several else 'one output'}.{sigma_en}",
            ),
            same("\n\n".join(f"$${line}$$" for line in lines)),
            Text(
                rf"손실에서 입력 쪽으로 거슬러 올라가며 미분을 인수별로 구하십시오. {deltas}, "
                r"$\delta_h = \partial L / \partial u$입니다. 활성화 함수의 미분은 가중합이 아니라 **출력**으로 "
                "나타내고(예: $p$, $h$), 답을 옆에 적힌 문자만으로 적으십시오.",
                rf"Go back from the loss to the input and find the derivatives factor by factor; {deltas} and "
                r"$\delta_h = \partial L / \partial u$. Write slopes of activations by their **outputs** such as $p$ "
                "and $h$, not by the sums, and use only the names stated beside each answer.",
            ),
            HOW_TO_TYPE,
        ],
        "\n\n",
    )


def _loss_tex(net: Net) -> str:
    terms = [(f"y_{mark}", f"p_{mark}") if mark else ("y", "p") for mark in net.marks]
    if net.loss == "bce":
        inner = " + ".join(r"y \ln p + (1 - y) \, \ln(1 - p)".replace("y", y).replace("p", p) for y, p in terms)
        return rf"-\left[{inner}\right]" if net.outputs == 1 else rf"-\frac{{1}}{{{net.outputs}}}\left[{inner}\right]"
    squares = " + ".join(f"({y} - {p})^2" for y, p in terms)
    if net.loss == "half_sum":
        return rf"\frac{{1}}{{2}}\left[{squares}\right]" if net.outputs > 1 else rf"\frac{{1}}{{2}}{squares}"
    return squares if net.outputs == 1 else rf"\frac{{1}}{{{net.outputs}}}\left[{squares}\right]"


def solution(givens: Givens) -> Text:
    """Each part from those before it, in symbols and worked out."""
    net = _net(givens)
    by_name = {part.name: part for part in parts(givens)}
    lines = []
    for part in by_name.values():
        way = _way(net, part.name, by_name)
        lines.append(f"$${part.symbol} = {f'{way} = ' if way else ''}{tex(part.right)}$$")
    return same("\n\n".join(lines))


def _way(net: Net, name: str, by_name: dict[str, FormulaPart]) -> str:
    """What a part follows from, in symbols; nothing for the factors ① and ②."""
    mark = name[-1] if name[-1] in "12" else ""
    delta = by_name.get(f"delta{mark}", by_name.get("delta1"))
    symbol = "" if delta is None else delta.symbol
    paths = " + ".join(rf"{by_name[f'delta{k}'].symbol} \, v{f'_{k}' if k else ''}" for k in net.marks)
    ways = {
        f"delta{mark}": rf"{by_name[f'dL_dp{mark or net.marks[0]}'].symbol} \cdot {_slope_symbol(mark)}",
        f"dL_dv{mark}": rf"{symbol} \, h",
        f"dL_dc{mark}": symbol,
        "dL_dh": paths,
        "delta_h": rf"{by_name['dL_dh'].symbol} \cdot \frac{{\partial h}}{{\partial u}}",
        "dL_dw": r"\delta_{h} \, x",
        "dL_db": r"\delta_{h}",
    }
    return ways.get(name, "")


def _slope_symbol(mark: str) -> str:
    index = f"_{{{mark}}}" if mark else ""
    return rf"\frac{{\partial p{index}}}{{\partial s{index}}}"


FAMILY = PartsFamily(
    id="backprop.deltas",
    version="1.0",
    title=Text("델타와 기울기를 식으로", "Deltas and gradients as formulas"),
    topics=("backprop", "calculus"),
    coverage=("C-033", "C-051", "C-061", "C-062", "C-063", "C-065"),
    given=(
        Parameter("hidden", read.one_of(*HIDDEN), default="sigmoid", required=False),
        Parameter("output", read.one_of(*OUTPUT), default="sigmoid", required=False),
        Parameter("loss", read.one_of(*KINDS), default="half_sum", required=False),
        Parameter("outputs", read.count(1, 2), default=1, required=False),
    ),
    drawn=drawn,
    parts=parts,
    statement=statement,
    solution=solution,
    params={
        "outputs": Setting(read.count(1, 2), Text("출력의 수", "the number of outputs")),
        "loss": Setting(read.one_of(*KINDS), Text("손실 함수", "the loss")),
    },
    checked=checked,
    kind="formulas",
)
