"""The rules that a problem must keep to be set, each broken one as a sentence."""

from collections.abc import Iterable, Mapping
from typing import Final

from grader.vetting.gradients import Witnessed
from grader.vetting.mutation import Adequacy
from grader.vetting.separation import Separation
from problems.fairness import WIDEST
from reference.text import Text

LEAST_ACCEPTANCE: Final = 0.05


def broken_by_family(
    acceptance: float,
    hopeless: int,
    separations: Iterable[Separation],
    widths: Mapping[str, float],
    gradients: Iterable[Witnessed],
) -> tuple[Text, ...]:
    """What a family must not do."""
    found: list[Text] = []
    if acceptance < LEAST_ACCEPTANCE:
        found.append(_RARE.format(share=f"{acceptance:.1%}", least=f"{LEAST_ACCEPTANCE:.0%}"))
    if hopeless:
        found.append(_HOPELESS.format(count=hopeless))
    hidden = [s for s in separations if s.shows == 0 and not s.convention]
    found += [_HIDDEN.format(step=s.step, mistake=s.mistake) for s in hidden]
    wide = {name: width for name, width in widths.items() if width > WIDEST}
    found += [_WIDE.format(step=name, width=f"{width:.1f}", most=f"{WIDEST:g}") for name, width in wide.items()]
    wrong = {w.step: w for w in gradients if not w.agrees}
    return (*found, *(_WRONG.format(step=w.step, of=w.of, wrt=w.wrt) for w in wrong.values()))


def broken_by_task(adequacy: Adequacy) -> tuple[Text, ...]:
    """What a code task must not do."""
    survivors = [_SURVIVED.format(mutant=mutant.mutant) for mutant in adequacy.mutants if not mutant.by]
    refused = [_REFUSED.format(answer=a.answer, by=", ".join(a.refused_by)) for a in adequacy.answers if a.refused_by]
    return (*survivors, *refused)


_RARE = Text(
    "뽑은 문제 가운데 {share}만 공정합니다({least} 이상이어야 합니다).",
    "Only {share} of the draws are fair; {least} is the least.",
)
_HOPELESS = Text("시드 {count}개에서는 공정한 문제가 나오지 않습니다.", "{count} seeds give no fair variant at all.")
_HIDDEN = Text(
    "{step}: 뽑은 모든 문제에서 실수 유형 '{mistake}'의 값이 옳은 값과 구별되지 않습니다.",
    "At {step} no draw tells the mistake '{mistake}' from the right value.",
)
_WIDE = Text(
    "{step}의 허용 범위가 마지막 자리의 {width}배입니다({most}배까지).",
    "The half box of {step} is {width} units wide; {most} is the most.",
)
_WRONG = Text("{step}: {of}의 {wrt}에 대한 미분과 다릅니다.", "{step} is not the derivative of {of} by {wrt}.")
_SURVIVED = Text(
    "모든 검사를 통과하는 오답 코드가 있습니다: '{mutant}'.", "The mutant '{mutant}' survives every check."
)
_REFUSED = Text(
    "정답 코드인데 {by} 검사를 통과하지 못합니다: '{answer}'.", "The right answer '{answer}' is refused by {by}."
)
