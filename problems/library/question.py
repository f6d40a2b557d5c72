"""A question with options beside the numbers of a library problem: defaults, names, meanings of arguments."""

from collections.abc import Mapping
from dataclasses import dataclass

from problems.choices import Choices, Option
from problems.parts import ChoicePart
from reference.text import Text

RIGHT = Text("", "")
"""In place of what speaks against an option: nothing does."""
ANSWER = Text("물음의 답", "the answer to the question")


@dataclass(frozen=True, slots=True)
class Question:
    """`options` by their keys: what each says, and what speaks against it (nothing of the right one, the first)."""

    text: Text
    options: Mapping[str, tuple[Text, Text]]

    @property
    def right(self) -> str:
        return next(iter(self.options))

    def part(self, order: list[str]) -> ChoicePart:
        """The options in this order."""
        shown = tuple(Option(key, self.options[key][0]) for key in order)
        whys = {key: self.options[key][1] for key in order if key != self.right}
        return ChoicePart("choice", ANSWER, Choices(shown), self.right, whys)
