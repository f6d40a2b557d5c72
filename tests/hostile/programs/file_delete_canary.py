# expect: raised PermissionError
import os


def attack(target):
    os.remove(target["canary"])
