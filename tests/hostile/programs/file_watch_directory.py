# expect: raised PermissionError
import ctypes
import os


def attack(target):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.inotify_init() < 0:
        raise PermissionError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
