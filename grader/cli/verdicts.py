"""The word and the sign of each verdict; never colour alone."""

from dataclasses import dataclass

from grader.report import Verdict
from reference.text import Text


@dataclass(frozen=True, slots=True)
class Look:
    """How a verdict looks: a sign, a word, and a colour that only repeats them."""

    sign: str
    word: Text
    color: str


LOOKS = {
    Verdict.CORRECT: Look("✔", Text("정답", "right"), "green"),
    Verdict.FOLLOW_THROUGH: Look("✔", Text("앞 값 기준 정답", "follows"), "green"),
    Verdict.IMPRECISE: Look("△", Text("정확도 부족", "imprecise"), "yellow"),
    Verdict.MISTAKE: Look("✘", Text("흔한 실수", "mistake"), "red"),
    Verdict.WRONG: Look("✘", Text("오답", "wrong"), "red"),
    Verdict.MISSING: Look("–", Text("답 없음", "missing"), "yellow"),
    Verdict.MALFORMED: Look("?", Text("읽을 수 없음", "unreadable"), "yellow"),
    Verdict.NOT_RUN: Look("–", Text("실행 안 됨", "not run"), "yellow"),
    Verdict.GRADER_ERROR: Look("!", Text("채점 오류", "grader error"), "magenta"),
}
