# expect: time_limit
import signal


def attack(target):
    def again(*_):
        signal.setitimer(signal.ITIMER_REAL, 0.01)

    signal.signal(signal.SIGALRM, again)
    again()
    while True:
        pass
