"""How a verdict looks: a word and a sign, so that colour never carries it alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from grader.report import Verdict
from reference.text import Text


@dataclass(frozen=True, slots=True)
class Sign:
    """`tone` names colours of the style sheet, `shape` a drawing in `signs.html`."""

    word: Text
    tone: str
    shape: str


SIGNS: Final[Mapping[Verdict, Sign]] = {
    Verdict.CORRECT: Sign(Text("정답", "Right"), "right", "tick"),
    Verdict.FOLLOW_THROUGH: Sign(Text("앞 값 기준 정답", "Right from your values"), "right", "follow"),
    Verdict.IMPRECISE: Sign(Text("정확도 부족", "Not precise"), "near", "approx"),
    Verdict.MISTAKE: Sign(Text("오답", "Wrong"), "wrong", "cross"),
    Verdict.WRONG: Sign(Text("오답", "Wrong"), "wrong", "cross"),
    Verdict.MISSING: Sign(Text("빈칸", "Not answered"), "quiet", "dash"),
    Verdict.MALFORMED: Sign(Text("읽을 수 없음", "Not readable"), "near", "query"),
    Verdict.NOT_RUN: Sign(Text("실행 안 됨", "Not run"), "quiet", "pause"),
    Verdict.GRADER_ERROR: Sign(Text("채점 오류", "Our error"), "near", "alert"),
}
