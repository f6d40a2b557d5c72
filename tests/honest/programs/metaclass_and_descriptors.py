class Positive:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner):
        return getattr(instance, self.name)

    def __set__(self, instance, value):
        if value <= 0:
            raise ValueError("must be positive")
        setattr(instance, self.name, value)


class Registry(type):
    known = []

    def __new__(cls, name, bases, body):
        cls.known.append(name)
        return super().__new__(cls, name, bases, body)


class Optimizer(metaclass=Registry):
    lr = Positive()


def answer():
    o = Optimizer()
    o.lr = 0.5
    try:
        o.lr = -1
    except ValueError as error:
        return [o.lr, str(error), Registry.known]
