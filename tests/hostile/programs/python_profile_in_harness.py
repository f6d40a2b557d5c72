# expect: ended_early or raised KeyError or protocol_violation
import sys


def attack(target):
    def spy(frame, event, _):
        if frame.f_code.co_filename.endswith("harness.py") and event == "return":
            raise KeyError("in the harness")

    sys.setprofile(spy)
    return 3
