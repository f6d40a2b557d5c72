# expect: raised RecursionError or ended_early or returned 1
import sys


def attack(target):
    sys.setrecursionlimit(sys.getrecursionlimit() // 100 + 20)
    return 1
