"""What is wrong with a file that a teacher wrote: every fault at once, each with its line and a sentence."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from reference.text import Locale, Text

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; `line` counts from 1, and is None where the file as a whole is at fault."""

    line: int | None
    message: Text

    def sentence(self, locale: Locale) -> str:
        """The line and what is wrong there, as a terminal or a page shows it."""
        if self.line is None:
            return self.message[locale]
        return f"{self.line}행: {self.message.ko}" if locale == "ko" else f"line {self.line}: {self.message.en}"


class FileError(ValueError):
    """A file that cannot be used as it is. `faults` holds all that was found, in the order of the lines."""

    def __init__(self, name: str, faults: "Iterable[Fault]") -> None:
        self.name = name
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line or 0))
        super().__init__(self.sentences("en"))

    def sentences(self, locale: Locale) -> str:
        """All faults, one a line, each behind the file's name."""
        return "\n".join(f"{self.name}: {fault.sentence(locale)}" for fault in self.faults)


def did_you_mean(word: str, known: "Iterable[str]") -> Text:
    """ " Did you mean …?" with the nearest known spelling, or nothing when none is near."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return Text(f" 혹시 '{near[0]}'의 오타입니까?", f" Did you mean '{near[0]}'?") if near else Text("", "")
