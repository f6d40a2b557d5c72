# expect: violation
import os


def attack(target):
    os.chroot("/")
