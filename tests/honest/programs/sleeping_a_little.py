import time


def answer():
    start = time.monotonic()
    time.sleep(0.1)
    return time.monotonic() - start >= 0.1
