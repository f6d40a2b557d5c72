# expect: returned -1
import ctypes


def attack(target):
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    everything = (ctypes.c_uint32 * 6)(*[0xFFFFFFFF] * 6)
    return ctypes.CDLL(None).capset(ctypes.byref(header), ctypes.byref(everything))
