# expect: violation
import ctypes


def attack(target):
    return ctypes.CDLL(None).reboot(0x1234567)
