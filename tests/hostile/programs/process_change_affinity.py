# expect: raised PermissionError
import os


def attack(target):
    os.sched_setaffinity(0, {0})
