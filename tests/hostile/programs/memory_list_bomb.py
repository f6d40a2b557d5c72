# expect: memory_limit
def attack(target):
    grown = [0]
    while True:
        grown = grown + grown
