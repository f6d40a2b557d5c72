# expect: ended_early or returned 4 or raised ValueError
import sys


def attack(target):
    sys.stdout.close()
    return 4
