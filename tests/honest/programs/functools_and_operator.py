import operator
from functools import partial, reduce


def answer():
    double = partial(operator.mul, 2)
    return [reduce(operator.add, map(double, range(4))), sorted("bca", key=operator.neg and str)]
