"""This process's one sandbox, and `grade` with it."""

from typing import Final

from grader.grade import Submission, grade
from grader.report import Report
from grader.sandbox import Call, Level, Limits, Outcome, Sandbox, SandboxUnavailable, SourceFile
from reference.text import Text

_PROBE: Final = (SourceFile("probe.py", "def twice(x):\n    return 2 * x\n"),)


class SandboxRunner:
    """Keeps a warm sandbox; without one, typed answers are still graded and code is left in the queue."""

    def __init__(self) -> None:
        self._sandbox: Sandbox | None = None

    @property
    def level(self) -> str:
        """How strongly student code is confined here."""
        return (Level.NONE if self._sandbox is None else self._sandbox.level).value

    def self_test(self) -> Text | None:
        """Run a function of two lines in the sandbox, made anew if need be; why that fails, or None."""
        try:
            if self._sandbox is None:
                self._sandbox = Sandbox()
            with self._sandbox.job(_PROBE, Limits()) as job:
                (result,) = job.call([Call("twice", (21,))])
        except SandboxUnavailable as error:
            return error.text
        if result.outcome is Outcome.RETURNED and result.value == 42:
            return None
        self.close()
        return _FAILED.format(reason=result.message)

    def grade(self, submission: Submission) -> Report:
        """Grade a submission; whatever is raised is a fault of ours."""
        return grade(submission, self._sandbox)

    def kill(self) -> None:
        """End what runs in the sandbox; the next job starts a new one."""
        if self._sandbox is not None:
            self._sandbox.close()

    def close(self) -> None:
        """End the sandbox."""
        self.kill()
        self._sandbox = None


_FAILED = Text("샌드박스의 자체 점검이 실패했습니다: {reason}", "The sandbox failed its self-test: {reason}")
