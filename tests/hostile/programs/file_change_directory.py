# expect: raised PermissionError
import os


def attack(target):
    os.chdir(os.path.dirname(target["canary"]))
