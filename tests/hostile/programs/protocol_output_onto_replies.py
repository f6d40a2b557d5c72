# expect: protocol_violation
import sys


def attack(target):
    sys.stdout.buffer.raw._descriptor = 4
    print("printed where answers go")
    return 1
