"""What runs on this machine, as the kernel tells it."""

from pathlib import Path


def alive(pid: int) -> bool:
    """Whether a process runs: not gone, and not a zombie that only waits for its parent."""
    return _state_and_parent(str(pid))[0] != "Z"


def _state_and_parent(pid: str) -> tuple[str, int]:
    """A process that has gone counts as a zombie without a parent."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return "Z", 0
    state, parent, *_ = status.rpartition(")")[2].split()
    return state, int(parent)


def below(pid: int) -> set[int]:
    """Every process below this one."""
    found: set[int] = set()
    parents = {}
    for entry in Path("/proc").iterdir():
        state, parent = _state_and_parent(entry.name) if entry.name.isdecimal() else ("Z", 0)
        if state != "Z":
            parents[int(entry.name)] = parent
    fresh = {pid}
    while fresh:
        fresh = {child for child, parent in parents.items() if parent in fresh} - found
        found |= fresh
    return found
