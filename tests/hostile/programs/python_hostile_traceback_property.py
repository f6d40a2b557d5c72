# expect: raised Evil
class Evil(Exception):
    @property
    def __traceback__(self):
        raise KeyError


def attack(target):
    raise Evil
