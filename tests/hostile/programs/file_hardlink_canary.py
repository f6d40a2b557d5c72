# expect: raised PermissionError
import os


def attack(target):
    os.link(target["canary"], target["canary"] + ".link")
