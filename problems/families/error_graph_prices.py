"""The first wrong line on the way back through the graph of a price of apples and oranges with tax."""

from problems.error_hunt import Hunt, error_hunt
from problems.families.graph_network import FAMILY as BASE
from problems.families.graph_network import graph
from problems.variant import Givens
from reference.text import Text

MOST_LINES = 8


def forward(givens: Givens) -> tuple[str, ...]:
    """The values of all nodes."""
    return tuple(node.name for node in graph(givens).nodes)


def lines(givens: Givens) -> tuple[str, ...]:
    """The gradients, from the output back; that of the output by itself is 1."""
    first = f"d_{graph(givens).output}"
    names = [step.name for step in BASE.working(givens).steps if step.name.startswith("d_") and step.name != first]
    return tuple(names[:MOST_LINES])


FAMILY = error_hunt(
    "error.graph.prices",
    Text("가격의 계산 그래프에서 틀린 줄 찾기", "Find the error: the graph of a price, backwards"),
    Hunt(
        BASE,
        lines,
        frozenset(
            {
                *("not-swapped", "multiplied-at-add", "upstream-left-out", "local-slope-left-out"),
                *("one-branch", "first-branch", "sign-left-out", "slope-at-input", "two-left-out"),
            }
        ),
        settled=forward,
        narrowed={"graph": "apples_oranges"},
        picture=BASE.picture,
    ),
    ("C-053", "C-054", "C-055"),
)
