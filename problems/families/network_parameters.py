"""How many weights, biases and multiplications a dense network has, and the shapes of its matrices.

PyTorch's Linear keeps its weight as (to, from), Keras's Dense its kernel as (from, to).
"""

from functools import cache
from itertools import pairwise
from typing import Any

from problems import givens as read
from problems.draws import Draws
from problems.family import Family, Params
from problems.givens import Parameter, Setting
from problems.variant import Givens
from reference.layout import vector
from reference.readings import exact
from reference.sizes import rows_and_columns, summed, weight_count
from reference.text import Text, joined, same
from reference.working import Given, Mistake, Step, Working

CONVENTIONS = ("pytorch", "keras")


def _got(ko: str, en: str) -> Text:
    return Text(f"{ko} 나오는 값입니다.", f"This is the value you get {en}.")


OTHER_ORDER = Text(
    "행과 열을 바꾸어 적었습니다. 이 문제에서 정한 순서를 확인하십시오.",
    "Rows and columns are exchanged: check the order that this problem fixes.",
)
UNITS_ADDED = _got(
    "이웃한 두 층의 유닛 수를 곱하지 않고 더하면", "if the units of the two layers are added, not multiplied"
)
INTO_LARGEST = _got("층의 입력 수를 편향의 수로 세면", "if the layer's inputs are counted as its biases")
BIASES_LEFT_OUT = _got("편향을 세지 않으면", "if the biases are not counted")
ONE_BIAS = _got("편향을 층마다 하나로 세면(유닛마다 하나씩 있습니다)", "from one bias a layer: every unit has its own")
INPUTS_COUNTED = _got(
    "입력층의 유닛까지 세면(입력층에는 편향이 없습니다)", "if the inputs are counted too, which have no biases"
)
LAST_ALONE = _got("마지막 층만 세면", "from the last layer alone")
EXAMPLES_LEFT_OUT = _got("표본의 수를 곱하지 않으면", "without the factor of the number of examples")
BIASES_MULTIPLIED = _got(
    "편향까지 곱셈으로 세면(편향은 더하기만 합니다)", "if biases count as well: they are only added"
)


def _layer(number: int, keras: bool, biased: bool) -> tuple[Step, ...]:  # noqa: FBT001 - facts of the shape
    """Shape, weights, biases and parameters of one layer."""
    to, start = f"n{number}", f"n{number - 1}"
    order, other = ((start, to), (to, start)) if keras else ((to, start), (start, to))
    shape = Step(
        f"shape{number}",
        rf"\mathrm{{shape}}(W_{{{number}}})",
        rows_and_columns,
        order,
        Text(f"{number}층 가중치 행렬의 모양", f"shape of the weight matrix of layer {number}"),
        vector(2),
        mistakes=(Mistake("other-order", rows_and_columns, OTHER_ORDER, other, convention=True),),
        integer=True,
    )
    weights = Step(
        f"weights{number}",
        rf"N_{{W,{number}}}",
        weight_count,
        (to, start),
        Text(f"{number}층의 가중치의 수", f"weights of layer {number}"),
        mistakes=(Mistake("units-added", summed, UNITS_ADDED, (to, start)),),
        integer=True,
    )
    return (shape, weights, *(_with_biases(number, to, start) if biased else ()))


def _with_biases(number: int, to: str, start: str) -> tuple[Step, Step]:
    biases = Step(
        f"biases{number}",
        rf"N_{{b,{number}}}",
        lambda units: units,
        (to,),
        Text(f"{number}층의 편향의 수", f"biases of layer {number}"),
        mistakes=(
            Mistake("inputs-for-outputs", lambda units: units, INTO_LARGEST, (start,)),
            Mistake("one-bias-a-layer", lambda units: 0 * units + 1, ONE_BIAS, (to,)),
        ),
        integer=True,
    )
    both = (f"weights{number}", f"biases{number}")
    parameters = Step(
        f"parameters{number}",
        rf"N_{{{number}}}",
        summed,
        both,
        Text(f"{number}층의 매개변수의 수", f"parameters of layer {number}"),
        mistakes=(
            Mistake("biases-left-out", lambda weights: weights, BIASES_LEFT_OUT, both[:1], echo=True),
            Mistake("one-bias-a-layer", lambda weights: weights + 1, ONE_BIAS, both[:1]),
            Mistake("inputs-for-outputs", summed, INTO_LARGEST, (both[0], start)),
        ),
        integer=True,
    )
    return biases, parameters


def _totals(layers: int, biased: bool, examples: bool) -> tuple[Step, ...]:  # noqa: FBT001 - facts of the shape
    """All weights, biases, parameters; the multiplications of a forward pass."""
    of_layers = tuple(f"weights{number}" for number in range(1, layers + 1))
    several = layers > 1
    last = (Mistake("last-layer-alone", lambda one: one, LAST_ALONE, of_layers[-1:], echo=True),) if several else ()
    weights = Step(
        "weights", "N_W", summed, of_layers, Text("가중치의 수", "weights in all"), mistakes=last, integer=True
    )
    return (weights, *(_all_biases(layers) if biased else ()), _multiplications(biased, examples))


def _all_biases(layers: int) -> tuple[Step, Step]:
    of_layers = tuple(f"biases{number}" for number in range(1, layers + 1))
    biases = Step(
        "biases",
        "N_b",
        summed,
        of_layers,
        Text("편향의 수", "biases in all"),
        mistakes=(Mistake("inputs-counted", summed, INPUTS_COUNTED, ("n0", *of_layers)),),
        integer=True,
    )
    parameters = Step(
        "parameters",
        "N",
        summed,
        ("weights", "biases"),
        Text("매개변수의 수", "parameters in all"),
        mistakes=(
            Mistake("biases-left-out", lambda weights: weights, BIASES_LEFT_OUT, ("weights",), echo=True),
            Mistake("inputs-counted", summed, INPUTS_COUNTED, ("weights", "biases", "n0")),
        ),
        integer=True,
    )
    return biases, parameters


def _multiplications(biased: bool, examples: bool) -> Step:  # noqa: FBT001 - facts of the shape
    wrong = []
    if examples:
        wrong.append(Mistake("examples-left-out", lambda weights: weights, EXAMPLES_LEFT_OUT, ("weights",), echo=True))
    if biased:
        reads = ("parameters", "examples")
        wrong.append(Mistake("biases-multiplied", weight_count, BIASES_MULTIPLIED, reads))
    return Step(
        "multiplications",
        "C",
        lambda weights, examples: weights * examples,
        label=Text("순전파의 곱셈의 수", "multiplications of the forward pass"),
        mistakes=tuple(wrong),
        integer=True,
    )


@cache
def _working(layers: int, keras: bool, biased: bool, examples: bool) -> Working:  # noqa: FBT001 - facts of the shape
    units = (Given(f"n{place}", f"n_{{{place}}}") for place in range(layers + 1))
    steps = [step for number in range(1, layers + 1) for step in _layer(number, keras, biased)]
    return Working((*units, Given("examples", "m")), (*steps, *_totals(layers, biased, examples)), exact=True)


def working(givens: Givens) -> Working:
    """The Working for this number of layers and this order of the shapes."""
    layers, keras = len(givens["layers"]) - 1, givens["convention"] == "keras"
    return _working(layers, keras, givens["bias"], givens["examples"] > 1)


def environment(givens: Givens) -> dict[str, Any]:
    """Units of each layer, the inputs first, and the number of examples."""
    units = {f"n{place}": exact(count) for place, count in enumerate(givens["layers"])}
    return units | {"examples": exact(givens["examples"])}


def asked(givens: Givens) -> tuple[str, ...]:
    """Each layer's shape and parameters, and the totals."""
    each = "parameters" if givens["bias"] else "weights"
    layers = [name for number in range(1, len(givens["layers"])) for name in (f"shape{number}", f"{each}{number}")]
    totals = ("weights", "biases", "parameters") if givens["bias"] else ("weights",)
    return (*layers, *totals, "multiplications")


def drawn(draws: Draws, params: Params) -> dict[str, Any] | None:
    """Three or four layers of different sizes."""
    layers = params.get("layers") or [
        draws.choice("inputs", (4, 6, 8, 12, 20, 30, 64, 100, 784)),
        *(draws.integer(f"hidden{place}", 3, 32) * 2 for place in range(draws.integer("depth", 1, 2))),
        draws.choice("outputs", (2, 3, 5, 7, 10)),
    ]
    different = all(start != to for start, to in pairwise(layers))
    givens = {
        "layers": layers,
        "bias": params.get("bias", True),
        "convention": params.get("convention") or draws.choice("convention", CONVENTIONS),
        "examples": draws.choice("examples", (16, 20, 32, 50, 64, 100, 128, 256)),
    }
    return givens if different or "layers" in params else None


def statement(givens: Givens) -> Text:
    """The network, and which way round a shape is written."""
    sizes = "-".join(map(str, givens["layers"]))
    last, examples = len(givens["layers"]) - 1, givens["examples"]
    network = Text(
        f"완전 연결 신경망 {sizes}입니다. 첫 번째 수 $n_0$은 입력의 수이고, $n_l$은 $l$층의 유닛 수입니다"
        f"$(1 \\le l \\le {last})$. "
        + ("입력층을 뺀 모든 유닛에 편향이 하나씩 있습니다." if givens["bias"] else "편향은 없습니다."),
        f"A fully connected network {sizes}. The first number, $n_0$, is that of the inputs; $n_l$ is the number of "
        f"units of layer $l$ $(1 \\le l \\le {last})$. "
        + ("Every unit that is no input has one bias." if givens["bias"] else "It has no biases."),
    )
    batch = Text(
        f"가중치 행렬의 모양과 매개변수의 수를 구하고, 표본 {examples}개를 한 번 순전파할 때 가중치를 곱하는 곱셈의 "
        "수를 구하십시오. 큰 수는 쉼표 없이 적으십시오.",
        f"Give the shapes of the weight matrices and the numbers of parameters, and how many multiplications by a "
        f"weight one forward pass of {examples} example{'s' if examples > 1 else ''} takes. Write large numbers "
        "without commas.",
    )
    return joined([network, _ORDER[givens["convention"]], batch, same(rf"$$m = {examples}$$")], "\n\n")


_ORDER = {
    "pytorch": Text(
        "모양은 PyTorch의 `Linear`처럼 **(나가는 유닛 수, 들어오는 유닛 수)**, 곧 [행, 열] = $[n_l, n_{l-1}]$의 순서로 "
        "적습니다.",
        "Write shapes as PyTorch's `Linear` has them, **(out, in)**: [rows, columns] = $[n_l, n_{l-1}]$.",
    ),
    "keras": Text(
        "모양은 Keras의 `Dense`처럼 **(들어오는 유닛 수, 나가는 유닛 수)**, 곧 [행, 열] = $[n_{l-1}, n_l]$의 순서로 "
        "적습니다.",
        "Write shapes as Keras's `Dense` has them, **(in, out)**: [rows, columns] = $[n_{l-1}, n_l]$.",
    ),
}


FAMILY = Family(
    id="network.parameters",
    version="1.0",
    title=Text("신경망의 매개변수의 수", "The number of parameters of a network"),
    topics=("networks",),
    coverage=("C-010", "C-011", "C-012", "C-016", "C-090"),
    given=(
        Parameter("layers", read.several(read.count(1, 10**6), 2, 8)),
        Parameter("bias", read.flag, default=True, required=False),
        Parameter("convention", read.one_of(*CONVENTIONS), default="pytorch", required=False),
        Parameter("examples", read.count(1, 10**9), default=1, required=False),
    ),
    drawn=drawn,
    working=working,
    environment=environment,
    asked=asked,
    statement=statement,
    params={
        "layers": Setting(
            read.several(read.count(1, 10**6), 2, 8),
            Text("층별 유닛 수. 예: [784, 100, 10]", "units per layer, such as [784, 100, 10]"),
        ),
        "bias": Setting(read.flag, Text("편향을 쓸지 여부", "whether there are biases")),
        "convention": Setting(
            read.one_of(*CONVENTIONS),
            Text('모양의 순서: "pytorch", "keras"', 'the order of a shape: "pytorch", "keras"'),
        ),
    },
)
