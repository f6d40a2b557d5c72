# expect: returned -1
import ctypes


def attack(target):
    how = (ctypes.c_uint64 * 3)(0, 0, 0)
    return ctypes.CDLL(None).syscall(target["numbers"]["openat2"], -100, target["canary"].encode(), ctypes.byref(how), 24)
