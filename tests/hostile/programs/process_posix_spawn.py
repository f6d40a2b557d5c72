# expect: raised PermissionError
import os


def attack(target):
    return os.posix_spawn("/bin/sh", ["sh", "-c", "sleep 100"], {})
