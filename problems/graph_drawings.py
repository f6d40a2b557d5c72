"""The graphs that are drawn: shopping with apples and oranges, and small formulas with every kind of node."""

from collections.abc import Mapping
from dataclasses import dataclass

Grid = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Template:
    """A graph whose inputs are drawn: for each the lowest, the highest and the step."""

    inputs: Mapping[str, Grid]
    nodes: tuple[tuple[str, ...], ...]
    output: str


_PRICE: Grid = ("60", "190", "10")
_COUNT: Grid = ("2", "9", "1")
_TAX: Grid = ("1.05", "1.3", "0.05")

TEMPLATES: dict[str, Template] = {
    "apples": Template(
        {"apple": _PRICE, "apple_num": _COUNT, "tax": _TAX},
        (("apple_price", "mul", "apple", "apple_num"), ("price", "mul", "apple_price", "tax")),
        "price",
    ),
    "apples_oranges": Template(
        {"apple": _PRICE, "apple_num": _COUNT, "orange": _PRICE, "orange_num": _COUNT, "tax": _TAX},
        (
            ("apple_price", "mul", "apple", "apple_num"),
            ("orange_price", "mul", "orange", "orange_num"),
            ("all_price", "add", "apple_price", "orange_price"),
            ("price", "mul", "all_price", "tax"),
        ),
        "price",
    ),
    "fork": Template(
        {"x": ("1.5", "4.5", "0.5"), "y": ("2.5", "6.5", "0.5")},
        (("p", "mul", "x", "y"), ("s", "add", "x", "y"), ("q", "square", "s"), ("f", "add", "p", "q")),
        "f",
    ),
    "relu_neuron": Template(
        {
            "w1": ("0.4", "1.8", "0.2"),
            "x1": ("1.5", "3", "0.5"),
            "w2": ("0.3", "1.7", "0.2"),
            "x2": ("2", "3.5", "0.5"),
            "b": ("0.5", "1.5", "0.25"),
            "c": ("1.5", "4.5", "0.5"),
        },
        (
            ("p1", "mul", "w1", "x1"),
            ("p2", "mul", "w2", "x2"),
            ("s", "add", "p1", "p2"),
            ("z", "add", "s", "b"),
            ("h", "relu", "z"),
            ("f", "mul", "h", "c"),
        ),
        "f",
    ),
    "sigmoid_neuron": Template(
        {
            "w1": ("0.2", "1.1", "0.1"),
            "x1": ("0.5", "1.4", "0.1"),
            "w2": ("-1.3", "-0.3", "0.1"),
            "x2": ("0.6", "1.5", "0.1"),
            "b": ("0.3", "1.2", "0.1"),
        },
        (
            ("p1", "mul", "w1", "x1"),
            ("p2", "mul", "w2", "x2"),
            ("s", "add", "p1", "p2"),
            ("z", "add", "s", "b"),
            ("h", "sigmoid", "z"),
        ),
        "h",
    ),
    "tanh_of_quotient": Template(
        {"x": ("1.2", "2.4", "0.1"), "y": ("2.1", "3.9", "0.1")},
        (("q", "div", "x", "y"), ("h", "tanh", "q"), ("f", "mul", "h", "y")),
        "f",
    ),
    "log_of_exp": Template(
        {"x": ("0.3", "1.4", "0.1"), "y": ("0.5", "2.5", "0.1")},
        (("u", "exp", "x"), ("s", "add", "u", "y"), ("l", "log", "s"), ("f", "mul", "l", "y")),
        "f",
    ),
}
