# expect: wrong_type or time_limit or returned
import signal


class Endless(list):
    pass


def attack(target):
    value = Endless(range(1000))
    signal.signal(signal.SIGALRM, lambda *_: value.extend(range(1000)))
    signal.setitimer(signal.ITIMER_REAL, 0.00005, 0.00005)
    return value
