# expect: time_limit
import os


def attack(target):
    return os.read(3, 1)
