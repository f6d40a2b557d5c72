# expect: raised PermissionError
import os


def attack(target):
    os.mkfifo(target["canary"] + ".pipe")
