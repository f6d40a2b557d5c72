"""What a gradient by numerical differentiation costs: one loss for each parameter, over all the data.

One operation is counted for each weight and sample; biases are not counted as operations.
"""

from functools import cache
from itertools import pairwise
from typing import Any

from problems import givens as read
from problems.draws import Draws
from problems.family import Family, Params
from problems.givens import Parameter, Setting
from problems.variant import Givens
from reference.numerical import EVALUATIONS, duration, in_hours
from reference.readings import exact
from reference.sizes import all_weights, summed, weight_count
from reference.text import Text, joined, same
from reference.working import Given, Mistake, Step, Working

METHODS = tuple(EVALUATIONS)


def _got(ko: str, en: str) -> Text:
    return Text(f"{ko} 나오는 값입니다.", f"This is the value you get {en}.")


UNITS_ADDED = _got(
    "이웃한 두 층의 유닛 수를 곱하지 않고 더하면", "if the units of neighbouring layers are added, not multiplied"
)
FIRST_ALONE = _got("첫 번째 가중치 행렬만 세면", "from the first weight matrix alone")
INPUTS_COUNTED = _got(
    "입력층의 유닛까지 세면(입력층에는 편향이 없습니다)", "if the inputs are counted too, which have no biases"
)
BIASES_LEFT_OUT = _got(
    "편향을 매개변수로 세지 않으면(편향도 하나씩 바꿔 보아야 합니다)",
    "if the biases are not counted as parameters: each of them has to be moved as well",
)
BIASES_AS_OPERATIONS = _got(
    "편향을 더하는 것도 연산으로 세면(이 문제에서는 세지 않습니다)",
    "if adding a bias counts as an operation, which it does not here",
)
SAMPLES_LEFT_OUT = _got("표본의 수를 곱하지 않으면", "without the factor of the number of samples")
BASE_LEFT_OUT = _got(
    "매개변수를 바꾸지 않은 처음의 손실을 세지 않으면", "if the loss with nothing moved is not counted"
)
BASE_ADDED = _got(
    "처음의 손실을 하나 더 세면(중앙 차분에는 필요하지 않습니다)",
    "if the loss with nothing moved is counted, which a central difference does not need",
)
ONE_SIDE = _got("매개변수마다 한쪽으로만 바꾸면", "if each parameter is moved to one side only")
BOTH_SIDES = _got(
    "매개변수마다 양쪽으로 바꾸는 중앙 차분으로 세면", "from central differences, which move to both sides"
)
ONE_LOSS = _got(
    "손실을 한 번만 계산하면(기울기 전체에는 앞에서 구한 횟수만큼 필요합니다)",
    "from a single loss: the whole gradient needs as many as found above",
)
UPSIDE_DOWN = _got("나누는 수와 나누어지는 수를 바꾸면", "with the division the other way round")
MINUTES = _got("60으로 나누면(분 단위)", "from dividing by 60: these are minutes")
DAYS = _got("86400으로 나누면(일 단위)", "from dividing by 86400: these are days")


def _counts(layers: int) -> tuple[Step, Step, Step]:
    """Weights, biases, and both together."""
    units = tuple(f"n{place}" for place in range(layers))
    wrong = [Mistake("units-added", lambda *n: summed(*(a + b for a, b in pairwise(n))), UNITS_ADDED, units)]
    if layers > 2:
        wrong.append(Mistake("first-matrix-alone", lambda a, b: weight_count(b, a), FIRST_ALONE, units[:2]))
    weights = Step(
        "weights", "N_W", all_weights, units, Text("가중치의 수", "weights"), mistakes=tuple(wrong), integer=True
    )
    biases = Step(
        "biases",
        "N_b",
        summed,
        units[1:],
        Text("편향의 수", "biases"),
        mistakes=(Mistake("inputs-counted", summed, INPUTS_COUNTED, units),),
        integer=True,
    )
    both = ("weights", "biases")
    return weights, biases, Step("parameters", "N", summed, both, Text("매개변수의 수", "parameters"), integer=True)


def _evaluations(method: str) -> Step:
    one, other = EVALUATIONS[method], EVALUATIONS["central" if method == "forward" else "forward"]
    wrong = [Mistake("biases-left-out", one, BIASES_LEFT_OUT, ("weights",))]
    if method == "forward":
        wrong.append(Mistake("base-left-out", lambda n: n, BASE_LEFT_OUT, ("parameters",)))
        wrong.append(Mistake("both-sides", other, BOTH_SIDES, ("parameters",)))
    else:
        wrong.append(Mistake("one-side", lambda n: n, ONE_SIDE, ("parameters",)))
        wrong.append(Mistake("forward-counted", other, ONE_SIDE, ("parameters",)))
        wrong.append(Mistake("base-added", lambda n: 2 * n + 1, BASE_ADDED, ("parameters",)))
    return Step(
        "evaluations",
        "M",
        one,
        ("parameters",),
        Text("손실을 계산하는 횟수", "evaluations of the loss"),
        mistakes=tuple(wrong),
        integer=True,
    )


def _operations() -> tuple[Step, Step]:
    of_loss = Step(
        "ops_per_loss",
        "C_1",
        lambda weights, samples: weights * samples,
        label=Text("손실을 한 번 계산하는 연산의 수", "operations of one loss"),
        mistakes=(
            Mistake("samples-left-out", lambda weights: weights, SAMPLES_LEFT_OUT, echo=True),
            Mistake(
                "biases-as-operations",
                lambda parameters, samples: parameters * samples,
                BIASES_AS_OPERATIONS,
                convention=True,
            ),
        ),
        integer=True,
    )
    whole = Step(
        "ops_total",
        "C",
        lambda ops_per_loss, evaluations: ops_per_loss * evaluations,
        label=Text("기울기 전체의 연산의 수", "operations of the whole gradient"),
        mistakes=(
            Mistake("one-loss-alone", lambda ops_per_loss: ops_per_loss, ONE_LOSS, echo=True),
            Mistake("samples-left-out", lambda weights, evaluations: weights * evaluations, SAMPLES_LEFT_OUT),
        ),
        integer=True,
    )
    return of_loss, whole


def _times() -> tuple[Step, Step]:
    seconds = Step(
        "seconds",
        "t",
        duration,
        ("ops_total", "ops_per_s"),
        Text("걸리는 시간(초)", "seconds"),
        mistakes=(
            Mistake("one-loss-alone", duration, ONE_LOSS, ("ops_per_loss", "ops_per_s")),
            Mistake("upside-down", lambda ops, rate: rate / ops, UPSIDE_DOWN, ("ops_total", "ops_per_s")),
        ),
        decimals=2,
    )
    hours = Step(
        "hours",
        r"t_{\mathrm{h}}",
        in_hours,
        ("seconds",),
        Text("걸리는 시간(시간)", "hours"),
        mistakes=(
            Mistake("minutes", lambda seconds: seconds / 60, MINUTES),
            Mistake("days", lambda seconds: seconds / 86400, DAYS),
        ),
        decimals=2,
    )
    return seconds, hours


@cache
def _working(layers: int, method: str) -> Working:
    units = (Given(f"n{place}", f"n_{{{place}}}") for place in range(layers))
    givens = (*units, Given("samples", "m"), Given("ops_per_s", "r"))
    return Working(
        givens, (*_counts(layers), *_operations()[:1], _evaluations(method), *_operations()[1:], *_times()), exact=True
    )


def working(givens: Givens) -> Working:
    """The Working for this number of layers and this method."""
    return _working(len(givens["layers"]), givens["method"])


def environment(givens: Givens) -> dict[str, Any]:
    """Units of each layer, samples, operations a second."""
    units = {f"n{place}": exact(count) for place, count in enumerate(givens["layers"])}
    return units | {"samples": exact(givens["samples"]), "ops_per_s": exact(givens["ops_per_s"])}


def asked(_givens: Givens) -> tuple[str, ...]:
    """All but the sum of weights and biases."""
    return ("weights", "biases", "ops_per_loss", "evaluations", "ops_total", "seconds", "hours")


def drawn(draws: Draws, params: Params) -> dict[str, Any] | None:
    """A classifier of pictures, small or large, and a machine that takes hours for it."""
    inputs = draws.choice("inputs", (64, 100, 144, 196, 256, 400, 576, 784, 900, 1024))
    hidden = [draws.integer(f"hidden{place}", 4, 40) * 5 for place in range(draws.integer("depth", 1, 2))]
    givens = {
        "layers": [inputs, *hidden, draws.choice("outputs", (2, 3, 5, 8, 10, 12, 26))],
        "samples": draws.integer("samples", 5, 90) * 1000,
        "ops_per_s": draws.integer("rate", 12, 95) * 10_000_000,
        "method": params.get("method") or draws.choice("method", METHODS),
    }
    enough = working(givens).evaluate(environment(givens))["hours"] >= 1  # fewer would have too few digits
    return givens if enough else None


def statement(givens: Givens) -> Text:
    """The network, the data, the machine, and what is counted."""
    sizes = "-".join(map(str, givens["layers"]))
    samples, rate = f"{givens['samples']:,}", f"{givens['ops_per_s']:,}"
    return joined(
        [
            Text(
                f"완전 연결 신경망 {sizes}의 손실을 모든 가중치와 편향으로 **수치 미분**하려고 합니다. 첫 번째 수가 "
                f"입력의 수이고, 입력층을 뺀 모든 유닛에 편향이 하나씩 있습니다. 학습 데이터의 표본은 {samples}개이고, "
                f"컴퓨터는 1초에 {rate}번 연산합니다.",
                f"The loss of the fully connected network {sizes} is to be differentiated **numerically** by every "
                f"weight and bias. The first number is that of the inputs, and every unit that is no input has one "
                f"bias. There are {samples} training samples, and the computer does {rate} operations a second.",
            ),
            _METHOD[givens["method"]],
            Text(
                "손실을 한 번 계산하려면 모든 표본을 신경망에 넣어야 하고, 표본 하나마다 가중치의 수만큼 "
                "연산한다고 가정합니다(편향은 연산으로 세지 않습니다). 기울기를 한 번 구하는 데 걸리는 시간을 "
                "구하십시오. 큰 수는 쉼표 없이 적으십시오.",
                "For one loss all samples go through the network, and each of them takes one operation per weight; "
                "biases do not count as operations. How long does one gradient take? Write large numbers without "
                "commas.",
            ),
            same(r"$$t = \frac{C}{r},\qquad C = C_1 \cdot M,\qquad C_1 = N_W \cdot m$$"),
            same(rf"$$m = {givens['samples']},\qquad r = {givens['ops_per_s']}$$"),
            Text(
                r"$N_W$와 $N_b$는 가중치와 편향의 수, $m$은 표본의 수, $M$은 손실을 계산하는 횟수, $r$은 1초에 하는 "
                "연산의 수입니다.",
                r"$N_W$ and $N_b$ are the numbers of weights and biases, $m$ that of the samples, $M$ how often the "
                "loss is evaluated, $r$ the operations in a second.",
            ),
        ],
        "\n\n",
    )


_METHOD = {
    "forward": Text(
        r"기울기는 **전진 차분**으로 구합니다: $\displaystyle \frac{L(w + h) - L(w)}{h}$. "
        "처음의 손실 $L(w)$는 한 번만 계산하여 함께 씁니다.",
        r"It uses **forward differences** $\displaystyle \frac{L(w + h) - L(w)}{h}$; "
        "the loss $L(w)$ is evaluated once for all.",
    ),
    "central": Text(
        r"기울기는 **중앙 차분**으로 구합니다: $\displaystyle \frac{L(w + h) - L(w - h)}{2h}$.",
        r"It uses **central differences** $\displaystyle \frac{L(w + h) - L(w - h)}{2h}$.",
    ),
}


FAMILY = Family(
    id="numerical.cost",
    version="1.0",
    title=Text("수치 미분의 비용", "What numerical differentiation costs"),
    topics=("numerical differentiation", "networks"),
    coverage=("C-011", "C-016", "C-052", "C-090"),
    given=(
        Parameter("layers", read.several(read.count(1, 10**6), 2, 8)),
        Parameter("samples", read.count(1, 10**9)),
        Parameter("ops_per_s", read.count(1, 10**15)),
        Parameter("method", read.one_of(*METHODS), default="forward", required=False),
    ),
    drawn=drawn,
    working=working,
    environment=environment,
    asked=asked,
    statement=statement,
    params={"method": Setting(read.one_of(*METHODS), Text("차분의 방법", "the kind of difference"))},
)
