from abc import ABC, abstractmethod


class Activation(ABC):
    @abstractmethod
    def __call__(self, x): ...

    @property
    def name(self):
        return type(self).__name__.lower()


class ReLU(Activation):
    def __call__(self, x):
        return max(0, x)


def answer():
    try:
        Activation()
    except TypeError:
        return [ReLU()(-1), ReLU()(2), ReLU().name]
