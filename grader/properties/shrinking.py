"""The smallest input that breaks a property, found by Hypothesis. Importing this module loads Hypothesis."""

from collections.abc import Callable

import numpy as np
from hypothesis import Phase, given, seed

from problems.code.banks import number, steady, strategy
from problems.code.inputs import Args, Inputs


class _BrokenError(Exception):
    """Tells Hypothesis that an example breaks the property."""


def smallest(inputs: Inputs, bank_seed: str, task: str, breaks: Callable[[Args], bool]) -> Args | None:
    """Draw the bank again from the same seed up to its first example that breaks the property, then shrink that.

    `breaks` must answer the same for the same arguments, whatever was asked in between. None when none breaks.
    """
    found: list[Args] = []

    @seed(number(bank_seed, task, inputs.name))
    @steady(inputs.draws, Phase.generate, Phase.shrink)
    @given(strategy(inputs))
    def holds(args: Args) -> None:
        if breaks(args):
            found.append(args)
            raise _BrokenError

    try:
        holds()
    except _BrokenError:
        return found[-1]
    return None


def fingerprint(args: Args) -> tuple[object, ...]:
    """What tells argument tuples apart."""
    return tuple(
        (arg.dtype.str, arg.shape, arg.tobytes()) if isinstance(arg, np.ndarray) else repr(arg) for arg in args
    )
