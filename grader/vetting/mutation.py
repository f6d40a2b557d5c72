"""Whether a code task's checks are worth having: every known wrong answer is caught, every right one accepted."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from grader.properties.check import check
from grader.properties.running import mutant_source
from grader.report import Finding, Verdict
from grader.sandbox import Limits, Sandbox, SourceFile
from problems.code.task import CodeTask, Mutant


@dataclass(frozen=True, slots=True)
class Killed:
    """A mutant, and the properties of its own function that it breaks; it survives if there are none.

    `named` says whether one of them was recognised as the mutant's own mistake (None if it has no sentence).
    """

    mutant: str
    by: tuple[str, ...]
    named: bool | None


@dataclass(frozen=True, slots=True)
class Accepted:
    """A right answer, and the properties it was refused by: none, if the task is fair."""

    answer: str
    refused_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Adequacy:
    """What a task's mutants and right answers (the model answer first) did under one seed."""

    mutants: tuple[Killed, ...]
    answers: tuple[Accepted, ...]

    @property
    def killed(self) -> int:
        return sum(bool(mutant.by) for mutant in self.mutants)

    @property
    def accepted(self) -> int:
        return sum(not answer.refused_by for answer in self.answers)

    @property
    def complete(self) -> bool:
        """Whether all mutants are killed and all right answers accepted."""
        return self.killed == len(self.mutants) and self.accepted == len(self.answers)


def adequacy(task: CodeTask, sandbox: Sandbox, bank_seed: str) -> Adequacy:
    """Run every mutant and every right answer as if a student had handed it in."""
    answers = [("model-answer", task.solution), *((a.id, a.source) for a in task.alternatives)]
    return Adequacy(
        tuple(_killed(task, mutant, sandbox, bank_seed) for mutant in task.mutants),
        tuple(
            Accepted(name, _broken(findings(task, [answer(task, name, source)], sandbox, bank_seed)))
            for name, source in answers
        ),
    )


def answer(task: CodeTask, name: str, source: str) -> SourceFile:
    """An answer as a file a student might hand in."""
    return SourceFile(f"{name}.py", f"{task.preamble}{source}")


def findings(task: CodeTask, sources: Sequence[SourceFile], sandbox: Sandbox, bank_seed: str) -> tuple[Finding, ...]:
    """The findings of a hand-in worth one point per property."""
    return check(task, sources, sandbox, Limits(), Fraction(len(task.properties)), bank_seed)


def _killed(task: CodeTask, mutant: Mutant, sandbox: Sandbox, bank_seed: str) -> Killed:
    own = {prop.id for prop in task.properties if prop.function == mutant.function}
    found = [f for f in findings(task, [mutant_source(task, mutant)], sandbox, bank_seed) if f.check in own]
    named = None if mutant.message is None else any(f.mistake == mutant.id for f in found)
    return Killed(mutant.id, _broken(found), named)


def _broken(found: Sequence[Finding]) -> tuple[str, ...]:
    return tuple(f.check for f in found if f.verdict is not Verdict.CORRECT)
