# expect: load protocol_violation
import os

os.write(4, bytes(21))


def attack(target):
    return 1
