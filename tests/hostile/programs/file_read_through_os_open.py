# expect: raised PermissionError
import os


def attack(target):
    return os.read(os.open(target["canary"], os.O_RDONLY | os.O_CLOEXEC), 100).decode()
