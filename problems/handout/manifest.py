"""The manifest of a set's handouts: which student has which variants. The service imports it, so that paper and
page never differ; a second run may add students to it, but never change or lose one.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from problems.sets.problem_set import ProblemSet
from problems.variant import Variant, from_json
from reference.text import Text

SCHEMA = "nngrader.manifest/1"

Variants = Mapping[str, Variant]
"""One student's variants by problem id."""


class ManifestError(ValueError):
    """A file that is no manifest, or not this set's; `text` says why."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The variants of every student, by student id, and the set they belong to (`digest`: SHA-256 of its text)."""

    set_id: str
    digest: str
    students: Mapping[str, Variants]

    def to_json(self) -> dict[str, Any]:
        students = {
            student: {
                "code": paper_code(variants),
                "problems": {problem: variant.to_json() for problem, variant in variants.items()},
            }
            for student, variants in sorted(self.students.items())
        }
        return {"schema": SCHEMA, "set": {"id": self.set_id, "sha256": self.digest}, "students": students}


def manifest_of(problem_set: ProblemSet, students: Mapping[str, Variants]) -> Manifest:
    """The manifest of these variants of a set."""
    return Manifest(problem_set.id, problem_set.digest, students)


def paper_code(variants: Variants) -> str:
    """Eight signs that tell one student's numbers from another's: printed on the paper, looked up in the key."""
    givens = {problem: [v.family, v.version, v.givens] for problem, v in sorted(variants.items())}
    digest = sha256(json.dumps(givens, sort_keys=True).encode()).hexdigest().upper()
    return f"{digest[:4]}-{digest[4:8]}"


def written(manifest: Manifest) -> str:
    """The manifest as the text of a file; equal manifests have equal texts."""
    return json.dumps(manifest.to_json(), ensure_ascii=False, indent=1) + "\n"


def read(text: str) -> Manifest:
    """The manifest in a text; raises `ManifestError`."""
    try:
        data = json.loads(text)
        if data["schema"] != SCHEMA:
            raise ManifestError(_OTHER_SCHEMA.format(got=str(data["schema"])[:60], known=SCHEMA))
        students = {
            str(student): {str(problem): _variant(variant) for problem, variant in row["problems"].items()}
            for student, row in data["students"].items()
        }
        return Manifest(str(data["set"]["id"]), str(data["set"]["sha256"]), students)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        if isinstance(error, ManifestError):
            raise
        raise ManifestError(_NO_MANIFEST) from error


def _variant(data: Any) -> Variant:
    variant = from_json(data)
    if not all(isinstance(part, str) for part in (variant.family, variant.version, variant.seed)):
        raise TypeError("family, version and seed are texts")
    if not isinstance(variant.givens, dict):
        raise TypeError("givens are a table")
    return variant


def check_extends(earlier: Manifest, later: Manifest) -> None:
    """Raises `ManifestError` unless every paper of the earlier manifest stands unchanged in the later one."""
    if (earlier.set_id, earlier.digest) != (later.set_id, later.digest):
        raise ManifestError(_OTHER_SET.format(earlier=earlier.set_id, later=later.set_id))
    changed = sorted(student for student, papers in earlier.students.items() if later.students.get(student) != papers)
    if changed:
        shown = ", ".join(changed[:5]) + (" …" if len(changed) > 5 else "")
        raise ManifestError(_CHANGED.format(count=len(changed), students=shown))


_NO_MANIFEST = Text("nngrader 배부 목록(manifest.json)이 아닙니다.", "this is no manifest of nngrader.")
_OTHER_SCHEMA = Text(
    "배부 목록의 형식이 '{got}'입니다. '{known}'만 읽을 수 있습니다.",
    "the manifest has the format '{got}'; only '{known}' can be read.",
)
_OTHER_SET = Text(
    "이 폴더의 배부 목록은 다른 문제 세트('{earlier}')나 다른 판의 것입니다. 다른 폴더에 만들어 주십시오.",
    "this folder holds the manifest of another set than '{later}', or of another version of it. Use another folder.",
)
_CHANGED = Text(
    "이미 배부한 문제지와 달라지는 학생이 {count}명 있습니다({students}). 비밀 값이나 명단이 바뀌었는지 확인하고, "
    "새로 만들려면 다른 폴더를 쓰십시오.",
    "the papers of {count} students would differ from those already made ({students}). Check whether the secret or "
    "the roster changed; to start anew, use another folder.",
)
