# expect: protocol_violation
import os
import struct
import sys


def attack(target):
    # JSON has no infinity, but Python reads one: a count that is endless.
    frame = sys._getframe()
    while "nonce" not in frame.f_locals:
        frame = frame.f_back
    nonce = bytes.fromhex(frame.f_locals["nonce"])
    header = b'{"outcome":"returned","value":1,"output":Infinity,"cpu_us":NaN}'
    payload = struct.pack("<I", len(header)) + header
    os.write(4, struct.pack("<IB16s", len(payload), 4, nonce) + payload)
    while True:
        pass
