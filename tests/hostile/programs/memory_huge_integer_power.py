# expect: memory_limit or time_limit
def attack(target):
    x = 10
    while True:
        x = x * x
