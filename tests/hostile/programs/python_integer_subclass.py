# expect: wrong_type
class Any(int):
    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


def attack(target):
    return Any(1)
