# expect: ended_early
import sys


def attack(target):
    sys.exit(0)
