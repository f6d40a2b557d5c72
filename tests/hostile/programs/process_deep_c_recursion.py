# expect: crash or raised RecursionError or memory_limit
import sys


def attack(target):
    sys.setrecursionlimit(10**9)

    class Nest:
        def __repr__(self):
            return repr(self)

    return repr(Nest())
