# expect: returned 3 or ended_early
import sys

for name in list(sys.modules):
    if name not in ("sys", "builtins"):
        sys.modules[name] = None


def attack(target):
    return 3
