# expect: raised PermissionError
import os


def attack(target):
    return os.open("/tmp", os.O_TMPFILE | os.O_RDWR, 0o600)
