# expect: returned None
def attack(target):
    print("\x1b[2J\x1b]0;owned\x07\x9b31m\u202e\ud800")
