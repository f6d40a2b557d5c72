# expect: violation
import ctypes


def attack(target):
    event = (ctypes.c_uint8 * 128)()
    return ctypes.CDLL(None).syscall(target["numbers"]["perf_event_open"], ctypes.byref(event), 0, -1, -1, 0)
