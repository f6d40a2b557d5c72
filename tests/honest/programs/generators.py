def batches(items, size):
    for start in range(0, len(items), size):
        yield items[start : start + size]


def answer():
    return list(batches(list(range(7)), 3))
