# expect: load ended_early or load protocol_violation or returned 2 or ended_early or raised TypeError
import builtins

builtins.len = lambda *_: 0
builtins.isinstance = lambda *_: True
builtins.type = int
builtins.print = None


def attack(target):
    return 2
