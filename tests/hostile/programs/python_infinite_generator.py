# expect: wrong_type
import itertools


def attack(target):
    return itertools.count()
