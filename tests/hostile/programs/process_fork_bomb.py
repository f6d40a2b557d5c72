# expect: raised PermissionError
import os


def attack(target):
    while True:
        os.fork()
