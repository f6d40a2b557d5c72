# expect: violation
import ctypes


def attack(target):
    return ctypes.CDLL(None).syscall(target["numbers"]["pidfd_getfd"], 10, 0, 0)
