# expect: wrong_type
def attack(target):
    return "x" * (32 << 20)
