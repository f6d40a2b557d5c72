"""The sentences of a marked step, in both languages. `message` is safe before the deadline; `detail` is not."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from grader.marking.answers import Answer, Malformed
from grader.marking.candidates import Held
from grader.marking.diagnosis import Diagnosis
from grader.report import RIGHT, Finding, Verdict
from reference.decimals import as_text
from reference.readings import as_float
from reference.rounding import Box
from reference.text import Text, joined, same
from reference.working import Step

CORRECT = Text("맞았습니다.", "Right.")
FOLLOWED = Text("앞에서 적은 값을 기준으로 맞게 계산했습니다.", "Right, from your own earlier values.")
WRONG = Text(
    "맞지 않습니다. 앞에서 적은 값으로 계산해도, 옳은 값으로 계산해도 이 값이 나오지 않습니다.",
    "Not right: it follows neither from your earlier values nor from the right ones.",
)
WRONG_AT_ONCE = Text("맞지 않습니다.", "Not right.")
MISSING = Text("답이 없습니다.", "There is no answer.")
ABSORBED = Text(
    "앞에서 적은 틀린 값 때문에 이 단계가 거의 계산 없이 정해지므로, 이어서 계산한 점수를 줄 수 없습니다.",
    "A wrong earlier value makes this step trivial, so following it cannot earn here.",
)
BLOCKED = Text(
    "같은 행의 앞 칸이 모두 맞아야 이 칸의 점수를 받습니다.",
    "It earns only when the cells before it in the same row are right.",
)
GUESSED = Text(
    "다만 이 값의 근거가 되는 앞 단계를 함께 계산해야 점수를 받습니다.",
    "It earns only beside the step that it follows from.",
)
CAPPED = Text(
    "맞은 단계가 4분의 1보다 적어, 틀린 값에서 이어서 계산한 단계는 점수의 절반만 받습니다.",
    "Fewer than a quarter of the steps are right, so following earns half.",
)
NOTHING_SHOWN = Text(
    "맞은 단계가 하나도 없어, 틀린 값에서 이어서 계산한 단계에는 점수를 줄 수 없습니다.",
    "No step is right, so there is nothing for following to earn on.",
)

IMPRECISE = {
    "truncated": Text(
        "맞게 계산했지만 반올림하지 않고 버림한 값입니다. 반올림해서 적으십시오.",
        "Rightly calculated, but cut off instead of rounded: round it.",
    ),
    "too-few-digits": Text(
        "적은 자리까지는 맞지만 자릿수가 모자랍니다. 문제에서 요구한 자릿수까지 적으십시오.",
        "Right as far as it goes, but with fewer digits than asked: give them all.",
    ),
    "irreproducible": Text(
        "옳은 값에 가깝지만, 앞에서 적은 값으로는 나오지 않는 값입니다. 계산을 다시 확인하십시오.",
        "Near the right value, but it cannot be reproduced from the numbers on the paper: check the arithmetic.",
    ),
}


def title(step: Step) -> Text:
    """How a page calls a step: its symbol and what it is."""
    return same(f"${step.symbol}$") + (same(" — ") + step.label if step.label.en else same(""))


def unreadable(answer: Answer) -> Text | None:
    """Why an answer cannot be read, quoting what was typed; None when nothing stands against it."""
    if answer.fault is not None:
        return answer.fault
    reasons = [same(f"“{cell.text}”: ") + cell.why for cell in answer.cells if isinstance(cell, Malformed)]
    return joined(reasons[:3]) if reasons else None


def unanswered(step: Step, answer: Answer, box: Box, decimals: int) -> Finding:
    """A field that holds no usable number: blank, unreadable, or of the wrong shape."""
    why = unreadable(answer)
    return Finding(
        check=step.name,
        title=title(step),
        verdict=Verdict.MISSING if why is None else Verdict.MALFORMED,
        score=Fraction(0),
        max_score=Fraction(0),
        message=why or MISSING,
        got=None if answer.blank else answer.text or None,
        expected=written(step, box.value, decimals),
        accepted=accepted(step, box, decimals),
    )


def answered(held: Held, diagnosis: Diagnosis, verdict: Verdict, decimals: int) -> Finding:
    """A field with at least one number in it."""
    chosen = held.chosen.box
    return Finding(
        check=held.step.name,
        title=title(held.step),
        verdict=verdict,
        score=Fraction(0),
        max_score=Fraction(0),
        message=_message(held, diagnosis, verdict),
        detail=_detail(held, verdict, decimals),
        got=held.answer.text,
        expected=written(held.step, chosen.value, decimals),
        accepted=accepted(held.step, chosen, decimals),
        mistake=_mistake_id(diagnosis, verdict),
        off=() if verdict in RIGHT else _off(held),
    )


def _off(held: Held) -> tuple[tuple[int, ...], ...]:
    """The cells that are not right; none where it is all of them."""
    off = np.argwhere(~held.step.layout.shown(held.credited)).tolist()
    return () if len(off) == held.credited.size else tuple(tuple(cell) for cell in off)


def _mistake_id(diagnosis: Diagnosis, verdict: Verdict) -> str | None:
    if verdict is Verdict.IMPRECISE:
        return diagnosis.imprecise
    return diagnosis.mistake.id if diagnosis.mistake and verdict is Verdict.MISTAKE else None


def _message(held: Held, diagnosis: Diagnosis, verdict: Verdict) -> Text:
    if verdict is Verdict.CORRECT:
        return CORRECT
    if verdict is Verdict.FOLLOW_THROUGH:
        return FOLLOWED
    if verdict is Verdict.IMPRECISE and diagnosis.imprecise:
        return IMPRECISE[diagnosis.imprecise]
    cells = _wrong_cells(held)
    if diagnosis.explained:
        return cells + _named(diagnosis)
    if held.diverged and bool((held.as_own.right & ~held.allowed).any()):
        return cells + ABSORBED
    return cells + (WRONG if held.diverged else WRONG_AT_ONCE)


def _named(diagnosis: Diagnosis) -> Text:
    """The mistake's sentence; of several that fit, all, without asserting one."""
    where = Text("", "")
    if diagnosis.at is not None:
        where = Text(
            f"답으로 묻지 않은 ${diagnosis.at.symbol}$ 단계에서: ", f"At ${diagnosis.at.symbol}$, which was not asked: "
        )
    if len(diagnosis.slips) == 1:
        return where + diagnosis.slips[0].message
    either = [Text(f"({n}) {m.message.ko}", f"({n}) {m.message.en}") for n, m in enumerate(diagnosis.slips[:3], 1)]
    return where + Text("다음 가운데 하나일 수 있습니다: ", "It may be one of these: ") + joined(either)


def _wrong_cells(held: Held) -> Text:
    """Which cells of a vector or matrix are not right."""
    off = _off(held)
    if not off:
        return Text("", "")
    names = ", ".join(
        "(" + ", ".join(str(i + 1) for i in cell) + ")" if len(cell) > 1 else str(cell[0] + 1) for cell in off[:6]
    )
    more = " …" if len(off) > 6 else ""
    return Text(f"{names}{more}번째 값: ", f"Entry {names}{more}: ")


def _detail(held: Held, verdict: Verdict, decimals: int) -> Text | None:
    step = held.step
    right = written(step, held.as_right.box.value, decimals)
    own = written(step, held.as_own.box.value, decimals)
    parts = []
    if verdict is not Verdict.CORRECT:
        parts.append(Text(f"옳은 값은 {right}입니다.", f"The right value is {right}."))
    if held.diverged and own != right:
        parts.append(Text(f"앞에서 적은 값으로 계산하면 {own}입니다.", f"From your own values it is {own}."))
    if (span := accepted(step, held.chosen.box, decimals)) and span[0] != span[1]:
        parts.append(_why_a_span(held, span))
    return joined(parts) if parts else None


def _why_a_span(held: Held, span: tuple[str, str]) -> Text:
    """Why more than one value is accepted: what was rounded on the way."""
    low, high = span
    track = held.chosen.track
    rounded = [n for n in track.working.path(held.step.reads, track.asked).carried if np.any(track.spreads[n] > 0)]
    names = ", ".join(f"${track.working.symbols[name]}$" for name in rounded[:4])
    if not names:
        return Text(f"인정하는 범위: {low} … {high}.", f"Accepted: {low} … {high}.")
    return Text(
        f"인정하는 범위: {low} … {high} ({names}의 반올림을 고려했습니다).",
        f"Accepted: {low} … {high}, because {names} {'was' if len(rounded) == 1 else 'were'} rounded.",
    )


def written(step: Step, value: Any, decimals: int) -> str:
    """A value as a person writes it, with the digits asked, nested like the answer."""
    stated = step.decimals is not None
    return as_text(step.layout.shown(as_float(value) if stated else value), 0 if step.integer else decimals)


def accepted(step: Step, box: Box, decimals: int) -> tuple[str, str] | None:
    """The smallest and largest number with the digits asked that a plain number's box holds."""
    if step.layout.shape or step.integer:
        return None
    low, high = float(np.asarray(box.low).reshape(())), float(np.asarray(box.high).reshape(()))
    if not (np.isfinite(low) and np.isfinite(high)):
        return None
    unit = Decimal(1).scaleb(-decimals)
    first = (Decimal(repr(low)) / unit).to_integral_value("ROUND_CEILING") * unit
    last = (Decimal(repr(high)) / unit).to_integral_value("ROUND_FLOOR") * unit
    if first > last:
        exact = written(step, box.value, decimals)
        return exact, exact
    return str(first.quantize(unit)), str(last.quantize(unit))
