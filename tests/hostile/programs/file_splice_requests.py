# expect: raised PermissionError or raised AttributeError
import os


def attack(target):
    return os.splice(3, 4, 1000)
