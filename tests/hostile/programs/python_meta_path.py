# expect: raised ModuleNotFoundError
import sys


def attack(target):
    sys.meta_path.clear()
    import not_a_module  # noqa

    return True
