# expect: returned 1
class Liar:
    __module__ = property(lambda self: 1 / 0)
    __name__ = property(lambda self: 1 / 0)

    def __call__(self):
        raise SystemExit

    def __getattribute__(self, name):
        raise SystemExit


liar = Liar()


def attack(target):
    return 1
