# expect: violation
import ctypes


def attack(target):
    return ctypes.CDLL(None).syscall(target["numbers"]["bpf"], 0, None, 0)
