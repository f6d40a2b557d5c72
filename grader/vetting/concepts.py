"""What is to be known of a conceptual question before it is set: how many variants it has, and what guessing wins."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

from problems.concept import Concept
from problems.variant import Givens
from reference.text import Text

SEEDS = 40
"""Variants that a question is looked at in."""

MOST_BY_CHANCE = Fraction(1, 3)


@dataclass(frozen=True, slots=True)
class ConceptVetting:
    """`chance`: the share of the marks that the best way of guessing blindly earns on average."""

    id: str
    capacity: int
    chance: Fraction

    @property
    def broken(self) -> tuple[Text, ...]:
        """The rules that are broken, each as a sentence."""
        if self.chance <= MOST_BY_CHANCE:
            return ()
        return (_GUESSED.format(share=f"{float(self.chance):.0%}", most=f"{float(MOST_BY_CHANCE):.0%}"),)

    def to_json(self) -> dict[str, Any]:
        """The findings as data."""
        return {
            "id": self.id,
            "capacity": self.capacity,
            "chance": {"guess": float(self.chance)},
            "broken": [text.to_json() for text in self.broken],
        }


def vet_concept(concept: Concept) -> ConceptVetting:
    """Look at the variants of some seeds."""
    drawn = [concept.drawn(str(seed)).givens for seed in range(SEEDS)]
    most = concept.shown if concept.several else 1
    by_count = [sum((_earned(concept, givens, n) for givens in drawn), Fraction(0)) for n in range(1, most + 1)]
    return ConceptVetting(concept.id, concept.capacity, max(by_count) / SEEDS)


def _earned(concept: Concept, givens: Givens, count: int) -> Fraction:
    """What so many options chosen blindly earn on average."""
    guesses = list(combinations(givens["options"], count))
    return sum((concept.credit(guess, givens) for guess in guesses), Fraction(0)) / len(guesses)


_GUESSED = Text(
    "보지 않고 골라도 평균 {share}의 점수를 얻습니다({most}까지).",
    "Guessing blindly earns {share} on average; {most} is the most.",
)
