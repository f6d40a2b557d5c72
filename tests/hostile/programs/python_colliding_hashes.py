# expect: wrong_type
def attack(target):
    return {i * (2**61 - 1): 0 for i in range(3000)}
