# expect: raised PermissionError
import os


def attack(target):
    return os.statvfs("/").f_bsize
