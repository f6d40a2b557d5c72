# expect: protocol_violation
import os


def attack(target):
    os.write(4, b"\xff" * 100)
    return 1
