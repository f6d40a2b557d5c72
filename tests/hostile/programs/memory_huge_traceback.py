# expect: raised Exception
def attack(target):
    def deep(n):
        if n == 0:
            raise Exception("m" * 10**7)
        deep(n - 1)

    deep(900)
