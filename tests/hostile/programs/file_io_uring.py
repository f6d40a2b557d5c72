# expect: violation
import ctypes


def attack(target):
    parameters = (ctypes.c_uint8 * 120)()
    return ctypes.CDLL(None).syscall(target["numbers"]["io_uring_setup"], 8, ctypes.byref(parameters))
