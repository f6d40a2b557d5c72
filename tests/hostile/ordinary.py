"""Run tests as an ordinary user where everything belongs to root: `python -m tests.hostile.ordinary [ARGUMENT…]`.

Started by an ordinary user it is plain pytest with these arguments. Started by root it becomes one first. The
interpreter may stand in root's home, where nobody else can walk, so bubblewrap shows the same machine with that one
directory opened as far as the interpreter.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from grader.sandbox import command

UID = 64999  # neither root nor the user that jobs of a grader that is root run as
DEFAULT = ("tests/hostile", "tests/honest", "--long")


def main(arguments: list[str]) -> int:
    """Run pytest as an ordinary user; its exit status."""
    pytest = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *(arguments or DEFAULT)]
    with tempfile.TemporaryDirectory(prefix="ordinary-") as scratch:
        environment = os.environ | {"TMPDIR": scratch, "HOME": scratch, "PYTHONDONTWRITEBYTECODE": "1"}
        if os.getuid() == 0:
            os.chown(scratch, UID, UID)
            pytest = _lowered(pytest)
        return subprocess.run(pytest, env=environment, check=False).returncode


def _lowered(line: list[str]) -> list[str]:
    bwrap = command.bubblewrap()
    if bwrap is None:
        raise SystemExit("bubblewrap is needed to show an ordinary user what root's interpreter is made of")
    return [bwrap, "--die-with-parent", "--dev-bind", "/", "/", *_opened_home(), "--", *command.launched(UID, line)]


def _opened_home() -> list[str]:
    """Root's home with nothing in it but the interpreter, if that is where the interpreter stands."""
    home, prefix = Path("/root"), Path(os.path.realpath(sys.base_prefix))
    if not prefix.is_relative_to(home):
        return []
    options = ["--perms", "0755", "--tmpfs", str(home)]
    for parent in reversed([one for one in prefix.parents if one.is_relative_to(home) and one != home]):
        options += ["--perms", "0755", "--dir", str(parent)]
    return [*options, "--ro-bind", str(prefix), str(prefix)]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
