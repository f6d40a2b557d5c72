# expect: wrong_type
class Equal:
    def __eq__(self, other):
        return True


def attack(target):
    return Equal()
