# expect: raised PermissionError
import os


def attack(target):
    os.utime(target["canary"], (0, 0))
