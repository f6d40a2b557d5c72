"""Listings to repair: the flaws that stand in them, and what is left when only some of them are repaired.

A flaw has no sentence of its own. Whoever hands in the listing as it stands would be told where to look, and finding
that is what is asked; the counterexample shows what the flaw does. Wrong repairs are named like any mistake.
"""

from dataclasses import dataclass

from problems.code.task import Mutant
from reference.text import Text


@dataclass(frozen=True, slots=True)
class Flaw:
    """A flaw of one function: text that stands in the listing once, and the text that repairs it."""

    id: str
    function: str
    flawed: str
    repaired: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A broken program and all its flaws."""

    source: str
    flaws: tuple[Flaw, ...]

    @property
    def repaired(self) -> str:
        """The program as it should be."""
        return self.repaired_but()

    def repaired_but(self, *left: Flaw) -> str:
        """The program with these flaws left in it."""
        return replaced(self.source, *((flaw.flawed, flaw.repaired) for flaw in self.flaws if flaw not in left))

    def mutants(self) -> tuple[Mutant, ...]:
        """The listing as it stands, once for every function with a flaw, and with all flaws but one repaired."""
        functions = dict.fromkeys(flaw.function for flaw in self.flaws)
        untouched = (Mutant(f"{_lower(function)}-as-printed", function, self.source) for function in functions)
        left = (Mutant(f"{flaw.id}-left", flaw.function, self.repaired_but(flaw)) for flaw in self.flaws)
        return (*untouched, *left)


def replaced(source: str, *changes: tuple[str, str]) -> str:
    """The source with each (old, new) put through; raises ValueError where an old text does not stand there once."""
    for old, new in changes:
        if source.count(old) != 1:
            raise ValueError(f"{old!r} stands {source.count(old)} times in the listing")
        source = source.replace(old, new)
    return source


def _lower(function: str) -> str:
    return function.lower().replace("_", "-").replace(".", "-")


TO_REPAIR = Text(
    "그런데 아래 프로그램은 이대로는 제대로 동작하지 않습니다. 잘못된 곳을 모두 찾아 고친 뒤 파일 전체를 제출하십시오. "
    "이름과 매개변수는 그대로 두어야 하며, 고치는 방법은 자유입니다.",
    "The program below does not do that as it stands. Find what is wrong, all of it, repair it, and hand in the whole "
    "file. Names and parameters must stay; how you repair it is up to you.",
)
