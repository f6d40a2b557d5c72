# expect: memory_limit or time_limit or raised MemoryError or raised RecursionError or raised SyntaxError or crash
def attack(target):
    return eval(compile("-" * 200000 + "1", "bomb", "eval"))
