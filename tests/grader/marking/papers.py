"""Honest papers: a Working done step by step the way people do it, with the rounding habits they have."""

import random
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np

from problems.fairness import Digits, digits
from problems.family import Family
from problems.question import Decimals
from problems.variant import Variant
from reference.readings import floats
from reference.working import Mistake, Step, Working, apply

Style = Callable[[Step, Any, int, random.Random], tuple[Any, Any]]
"""A step, its computed value (as a person writes it, an array) and its digits give what is written and carried."""


def rounded(value: Any, decimals: int, how: str = ROUND_HALF_UP) -> Any:
    """Every cell rounded to so many decimals, as float64."""
    unit = Decimal(1).scaleb(-decimals)
    cells = [float(Decimal(repr(float(cell))).quantize(unit, how)) for cell in np.asarray(value).reshape(-1)]
    return np.array(cells).reshape(np.shape(value))


def half_up(_step: Step, value: Any, d: int, _rng: random.Random) -> tuple[Any, Any]:
    """Rounds half up and goes on with what is written."""
    return rounded(value, d), rounded(value, d)


def half_even(_step: Step, value: Any, d: int, _rng: random.Random) -> tuple[Any, Any]:
    """Rounds half to even and goes on with what is written."""
    return rounded(value, d, ROUND_HALF_EVEN), rounded(value, d, ROUND_HALF_EVEN)


def full_precision(_step: Step, value: Any, _d: int, _rng: random.Random) -> tuple[Any, Any]:
    """Writes and carries all digits."""
    return value, value


def mixed(step: Step, value: Any, d: int, rng: random.Random) -> tuple[Any, Any]:
    """Each step in another of the three ways."""
    return rng.choice((half_up, half_even, full_precision))(step, value, d, rng)


def calculator(_step: Step, value: Any, d: int, _rng: random.Random) -> tuple[Any, Any]:
    """Writes rounded numbers but keeps the unrounded ones in the calculator."""
    return rounded(value, d), value


def forgetful(_step: Step, value: Any, d: int, rng: random.Random) -> tuple[Any, Any]:
    """Goes on with the written number at one step, with the calculator's at the next."""
    return rounded(value, d), rng.choice((value, rounded(value, d)))


def spare_digits(_step: Step, value: Any, d: int, rng: random.Random) -> tuple[Any, Any]:
    """Writes the digits asked and goes on with one or two more."""
    return rounded(value, d), rounded(value, d + rng.choice((1, 2)))


STYLES: Mapping[str, Style] = {
    s.__name__: s for s in (half_up, half_even, full_precision, mixed, calculator, forgetful, spare_digits)
}


def paper(
    family: Family,
    variant: Variant,
    style: Style,
    rng: random.Random,
    *,
    decimals: Decimals = None,
    slips: Mapping[str, Mistake] | None = None,
    replaced: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Every step's written value. `slips` takes steps by a Mistake; `replaced` writes and carries another value."""
    working, wanted = family.working(variant.givens), digits(family, decimals)
    carried = _start(family, working, variant)
    answers: dict[str, Any] = {}
    for step in working.steps:
        written, kept = _step(step, carried, wanted, style, rng, slips or {})
        if replaced and step.name in replaced:
            written = kept = np.asarray(replaced[step.name], dtype=object if working.exact else float)
        carried[step.name] = step.layout.inside(kept)
        answers[step.name] = _typed(written, wanted.of(step), exact=working.exact)
    return answers


def _start(family: Family, working: Working, variant: Variant) -> dict[str, Any]:
    exact = family.environment(variant.givens)
    return dict(exact if working.exact else floats(exact))


def _step(
    step: Step,
    carried: Mapping[str, Any],
    wanted: Digits,
    style: Style,
    rng: random.Random,
    slips: Mapping[str, Mistake],
) -> tuple[Any, Any]:
    rule: Step | Mistake = slips.get(step.name, step)
    value = step.layout.shown(apply(rule.formula, rule.reads, carried))
    if value.dtype == object:
        return value, value
    return style(step, value, wanted.of(step), rng)


def _typed(value: Any, decimals: int, *, exact: bool) -> Any:
    cells = np.asarray(value).tolist()
    return _texts(cells, None if exact else decimals)


def _texts(cells: Any, decimals: int | None) -> Any:
    if isinstance(cells, list):
        return [_texts(cell, decimals) for cell in cells]
    if decimals is None:
        return str(cells)
    short = f"{cells:.{decimals}f}"
    return short if float(short) == cells else repr(float(cells))
