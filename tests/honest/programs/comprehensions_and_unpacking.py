def answer():
    a, *rest = (x for x in range(6) if x % 2 == 0)
    return [a, rest, {k: v for k, v in zip("abc", range(3))}, [*rest, *[9]], {**{"a": 1}, "b": 2}]
