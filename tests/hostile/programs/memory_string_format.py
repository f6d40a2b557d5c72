# expect: memory_limit
def attack(target):
    return len("%*d" % (2**31 - 1, 1))
