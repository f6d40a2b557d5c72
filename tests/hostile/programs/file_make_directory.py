# expect: raised PermissionError
import os


def attack(target):
    os.mkdir(target["canary"] + ".d")
