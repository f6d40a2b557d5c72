# expect: violation
import ctypes


def attack(target):
    return ctypes.CDLL(None).syscall(target["numbers"]["add_key"], b"user", b"name", b"value", 5, -3)
