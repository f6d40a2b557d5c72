# expect: raised PermissionError
import fcntl


def attack(target):
    fcntl.flock(4, fcntl.LOCK_EX)
