# expect: wrong_type
class Fake:
    __array_interface__ = {"shape": (10**9,), "typestr": "<f8", "data": (8, False), "version": 3}


def attack(target):
    return Fake()
