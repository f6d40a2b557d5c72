# expect: time_limit
import sys


class Loud(list):
    def __del__(self):
        raise ValueError


def forever(_):
    while True:
        pass


def attack(target):
    sys.unraisablehook = forever
    return Loud([1])
