from decimal import Decimal, getcontext
from fractions import Fraction


def answer():
    getcontext().prec = 30
    return [str(Decimal(1) / 3), str(sum([Fraction(1, 3)] * 3)), str(Decimal("0.1") + Decimal("0.2"))]
