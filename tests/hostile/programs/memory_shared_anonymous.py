# expect: memory_limit or raised OSError
import mmap


def attack(target):
    return [mmap.mmap(-1, 1 << 30) for _ in range(64)] and True
