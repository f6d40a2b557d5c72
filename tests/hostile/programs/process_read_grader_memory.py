# expect: violation
import ctypes


def attack(target):
    return ctypes.CDLL(None).syscall(target["numbers"]["process_vm_readv"], target["pid"], None, 0, None, 0, 0)
