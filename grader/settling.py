"""For processes that do nothing but grade: what they keep from one hand-in to the next is settled once."""

import gc

from grader.properties.plans import plan_of

_settled: list[int] = [0]
"""How many plans had been made when this was last done."""


def settle() -> None:
    """After a hand-in for which plans were made: collect what is left, and have the collector pass over the rest.

    The plans, the tasks and the libraries behind them stay for good, and going through them now and then would cost
    each hand-in more than judging a problem does. Not for a process that holds anything of somebody else's: what is
    part of a reference cycle there would never be freed.
    """
    made = plan_of.cache_info().misses
    if made != _settled[0]:
        gc.collect()
        gc.freeze()
        _settled[0] = made
