# expect: violation
import ctypes


def attack(target):
    return ctypes.CDLL(None).mount(b"proc", b"/proc", b"proc", 0, None)
