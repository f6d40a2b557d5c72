"""The perceptron: net input, output, and the learning rule w + eta (y - o) x, the bias as weight of input 1."""

from typing import Any

from reference.activations import fires


def net_input(w: Any, x: Any, b: Any) -> Any:
    """S = w . x + b for one row."""
    return w @ x + b


def net_input_of_rows(X: Any, w: Any, b: Any) -> Any:
    """S = w . x + b for every row x of X."""
    return X @ w + b


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


def fitted(X: Any, y: Any, w: Any, b: Any, eta: Any, epochs: int) -> tuple[Any, Any]:
    """Weights and bias after so many epochs: rows in order, labels 0 and 1, an update after every row.

    A net input of exactly 0 gives the output 0.
    """
    for _ in range(epochs):
        for row, label in zip(X, y, strict=True):
            o = output_01(net_input(w, row, b), at_zero=0)
            w, b = updated_weights(w, row, label, o, eta), updated_bias(b, label, o, eta)
    return w, b
