# expect: returned -1
import ctypes


def attack(target):
    return ctypes.CDLL(None).semget(0x1234, 4, 0o1666)
