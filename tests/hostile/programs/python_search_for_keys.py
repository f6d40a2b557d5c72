# expect: returned []
import gc
import hashlib
import sys


def attack(target):
    """Look for the grader's secret in every string that this process can reach."""
    frames, frame = [], sys._getframe()
    while frame:
        frames += [frame.f_locals, frame.f_globals]
        frame = frame.f_back
    strings = set()
    for thing in [*frames, *gc.get_objects()]:
        parts = list(thing.items()) if type(thing) is dict else [thing]
        for part in parts:
            for item in part if type(part) in (tuple, list) else (part,):
                if type(item) is str and len(item) == 40:
                    strings.add(item)
    return [s for s in strings if hashlib.sha256(s.encode()).hexdigest() == target["digest"]]
