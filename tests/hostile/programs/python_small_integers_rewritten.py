# expect: returned or raised or protocol_violation or ended_early or crash or wrong_type
import ctypes


def attack(target):
    # 2 becomes 3 everywhere in this process: lengths, tags and counts of the harness included.
    for number in (2, 4, 16):
        ctypes.memset(id(number) + 24, 3, 1)
    return 1
