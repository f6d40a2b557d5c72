# expect: returned {'a': 1} or wrong_type or raised RuntimeError
class Changing(dict):
    def items(self):
        self["x"] = 1
        return super().items()


def attack(target):
    return Changing(a=1)
