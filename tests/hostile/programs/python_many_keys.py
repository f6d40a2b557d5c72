# expect: protocol_violation or wrong_type
def attack(target):
    return {str(i): 0 for i in range(20000)}
