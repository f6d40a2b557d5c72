# expect: time_limit
def attack(target):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
