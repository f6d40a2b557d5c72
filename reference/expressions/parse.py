"""From words to a tree: precedence climbing, with products that need no sign (2x, x(1 - x))."""

from collections.abc import Iterable
from fractions import Fraction

from reference.expressions.tokens import Token, Unreadable, tokens
from reference.expressions.tree import Expression, name, number
from reference.text import Text

MOST_NODES = 400
DEEPEST = 60

_BINDS = {"+": 1, "-": 1, "*": 2, "/": 2, "": 2, "^": 4}
_SIGN_BINDS = 3  # -x^2 is -(x^2), and -x*y is (-x)*y
_STARTS = ("number", "name", "function", "(")


def parse(text: str, names: Iterable[str]) -> Expression:
    """The tree of a typed formula in these names. Raises Unreadable, with the column."""
    words = list(tokens(text, names))
    if len(words) > MOST_NODES:
        raise Unreadable(Text("식이 너무 깁니다.", "This formula is too long."), 1)
    parser = _Parser(words)
    tree = parser.expression(0, 0)
    if parser.here.kind != "end":
        raise parser.unexpected()
    return tree


_BRACKETS = Text(
    "나눗셈 뒤에 곱셈 기호 없이 이어 쓰면 두 가지로 읽힙니다. (1/2)x 또는 1/(2x)처럼 괄호를 쓰십시오.",
    "After a division, a product without a sign has two meanings: write (1/2)x or 1/(2x).",
)


class _Parser:
    """A walk along the words; `bars` counts the open |…|."""

    def __init__(self, words: list[Token]) -> None:
        self._words = words
        self._place = 0
        self._bars = 0

    @property
    def here(self) -> Token:
        return self._words[self._place]

    def expression(self, binding: int, depth: int) -> Expression:
        """Everything from here that binds more tightly than `binding`."""
        if depth > DEEPEST:
            raise Unreadable(Text("괄호가 너무 깊이 겹쳐 있습니다.", "The brackets go too deep."), self.here.column)
        left, closed = self._prefix(depth), True
        while (operator := self._operator()) is not None and _BINDS[operator] > binding:
            if operator:
                self._place += 1
            elif left.head == "/" and not closed:
                raise Unreadable(_BRACKETS, self.here.column)
            # A power binds to the right: 2^3^2 is 2^(3^2). What follows its sign may have a sign of its own.
            tightness = _BINDS[operator] - (operator == "^")
            left, closed = Expression(operator or "*", (left, self.expression(tightness, depth + 1))), False
        return left

    def unexpected(self) -> Unreadable:
        """What stands here has no meaning at this place."""
        if self.here.kind == "end":
            return Unreadable(Text("식이 끝나지 않았습니다.", "The formula stops too early."), self.here.column)
        if self.here.kind == ")":
            return Unreadable(
                Text("짝이 되는 여는 괄호가 없습니다.", "A closing bracket has no partner."), self.here.column
            )
        mark = self.here.text
        return Unreadable(
            Text(f"이 자리에 ‘{mark}’ 기호가 올 수 없습니다.", f"‘{mark}’ cannot stand here."), self.here.column
        )

    def _operator(self) -> str | None:
        kind = self.here.kind
        if kind in _BINDS:
            return kind
        return "" if kind in _STARTS or (kind == "|" and not self._bars) else None

    def _prefix(self, depth: int) -> Expression:
        word = self.here
        self._place += 1
        if word.kind in "+-" and word.kind:
            inner = self.expression(_SIGN_BINDS, depth + 1)
            return -inner if word.kind == "-" else inner
        if word.kind == "number":
            return number(Fraction(word.text))
        if word.kind == "name":
            return name(word.text)
        if word.kind == "function":
            return self._call(word, depth)
        if word.kind == "(":
            inner = self.expression(0, depth + 1)
            self._closed(word)
            return inner
        if word.kind == "|":
            return self._absolute(word, depth)
        self._place -= 1
        raise self.unexpected()

    def _absolute(self, word: Token, depth: int) -> Expression:
        self._bars += 1
        inner = self.expression(0, depth + 1)
        self._bars -= 1
        if self.here.kind != "|":
            raise Unreadable(Text("절댓값 기호가 닫히지 않았습니다.", "The bars are never closed."), word.column)
        self._place += 1
        return Expression("abs", (inner,))

    def _call(self, word: Token, depth: int) -> Expression:
        if self.here.kind != "(":
            raise Unreadable(
                Text(
                    f"함수 뒤에는 괄호를 쓰십시오. 예: {word.text}(x)",
                    f"A function needs brackets, as in {word.text}(x).",
                ),
                word.column,
            )
        opening, bars = self.here, self._bars
        self._place += 1
        self._bars = 0
        arguments = [self.expression(0, depth + 1)]
        while self.here.kind == ",":
            self._place += 1
            arguments.append(self.expression(0, depth + 1))
        self._closed(opening)
        self._bars = bars
        several = word.text in {"max", "min"}
        if several != (len(arguments) > 1):
            raise Unreadable(
                Text("함수에 넣은 값의 개수가 맞지 않습니다.", "Wrong number of arguments for this function."),
                word.column,
            )
        return Expression(word.text, tuple(arguments))

    def _closed(self, opening: Token) -> None:
        if self.here.kind == "end":
            raise Unreadable(Text("괄호가 닫히지 않았습니다.", "A bracket is never closed."), opening.column)
        if self.here.kind != ")":
            raise self.unexpected()
        self._place += 1
