"""Activation functions with a parameter that shapes them: Leaky ReLU, PReLU, ELU, SELU, Swish; and maxout.

Usual values of the parameters, where a problem gives none: the slope of Leaky ReLU is 0.01 (PyTorch; Keras's layer
has 0.3), PReLU learns its own and starts at 0.25 (PyTorch; 0 in Keras), ELU and Swish have 1. SELU's two constants
keep mean 0 and variance 1 (Klambauer et al. 2017).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from reference.activations import ACTIVATIONS, Activation, sigmoid
from reference.tex import Tex
from reference.text import Text, same
from reference.vocabulary import exp, positive, ramp

Formula = Callable[..., Any]

SELU_ALPHA = Fraction("1.6732632423543772848170429916717")
SELU_LAMBDA = Fraction("1.0507009873554804934193349852946")


@dataclass(frozen=True, slots=True)
class ShapedActivation:
    """`formula(z, *parameters)` and `slope(z, a, *parameters)`, from the pre-activation z and its output a.

    `parameters` are their names with the usual values, as decimal strings; `cases` is the definition as TeX.
    """

    name: str
    title: Text
    symbol: str
    formula: Formula
    slope: Formula
    cases: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    kinks: tuple[float, ...] = ()

    def usual(self) -> Activation:
        """The same with its usual parameters, for a layer of a network."""
        values = tuple(_short(Fraction(text)) for text in self.parameters.values())
        return Activation(
            self.name,
            self.title,
            self.symbol,
            lambda z: self.formula(z, *values),
            lambda z, a: self.slope(z, a, *values),
            kinks=self.kinks,
        )


def _short(value: Fraction) -> int | float:
    """1 rather than 1.0, which a page would print."""
    return int(value) if value.denominator == 1 else float(value)


def leaky(z: Any, alpha: Any) -> Any:
    """z above 0, alpha z below."""
    return ramp(z) - alpha * ramp(-z)


def leaky_slope(z: Any, _a: Any, alpha: Any) -> Any:
    """1 above 0, alpha elsewhere."""
    return positive(z) + alpha * (1 - positive(z))


def elu(z: Any, alpha: Any) -> Any:
    """z above 0, alpha (e^z - 1) below; the exponent is never positive."""
    return ramp(z) + alpha * (exp(-ramp(-z)) - 1)


def elu_slope(z: Any, a: Any, alpha: Any) -> Any:
    """1 above 0, a + alpha elsewhere, from the output a."""
    return positive(z) + (1 - positive(z)) * (a + alpha)


def selu(z: Any) -> Any:
    """lambda times the ELU with SELU's alpha."""
    scale, alpha = _selu_constants(z)
    return scale * elu(z, alpha)


def selu_slope(z: Any, a: Any) -> Any:
    """lambda above 0, a + lambda alpha elsewhere, from the output a."""
    scale, alpha = _selu_constants(z)
    return scale * positive(z) + (1 - positive(z)) * (a + scale * alpha)


def _selu_constants(z: Any) -> tuple[Any, Any]:
    """On a page by their names: nobody wants to read nineteen digits."""
    if isinstance(z, Tex):
        return Tex(r"\lambda"), Tex(r"\alpha")
    return float(SELU_LAMBDA), float(SELU_ALPHA)


def swish(z: Any, beta: Any) -> Any:
    """z sigmoid(beta z)."""
    return z * sigmoid(beta * z)


def swish_slope(z: Any, a: Any, beta: Any) -> Any:
    """beta a + sigmoid(beta z) (1 - beta a), from the output a."""
    return beta * a + sigmoid(beta * z) * (1 - beta * a)


def _cases(above: str, below: str) -> str:
    return rf"\begin{{cases}} {above} & z > 0 \\ {below} & z \le 0 \end{{cases}}"


LEAKY_RELU = ShapedActivation(
    "leaky_relu",
    same("Leaky ReLU"),
    r"\operatorname{LReLU}",
    leaky,
    leaky_slope,
    _cases("z", r"\alpha z"),
    {"alpha": "0.01"},
    (0.0,),
)
PRELU = ShapedActivation(
    "prelu",
    same("PReLU"),
    r"\operatorname{PReLU}",
    leaky,
    leaky_slope,
    _cases("z", r"\alpha z"),
    {"alpha": "0.25"},
    (0.0,),
)
ELU = ShapedActivation(
    "elu",
    same("ELU"),
    r"\operatorname{ELU}",
    elu,
    elu_slope,
    _cases("z", r"\alpha (e^{z} - 1)"),
    {"alpha": "1"},
    (0.0,),
)
SELU = ShapedActivation(
    "selu",
    same("SELU"),
    r"\operatorname{SELU}",
    selu,
    selu_slope,
    _cases(r"\lambda z", r"\lambda \alpha (e^{z} - 1)") + r",\quad \lambda = 1.050701,\; \alpha = 1.673263",
    kinks=(0.0,),
)
SWISH = ShapedActivation(
    "swish",
    same("Swish"),
    r"\operatorname{Swish}",
    swish,
    swish_slope,
    r"z \, \sigma(\beta z)",
    {"beta": "1"},
)

SHAPED: dict[str, ShapedActivation] = {s.name: s for s in (LEAKY_RELU, PRELU, ELU, SELU, SWISH)}

EVERY_ACTIVATION: dict[str, Activation] = ACTIVATIONS | {name: shaped.usual() for name, shaped in SHAPED.items()}
"""All that a unit may have; those with a parameter at its usual value."""
