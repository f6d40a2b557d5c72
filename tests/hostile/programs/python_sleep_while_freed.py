# expect: time_limit
import time


class Value(list):
    """Carried over the wire as a list; then nobody holds it any more."""

    def __del__(self):
        time.sleep(60)


def attack(target):
    return Value([1.0])
