# expect: time_limit
import time


def attack(target):
    time.sleep(3600)
