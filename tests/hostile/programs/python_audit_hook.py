# expect: raised RuntimeError
import sys


def refuse(event, _):
    if event.startswith(("object", "sys", "os", "compile")):
        raise RuntimeError(event)


def attack(target):
    sys.addaudithook(refuse)
    return sys._getframe(1).f_code.co_name
