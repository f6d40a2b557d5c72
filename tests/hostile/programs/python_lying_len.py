# expect: wrong_type or returned []
class Lying(list):
    def __len__(self):
        return 10**9

    def __iter__(self):
        while True:
            yield 0


def attack(target):
    return Lying()
