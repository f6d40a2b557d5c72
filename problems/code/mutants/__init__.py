"""Short ways to write a code task's mutants."""

from problems.code.task import Mutant
from reference.text import Text


def said(ko: str, en: str) -> Text:
    """A mistake's sentence: what the values are, not what was meant."""
    return Text(f"{ko} 값과 같습니다.", f"These are the values you get {en}.")


def wrong(name: str, signature: str, body: str, message: Text | None = None, *, convention: bool = False) -> Mutant:
    """A mutant of one function: `signature` is its def, `body` a returned expression or the lines of a body."""
    lines = body.splitlines() if "return" in body else [f"return {body}"]
    source = f"def {signature}:\n" + "".join(f"    {line}\n" for line in lines)
    function = signature.partition("(")[0]
    return Mutant(f"{function.replace('_', '-')}-{name}", function, source, message, convention)


def slipped(
    signature: str, right: str, name: str, message: Text | None, *slips: tuple[str, str], convention: bool = False
) -> Mutant:
    """A mutant by parts of a right body that are replaced; raises ValueError where one is not there to replace."""
    body = right
    for part, slip in slips:
        if part not in body:
            raise ValueError(f"{name}: {part!r} is not in the body")
        body = body.replace(part, slip)
    return wrong(name, signature, body, message, convention=convention)
