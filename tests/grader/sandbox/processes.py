"""What runs on this machine, as the kernel tells it."""

from pathlib import Path


def alive(pid: int) -> bool:
    """Whether a process runs: not gone, and not a zombie that only waits for its parent."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def below(pid: int) -> set[int]:
    """Every process below this one."""
    found: set[int] = set()
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and alive(int(entry.name)):
            stat = (entry / "stat").read_text(encoding="ascii")
            parents[int(entry.name)] = int(stat.rpartition(")")[2].split()[1])
    fresh = {pid}
    while fresh:
        fresh = {child for child, parent in parents.items() if parent in fresh} - found
        found |= fresh
    return found
