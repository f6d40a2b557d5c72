# expect: raised PermissionError
import os


def attack(target):
    os.rename(target["canary"], target["canary"] + ".gone")
