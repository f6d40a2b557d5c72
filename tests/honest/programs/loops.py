def answer():
    total = 0
    for i in range(10):
        while total < i * i:
            total += 3
    return total
