# expect: returned []
from pathlib import Path


def attack(target):
    found = []
    for start in ("/", "/home", "/root", "/etc", "/run", "/var"):
        try:
            found += [str(path) for path in Path(start).rglob("*.env")]
            found += [str(path) for path in Path(start).iterdir()]
        except OSError:
            pass
    return found
