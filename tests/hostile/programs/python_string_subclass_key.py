# expect: wrong_type
class Key(str):
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0


def attack(target):
    return {Key("a"): 1}
