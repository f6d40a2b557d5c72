# expect: violation
import ctypes


def attack(target):
    handle = (ctypes.c_uint8 * 136)()
    return ctypes.CDLL(None).syscall(target["numbers"]["open_by_handle_at"], -100, ctypes.byref(handle), 0)
