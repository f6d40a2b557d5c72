"""`nngrader grade`: a folder of hand-ins, a result file for each, and the gradebook."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from grader.batch import hand_ins
from grader.batch.gradebook import ENCODING, gradebook
from grader.batch.run import OutputError, Result, Task, Variants, cores, grade_all, write_result, write_whole
from grader.cli.bilingual import PATH, Whole, option
from grader.cli.bilingual import command as make_command
from grader.cli.failure import ALL_RIGHT, CHECKS_FAILED, COULD_NOT_RUN, CommandError
from grader.cli.files import read_bytes
from grader.cli.secrets_file import read_secret
from grader.cli.terminal import Terminal, current
from grader.grade import profiles_of
from grader.intake.uploads import shown_name
from grader.sandbox import Sandbox
from grader.system_reasons import reason
from problems.assignment import variants_for
from problems.catalog import TASKS
from problems.draws import derived_seed
from problems.fault import did_you_mean
from problems.handout import Manifest, ManifestError, read_manifest
from problems.handout.manifest import written
from problems.roster import file_stem
from problems.roster import load as load_roster
from problems.sets.check import load_checked
from problems.sets.problem_set import ProblemSet
from reference.text import Text

MAX_MANIFEST = 256 << 20


@make_command(
    "grade",
    Text(
        "DIR/<학번>/ 폴더(또는 DIR/<학번>.zip)를 모두 채점하여 OUT/<학번>.json과 OUT/gradebook.csv를 만듭니다. "
        "다시 실행하면 바뀐 것만 채점합니다.",
        "Grade every DIR/<student>/ (or DIR/<student>.zip) into OUT/<student>.json, and write OUT/gradebook.csv. "
        "A second run grades only what has changed.",
    ),
)
@click.argument("problem_set", metavar="SET")
@click.argument("folder", metavar="DIR", type=PATH)
@option(
    "--out", type=PATH, metavar="OUT", text=Text("결과 폴더 (기본: DIR-reports).", "Results (default: DIR-reports).")
)
@option("--manifest", type=PATH, metavar="FILE", text=Text("generate가 만든 배부 목록.", "The manifest of generate."))
@option(
    "--secret-file", type=PATH, metavar="FILE", text=Text("generate가 쓴 비밀 파일.", "The secret that generate used.")
)
@option(
    "--roster",
    type=PATH,
    metavar="FILE",
    text=Text(
        "--secret-file과 함께: 문제지를 만들 때 쓴 명단.", "With a secret: the class list that papers were made for."
    ),
)
@option(
    "--jobs",
    type=Whole(1, 256),
    text=Text("동시에 실행할 프로세스 개수 (기본: 모든 코어).", "Processes (default: all cores)."),
)
def command(  # noqa: PLR0913, PLR0917 -- one parameter per option
    problem_set: str,
    folder: Path,
    out: Path | None,
    manifest: Path | None,
    secret_file: Path | None,
    roster: Path | None,
    jobs: int | None,
) -> int:
    chosen = load_checked(problem_set)
    out = out or folder.absolute().with_name(f"{folder.absolute().name}-reports")
    found = _students(folder, out)
    numbers = _numbers(chosen, Sources(manifest, secret_file, roster), list(found))
    for profile in profiles_of(chosen.problems):
        Sandbox(profile).close()  # where code cannot be run safely, that is said before anything is graded
    tasks, strangers = _tasks(chosen, found, numbers)
    terminal = current()
    try:
        out.mkdir(parents=True, exist_ok=True)
        with _progress(len(tasks), terminal) as done:
            results = [*grade_all(tasks, out, jobs or cores(), done), *strangers]
        for result in strangers:
            write_result(result, out)
        absent = sorted(numbers.everybody - {numbers.id_of(name) for name in found})
        write_whole(out / "gradebook.csv", gradebook(chosen, results, absent, terminal.locale), ENCODING)
    except OutputError as error:
        raise CommandError(error.text, COULD_NOT_RUN) from error
    except OSError as error:
        raise CommandError(_UNWRITABLE.format(out=out, reason=reason(error)), COULD_NOT_RUN) from error
    return _summary(results, absent, out, terminal)


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the numbers of the class come from: a manifest, or a secret and perhaps the class list."""

    manifest: Path | None
    secret_file: Path | None
    roster: Path | None


@dataclass(frozen=True, slots=True)
class Numbers:
    """The variants of every student by id, the ids by folder name, and the seed of the inputs for code."""

    variants: Mapping[str, Variants]
    ids: Mapping[str, str]
    bank: str
    everybody: frozenset[str]

    def id_of(self, name: str) -> str:
        """The student whose folder has this name."""
        return self.ids.get(name, name)


def _students(folder: Path, out: Path) -> dict[str, Path]:
    try:
        found = hand_ins.students(folder, out)
    except FileNotFoundError:
        raise CommandError(_NO_FOLDER.format(folder=folder)) from None
    except NotADirectoryError:
        raise CommandError(_NOT_A_FOLDER.format(folder=folder)) from None
    except OSError as error:
        raise CommandError(_UNREADABLE.format(folder=folder, reason=reason(error)), COULD_NOT_RUN) from error
    if not found:
        raise CommandError(_NOBODY.format(folder=folder))
    return found


def _numbers(chosen: ProblemSet, sources: Sources, names: list[str]) -> Numbers:
    if sources.manifest is not None:
        return _from_manifest(chosen, _manifest(sources.manifest))
    secret = b"" if sources.secret_file is None else read_secret(sources.secret_file)
    drawn = [p.id for p in chosen.problems if p.givens is None and p.use not in TASKS]
    if drawn and sources.secret_file is None:
        raise CommandError(_NO_NUMBERS.format(problems=", ".join(drawn)))
    listed = [] if sources.roster is None else [student.id for student in load_roster(sources.roster)]
    if drawn and not listed:
        current().note(_NO_ROSTER)
    ids = {file_stem(student): student for student in listed}
    everybody = listed or names
    bank = derived_seed(secret, "bank", chosen.id) if secret else "public"
    return Numbers(variants_for(chosen, everybody, secret), ids, bank, frozenset(everybody))


def _from_manifest(chosen: ProblemSet, manifest: Manifest) -> Numbers:
    if manifest.digest != chosen.digest:
        raise CommandError(_OTHER_SET.format(id=chosen.id, other=manifest.set_id))
    ids = {file_stem(student): student for student in manifest.students}
    bank = derived_seed(written(manifest).encode(), "bank", chosen.id)
    return Numbers(manifest.students, ids, bank, frozenset(manifest.students))


def _manifest(path: Path) -> Manifest:
    try:
        return read_manifest(read_bytes(path, MAX_MANIFEST).decode("utf-8-sig"))
    except ManifestError as error:
        raise CommandError(Text(f"{path}: {error.text.ko}", f"{path}: {error.text.en}")) from error
    except UnicodeDecodeError:
        raise CommandError(_NOT_UTF8.format(path=path)) from None


def _tasks(chosen: ProblemSet, found: Mapping[str, Path], numbers: Numbers) -> tuple[list[Task], list[Result]]:
    tasks, strangers = [], []
    for name, path in found.items():
        student = numbers.id_of(name)
        if student in numbers.variants:
            tasks.append(Task(name, path, chosen, numbers.variants[student], numbers.bank))
        else:
            hint = did_you_mean(name, numbers.variants)
            strangers.append(Result(name, "", None, _STRANGER.format(name=shown_name(name)) + hint))
    return tasks, strangers


@contextmanager
def _progress(total: int, terminal: Terminal) -> Iterator[Callable[[Result], None]]:
    """A bar on stderr where that is a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _result: None
        return
    from rich.console import Console  # noqa: PLC0415 -- loaded only where it is seen
    from rich.progress import Progress  # noqa: PLC0415 -- the same

    with Progress(console=Console(file=sys.stderr)) as bar:
        row = bar.add_task(_GRADING[terminal.locale], total=total)
        yield lambda _result: bar.advance(row)


def _summary(results: list[Result], absent: list[str], out: Path, terminal: Terminal) -> int:
    failed = [result for result in results if result.report is None or result.report.broken]
    for result in failed:
        why = result.error or _BROKEN
        terminal.note(f"{shown_name(result.student)}: {why[terminal.locale]}")
    if noted := [result.student for result in results if result.report is not None and result.report.notes]:
        terminal.note(_NOTED.format(students=", ".join(noted)))
    counts = {"graded": len(results) - len(failed), "all": len(results), "absent": len(absent), "out": out}
    terminal.say(_DONE.format(**counts))
    return CHECKS_FAILED if failed else ALL_RIGHT


_GRADING = Text("채점 중", "Grading")
_DONE = Text(
    "제출물 {all}건 가운데 {graded}건을 채점했습니다(미제출 {absent}명). 결과: {out}",
    "Graded {graded} of {all} hand-ins ({absent} students handed in nothing). Results: {out}",
)
_NOTED = Text(
    "읽을 수 없는 파일 등 파일에 대한 안내(notes)가 있는 제출물: {students}",
    "Hand-ins with notes on their files, such as one that cannot be read: {students}",
)
_BROKEN = Text("채점하지 못한 검사가 있습니다.", "some checks could not be carried out.")
_STRANGER = Text("명단에 없는 학생입니다: '{name}'.", "There is no student '{name}' on the list.")
_NO_FOLDER = Text("{folder}: 그런 폴더가 없습니다.", "{folder}: there is no such folder.")
_NOT_A_FOLDER = Text("{folder}: 폴더가 아닙니다.", "{folder} is no folder.")
_UNREADABLE = Text("{folder}: 읽을 수 없습니다({reason}).", "{folder} cannot be read ({reason}).")
_NOBODY = Text("{folder}: 학생의 폴더가 하나도 없습니다.", "{folder} has no student's folder in it.")
_UNWRITABLE = Text("{out}: 이 폴더에 쓸 수 없습니다({reason}).", "{out}: cannot write into this folder ({reason}).")
_NOT_UTF8 = Text("{path}: UTF-8로 저장한 텍스트가 아닙니다.", "{path} is not UTF-8 text.")
_OTHER_SET = Text(
    "이 배부 목록은 지정한 문제 세트 '{id}'의 현재 내용과 다른 세트('{other}')로 만든 것입니다.",
    "This manifest was made from a set ('{other}') that differs from '{id}' as it is now.",
)
_NO_NUMBERS = Text(
    "학생마다 숫자가 다른 문제({problems})가 있어 --manifest나 --secret-file이 필요합니다.",
    "Every student has their own numbers in {problems}: give --manifest or --secret-file.",
)
_NO_ROSTER = Text(
    "주의: --roster가 없어 제출한 학생만으로 문제를 다시 만듭니다. 문제지를 만든 명단과 다르면 숫자가 다를 수 있으니 "
    "--manifest를 쓰는 것이 안전합니다.",
    "Note: without --roster the numbers are drawn anew for those who handed in. If papers were made for another "
    "list, some may differ: --manifest is safer.",
)
