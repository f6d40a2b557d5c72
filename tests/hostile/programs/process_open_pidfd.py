# expect: raised PermissionError
import os


def attack(target):
    return os.pidfd_open(target["pid"])
