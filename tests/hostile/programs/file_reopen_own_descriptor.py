# expect: raised PermissionError
def attack(target):
    return open("/dev/fd/3", "rb").read(1)
