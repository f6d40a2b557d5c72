# expect: raised PermissionError
import os


def attack(target):
    return os.stat(target["canary"]).st_size
