# expect: ended_early
import signal


def attack(target):
    # A signal of the kernel's, with its usual end: no exit status of Python's.
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, 0.01)
    while True:
        pass
