# expect: ended_early
import os


def attack(target):
    os.closerange(0, 4096)
    return 1
