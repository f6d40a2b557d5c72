# expect: time_limit
import os
import time


def attack(target):
    os.write(4, b"\x10")
    time.sleep(60)
