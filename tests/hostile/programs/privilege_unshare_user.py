# expect: violation
import ctypes


def attack(target):
    return ctypes.CDLL(None).unshare(0x10000000)
