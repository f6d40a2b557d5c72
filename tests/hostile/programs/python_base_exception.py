# expect: raised KeyboardInterrupt
def attack(target):
    raise KeyboardInterrupt
