# expect: wrong_type
def attack(target):
    loop = []
    loop.append(loop)
    return loop
