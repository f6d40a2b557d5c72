"""`nngrader generate`: a personal handout for every student, the key and the manifest."""

from pathlib import Path

import click

from grader.cli.bilingual import PATH, option
from grader.cli.bilingual import command as make_command
from grader.cli.failure import COULD_NOT_RUN, CommandError
from grader.cli.secrets_file import secret_at
from grader.cli.terminal import current
from problems.assignment import variants_for
from problems.catalog import find
from problems.fault import did_you_mean
from problems.handout import HandoutError, Manifest, earlier, generate
from problems.question import blind_spots, variant_of
from problems.roster import load as load_roster
from problems.sets.check import load_checked
from problems.sets.problem_set import Problem
from reference.text import Text

FORMATS = ("html", "json")
LATER = ("pdf", "ipynb", "moodle")


@make_command(
    "generate",
    Text(
        "명단의 학생마다 다른 문제지(HTML과 JSON), 채점자용 정답표, 배부 목록(manifest.json)을 만듭니다.",
        "Make a personal handout (HTML and JSON) for every student of a roster, the key, and the manifest.",
    ),
)
@click.argument("problem_set", metavar="SET")
@option(
    "--roster", type=PATH, metavar="FILE", required=True, text=Text("학생 명단(CSV).", "The class list, a CSV file.")
)
@option(
    "--out", type=PATH, metavar="DIR", required=True, text=Text("문제지를 넣을 폴더.", "The folder for the handouts.")
)
@option(
    "--formats",
    default="html,json",
    metavar="LIST",
    text=Text("형식: html,json (둘은 항상 함께 만듭니다).", "Formats: html,json (they are always made together)."),
)
@option(
    "--secret-file",
    type=PATH,
    metavar="FILE",
    text=Text(
        "비밀 값이 든 파일. 없으면 새로 만듭니다 (기본: DIR/instructor/secret).",
        "The secret's file, made when absent (default: DIR/instructor/secret).",
    ),
)
def command(problem_set: str, roster: Path, out: Path, formats: str, secret_file: Path | None) -> None:
    _check_formats(formats)
    chosen = load_checked(problem_set)
    students = load_roster(roster)
    terminal = current()
    for problem in chosen.problems:
        if problem.givens is not None and (count := _hidden(problem)):
            terminal.note(_HIDDEN.format(problem=problem.id, use=problem.use, count=count))
    try:
        before = earlier(out)
        secret = secret_at(secret_file or out / "instructor" / "secret")
        taken = {} if before is None else dict(before.students)
        new = [student.id for student in students if student.id not in taken]
        variants = taken | variants_for(chosen, new, secret, taken=taken)
        made = generate(chosen, students, variants, out, terminal.locale if terminal.asked_for else chosen.locale)
    except HandoutError as error:
        raise CommandError(error.text, COULD_NOT_RUN) from error
    terminal.say(_made(made, before).format(count=len(made.students), new=len(new), out=out))


def _hidden(problem: Problem) -> int:
    """How much a set's own numbers cannot tell; drawn ones are fair."""
    kind = find(problem.use)
    variant = variant_of(kind, "", givens=problem.givens)
    return len(set(blind_spots(kind, variant, problem.asked, problem.decimals)))


def _made(made: Manifest, before: Manifest | None) -> Text:
    return _ADDED if before is not None and made.students.keys() & before.students.keys() else _DONE


def _check_formats(formats: str) -> None:
    for name in (part.strip().lower() for part in formats.split(",")):
        if name in LATER:
            raise CommandError(_LATER.format(name=name))
        if name not in FORMATS:
            raise CommandError(_UNKNOWN.format(name=name) + did_you_mean(name, FORMATS))


_DONE = Text("문제지 {count}부를 {out}에 만들었습니다.", "Made {count} handouts in {out}.")
_ADDED = Text(
    "{out}에 문제지 {count}부가 있습니다(새로 만든 것 {new}부).", "{out} holds {count} handouts ({new} of them new)."
)
_HIDDEN = Text(
    "주의: {problem}의 정해진 숫자로는 가려낼 수 없는 것이 {count}가지 있습니다. "
    "'nngrader show {use} --givens FILE'로 볼 수 있습니다.",
    "Note: the fixed numbers of {problem} hide mistakes ({count}); 'nngrader show {use} --givens FILE' lists them.",
)
_LATER = Text(
    "'{name}' 형식은 아직 만들 수 없습니다. 지금은 html과 json만 만듭니다.",
    "The format '{name}' comes later; html and json can be made now.",
)
_UNKNOWN = Text("'{name}' 형식은 없습니다. 있는 형식: html, json.", "There is no format '{name}': html and json exist.")
