# expect: ended_early
import os
import time


def attack(target):
    os.close(4)
    time.sleep(60)
