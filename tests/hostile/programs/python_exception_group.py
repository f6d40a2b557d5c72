# expect: raised ExceptionGroup
def attack(target):
    raise ExceptionGroup("many", [ValueError(str(n)) for n in range(1000)])
