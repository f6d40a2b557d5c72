# expect: time_limit
import re


def attack(target):
    return re.match(r"(a+)+$", "a" * 64 + "b")
