# expect: wrong_type
class Spoof:
    @property
    def __class__(self):
        return list


def attack(target):
    return Spoof()
