"""Matplotlib in a job that opens no file: fonts from memory, figures drawn by Agg and then dropped.

Nothing that a student draws leaves the job: `savefig` to a path draws the picture, so that its mistakes show as they
would outside, and lets it go; `show` closes the figures, as closing their windows would. No picture from a stranger
ever reaches a browser, and no marks hang on one.
"""

import atexit
import importlib
import io
import logging
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

# No directory can be made below a device: Matplotlib finds that it cannot keep a cache, and goes on without one.
NOWHERE = "/dev/null/none"
_VECTOR_FORMATS = frozenset({"pdf", "svg", "svgz", "ps", "eps", "pgf"})
_FACES = ("serif", "monospace", "cursive", "fantasy", "STIXGeneral", "cmr10")


class _Shadow:
    """A module with some names replaced, for the one module that sees it under its own name."""

    def __init__(self, module: ModuleType, **replaced: object) -> None:
        self._module = module
        self.__dict__.update(replaced)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._module, name)


def load() -> None:
    """Import Matplotlib without its touching any directory, then warm it; call while files can be read."""
    os.environ["MPLCONFIGDIR"], os.environ["MPL_IGNORE_SYSTEM_FONTS"] = NOWHERE, "1"
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it would warn about the directory
    make, tempfile.mkdtemp = tempfile.mkdtemp, lambda *_args, **_names: NOWHERE  # type: ignore[assignment]
    try:
        pyplot: Any = importlib.import_module("matplotlib.pyplot")
        fonts: Any = importlib.import_module("matplotlib.font_manager")
    finally:
        tempfile.mkdtemp = make
        atexit.unregister(shutil.rmtree)
    logging.getLogger("matplotlib").setLevel(logging.NOTSET)
    _keep_fonts(fonts)
    _drop_figures(pyplot)
    _warm(pyplot)


def _keep_fonts(fonts: Any) -> None:
    """Read Matplotlib's own faces into memory, and forget the machine's: plots are the same everywhere."""
    manager = fonts.fontManager
    own = os.path.dirname(fonts.cbook._get_data_path("fonts/ttf/DejaVuSans.ttf"))  # noqa: SLF001, PTH120 -- as keyed
    manager.ttflist = [entry for entry in manager.ttflist if entry.fname.startswith(own)]
    kept = {os.path.realpath(path): path.read_bytes() for path in Path(own).glob("*.ttf")}
    font: Callable[..., Any] = fonts.ft2font.FT2Font

    def opened(path: Any, *args: Any, **names: Any) -> Any:
        known = isinstance(path, str) and path in kept
        return font(io.BytesIO(kept[path]) if known else path, *args, **names)

    def is_file(path: Any) -> bool:
        return os.path.realpath(path) in kept

    fonts.ft2font = _Shadow(fonts.ft2font, FT2Font=opened)
    mathtext: Any = importlib.import_module("matplotlib._mathtext")
    fonts.os = mathtext.os = _Shadow(os, path=_Shadow(os.path, isfile=is_file, exists=is_file))


def _drop_figures(pyplot: Any) -> None:
    """Draw what is saved under a name, and keep nothing of it."""
    backends: Any = importlib.import_module("matplotlib.backend_bases")
    original = backends.FigureCanvasBase.print_figure

    def print_figure(self: Any, filename: Any, *args: Any, **names: Any) -> Any:
        if isinstance(filename, (str, os.PathLike)):
            suffix = Path(filename).suffix[1:] or pyplot.rcParams["savefig.format"]
            wanted = (names.get("format") or suffix).lower()
            if wanted in self.get_supported_filetypes():  # otherwise Matplotlib says itself which there are
                names["format"] = "png" if wanted in _VECTOR_FORMATS else wanted
                filename = io.BytesIO()
        return original(self, filename, *args, **names)

    def show(*_args: Any, **_names: Any) -> None:
        pyplot.close("all")

    backends.FigureCanvasBase.print_figure = _posing(print_figure, backends)
    pyplot.show = show


def _posing(function: Any, module: ModuleType) -> FunctionType:
    """The function as if the module had it: Matplotlib's warnings then name the student's line instead of ours."""
    code = function.__code__.replace(co_filename=str(module.__file__))
    return FunctionType(
        code, function.__globals__ | {"__name__": module.__name__}, code.co_name, None, function.__closure__
    )


def _warm(pyplot: Any) -> None:
    """One of everything usual, so that each job finds its modules loaded and its caches filled."""
    figure, (left, right) = pyplot.subplots(1, 2)
    left.plot([1.0, 10.0, 100.0], label=r"$\alpha_1^2 + \frac{1}{2}$")
    left.set_yscale("log")
    left.legend()
    right.imshow([[0.0, 1.0], [1.0, 0.0]])
    for face in _FACES:
        right.set_title("a", family=face)
        figure.canvas.draw()
    figure.add_subplot(projection="3d")
    figure.savefig(io.BytesIO(), format="png")
    pyplot.close("all")
