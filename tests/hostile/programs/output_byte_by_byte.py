# expect: output_limit
import os


def attack(target):
    while True:
        os.write(1, b"x")
