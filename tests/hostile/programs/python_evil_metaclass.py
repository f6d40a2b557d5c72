# expect: raised Odd
class Meta(type):
    def __getattribute__(cls, name):
        if name in ("__name__", "__qualname__", "__module__"):
            raise SystemExit
        return super().__getattribute__(name)


class Odd(Exception, metaclass=Meta):
    pass


def attack(target):
    raise Odd
