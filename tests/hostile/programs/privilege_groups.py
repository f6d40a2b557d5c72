# expect: raised PermissionError
import os


def attack(target):
    os.setgroups([0])
