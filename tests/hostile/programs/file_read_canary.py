# expect: raised PermissionError
def attack(target):
    return open(target["canary"]).read()
