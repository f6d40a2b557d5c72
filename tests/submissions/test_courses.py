"""Courses: names, places, dates in the course's own time zone, and the window for hand-ins."""

from datetime import UTC, datetime, timedelta

import pytest

from problems.sets import problem_set as sets
from reference.text import Text
from submissions import accounts, courses
from submissions.courses import CourseError, Dates, Window
from submissions.models import Assignment, Course, Role
from submissions.service import Service

DUE = datetime(2026, 12, 1, 14, 59, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def course(service: Service) -> Course:
    with service.database.writing() as session:
        return courses.create_course(session, "nn-2026", Text("신경망", "Neural networks"), "Asia/Seoul")


def given(service: Service, course: Course, dates: Dates) -> Assignment:
    with service.database.writing() as session:
        return courses.give(session, session.get_one(Course, course.id), sets.load("week3"), dates)


def test_a_deadline_typed_in_seoul_is_nine_hours_ahead_of_utc(course: Course) -> None:
    assert courses.local_moment(course, "2026-12-01 23:59") == DUE
    assert courses.local_moment(course, "2026-12-01T14:59+00:00") == DUE


def test_a_deadline_across_a_change_of_clocks_keeps_its_wall_time() -> None:
    course = Course(slug="b", title_ko="", title_en="", time_zone="Europe/Berlin")
    before, after = (courses.local_moment(course, f"2026-{day} 12:00") for day in ("10-24", "10-26"))
    assert after - before == timedelta(days=2, hours=1)


@pytest.mark.parametrize("text", ["tomorrow", "2026-13-01", "", "12/01/2026"])
def test_what_is_no_date_is_refused_by_name(course: Course, text: str) -> None:
    with pytest.raises(CourseError, match="is not a date"):
        courses.local_moment(course, text)


def test_the_window_runs_from_opening_over_the_deadline_to_closing(service: Service, course: Course) -> None:
    assignment = given(service, course, Dates(DUE - 10 * HOUR, DUE, DUE + 10 * HOUR))
    windows = [courses.window(assignment, DUE + hours * HOUR) for hours in (-11, -1, 0, 1, 11)]
    assert windows == [Window.NOT_YET, Window.OPEN, Window.OPEN, Window.LATE, Window.CLOSED]


def test_without_late_days_the_deadline_closes(service: Service, course: Course) -> None:
    assignment = given(service, course, Dates(due=DUE))
    assert courses.window(assignment, DUE) is Window.OPEN
    assert courses.window(assignment, DUE + HOUR) is Window.CLOSED


def test_feedback_is_full_only_after_closing(service: Service, course: Course) -> None:
    assignment = given(service, course, Dates(due=DUE, closes=DUE + HOUR))
    levels = [courses.feedback_level(assignment, DUE + hours * HOUR) for hours in (-1, 1, 2)]
    assert levels == ["diagnosis", "diagnosis", "full"]


def test_dates_out_of_order_are_refused(service: Service, course: Course) -> None:
    with pytest.raises(CourseError, match="order"):
        given(service, course, Dates(opens=DUE, due=DUE - HOUR))


@pytest.mark.parametrize("slug", ["", "-a", "A", "two words", "../etc", "a" * 61])
def test_a_slug_that_cannot_stand_in_an_address_is_refused(service: Service, slug: str) -> None:
    with pytest.raises(CourseError, match="address"), service.database.writing() as session:
        courses.create_course(session, slug, Text("", ""), "Asia/Seoul")


def test_a_name_that_exists_is_refused(service: Service, course: Course) -> None:
    with pytest.raises(CourseError, match="exists already"), service.database.writing() as session:
        courses.create_course(session, course.slug, Text("", ""), "Asia/Seoul")
    given(service, course, Dates())
    with pytest.raises(CourseError, match="exists already"):
        given(service, course, Dates())


def test_an_unknown_time_zone_is_refused(service: Service) -> None:
    with pytest.raises(CourseError, match="Asia/Atlantis"), service.database.writing() as session:
        courses.create_course(session, "x", Text("", ""), "Asia/Atlantis")


def test_leading_zeros_of_a_student_number_are_kept_and_it_belongs_to_one(service: Service, course: Course) -> None:
    with service.database.writing() as session:
        here = session.get_one(Course, course.id)
        kim = accounts.create_user(session, "kim", "김", None)
        member = courses.enrol(session, here, kim, Role.STUDENT, "0012")
        assert member.roster_id == "0012"
        assert courses.enrol(session, here, kim, Role.ASSISTANT, "0012").id == member.id
        lee = accounts.create_user(session, "lee", "이", None)
    with pytest.raises(CourseError, match="0012"), service.database.writing() as session:
        courses.enrol(session, session.get_one(Course, course.id), lee, Role.STUDENT, "0012")
