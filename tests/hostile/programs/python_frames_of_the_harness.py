# expect: returned []
import sys


def attack(target):
    """Names in all the frames below, and in the modules of whatever called: nothing speaks of keys or of answers."""
    found, frame = set(), sys._getframe()
    while frame is not None:
        found |= {*frame.f_locals, *frame.f_globals}
        frame = frame.f_back
    words = ("expected", "oracle", "solution", "secret", "verdict", "points", "score")
    return sorted(name for name in found if any(word in name.lower() for word in words))
