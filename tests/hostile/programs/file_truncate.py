# expect: raised PermissionError
import os


def attack(target):
    os.truncate(target["canary"], 0)
