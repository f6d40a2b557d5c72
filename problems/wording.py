"""Formulas with a word in them, in both languages."""

from reference.text import Text


def cases(symbol: str, condition: str, otherwise: str) -> Text:
    """symbol = 1 where the condition holds, else something else, as a displayed formula."""

    def display(when: str, not_so: str) -> str:
        rows = rf"1 & \text{{{when}}} {condition} \\ {otherwise} & \text{{{not_so}}}"
        return rf"$${symbol} = \begin{{cases}} {rows} \end{{cases}}$$"

    return Text(display("", "그 밖의 경우"), display("if ", "otherwise"))
