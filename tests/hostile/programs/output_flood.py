# expect: output_limit
def attack(target):
    while True:
        print("x" * 1000)
