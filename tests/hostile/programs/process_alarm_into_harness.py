# expect: returned 1 or raised ValueError or ended_early
import signal


def attack(target):
    def late(*_):
        raise ValueError("in the harness")

    signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, 0.0001, 0.0001)
    return 1
