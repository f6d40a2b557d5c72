# expect: time_limit
import signal


def attack(target):
    signal.signal(signal.SIGXCPU, lambda *_: None)
    while True:
        try:
            sum(range(10**6))
        except BaseException:
            pass
