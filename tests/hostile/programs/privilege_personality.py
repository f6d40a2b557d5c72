# expect: violation
import ctypes


def attack(target):
    return ctypes.CDLL(None).personality(0x0040000)
