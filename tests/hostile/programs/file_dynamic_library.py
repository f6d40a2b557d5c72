# expect: raised OSError
import ctypes


def attack(target):
    return ctypes.CDLL(target["canary"])._handle
