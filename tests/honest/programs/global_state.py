count = 0


def tick():
    global count
    count += 1
    return count


def answer():
    return [tick() for _ in range(3)]
