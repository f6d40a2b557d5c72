"""Options to choose from in an answer field: lettered in the order shown, known by keys that never change.

Any kind of problem may have such a field, alone or beside numbers. What a student answers is letters ("B", or
"A, C"); they mean the options of the student's own variant, in its order.
"""

from collections.abc import Collection
from dataclasses import dataclass

from reference.text import Text, joined, same

LETTERS = "ABCDEFGH"


@dataclass(frozen=True, slots=True)
class Option:
    """One option: a stable key, and what it says (one paragraph of markup)."""

    key: str
    text: Text


@dataclass(frozen=True, slots=True)
class Choices:
    """The options of a field, in the order shown. `several`: any number of them may be chosen, else exactly one."""

    options: tuple[Option, ...]
    several: bool = False

    @property
    def by_letter(self) -> dict[str, Option]:
        """The options under their letters, A first."""
        return dict(zip(LETTERS, self.options, strict=False))

    def letters(self, keys: Collection[str]) -> str:
        """The letters of these options as a student would type them: `B`, or `A, C`."""
        return ", ".join(letter for letter, option in self.by_letter.items() if option.key in keys)

    def listed(self) -> Text:
        """The options as a list, for a page or a terminal where nothing can be clicked."""
        return joined([same(f"- **{letter}.** ") + option.text for letter, option in self.by_letter.items()], "\n")

    def how_to_answer(self) -> Text:
        """What is said beside the field."""
        listed = ", ".join(self.by_letter)
        if self.several:
            return Text(f"{listed} 가운데 옳은 것 모두", f"all that apply of {listed}")
        return Text(f"{listed} 가운데 하나", f"one of {listed}")
