# expect: returned 5
import sys


def attack(target):
    print("hidden")
    sys.stdout.buffer.raw.count += 10**9
    return 5
