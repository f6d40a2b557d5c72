# expect: time_limit
import ctypes
import signal


def attack(target):
    # The handler only takes a note; the faulting instruction is tried again, for ever.
    signal.signal(signal.SIGSEGV, lambda *_: None)
    return ctypes.string_at(0)
