# expect: output_limit
import sys


def attack(target):
    while True:
        sys.stderr.write("z" * 1000)
