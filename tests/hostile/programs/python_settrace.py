# expect: returned 3
import sys


def attack(target):
    sys.settrace(lambda *_: None)
    sys.setprofile(lambda *_: None)
    return 3
