"""The value and the derivative of an activation function at a given z, for every function of the course."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from problems import givens as read
from problems.activation_picture import value_and_derivative
from problems.draws import Draws
from problems.fairness import ROUND
from problems.family import Family, Params
from problems.givens import GivensError, Parameter, Setting
from problems.mistakes.activation import derivative_slips, value_slips
from problems.variant import Givens
from problems.wording import cases
from reference.activations import ACTIVATIONS, SOFTMAX, fires, softmax
from reference.layout import SCALAR, Layout, matrix, vector
from reference.maxout import largest, largest_slope
from reference.readings import exact
from reference.shaped_activations import SHAPED
from reference.softmax import softmax_jacobian
from reference.tex import fragment
from reference.text import Text, joined, same
from reference.working import Formula, Given, Step, Working

MAXOUT = "maxout"
NAMES = (*ACTIVATIONS, *SHAPED, SOFTMAX.name, MAXOUT)
EXACT = frozenset({"step", "sign", "identity", "relu", "leaky_relu", "prelu", MAXOUT})
OF_VECTORS = frozenset({SOFTMAX.name, MAXOUT})
MOST = 8


@dataclass(frozen=True, slots=True)
class Shape:
    """What the steps depend on; `size` is 0 for a number."""

    name: str
    size: int
    at_zero: int

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(SHAPED[self.name].parameters) if self.name in SHAPED else ()


def shape(givens: Givens) -> Shape:
    """The shape of these givens."""
    size = len(givens["z"]) if isinstance(givens["z"], list) else 0
    return Shape(givens["name"], size, givens["step_at_zero"])


def _z(name: str, value: Any) -> Any:
    return read.numbers(name, value) if isinstance(value, list) else read.number(name, value)


def checked(givens: Givens) -> None:
    """A vector where the function takes one, and no parameter that it does not have."""
    wanted = shape(givens)
    if wanted.name in OF_VECTORS and wanted.size < 2:
        raise GivensError(
            Text(
                f"{wanted.name}에는 z의 성분이 둘 이상 필요합니다.",
                f"{wanted.name} needs a z of two or more components.",
            )
        )
    if wanted.size > MOST:
        raise GivensError(Text(f"z의 성분은 {MOST}개까지입니다.", f"z has more than {MOST} components."))
    extra = [name for name in ("alpha", "beta") if givens[name] is not None and name not in wanted.parameters]
    if extra:
        raise GivensError(
            Text(f"{wanted.name}에는 {extra[0]} 매개변수가 없습니다.", f"{wanted.name} has no parameter {extra[0]}.")
        )


@cache
def _working(wanted: Shape) -> Working:
    value, slope, symbol = _formulas(wanted)
    layout = vector(wanted.size) if wanted.size else SCALAR
    reads, derived = ("z", *wanted.parameters), ("z", "value", *wanted.parameters)
    whole = wanted.name not in OF_VECTORS
    integer = wanted.name in {"step", "sign"}
    steps = (
        Step(
            "value",
            rf"{symbol}(z)",
            value,
            reads,
            Text("함숫값", "value"),
            SCALAR if wanted.name == MAXOUT else layout,
            mistakes=value_slips(wanted.name, reads),
            integer=integer,
        ),
        Step(
            "derivative",
            rf"{symbol}'(z)",
            slope,
            derived,
            Text("도함수의 값", "derivative"),
            _of_derivative(wanted, layout),
            mistakes=derivative_slips(wanted.name, derived),
            gradient=("value", "z") if whole and not wanted.size and wanted.name not in EXACT else None,
            integer=wanted.name in {"step", "sign", "identity", "relu", MAXOUT},
        ),
    )
    givens = (Given("z", "z", layout), *(Given(name, rf"\{name}") for name in wanted.parameters))
    return Working(givens, steps, exact=wanted.name in EXACT)


def _of_derivative(wanted: Shape, layout: Layout) -> Layout:
    return matrix(wanted.size, wanted.size) if wanted.name == SOFTMAX.name else layout


def _formulas(wanted: Shape) -> tuple[Formula, Formula, str]:
    """Value, derivative (from z, value and parameters), and what the function is called."""
    if wanted.name == "step":
        return lambda z: fires(z, wanted.at_zero), lambda z, _a: 0 * z, ACTIVATIONS["step"].symbol
    if wanted.name == SOFTMAX.name:
        return softmax, lambda _z, s: softmax_jacobian(s), SOFTMAX.symbol
    if wanted.name == MAXOUT:
        return largest, lambda z, _a: largest_slope(z), r"\operatorname{maxout}"
    record = SHAPED.get(wanted.name) or ACTIVATIONS[wanted.name]
    return record.formula, record.slope, record.symbol


def working(givens: Givens) -> Working:
    """The Working of this function."""
    return _working(shape(givens))


def environment(givens: Givens) -> dict[str, Any]:
    """z and the parameters as exact numbers; a parameter that is not given has its usual value."""
    usual = SHAPED[givens["name"]].parameters if givens["name"] in SHAPED else {}
    found = {name: exact(givens[name] if givens[name] is not None else value) for name, value in usual.items()}
    return {"z": exact(givens["z"])} | found


def asked(_givens: Givens) -> tuple[str, ...]:
    """Both."""
    return ("value", "derivative")


def drawn(draws: Draws, params: Params) -> dict[str, Any] | None:
    """A function, and a z at which its branches and slips differ: mostly negative where there are two branches."""
    name = params.get("name") or draws.choice("name", _DRAWN)
    givens: dict[str, Any] = {"name": name, "step_at_zero": 0}
    if name in OF_VECTORS:
        return givens | {"z": [draws.signed(f"z{place}", "0.2", "2.4", "0.1") for place in range(3)]}
    if name in _BOTH_BRANCHES:
        return givens | {
            "z": [draws.decimal("z0", "0.3", "2.6", "0.05"), "-" + draws.decimal("z1", "0.3", "2.6", "0.05")]
        }
    negative = name in {"leaky_relu", "prelu", "elu"} or draws.integer("negative", 0, 1) == 1
    size = draws.decimal("z", "0.3", "2.6", "0.05")
    givens["z"] = f"-{size}" if negative else size
    if name in SHAPED:
        for parameter in SHAPED[name].parameters:
            givens[parameter] = draws.choice(parameter, _SHAPES[name])
    return givens


_DRAWN = ("sigmoid", "tanh", "relu", "leaky_relu", "prelu", "elu", "selu", "swish", "softmax")
_BOTH_BRANCHES = frozenset({"relu", "step", "sign"})
"""On one side of 0 alone, half of the slips would hide."""

_SHAPES = {
    "leaky_relu": ("0.02", "0.03", "0.05", "0.15"),
    "prelu": ("0.15", "0.2", "0.3", "0.35"),
    "elu": ("0.5", "0.7", "1.5", "2"),
    "swish": ("0.5", "1.5", "2"),
}


def statement(givens: Givens) -> Text:
    """The definition, with what holds at 0, and the place."""
    wanted = shape(givens)
    place = rf"z = {fragment(givens['z'])}"
    place += "".join(rf",\quad \{name} = {givens[name] or value}" for name, value in _usual(wanted).items())
    intro = Text("활성화 함수의 정의는 다음과 같습니다.", "An activation function is defined as follows.")
    return joined([intro, _definition(wanted), same(f"$${place}$$"), _task(wanted)], "\n\n")


def _usual(wanted: Shape) -> dict[str, str]:
    return dict(SHAPED[wanted.name].parameters) if wanted.name in SHAPED else {}


def _definition(wanted: Shape) -> Text:
    if wanted.name == "step":
        compared = r"z \ge 0" if wanted.at_zero else "z > 0"
        return cases(r"\operatorname{step}(z)", compared, "0")
    if wanted.name in SHAPED:
        record = SHAPED[wanted.name]
        return same(rf"$${record.symbol}(z) = {record.cases}$$")
    return same(f"$${_DEFINITIONS[wanted.name]}$$")


_DEFINITIONS = {
    "sign": r"\operatorname{sign}(z) = \begin{cases} 1 & z > 0 \\ 0 & z = 0 \\ -1 & z < 0 \end{cases}",
    "identity": r"\mathrm{id}(z) = z",
    "sigmoid": r"\sigma(z) = \frac{1}{1 + e^{-z}}",
    "tanh": r"\tanh(z) = \frac{e^{z} - e^{-z}}{e^{z} + e^{-z}}",
    "relu": r"\operatorname{ReLU}(z) = \max(0, z)",
    "softmax": r"\operatorname{softmax}(z)_i = \frac{e^{z_i}}{\sum_{k} e^{z_k}}",
    "maxout": r"\operatorname{maxout}(z) = \max(z_1, z_2, \ldots)",
}


def _task(wanted: Shape) -> Text:
    if wanted.name == SOFTMAX.name:
        return Text(
            "소프트맥스의 출력과 도함수를 구하십시오. 도함수는 $i$행 $j$열이 "
            "$\\partial s_i / \\partial z_j$인 행렬입니다.",
            "Find the outputs and the derivative, a matrix with $\\partial s_i / \\partial z_j$ in row $i$, "
            "column $j$.",
        )
    if wanted.name == MAXOUT:
        return Text(
            "$z$의 성분은 각 일차식의 값입니다. 함숫값과, 각 성분에 대한 도함수를 구하십시오. "
            "가장 큰 성분이 여럿이면 처음 것만 1로 봅니다.",
            "The components of $z$ are the values of the affine pieces. Find the value, and its derivative by each "
            "piece; of equally large ones only the first counts.",
        )
    at_zero = Text(" $z = 0$에서의 도함수는 0으로 정합니다.", " The derivative at $z = 0$ is taken to be 0.")
    corner = at_zero if wanted.name in {"step", "sign", "relu"} else Text("", "")
    return Text("이 점에서의 함숫값과 도함수의 값을 구하십시오.", "Find the value and the derivative there.") + corner


FAMILY = Family(
    id="activations.value",
    version="1.0",
    title=Text("활성화 함수의 값과 도함수", "Activation functions: value and derivative"),
    topics=("activations",),
    coverage=(
        *("C-030", "C-031", "C-032", "C-033", "C-034", "C-035", "C-036"),
        *("C-037", "C-038", "C-039", "C-040", "C-041", "C-042", "C-069"),
    ),
    given=(
        Parameter("name", read.one_of(*NAMES)),
        Parameter("z", _z),
        Parameter("alpha", read.number, required=False),
        Parameter("beta", read.number, required=False),
        Parameter("step_at_zero", read.one_of(0, 1), default=0, required=False),
    ),
    drawn=drawn,
    working=working,
    environment=environment,
    asked=asked,
    statement=statement,
    picture=value_and_derivative,
    params={"name": Setting(read.one_of(*NAMES), Text("함수의 이름", "the function"))},
    checked=checked,
    avoids=ROUND,
)
