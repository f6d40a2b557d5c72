# expect: returned -1
import ctypes


def attack(target):
    return ctypes.CDLL(None).msgget(0x1234, 0o1666)
