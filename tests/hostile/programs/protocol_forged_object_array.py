# expect: protocol_violation
import os
import struct
import sys


def attack(target):
    frame = sys._getframe()
    while "nonce" not in frame.f_locals:
        frame = frame.f_back
    nonce = bytes.fromhex(frame.f_locals["nonce"])
    header = b'{"outcome":"returned","value":["a",[1],"|O"],"output":0,"cpu_us":0}'
    payload = struct.pack("<I", len(header)) + header + bytes(8)
    os.write(4, struct.pack("<IB16s", len(payload), 4, nonce) + payload)
    return 1
