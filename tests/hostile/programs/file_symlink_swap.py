# expect: raised PermissionError
import os


def attack(target):
    os.symlink("/etc/passwd", target["canary"] + ".link")
