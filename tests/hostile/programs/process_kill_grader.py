# expect: raised PermissionError
import os


def attack(target):
    os.kill(target["pid"], 9)
