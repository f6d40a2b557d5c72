# expect: returned -1
import ctypes


def attack(target):
    arguments = (ctypes.c_uint64 * 11)()
    return ctypes.CDLL(None).syscall(target["numbers"]["clone3"], ctypes.byref(arguments), 88)
