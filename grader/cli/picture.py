"""`--picture FILE`: what a command shows, drawn as an SVG file."""

from pathlib import Path

from grader.cli.bilingual import PATH, Function, option
from grader.cli.failure import COULD_NOT_RUN, CommandError
from grader.cli.terminal import current
from grader.system_reasons import reason
from problems.pictures.scene import Picture
from problems.pictures.svg import standalone
from reference.text import Text


def picture_option(text: Text) -> Function:
    """--picture FILE, as `picture`; the text says what is drawn."""
    return option("--picture", type=PATH, metavar="FILE", text=text)


def checked_target(path: Path | None) -> None:
    """Raises CommandError, before any work is done, for a file that is no SVG by its name."""
    if path is not None and path.suffix.lower() != ".svg":
        raise CommandError(_NOT_SVG.format(path=path))


def save(picture: Picture | None, path: Path | None, problem: str) -> None:
    """Write the picture in the reader's language, if a file was named. Raises CommandError where there is none."""
    if path is None:
        return
    if picture is None:
        raise CommandError(_NO_PICTURE.format(id=problem))
    terminal = current()
    try:
        path.write_text(standalone(picture, terminal.locale), encoding="utf-8", newline="\n")
    except OSError as error:
        raise CommandError(_UNWRITABLE.format(path=path, reason=reason(error)), COULD_NOT_RUN) from error
    terminal.note(_SAVED.format(path=path))


_NOT_SVG = Text(
    "{path}: 그림은 SVG 파일로만 만듭니다. 이름이 .svg로 끝나야 합니다.",
    "{path}: pictures are SVG files; the name must end in .svg.",
)
_NO_PICTURE = Text("{id}: 이 문제에는 그림이 없습니다.", "{id} has no picture for these numbers.")
_UNWRITABLE = Text("{path}: 쓸 수 없습니다({reason}).", "{path} cannot be written ({reason}).")
_SAVED = Text("그림을 {path}에 저장했습니다.", "Wrote the picture to {path}.")
