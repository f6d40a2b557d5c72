# expect: crash
def attack(target):
    def one():
        return 1

    # LOAD_CONST far behind the tuple of constants: a read of foreign memory without ctypes.
    code = one.__code__
    wild = bytes([144, 255, 144, 255, 144, 255, 100, 255, 83, 0])
    one.__code__ = code.replace(co_code=wild, co_consts=(), co_stacksize=9)
    return len(repr(one()))
