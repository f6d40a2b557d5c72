# expect: load memory_limit
data = bytearray(4 << 30)


def attack(target):
    return len(data)
