"""Linear separability decided exactly: weights that classify every point, or a proof that there are none.

Each labelled point asks one inequality of the weights: w . x + b above 0 where the perceptron must fire, not above
0 (or below it) where it must not. Fourier and Motzkin's elimination takes one weight after another out of these
inequalities, in rational numbers. What is left at the end has no weight in it and is true or not: if not, it says
which points contradict each other, and with which factors.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from reference.activations import fires

Numbers = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Inequality:
    """coefficients . weights > 0 (`strict`) or >= 0; `factors`: how much of which point's inequality it is the sum."""

    coefficients: Numbers
    strict: bool
    factors: tuple[tuple[int, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Separation:
    """`weights` (the bias last, if there is one) that classify all points; else the points that contradict each other.

    `conflict` are places of points with positive factors: the inequalities of these points, so multiplied, add up to
    0 > 0.
    """

    weights: Numbers | None
    conflict: tuple[tuple[int, Fraction], ...] = ()


def separation(
    points: Sequence[Sequence[Fraction]], labels: Sequence[int], at_zero: int, *, bias: bool = True
) -> Separation:
    """Whether one perceptron, firing above 0 and as `at_zero` says at 0, gives all these labels (1 or 0).

    Points are of one length, at least one. The work grows fast with length and number: meant for a dozen points
    and at most four inputs.
    """
    system = [
        _asked(place, x, label, at_zero, bias=bias) for place, (x, label) in enumerate(zip(points, labels, strict=True))
    ]
    stages: list[list[Inequality]] = []
    unknowns = len(system[0].coefficients)
    for unknown in range(unknowns):
        stages.append(system)
        system = _without(system, unknown, at_most=unknown + 2)
    broken = [left for left in system if left.strict]
    if broken:
        return Separation(None, min((left.factors for left in broken), key=len))
    return Separation(_found(stages))


def misclassified(
    points: Sequence[Sequence[Fraction]], labels: Sequence[int], weights: Numbers, b: Fraction, at_zero: int
) -> list[int]:
    """The places of the points whose label these weights do not give."""
    sums = [sum((w * x for w, x in zip(weights, point, strict=True)), b) for point in points]
    return [place for place, (S, label) in enumerate(zip(sums, labels, strict=True)) if fires(S, at_zero) != label]


def fewest_errors(
    points: Sequence[Sequence[Fraction]], labels: Sequence[int], at_zero: int, *, bias: bool = True
) -> tuple[int, Numbers]:
    """How many points every perceptron misclassifies at least, and the weights of one that does no worse."""

    def decided(places: list[int]) -> Separation:
        return separation([points[i] for i in places], [labels[i] for i in places], at_zero, bias=bias)

    for errors in range(len(points)):
        weights = _sparing(decided, list(range(len(points))), errors)
        if weights is not None:
            return errors, weights
    return len(points), (Fraction(0),) * (len(points[0]) + bias)


def _sparing(decided: Callable[[list[int]], Separation], kept: list[int], errors: int) -> Numbers | None:
    """Weights that are right on all but so many of the kept points: of every conflict, one point must be given up."""
    found = decided(kept)
    if found.weights is not None or not errors:
        return found.weights
    for place, _factor in found.conflict:
        weights = _sparing(decided, [other for other in kept if other != kept[place]], errors - 1)
        if weights is not None:
            return weights
    return None


def _asked(place: int, x: Sequence[Fraction], label: int, at_zero: int, *, bias: bool) -> Inequality:
    whole = (*x, Fraction(1)) if bias else tuple(x)
    sign = 1 if label else -1
    return Inequality(tuple(sign * cell for cell in whole), label != at_zero, ((place, Fraction(1)),))


def _without(system: list[Inequality], unknown: int, at_most: int) -> list[Inequality]:
    """The same system with one unknown less. A sum of more points than needed follows from others (Chernikov)."""
    above = [row for row in system if row.coefficients[unknown] > 0]
    below = [row for row in system if row.coefficients[unknown] < 0]
    kept = {_normal(row) for row in system if row.coefficients[unknown] == 0}
    kept |= {_normal(row) for row in _pairs(above, below, unknown) if len(row.factors) <= at_most}
    return sorted(kept, key=lambda row: (len(row.factors), row.coefficients, row.strict, row.factors))


def _pairs(above: list[Inequality], below: list[Inequality], unknown: int) -> Iterator[Inequality]:
    for up in above:
        for down in below:
            of_up, of_down = -down.coefficients[unknown], up.coefficients[unknown]
            sums = zip(up.coefficients, down.coefficients, strict=True)
            factors = {place: of_up * factor for place, factor in up.factors}
            for place, factor in down.factors:
                factors[place] = factors.get(place, Fraction(0)) + of_down * factor
            yield Inequality(
                tuple(of_up * a + of_down * b for a, b in sums),
                up.strict or down.strict,
                tuple(sorted(factors.items())),
            )


def _normal(row: Inequality) -> Inequality:
    """Scaled so that the factors sum to 1: equal inequalities are then the same."""
    whole = sum((factor for _place, factor in row.factors), Fraction(0))
    factors = tuple((place, factor / whole) for place, factor in row.factors)
    return Inequality(tuple(cell / whole for cell in row.coefficients), row.strict, factors)


def _found(stages: list[list[Inequality]]) -> Numbers:
    """The unknowns from last to first, each the plainest number that its inequalities leave."""
    known: list[Fraction] = []
    for unknown in reversed(range(len(stages))):
        low: tuple[Fraction, bool] | None = None
        high: tuple[Fraction, bool] | None = None
        for row in stages[unknown]:
            lead, rest = row.coefficients[unknown], row.coefficients[unknown + 1 :]
            if not lead:
                continue
            edge = (-sum((c * v for c, v in zip(rest, known, strict=True)), Fraction(0)) / lead, row.strict)
            if lead > 0:
                low = edge if low is None else max(low, edge)
            else:
                high = edge if high is None else min(high, edge, key=lambda end: (end[0], not end[1]))
        known.insert(0, _plainest(low, high))
    return tuple(known)


def _plainest(low: tuple[Fraction, bool] | None, high: tuple[Fraction, bool] | None) -> Fraction:
    """A number between the ends with few digits: away from both where there is room, an end where there is none."""
    if low is None and high is None:
        return Fraction(0)
    if high is None and low is not None:
        return Fraction(low[0].__floor__() + 1)
    if low is None and high is not None:
        return Fraction(high[0].__ceil__() - 1)
    assert low is not None and high is not None  # noqa: S101, PT018 - the cases above are the others
    if low[0] == high[0]:
        return low[0]
    middle, room = (low[0] + high[0]) / 2, (high[0] - low[0]) / 4
    digits = 0
    while abs(Fraction(round(middle * 10**digits), 10**digits) - middle) > room:
        digits += 1
    return Fraction(round(middle * 10**digits), 10**digits)
