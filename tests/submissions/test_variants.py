"""Variants: a student's numbers never change, no two students share them, and paper and page agree."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from problems.assignment import variants_for
from problems.handout.manifest import Manifest, manifest_of
from problems.sets.problem_set import parse
from submissions import accounts, courses, variants
from submissions.courses import CourseError
from submissions.models import PersonalVariant, Role
from submissions.service import Service
from tests.submissions.classroom import SET, Classroom

GATES = """
id = "small"
title = {ko = "게이트", en = "Gates"}
[[problem]]
id = "q1"
use = "gates.weights"
points = 5
"""


@pytest.fixture
def room(service: Service) -> Classroom:
    return Classroom(service)


def printed(*students: str, secret: bytes = b"the secret of the paper") -> Manifest:
    problem_set = parse(SET, "small.toml")
    return manifest_of(problem_set, variants_for(problem_set, students, secret, "nn"))


def taken(room: Classroom, manifest: Manifest) -> int:
    with room.service.database.writing() as session:
        return variants.import_manifest(session, courses.find_assignment(session, "nn", "small"), manifest)


def of(room: Classroom, login: str) -> dict[str, object]:
    return dict(variants.of(room.service, room.assignment, room.member(login)))


def test_a_variant_is_drawn_once_and_stored(room: Classroom) -> None:
    first = of(room, "kim")
    assert of(room, "kim") == first
    with room.service.database.reading() as session:
        rows = session.scalars(select(PersonalVariant)).all()
    assert {row.problem: row.variant for row in rows} == first
    assert {row.origin for row in rows} == {"drawn"}


def test_two_students_have_different_numbers(room: Classroom) -> None:
    kim, lee = of(room, "kim"), of(room, "lee")
    assert kim["q1"] != lee["q1"]
    assert kim["q2"] != lee["q2"]


def test_nobody_shares_numbers_while_there_are_enough(service: Service) -> None:
    """Eight students draw from a family of twelve variants, one after the other."""
    room = Classroom(replace(service, settings=replace(service.settings, secret=bytes(32))), source=GATES)
    with service.database.writing() as session:
        course = courses.find_course(session, "nn")
        for number in range(6):
            user = accounts.create_user(session, f"more{number}", "x", None)
            courses.enrol(session, course, user, Role.STUDENT)
    logins = ["kim", "lee", *(f"more{number}" for number in range(6))]
    givens = [variants.of(room.service, room.assignment, room.member(login))["q1"].givens for login in logins]
    assert all(givens.count(each) == 1 for each in givens)


def test_another_installation_draws_other_numbers(room: Classroom) -> None:
    """Without the secret nobody can compute a student's variant."""
    problem_set = parse(SET, "small.toml")
    elsewhere = variants_for(problem_set, ("0001",), b"another secret", "nn")["0001"]
    assert elsewhere["q1"] != of(room, "kim")["q1"]


def test_an_imported_paper_is_what_the_page_shows(room: Classroom) -> None:
    manifest = printed("0001", "0002")
    assert taken(room, manifest) == 2
    assert of(room, "kim") == manifest.students["0001"]
    assert taken(room, manifest) == 2


def test_a_paper_replaces_numbers_that_nobody_has_used(room: Classroom) -> None:
    drawn = of(room, "kim")
    manifest = printed("0001")
    taken(room, manifest)
    assert of(room, "kim") == manifest.students["0001"] != drawn


def test_a_paper_never_changes_numbers_that_were_handed_in_for(room: Classroom) -> None:
    room.send("kim", {"q1": {"a1": "1"}})
    before = of(room, "kim")
    with pytest.raises(CourseError, match="0001"):
        taken(room, printed("0001", "0002"))
    assert of(room, "kim") == before
    with room.service.database.reading() as session:
        assert variants.stored_variants(session, room.assignment.id, room.member("lee").user_id) == {}


def test_a_paper_of_a_student_who_is_not_on_the_roster_is_refused_by_name(room: Classroom) -> None:
    with pytest.raises(CourseError, match="0003"):
        taken(room, printed("0001", "0003"))


def test_a_paper_of_another_set_is_refused(room: Classroom) -> None:
    other = parse(SET.replace("points = 10", "points = 5"), "other.toml")
    with pytest.raises(CourseError, match="problem set"):
        taken(room, manifest_of(other, variants_for(other, ("0001",), b"x" * 32, "nn")))
