# expect: returned 'refused'
import ctypes
import time


def attack(target):
    start = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)(lambda _: time.sleep(100))
    thread = ctypes.c_ulong()
    error = ctypes.CDLL(None).pthread_create(ctypes.byref(thread), None, start, None)
    return "refused" if error else "started"
