"""Each student's own variants: drawn or imported once, stored, and graded from what is stored ever after."""

from collections.abc import Iterable, Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from problems.assignment import variants_for
from problems.handout.manifest import Manifest
from problems.variant import Variant
from reference.text import Text
from submissions import courses
from submissions.courses import CourseError
from submissions.models import Assignment, Attempt, Membership, PersonalVariant, Role, User
from submissions.service import Service


def of(service: Service, assignment: Assignment, member: Membership) -> dict[str, Variant]:
    """A student's own variants by problem id: drawn and stored at the first call, the stored ones ever after."""
    with service.database.reading() as session:
        stored = stored_variants(session, assignment.id, member.user_id)
    wanted = {problem.id for problem in courses.problem_set_of(assignment).problems}
    return stored if wanted <= stored.keys() else _drawn_and_stored(service, assignment, member)


def _drawn_and_stored(service: Service, assignment: Assignment, member: Membership) -> dict[str, Variant]:
    """Draw outside the write lock; again when somebody else got the same numbers meanwhile."""
    for last in (False, False, True):
        with service.database.reading() as session:
            others = _by_student(session, assignment.id, but=member.user_id)
        drawn = draw(service, assignment, member, others)
        with service.database.writing() as session:
            now_taken = _by_student(session, assignment.id, but=member.user_id)
            if last or now_taken.keys() == others.keys():
                _store(session, assignment.id, member.user_id, drawn)
                break
    with service.database.reading() as session:
        return stored_variants(session, assignment.id, member.user_id)


def draw(
    service: Service, assignment: Assignment, member: Membership, others: Mapping[str, Mapping[str, Variant]]
) -> dict[str, Variant]:
    """The variants of somebody who has none: by the function that prints the handouts, away from the others'."""
    return variants_for(
        courses.problem_set_of(assignment),
        (member.roster_id,),
        service.settings.secret_for("variants"),
        assignment.course.slug,
        taken=others,
    )[member.roster_id]


def _by_student(session: Session, assignment_id: int, *, but: int) -> dict[str, dict[str, Variant]]:
    """Everybody else's variants, by account."""
    rows = select(PersonalVariant).where(PersonalVariant.assignment_id == assignment_id, PersonalVariant.user_id != but)
    found: dict[str, dict[str, Variant]] = {}
    for row in session.scalars(rows):
        found.setdefault(str(row.user_id), {})[row.problem] = row.variant
    return found


def stored_variants(session: Session, assignment_id: int, user_id: int) -> dict[str, Variant]:
    """What is stored for one student of one assignment."""
    mine = select(PersonalVariant).where(
        PersonalVariant.assignment_id == assignment_id, PersonalVariant.user_id == user_id
    )
    return {row.problem: row.variant for row in session.scalars(mine)}


def _store(
    session: Session, assignment_id: int, user_id: int, drawn: Mapping[str, Variant], origin: str = "drawn"
) -> None:
    session.execute(select(User.id).where(User.id == user_id).with_for_update())  # one at a time for each student
    present = stored_variants(session, assignment_id, user_id)
    session.add_all(
        PersonalVariant(
            assignment_id=assignment_id,
            user_id=user_id,
            problem=problem,
            family=variant.family,
            version=variant.version,
            seed=variant.seed,
            givens=dict(variant.givens),
            origin=origin,
        )
        for problem, variant in drawn.items()
        if problem not in present
    )
    session.flush()


def import_manifest(session: Session, assignment: Assignment, manifest: Manifest) -> int:
    """Store the variants that were printed, so that paper and page do not differ; the number of students.

    All or nothing. Raises CourseError for another set, an unknown student, or other numbers than those that a
    student has already handed in for.
    """
    if manifest.digest != courses.problem_set_of(assignment).digest:
        raise CourseError(_OTHER_SET.format(name=assignment.slug))
    members = {m.roster_id: m for m in courses.roster(session, assignment.course_id, Role.STUDENT)}
    _refuse(_UNKNOWN, (student for student in manifest.students if student not in members))
    changed = {
        student: drawn
        for student, drawn in manifest.students.items()
        if stored_variants(session, assignment.id, members[student].user_id) != drawn
    }
    at_work = set(session.scalars(select(Attempt.user_id).where(Attempt.assignment_id == assignment.id)))
    _refuse(_HANDED_IN, (student for student in changed if members[student].user_id in at_work))
    for student, drawn in changed.items():
        user_id = members[student].user_id
        mine = (PersonalVariant.assignment_id == assignment.id, PersonalVariant.user_id == user_id)
        session.execute(delete(PersonalVariant).where(*mine))
        _store(session, assignment.id, user_id, drawn, "manifest")
    return len(manifest.students)


def _refuse(sentence: Text, students: Iterable[str]) -> None:
    listed = sorted(students)
    if listed:
        shown = ", ".join(listed[:5]) + (" …" if len(listed) > 5 else "")
        raise CourseError(sentence.format(count=len(listed), students=shown))


_OTHER_SET = Text(
    "이 배부 목록은 과제 '{name}'의 문제 세트로 만든 것이 아닙니다.",
    "This manifest was not made from the problem set of the assignment '{name}'.",
)
_UNKNOWN = Text(
    "배부 목록에 있는 학생 {count}명이 강좌 명단에 없습니다({students}). 명단을 먼저 가져오십시오.",
    "The manifest names students who are not on the roster ({count}: {students}). Import the roster first.",
)
_HANDED_IN = Text(
    "숫자가 다른 문제로 이미 제출한 학생이 {count}명 있습니다({students}). 아무것도 바꾸지 않았습니다.",
    "Some students have already handed in for other numbers ({count}: {students}). Nothing was changed.",
)
