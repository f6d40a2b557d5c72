def counter():
    n = 0

    def step():
        nonlocal n
        n += 1
        return n

    return step


def answer():
    step = counter()
    step()
    return step()
