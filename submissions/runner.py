"""This process's sandboxes, and `grade` with them."""

from collections.abc import Mapping

from grader.grade import Submission, Watch, grade, profiles_of
from grader.report import Report
from grader.sandbox import Level, Sandbox, Sandboxes, SandboxUnavailable, contained, self_test
from grader.settling import settle
from problems.code.profiles import IMPORT_PROFILES, NUMPY
from reference.text import Text, joined


class SandboxRunner:
    """Keeps warm sandboxes; without one, typed answers are still graded and code is left in the queue.

    The one that most problems need is there from the first self-test on; others start when a hand-in needs them, and
    none takes code before its own self-test.
    """

    def __init__(self) -> None:
        self._sandboxes: Sandboxes | None = None

    @property
    def level(self) -> str:
        """How strongly student code is confined here: the weakest of what was started."""
        return min(self.levels.values(), default=Level.NONE.value)

    @property
    def levels(self) -> Mapping[str, str]:
        """The same for each import profile that was started."""
        started = {} if self._sandboxes is None else self._sandboxes.started
        return {profile: sandbox.level.value for profile, sandbox in started.items()}

    @property
    def profiles(self) -> Mapping[str, Text | None]:
        """For each import profile, what is not installed here, if anything."""
        return {name: profile.unmet() for name, profile in IMPORT_PROFILES.items()}

    def self_test(self) -> Text | None:
        """Try to escape from every sandbox that was started; what got through, or None when nothing did."""
        try:
            if self._sandboxes is None:
                self._sandboxes = Sandboxes(_tested)
                self._sandboxes.of(NUMPY.name)
            else:
                for sandbox in self._sandboxes.started.values():
                    _test(sandbox)
        except SandboxUnavailable as error:
            self.close()
            return error.text
        return None

    def grade(self, submission: Submission, watch: Watch) -> Report:
        """Grade a submission; whatever is raised is a fault of ours."""
        report = grade(submission, self._sandboxes, watch)
        settle()
        return report

    def record(self, submission: Submission) -> dict[str, object]:
        """What belongs into the record of a run: the level, and that of each import profile which it needed."""
        needed = profiles_of(handed_in.problem for handed_in in submission.problems) if submission.files else ()
        levels = {profile: level for profile, level in self.levels.items() if profile in needed}
        return {"level": min(levels.values(), default=self.level), "profiles": levels}

    def kill(self) -> None:
        """End what runs in the sandboxes; the next job starts a new one."""
        if self._sandboxes is not None:
            self._sandboxes.end_jobs()

    def close(self) -> None:
        """End the sandboxes."""
        if self._sandboxes is not None:
            self._sandboxes.close()
        self._sandboxes = None


def _tested(profile: str) -> Sandbox:
    """A sandbox that nothing got out of; raises SandboxUnavailable."""
    sandbox = Sandbox(profile)
    try:
        _test(sandbox)
    except BaseException:
        sandbox.close()
        raise
    return sandbox


def _test(sandbox: Sandbox) -> None:
    checks = self_test(sandbox)
    if not contained(checks):
        raise SandboxUnavailable(_FAILED.format(reason=joined([check.message for check in checks if not check.ok])))


_FAILED = Text("샌드박스의 자체 점검이 실패했습니다: {reason}", "The sandbox failed its self-test: {reason}")
