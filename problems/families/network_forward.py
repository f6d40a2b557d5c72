"""The forward pass of a dense network of any shape; of a classifier, the class that it predicts."""

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from problems import givens as read
from problems.draws import Draws
from problems.family import Family, Params
from problems.givens import GivensError, Parameter, Setting
from problems.mistakes.activation import softmax_slips
from problems.network import wording
from problems.network.picture import picture
from problems.network.shape import (
    Shape,
    check_layers,
    layer_values,
    read_matrices,
    read_names,
    read_vectors,
    shape,
)
from problems.network.working import layer_givens, through_layers
from problems.variant import Givens
from reference.activations import SOFTMAX
from reference.layout import SINGLE, vector
from reference.readings import floats
from reference.softmax import predicted_class
from reference.text import Text, joined, same
from reference.working import Given, Mistake, Step, Working

COUNTED_FROM_0 = Text(
    "클래스의 번호를 0부터 세면 나오는 값입니다. 이 문제에서는 1부터 셉니다.",
    "This is the number of the class counted from 0: here they are counted from 1.",
)
SMALLEST = Text(
    "출력이 가장 작은 클래스입니다. 출력이 가장 큰 클래스를 고르십시오.",
    "This is the class with the smallest output: the largest one is predicted.",
)


@cache
def _working(wanted: Shape) -> Working:
    steps = tuple(through_layers(wanted))
    if wanted.activations[-1] == SOFTMAX.name:
        steps = (*steps[:-1], *_classified(steps[-1], wanted))
    givens = (Given("x", "{x}", wanted.of_units(wanted.units[0])), *layer_givens(wanted))
    return Working(givens, steps)


def _classified(output: Step, wanted: Shape) -> tuple[Step, Step]:
    """The probabilities, and the class, which is a guess without them and so earns after them."""
    reads = (output.name,)
    chosen = Step(
        "class",
        "k",
        predicted_class,
        reads,
        Text("예측한 클래스의 번호", "number of the predicted class"),
        vector(wanted.count) if wanted.count else SINGLE,
        mistakes=(
            Mistake("counted-from-0", lambda a: predicted_class(a) - 1, COUNTED_FROM_0, reads, convention=True),
            Mistake("smallest-output", lambda a: predicted_class(-a), SMALLEST, reads),
        ),
        integer=True,
        needs=output.name,
    )
    return replace(output, mistakes=softmax_slips(output.reads[0])), chosen


def working(givens: Givens) -> Working:
    """The Working of this shape."""
    return _working(shape(givens))


def environment(givens: Givens) -> dict[str, Any]:
    """x as units x examples, each W as it is, each b as one column."""
    return layer_values(givens, shape(givens))


def checked(givens: Givens) -> None:
    """Layers that fit together, softmax only at the end."""
    wanted = shape(givens)
    check_layers(givens, wanted)
    if SOFTMAX.name in wanted.activations[:-1]:
        raise GivensError(Text("softmax는 마지막 층에만 쓸 수 있습니다.", "softmax is for the last layer alone."))


def asked(givens: Givens) -> tuple[str, ...]:
    """Every layer, and the class; outputs that are a copy of their sums are left out."""
    copies = {f"a{layer}" for layer, activation in enumerate(givens["activations"], 1) if activation == "identity"}
    return tuple(step.name for step in working(givens).steps if step.name not in copies)


SHAPES = ((2, 2, 1), (3, 2, 2), (2, 3, 1), (2, 2, 2))
CLASSIFIERS = ((2, 2, 3), (3, 2, 3), (2, 3, 3), (2, 2, 4), (2, 2, 5))


def drawn(draws: Draws, params: Params) -> dict[str, Any] | None:
    """A small network, every other time a classifier with ReLU inside."""
    names = params.get("activations")
    classifier = names[-1] == SOFTMAX.name if names else draws.integer("classifier", 0, 1) == 1
    units = list(params.get("layers") or draws.choice("layers", CLASSIFIERS if classifier else SHAPES))
    if names is None:
        inner = "relu" if classifier else draws.choice("inner", ("sigmoid", "tanh", "leaky_relu", "relu"))
        last = SOFTMAX.name if classifier else draws.choice("last", ("sigmoid", "tanh", "identity"))
        names = [*[inner] * (len(units) - 2), last]
    count = params.get("examples", 1)
    x = [[draws.signed(f"x{n}/{i}", "0.3", "1.5", "0.1") for i in range(units[0])] for n in range(count)]
    givens = {
        "x": x if count > 1 else x[0],
        "W": [_weights(draws, layer, units) for layer in range(1, len(units))],
        "b": [
            [draws.signed(f"b{layer}/{i}", "0.1", "0.6", "0.05") for i in range(units[layer])]
            for layer in range(1, len(units))
        ],
        "activations": names,
    }
    return givens if _telling(givens) else None


def _weights(draws: Draws, layer: int, units: list[int]) -> list[list[str]]:
    return [
        [draws.signed(f"W{layer}/{i}/{j}", "0.3", "1.6", "0.1") for j in range(units[layer - 1])]
        for i in range(units[layer])
    ]


TWO_SIDED = frozenset({"relu", "leaky_relu", "prelu", "elu", "selu"})


def _both_signs(z: Any) -> bool:
    """A layer with units on both sides of 0, in every example; one unit alone may be on either."""
    return z.shape[-2] == 1 or bool(((z > 0).any(axis=-2) & (z < 0).any(axis=-2)).all())


def _telling(givens: Givens) -> bool:
    """No sum near 0, where functions look alike or bend; two classes that are not nearly tied."""
    checked(givens)
    wanted, values = shape(givens), working(givens).evaluate(floats(environment(givens)))
    curved = [at for at, name in enumerate(wanted.activations, 1) if name not in {SOFTMAX.name, "identity"}]
    if any((np.abs(values[f"z{at}"]) < 0.3).any() for at in curved):
        return False
    if not all(_both_signs(values[f"z{at}"]) for at, name in enumerate(wanted.activations, 1) if name in TWO_SIDED):
        return False
    if "class" not in values:
        return True
    ranked = np.sort(values[f"a{wanted.layers}"], axis=-2)
    return bool((ranked[-1] - ranked[-2] > 0.05).all() and ranked.min() > 0.01)


def statement(givens: Givens) -> Text:
    """The question with its numbers."""
    wanted = shape(givens)
    sizes = "-".join(map(str, wanted.units))
    intro = Text(
        f"{sizes} 신경망입니다. $W^{{(l)}}$의 $i$번째 행은 $l$층의 $i$번째 유닛으로 **들어가는** "
        r"가중치이고, $\varphi^{(l)}$은 $l$층의 활성화 함수입니다."
        + _sigma(wanted, " $\\sigma$는 시그모이드 함수입니다."),
        f"A {sizes} network. Row $i$ of $W^{{(l)}}$ holds the weights **into** unit $i$ of layer "
        r"$l$, and $\varphi^{(l)}$ is the activation of layer $l$." + _sigma(wanted, " $\\sigma$ is the sigmoid."),
    )
    numbers = [f"x = {_inputs(givens)}", *wording.matrices(givens, wanted)]
    lines = [
        intro,
        wording.rule(wanted),
        same(f"$${wording.activations(wanted)}$$"),
        wording.definitions(wanted),
        same("\n\n".join(f"$${line}$$" for line in numbers)),
        _task(wanted),
    ]
    return joined([line for line in lines if line.en], "\n\n")


def _inputs(givens: Givens) -> str:
    return wording.as_column(givens["x"])


def _sigma(wanted: Shape, sentence: str) -> str:
    return sentence if {"sigmoid", "swish"} & set(wanted.activations) else ""


def _task(wanted: Shape) -> Text:
    task = Text(
        "순전파를 계산하여 층마다 가중합 $z^{(l)}$과 출력 $a^{(l)}$을 구하십시오.",
        "Work the forward pass: find the sums $z^{(l)}$ and the outputs $a^{(l)}$ of every layer.",
    )
    if wanted.count:
        task += Text(
            " $x$의 행마다 표본이 하나씩 있습니다. 답도 표본마다 한 행씩 적으십시오.",
            " Each row of $x$ is one example: give answers with one row for each, too.",
        )
    if wanted.activations[-1] == SOFTMAX.name:
        task += Text(
            " 마지막 층의 출력은 각 클래스의 확률입니다. 확률이 가장 큰 클래스의 번호 $k$를 1부터 세어 적으십시오.",
            " The outputs of the last layer are the probabilities of the classes: give the number $k$ of the most "
            "probable one, counted from 1.",
        )
    return task


FAMILY = Family(
    id="network.forward",
    version="1.0",
    title=Text("신경망의 순전파", "The forward pass of a network"),
    topics=("networks", "activations"),
    coverage=("C-010", "C-011", "C-012", "C-013", "C-042", "C-060"),
    given=(
        Parameter("x", read.numbers_or_rows),
        Parameter("W", read_matrices),
        Parameter("b", read_vectors, default=None, required=False),
        Parameter("activations", read_names),
    ),
    drawn=drawn,
    working=working,
    environment=environment,
    asked=asked,
    statement=statement,
    picture=picture,
    params={
        "layers": Setting(
            read.several(read.count(1, 6), 2, 5),
            Text("층별 유닛 수. 예: [2, 3, 1]", "units per layer, such as [2, 3, 1]"),
        ),
        "activations": Setting(read_names, Text("층별 활성화 함수", "the activation of each layer")),
        "examples": Setting(read.count(1, 6), Text("표본의 수", "the number of examples")),
    },
    checked=checked,
)
