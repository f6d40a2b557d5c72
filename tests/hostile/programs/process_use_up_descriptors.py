# expect: returned 'used up'
import os


def attack(target):
    try:
        while True:
            os.dup(0)
    except OSError:
        return "used up"
