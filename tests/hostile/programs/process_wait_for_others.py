# expect: raised PermissionError or raised ChildProcessError
import os


def attack(target):
    return os.waitpid(-1, 0)
