"""`nngrader admin …`: accounts, courses and the database of this installation."""

import os
import sys
from pathlib import Path

import click

from grader.cli import bilingual
from grader.cli.bilingual import PATH, OneOf, command, option
from grader.cli.failure import CommandError
from grader.cli.terminal import current
from problems.fault import did_you_mean
from reference.text import Text
from submissions import config
from submissions.cli.ending import in_sentences, opened

PASSWORD = "NNGRADER_PASSWORD"  # noqa: S105 -- a variable's name


class Admin(click.Group):
    """The group, with its overview in the reader's language."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.commands and not args[0].startswith("-"):
            raise CommandError(_NO_COMMAND.format(name=args[0]) + did_you_mean(args[0], self.commands))
        return super().resolve_command(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        bilingual.write_usage(self, ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 -- click's
        bilingual.write_text(_ABOUT, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        bilingual.write_options(self, ctx, formatter)
        locale = current().locale
        rows = [(name, c.text[locale]) for name, c in self.commands.items() if isinstance(c, bilingual.Command)]
        with formatter.section(_COMMANDS[locale]):
            formatter.write_dl(rows)


@click.group("admin", cls=Admin)
@bilingual.locale_option
def admin() -> None:
    """Accounts, courses and the database of this installation."""


def _password() -> str:
    """NNGRADER_PASSWORD, or what is typed twice without being shown."""
    given = os.environ.get(PASSWORD)
    if given:
        return given
    if not sys.stdin.isatty():
        raise CommandError(_NO_PASSWORD.format(variable=PASSWORD))
    locale = current().locale
    typed: str = click.prompt(_ASK[locale], hide_input=True, confirmation_prompt=_AGAIN[locale])
    return typed


@command(
    "init",
    Text("데이터베이스, 비밀 키, 첫 운영자를 만듭니다.", "Make the database, the secret key and the first operator."),
)
@option(
    "--login",
    default="admin",
    text=Text("운영자의 아이디 (기본: admin).", "The operator's log-in name (default: admin)."),
)
@option("--name", default="", text=Text("운영자의 이름.", "The operator's name."))
@in_sentences
def init(login: str, name: str) -> None:
    from submissions import administration  # noqa: PLC0415 -- the overview of commands starts without the database

    service = opened()
    current().say(administration.add_user(service, login, name, _password(), operator=True))
    current().say(_HOME.format(home=service.settings.home))


@command("migrate", Text("데이터베이스를 이 버전에 맞춥니다.", "Bring the database to this version's schema."))
@in_sentences
def migrate() -> None:
    from submissions import migrations  # noqa: PLC0415 -- as above
    from submissions.database import Database  # noqa: PLC0415 -- as above

    migrations.migrate(Database(config.load().database_url))
    current().say(_MIGRATED)


@command("add-user", Text("계정을 만듭니다.", "Make an account."))
@click.argument("login")
@option("--name", default="", text=Text("이름.", "Name."))
@option(
    "--operator",
    is_flag=True,
    text=Text("서비스 전체를 관리할 수 있게 합니다.", "May administer the whole installation."),
)
@in_sentences
def add_user(login: str, name: str, *, operator: bool) -> None:
    from submissions import administration  # noqa: PLC0415 -- as above

    current().say(administration.add_user(opened(), login, name, _password(), operator=operator))


@command(
    "set-password",
    Text(
        "비밀번호를 바꾸고 그 계정의 로그인을 모두 끝냅니다.", "Change a password and end all log-ins of the account."
    ),
)
@click.argument("login")
@in_sentences
def set_password(login: str) -> None:
    from submissions import administration  # noqa: PLC0415 -- as above

    current().say(administration.change_password(opened(), login, _password()))


@command(
    "issue-token",
    Text("HTTP API의 토큰을 만들어 한 번만 보여 줍니다.", "Make a bearer token for the HTTP API and show it once."),
)
@click.argument("login")
@option("--label", default="", text=Text("어디에 쓰는지.", "What it is for."))
@in_sentences
def issue_token(login: str, label: str) -> None:
    from submissions import administration  # noqa: PLC0415 -- as above

    current().say(administration.issue_token(opened(), login, label))


@command("add-course", Text("강좌를 만듭니다.", "Make a course."))
@click.argument("slug")
@option("--title-ko", required=True, text=Text("한국어 제목.", "Title in Korean."))
@option("--title-en", required=True, text=Text("영어 제목.", "Title in English."))
@option(
    "--time-zone",
    text=Text("시간대 (기본: NNGRADER_TIME_ZONE, 없으면 Asia/Seoul).", "Default: NNGRADER_TIME_ZONE, else Asia/Seoul."),
)
@in_sentences
def add_course(slug: str, title_ko: str, title_en: str, time_zone: str | None) -> None:
    from submissions import administration  # noqa: PLC0415 -- as above

    current().say(administration.add_course(opened(), slug, Text(title_ko, title_en), time_zone))


@command("enrol", Text("강좌에 사람을 등록합니다.", "Give somebody a place in a course."))
@click.argument("course")
@click.argument("login")
@option("--role", type=OneOf("student", "assistant", "instructor"), default="student", text=Text("역할.", "Role."))
@option("--roster-id", text=Text("아이디와 다를 때의 학번.", "Student number, where it differs from the log-in name."))
@in_sentences
def enrol(course: str, login: str, role: str, roster_id: str | None) -> None:
    from submissions import administration  # noqa: PLC0415 -- as above
    from submissions.models import Role  # noqa: PLC0415 -- as above

    current().say(administration.enrol(opened(), course, login, Role(role), roster_id))


@command(
    "import-roster",
    Text(
        "명단(CSV)의 학생을 강좌에 등록하고, 새 계정의 비밀번호를 보여 줍니다.",
        "Enrol a class list (CSV); shows the password of every new account.",
    ),
)
@click.argument("course")
@click.argument("file", type=PATH)
@in_sentences
def import_roster(course: str, file: Path) -> None:
    from submissions import administration  # noqa: PLC0415 -- as above

    made = administration.import_roster(opened(), course, file)
    for new in made:
        current().say(f"{new.login}\t{new.name}\t{new.password}")
    if not made:
        current().note(_NOBODY_NEW.format(course=course))


@command("assign", Text("강좌에 문제 세트를 과제로 냅니다.", "Give a problem set to a course."))
@click.argument("course")
@click.argument("set_id", metavar="SET")
@option(
    "--opens",
    text=Text("시작: 2026-12-01 09:00처럼, 강좌의 시간대로.", "Like 2026-12-01 09:00, in the course's time zone."),
)
@option("--due", text=Text("마감.", "The deadline."))
@option("--closes", text=Text("늦은 제출까지 받는 마지막 시각.", "The last moment for late hand-ins."))
@in_sentences
def assign(course: str, set_id: str, opens: str | None, due: str | None, closes: str | None) -> None:
    from submissions import administration  # noqa: PLC0415 -- as above

    current().say(administration.assign(opened(), course, set_id, (opens, due, closes)))


@command(
    "import-manifest",
    Text("nngrader generate로 인쇄한 문제를 가져옵니다.", "Take over the variants that nngrader generate printed."),
)
@click.argument("course")
@click.argument("assignment")
@click.argument("file", type=PATH)
@in_sentences
def import_manifest(course: str, assignment: str, file: Path) -> None:
    from submissions import administration  # noqa: PLC0415 -- as above

    current().say(administration.import_manifest(opened(), course, assignment, file))


@command(
    "requeue",
    Text(
        "서비스 쪽 문제로 실패한 채점을 모두 다시 대기열에 넣습니다.",
        "Queue again every grading that failed on our side.",
    ),
)
@in_sentences
def requeue() -> None:
    from submissions import administration  # noqa: PLC0415 -- as above

    current().say(administration.requeue_failed(opened()))


for each in (
    init,
    migrate,
    add_user,
    set_password,
    issue_token,
    add_course,
    enrol,
    import_roster,
    assign,
    import_manifest,
    requeue,
):
    admin.add_command(each)

_ABOUT = Text("계정, 강좌, 데이터베이스를 관리합니다.", "Accounts, courses and the database of this installation.")
_COMMANDS = Text("명령", "Commands")
_NO_COMMAND = Text("admin에 그런 명령은 없습니다: '{name}'.", "admin has no command '{name}'.")
_NO_PASSWORD = Text(
    "비밀번호를 물어볼 터미널이 없습니다. {variable} 환경 변수로 지정하십시오.",
    "There is no terminal to ask for a password: give it in the environment variable {variable}.",
)
_NOBODY_NEW = Text(
    "명단의 학생은 모두 '{course}' 강좌에 있습니다. 새로 만든 계정은 없습니다.",
    "Everybody on the list has a place in '{course}'; no account had to be made.",
)
_ASK = Text("비밀번호", "Password")
_AGAIN = Text("한 번 더", "Again")
_HOME = Text("데이터 디렉터리: {home}", "Data directory: {home}")
_MIGRATED = Text("데이터베이스가 이 버전에 맞습니다.", "The database has this version's schema.")
