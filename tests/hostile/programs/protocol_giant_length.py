# expect: wrong_type
import os
import struct
import sys


def attack(target):
    frame = sys._getframe()
    while "nonce" not in frame.f_locals:
        frame = frame.f_back
    nonce = bytes.fromhex(frame.f_locals["nonce"])
    os.write(4, struct.pack("<IB16s", 2**31, 4, nonce))
    return 1
