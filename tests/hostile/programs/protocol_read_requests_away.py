# expect: time_limit or ended_early
import os


def attack(target):
    while os.read(3, 1 << 16):
        pass
