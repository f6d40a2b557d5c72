# expect: wrong_type
def attack(target):
    return 1 << 5000
