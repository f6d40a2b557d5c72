"""A sentence in the two languages that every reader may choose from."""

from dataclasses import dataclass
from typing import Literal

Locale = Literal["ko", "en"]
LOCALES: tuple[Locale, ...] = ("ko", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One message, in Korean and English; both are written when the message is made."""

    ko: str
    en: str

    def __getitem__(self, locale: Locale) -> str:
        return self.ko if locale == "ko" else self.en

    def __add__(self, other: "Text") -> "Text":
        return Text(self.ko + other.ko, self.en + other.en)

    def format(self, **values: object) -> "Text":
        """Fill `{name}` holes in both languages; a `Text` value goes in by its own language."""
        return Text(self.ko.format(**_in("ko", values)), self.en.format(**_in("en", values)))

    def to_json(self) -> dict[str, str]:
        return {"ko": self.ko, "en": self.en}


def same(text: str) -> Text:
    """A text that reads the same in both languages: a symbol, a number, a name."""
    return Text(text, text)


def joined(texts: list[Text], separator: str = " ") -> Text:
    """The texts one after another."""
    return Text(separator.join(t.ko for t in texts), separator.join(t.en for t in texts))


def _in(locale: Locale, values: dict[str, object]) -> dict[str, object]:
    return {name: value[locale] if isinstance(value, Text) else value for name, value in values.items()}
