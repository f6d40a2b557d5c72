"""The perceptron: net input, output, and the learning rule w + eta (y - o) x, the bias as weight of input 1."""

from collections.abc import Callable
from typing import Any

import numpy as np

from reference.activations import fires
from reference.tex import Tex
from reference.vocabulary import over, signum, sqrt


def net_input(w: Any, x: Any, b: Any) -> Any:
    """S = w . x + b for one row."""
    return w @ x + b


def net_input_of_rows(X: Any, w: Any, b: Any) -> Any:
    """S = w . x + b for every row x of X."""
    return X @ w + b


def weighted_sums(X: Any, w: Any) -> Any:
    """w . x for every row x of X: what a threshold is held against."""
    return X @ w


def net_input_of_sums(s: Any, b: Any) -> Any:
    """S = s + b, from the weighted sums."""
    return s + b


def net_input_of_columns(*parts: Any) -> Any:
    """v1 S1 + v2 S2 + ... + b, from v1, S1, v2, S2, ..., b: units that read whole columns of a table."""
    *pairs, b = parts
    first, *others = (v * S for v, S in zip(pairs[::2], pairs[1::2], strict=True))
    for other in others:
        first = first + other
    return first + b


def layer_input(W: Any, x: Any, b: Any) -> Any:
    """S = W x + b: the net inputs of a layer whose row i leads into unit i, for one input."""
    return W @ x + b


def layer_input_of_rows(X: Any, W: Any, b: Any) -> Any:
    """The same for every row x of X, one row of net inputs each."""
    return X @ W.mT + b


def layer_parameters(units: Any, inputs: Any) -> Any:
    """How many numbers such a layer learns: a weight for each input of each unit, and a bias for each unit."""
    return units * inputs + units


def opposite(threshold: Any) -> Any:
    """Bias from threshold, and threshold from bias: w . x > theta is w . x - theta > 0."""
    return -threshold


def with_constant_input(w: Any, b: Any) -> Any:
    """(b, w1, w2, ...): the bias as the weight w0 of an input x0 that is always 1."""
    if isinstance(w, Tex):
        inner = w.text[1:-1] if w.text.startswith("(") else w.text
        return Tex(rf"({b},\; {inner})", rank=1)
    return np.concatenate([np.reshape(b, (1,)), w])


def length(w: Any) -> Any:
    """The Euclidean length of w, as a row of one number, so that it divides a row of net inputs."""
    return sqrt(w @ w if isinstance(w, Tex) else over(w**2, -1))


def signed_distance(S: Any, norm: Any) -> Any:
    """How far a point with net input S lies from the line S = 0; positive where the net input is."""
    return S / norm


def intercept(b: Any, weight: Any) -> Any:
    """Where the line S = 0 crosses the axis of this weight's input, every other input being 0."""
    return -b / weight


def updated_weights(w: Any, x: Any, y: Any, o: Any, eta: Any) -> Any:
    """The weights after one row."""
    return w + eta * (y - o) * x


def updated_bias(b: Any, y: Any, o: Any, eta: Any) -> Any:
    """The bias after one row: its input is always 1."""
    return b + eta * (y - o)


def output_01(S: Any, at_zero: int) -> Any:
    """1 or 0; at S = 0 what the convention says."""
    return fires(S, at_zero)


def output_pm1(S: Any, at_zero: int) -> Any:
    """+1 or -1; at S = 0 what the convention says (1 means +1, 0 means -1)."""
    return 2 * fires(S, at_zero) - 1


def output_sign(S: Any, at_zero: int) -> Any:
    """The sign of S; at S = 0 what the convention says: -1, 0 or 1."""
    return output_pm1(S, int(at_zero == 1)) if at_zero else signum(S)


def margin(y: Any, S: Any) -> Any:
    """y S for labels -1 and 1: positive where the sign of S is the label."""
    return y * S


def summed_step(X: Any, y: Any, o: Any, eta: Any) -> Any:
    """What a batch update adds to the weights: eta (y - o) x, summed over the rows."""
    return eta * ((y - o) @ X)


def summed_bias_step(ones: Any, y: Any, o: Any, eta: Any) -> Any:
    """The same for the bias, whose input is 1 in every row."""
    return eta * ((y - o) @ ones)


def stepped(before: Any, step: Any) -> Any:
    """Weights or bias after a batch update."""
    return before + step


def online_net_inputs(X: Any, y: Any, w: Any, b: Any, eta: Any, output: Callable[[Any], Any]) -> Any:
    """The net inputs of one epoch in which every row starts from what the row before left."""
    found = []
    for row, label in zip(X, y, strict=True):
        found.append(net_input(w, row, b))
        o = output(found[-1])
        w, b = updated_weights(w, row, label, o, eta), updated_bias(b, label, o, eta)
    return np.array(found)


def fitted(X: Any, y: Any, w: Any, b: Any, eta: Any, epochs: int) -> tuple[Any, Any]:
    """Weights and bias after so many epochs: rows in order, labels 0 and 1, an update after every row.

    A net input of exactly 0 gives the output 0.
    """
    for _ in range(epochs):
        for row, label in zip(X, y, strict=True):
            o = output_01(net_input(w, row, b), at_zero=0)
            w, b = updated_weights(w, row, label, o, eta), updated_bias(b, label, o, eta)
    return w, b
