# expect: load time_limit
import sys
from types import ModuleType


class Lying(ModuleType):
    @property
    def __dict__(self):
        while True:
            pass


sys.modules[__name__].__class__ = Lying


def attack(target):
    return 1
