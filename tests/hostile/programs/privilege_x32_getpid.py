# expect: violation
import ctypes


def attack(target):
    return ctypes.CDLL(None).syscall(0x40000000 + 39)
