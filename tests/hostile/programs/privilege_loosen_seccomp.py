# expect: raised PermissionError
import ctypes
import os


def attack(target):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(22, 0, 0, 0, 0) < 0 and libc.syscall(317, 0, 0, None) < 0:
        raise PermissionError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
