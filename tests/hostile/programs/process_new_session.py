# expect: raised PermissionError
import os


def attack(target):
    os.setsid()
