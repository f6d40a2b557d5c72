# expect: raised PermissionError
import os


def attack(target):
    return [os.listdir(path) for path in ("/", "/tmp", "/proc", "/home")]
