# expect: raised ModuleNotFoundError
def attack(target):
    import multiprocessing

    with multiprocessing.Pool(2) as pool:
        return pool.map(abs, [-1, -2])
