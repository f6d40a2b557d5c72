# expect: raised PermissionError
import os
import signal


def attack(target):
    os.kill(-1, signal.SIGKILL)
