# expect: wrong_type
class Reduced:
    def __reduce__(self):
        import os

        return os.system, ("touch /tmp/owned",)


def attack(target):
    return Reduced()
