"""CPU time of drawing fair variants and of marking papers by hand, beside one plain evaluation of the Working."""

import random
import statistics
import time
from collections.abc import Callable
from fractions import Fraction

from grader.marking.paper import mark, paper_of
from problems.catalog import FAMILIES
from problems.family import Family
from problems.question import variant_of
from problems.variant import Variant
from reference.readings import floats
from tests.grader.marking.papers import half_up, paper

ROUNDS = 60


def _cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1e3


def _evaluate(family: Family, variant: Variant) -> None:
    working, exact = family.working(variant.givens), family.environment(variant.givens)
    working.evaluate(exact if working.exact else floats(exact))


def main() -> None:
    """One line per family: medians in milliseconds, and marking as a multiple of one evaluation."""
    print("by hand, CPU per variant and paper (ms)")
    for name, family in FAMILIES.items():
        if not isinstance(family, Family):
            continue
        drawn, marked, evaluated = [], [], []
        for seed in range(ROUNDS):
            drawn.append(_cpu(lambda: variant_of(family, f"bench {seed}")))  # noqa: B023 - called at once
            variant = variant_of(family, f"bench {seed}")
            answers = paper(family, variant, half_up, random.Random(seed))
            evaluated.append(_cpu(lambda: _evaluate(family, variant)))  # noqa: B023
            marked.append(_cpu(lambda: mark(paper_of(family, variant, answers), Fraction(10))))  # noqa: B023
        draw, marks, once = (statistics.median(times) for times in (drawn, marked, evaluated))
        print(f"  {name:22} draw {draw:6.2f}   mark {marks:6.2f}   marking / evaluating = {marks / once:5.1f}")


if __name__ == "__main__":
    main()
