# expect: crash
import os


def attack(target):
    os.abort()
