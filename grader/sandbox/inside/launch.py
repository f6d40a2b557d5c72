"""`python launch.py UID|- COMMAND…`: become that user, die with the parent, be first in line when memory runs out.

A script of its own because the uid must change before bubblewrap starts: inside it only one id is mapped.
"""

import ctypes
import os
import signal
import sys
from pathlib import Path

PR_SET_PDEATHSIG = 1


def main(uid: str, command: list[str]) -> None:
    """Replace this process by the command."""
    parent = os.getppid()
    try:
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    except OSError:
        print("oom_score_adj cannot be raised here", file=sys.stderr)
    if uid != "-":
        os.setgroups([])
        os.setresgid(int(uid), int(uid), int(uid))
        os.setresuid(int(uid), int(uid), int(uid))
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)  # a change of uid cleared an earlier one
    if os.getppid() == parent:
        os.execv(command[0], command)  # noqa: S606 -- no shell is wanted


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
