# expect: returned 4
import sys


def attack(target):
    sys.stdout = sys.stderr = None
    return 4
