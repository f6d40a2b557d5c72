# expect: protocol_violation
import os

sent = []
real_write = os.write


def recording(descriptor, data):
    sent.append((descriptor, bytes(data)))
    return real_write(descriptor, data)


os.write = recording


def attack(target):
    for descriptor, data in sent:
        if descriptor == 4:
            real_write(4, data)
    return 1
