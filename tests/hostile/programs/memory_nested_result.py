# expect: wrong_type
def attack(target):
    nested = []
    for _ in range(100000):
        nested = [nested]
    return nested
