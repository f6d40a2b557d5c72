# expect: protocol_violation or raised PermissionError
import os
import signal


def attack(target):
    # The interpreter itself writes a byte for every signal onto the replies.
    os.set_blocking(4, False)
    signal.set_wakeup_fd(4, warn_on_full_buffer=False)
    signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
    return sum(range(10_000_000))
