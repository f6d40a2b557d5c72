# expect: raised Evil
class Evil(Exception):
    def __str__(self):
        raise SystemExit


def attack(target):
    raise Evil
