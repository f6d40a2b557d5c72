"""Python's own words for syntax errors, explained in Korean."""

_KOREAN = (
    ("was never closed", "괄호를 닫지 않았습니다"),
    ("unmatched", "짝이 맞지 않는 닫는 괄호가 있습니다"),
    ("does not match opening parenthesis", "여는 괄호와 닫는 괄호의 종류가 다릅니다"),
    ("unterminated", "따옴표를 닫지 않았습니다"),
    ("expected ':'", "줄 끝에 콜론(:)이 필요합니다"),
    ("expected an indented block", "이 줄은 들여쓰기를 해야 합니다"),
    ("unexpected indent", "들여쓰기가 잘못되었습니다"),
    ("unindent does not match", "들여쓰기의 깊이가 위의 줄들과 맞지 않습니다"),
    ("inconsistent use of tabs", "들여쓰기에 탭과 공백을 섞어 썼습니다"),
    ("Missing parentheses in call to 'print'", "print에는 괄호가 필요합니다"),
    ("Maybe you meant '=='", "같은지 비교하려면 =가 아니라 ==를 써야 합니다"),
    ("invalid character", "코드에 쓸 수 없는 글자가 있습니다"),
    ("invalid non-printable character", "보이지 않는 글자가 섞여 있습니다"),
    ("forgot a comma", "쉼표가 빠진 것 같습니다"),
    ("cannot assign to", "이 식에는 값을 대입할 수 없습니다"),
    ("invalid decimal literal", "숫자를 잘못 적었습니다"),
    ("leading zeros in decimal", "정수는 0으로 시작할 수 없습니다"),
    ("f-string", "f-문자열을 잘못 적었습니다"),
    ("unexpected EOF", "코드가 중간에 끝났습니다"),
    ("invalid syntax", "이 자리에 쓸 수 없는 표현입니다"),
)


def in_korean(message: str) -> str:
    """The message with its Korean meaning before it, where it is one of the usual ones."""
    meaning = next((korean for words, korean in _KOREAN if words in message), None)
    return message if meaning is None else f"{meaning} ({message})."
