"""The variant that a command line names: its id, and a seed or fixed givens, what is asked, and the digits."""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from grader.cli.bilingual import PATH, Function, ProblemId, option
from grader.cli.failure import CommandError
from grader.cli.files import read_table
from problems.catalog import find
from problems.code.task import CodeTask
from problems.family import Family
from problems.fault import did_you_mean
from problems.question import Decimals, Kind, fields, unknown_names, variant_of
from problems.variant import Variant
from reference.text import Text

FIRST_SEED = "0"
PRINTED = "printed"
MOST_DECIMALS = 12


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed: an id, a seed or a file of givens, names to ask for, and digits (see `digits_from`)."""

    id: str
    seed: str | None
    givens: Path | None
    decimals: str | None
    asked: str | None

    @property
    def as_printed(self) -> bool:
        """Whether the digits are to be those that the answers were given with."""
        return self.decimals == PRINTED

    def chosen(self) -> "Chosen":
        """The variant. Raises CommandError, UnknownProblemError, GivensError or NoFairDrawError."""
        kind = find(self.id)
        if isinstance(kind, CodeTask) and (self.givens or self.decimals or self.asked):
            raise CommandError(_NOT_FOR_CODE.format(id=kind.id))
        givens = None if self.givens is None else read_table(self.givens)
        asked = None if self.asked is None else tuple(name.strip() for name in self.asked.split(",") if name.strip())
        decimals = None if self.as_printed else digits_from(self.decimals)
        seed = self.seed if self.seed is not None else FIRST_SEED if givens is None else ""
        trial = variant_of(kind, seed, givens=givens)
        checked_names(kind, trial, asked or ())
        checked_names(kind, trial, tuple(decimals) if isinstance(decimals, Mapping) else ())
        variant = variant_of(kind, seed, givens=givens, asked=asked or None, decimals=decimals)
        return Chosen(kind, variant, asked or None, decimals, fixed=givens is not None)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A variant with what is asked of it. `fixed`: its numbers were given, not drawn."""

    kind: Kind
    variant: Variant
    asked: tuple[str, ...] | None
    decimals: Decimals
    fixed: bool

    def to_json(self) -> dict[str, Any]:
        """How every document names its variant."""
        return {
            "id": self.variant.family,
            "seed": self.variant.seed,
            "version": self.variant.version,
            "givens": dict(self.variant.givens),
        }


def variant_options(function: Function) -> Function:
    """ID, --seed, --givens, --decimals and --asked, handed over as one `wanted`."""

    @functools.wraps(function)
    def gathered(problem: str, **rest: Any) -> Any:
        parts = {name: rest.pop(name) for name in ("seed", "givens", "decimals", "asked")}
        return function(wanted=Wanted(problem, **parts), **rest)

    decorated: Function = gathered
    for decorate in reversed(_OPTIONS):
        decorated = decorate(decorated)
    return decorated


def checked_names(kind: Kind, variant: Variant, names: Sequence[str]) -> None:
    """Raises CommandError naming the first that is no quantity of this problem, and the nearest that is."""
    for name in unknown_names(kind, variant, tuple(names)):
        known = known_names(kind, variant)
        listed = ", ".join(known[:14]) + (" …" if len(known) > 14 else "")
        raise CommandError(_NO_ANSWER.format(id=kind.id, name=name, known=listed) + did_you_mean(name, known))


def known_names(kind: Kind, variant: Variant) -> list[str]:
    """Every quantity that can be asked for."""
    if isinstance(kind, Family):
        return list(kind.working(variant.givens).by_name)
    return [field.name for field in fields(kind, variant)]


def digits_from(typed: str | None) -> Decimals:
    """`4`, or `h1=3,E=4`, or a JSON or TOML file with such a table."""
    if typed is None:
        return None
    if typed.strip().isdigit():
        return _digits(typed, "--decimals")
    if "=" in typed:
        pairs = [part.partition("=") for part in typed.split(",") if part.strip()]
        return {name.strip(): _digits(value, name.strip()) for name, _, value in pairs}
    table = read_table(Path(typed))
    return {name: _digits(value, name) for name, value in table.items()}


def _digits(value: Any, name: str) -> int:
    text = str(value).strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 2 and int(text) <= MOST_DECIMALS):
        raise CommandError(_NOT_DIGITS.format(name=name, most=MOST_DECIMALS, got=text[:40]))
    return int(text)


_OPTIONS: tuple[Callable[[Function], Function], ...] = (
    click.argument("problem", metavar="ID", type=ProblemId()),
    option(
        "--seed", metavar="S", text=Text("문제의 숫자를 정하는 시드 (기본: 0).", "Seed of the numbers (default: 0).")
    ),
    option(
        "--givens",
        type=PATH,
        metavar="FILE",
        text=Text(
            "무작위로 뽑지 않고 이 JSON/TOML 파일의 숫자를 씁니다.", "Take the numbers from this JSON or TOML file."
        ),
    ),
    option(
        "--decimals",
        metavar="D",
        text=Text(
            "소수 자릿수: 4, 또는 h1=3,E=4, 또는 그런 표가 든 파일. mark에서는 printed(적어 낸 자릿수)도 됩니다.",
            "Digits: 4, or h1=3,E=4, or a file with such a table; for mark also 'printed', those that were typed.",
        ),
    ),
    option(
        "--asked",
        metavar="NAMES",
        text=Text("답할 값의 이름을 쉼표로 나열합니다.", "What to ask for, separated by commas."),
    ),
)
_NOT_FOR_CODE = Text(
    "{id}: 코드 문제이므로 --givens, --decimals, --asked를 쓸 수 없습니다.",
    "{id} is a code task: --givens, --decimals and --asked do not apply.",
)
_NO_ANSWER = Text("{id}에 없는 답입니다: '{name}'. 있는 답: {known}.", "{id} has no answer '{name}'. It has: {known}.")
_NOT_DIGITS = Text(
    "{name}: 자릿수는 0에서 {most} 사이의 정수여야 하는데 '{got}'입니다.",
    "{name}: decimals must be a whole number from 0 to {most}, not '{got}'.",
)
