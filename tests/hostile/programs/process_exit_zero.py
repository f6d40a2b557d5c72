# expect: ended_early
import os


def attack(target):
    os._exit(0)
