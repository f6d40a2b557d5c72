# expect: time_limit
def attack(target):
    while True:
        pass
