# expect: violation
import ctypes


def attack(target):
    return ctypes.CDLL(None).syscall(target["numbers"]["memfd_secret"], 0)
