from collections import namedtuple

Point = namedtuple("Point", "x y")


def answer():
    p = Point(1, 2)
    return [p.x + p.y, p]
