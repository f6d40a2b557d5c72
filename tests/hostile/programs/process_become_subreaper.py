# expect: returned -1
import ctypes


def attack(target):
    return ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
