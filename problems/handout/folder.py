"""A folder of handouts.

It holds `manifest.json`, `students/<id>.html` and `.json`, `instructor/key.html` and `key.json`, and for every code
task `starters/<name>.py` and `.ipynb`, which are the same for everybody.
"""

import errno
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from problems.catalog import find
from problems.code.notebook_starter import notebook_starter, starter_stem
from problems.code.task import CodeTask
from problems.handout import key, manifest, paper
from problems.handout.manifest import Manifest, ManifestError, Variants
from problems.handout.paper import Paper
from problems.handout.question import question
from problems.roster import Student, file_stem
from problems.sets.problem_set import ProblemSet
from reference.text import Locale, Text, same


class HandoutError(Exception):
    """The folder cannot take the handouts; `text` says why. What was there is still there."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


def generate(
    problem_set: ProblemSet,
    roster: Sequence[Student],
    variants: Mapping[str, Variants],
    out: str | Path,
    locale: Locale,
) -> Manifest:
    """Write every student's handout, the key and the manifest into the folder `out`; raises `HandoutError`.

    `variants` has each student's variants by student id. Running it again writes the same files again, and
    students may be added; a run that would change a paper already made is refused. The manifest is written
    first, so that no paper exists that it does not know.
    """
    out = Path(out)
    made = manifest.manifest_of(problem_set, {student.id: variants[student.id] for student in roster})
    papers = [_paper(problem_set, student, variants[student.id], locale) for student in roster]
    try:
        if before := earlier(out):
            manifest.check_extends(before, made)
        _write(out / "manifest.json", manifest.written(made))
        for one in papers:
            _write_paper(out / "students", one)
        _write_starters(out / "starters", problem_set, locale)
        _write(out / "instructor" / "key.html", key.to_html(problem_set, papers, locale))
        _write(out / "instructor" / "key.json", _json(key.to_json(problem_set, papers)))
    except (OSError, ManifestError) as error:
        raise HandoutError(_reason(out, error)) from error
    return made


def earlier(out: str | Path) -> Manifest | None:
    """The manifest that a folder already has: its students keep their variants. Raises `HandoutError`."""
    path = Path(out) / "manifest.json"
    try:
        return manifest.read(path.read_text(encoding="utf-8")) if path.exists() else None
    except (OSError, UnicodeDecodeError, ManifestError) as error:
        raise HandoutError(_reason(Path(out), error)) from error


def _paper(problem_set: ProblemSet, student: Student, variants: Variants, locale: Locale) -> Paper:
    questions = tuple(question(problem, variants[problem.id], find(problem.use)) for problem in problem_set.problems)
    return Paper(problem_set, student, questions, locale)


def _write_paper(folder: Path, one: Paper) -> None:
    stem = file_stem(one.student.id)
    _write(folder / f"{stem}.html", paper.to_html(one))
    _write(folder / f"{stem}.json", _json(paper.to_json(one)))


def _write_starters(folder: Path, problem_set: ProblemSet, locale: Locale) -> None:
    for kind in (find(problem.use) for problem in problem_set.problems):
        if isinstance(kind, CodeTask):
            _write(folder / f"{starter_stem(kind)}.py", kind.starter(locale))
            _write(folder / f"{starter_stem(kind)}.ipynb", notebook_starter(kind, locale))


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all: a full disk leaves the earlier one as it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _reason(out: Path, error: Exception) -> Text:
    if isinstance(error, ManifestError):
        return _HERE.format(out=out) + error.text
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return _FULL.format(out=out)
    return _UNWRITABLE.format(out=out, reason=getattr(error, "strerror", None) or error)


_HERE = same("{out}: ")
_FULL = Text("{out}: 디스크가 가득 찼습니다.", "{out}: the disk is full.")
_UNWRITABLE = Text("{out}: 이 폴더에 쓸 수 없습니다({reason}).", "{out}: cannot write into this folder ({reason}).")
