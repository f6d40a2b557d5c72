# expect: memory_limit or crash or ended_early or raised MemoryError
def attack(target):
    kept = []
    while True:
        try:
            kept.append(bytearray(1 << 20))
        except MemoryError:
            kept.append(kept[-1][:])
