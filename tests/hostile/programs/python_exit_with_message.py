# expect: ended_early
def attack(target):
    raise SystemExit("all tests passed")
