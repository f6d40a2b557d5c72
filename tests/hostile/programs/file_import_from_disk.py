# expect: raised ModuleNotFoundError
import sys


def attack(target):
    sys.path.append("/tmp")
    import secret_module  # noqa

    return True
