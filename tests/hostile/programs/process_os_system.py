# expect: returned -1 or returned 32512
import os


def attack(target):
    return os.system("touch /tmp/owned")
