# expect: wrong_type
def attack(target):
    return [0] * 10**6
