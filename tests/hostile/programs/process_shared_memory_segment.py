# expect: returned -1
import ctypes


def attack(target):
    return ctypes.CDLL(None).shmget(0x1234, 1 << 20, 0o1666)
