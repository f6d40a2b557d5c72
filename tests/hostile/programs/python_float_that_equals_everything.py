# expect: wrong_type or returned 1.0
class Equal(float):
    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


def attack(target):
    return Equal(1.0)
