# expect: returned 7
import atexit
import time


class Slow:
    def __del__(self):
        time.sleep(60)


keep = Slow()
atexit.register(time.sleep, 60)


def attack(target):
    return 7
