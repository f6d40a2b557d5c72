# expect: raised PermissionError
import os


def attack(target):
    os.setxattr(target["canary"], "user.mark", b"1")
