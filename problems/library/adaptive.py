"""Arguments of adaptive methods, with an epsilon large enough to show where it is added."""

from typing import Any

from problems.draws import Draws


def arguments(draws: Draws, call: str, *, G_0: tuple[str, ...]) -> dict[str, Any]:
    """What the class of this call takes."""
    found: dict[str, Any] = {
        "alpha": draws.choice("alpha", ("0.1", "0.2", "0.3", "0.4", "0.5")),
        "eps": draws.choice("eps", ("0.05", "0.1", "0.2")),
    }
    if call == "Adagrad":
        return found | {"G_0": draws.choice("G_0", G_0)}
    if call == "Adam":
        return found | {
            "beta1": draws.choice("beta1", ("0.6", "0.7", "0.8")),
            "beta2": draws.choice("beta2", ("0.9", "0.95")),
        }
    return found | {"beta": draws.choice("beta", ("0.6", "0.7", "0.8", "0.9"))}
