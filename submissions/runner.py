"""This process's one sandbox, and `grade` with it."""

from grader.grade import Submission, Watch, grade
from grader.report import Report
from grader.sandbox import Level, Sandbox, SandboxUnavailable, contained, self_test
from reference.text import Text, joined


class SandboxRunner:
    """Keeps a warm sandbox; without one, typed answers are still graded and code is left in the queue."""

    def __init__(self) -> None:
        self._sandbox: Sandbox | None = None

    @property
    def level(self) -> str:
        """How strongly student code is confined here."""
        return (Level.NONE if self._sandbox is None else self._sandbox.level).value

    def self_test(self) -> Text | None:
        """Try to escape from the sandbox, made anew if need be; what got through, or None when nothing did."""
        try:
            if self._sandbox is None:
                self._sandbox = Sandbox()
            checks = self_test(self._sandbox)
        except SandboxUnavailable as error:
            return error.text
        if contained(checks):
            return None
        self.close()
        return _FAILED.format(reason=joined([check.message for check in checks if not check.ok]))

    def grade(self, submission: Submission, watch: Watch) -> Report:
        """Grade a submission; whatever is raised is a fault of ours."""
        return grade(submission, self._sandbox, watch)

    def kill(self) -> None:
        """End what runs in the sandbox; the next job starts a new one."""
        if self._sandbox is not None:
            self._sandbox.close()

    def close(self) -> None:
        """End the sandbox."""
        self.kill()
        self._sandbox = None


_FAILED = Text("샌드박스의 자체 점검이 실패했습니다: {reason}", "The sandbox failed its self-test: {reason}")
