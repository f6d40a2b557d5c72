# expect: returned '?'
def attack(target):
    return "\ud800"
