# expect: wrong_type
class Fake:
    def __array__(self, *_, **__):
        while True:
            pass


def attack(target):
    return Fake()
