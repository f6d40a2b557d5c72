# expect: time_limit
import gc


def forever(phase, _):
    while phase == "start":
        pass


def attack(target):
    gc.callbacks.append(forever)
    gc.set_threshold(1, 1, 1)
    return [[n] for n in range(5000)]
