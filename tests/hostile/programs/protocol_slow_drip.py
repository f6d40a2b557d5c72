# expect: time_limit
import os
import struct
import sys
import time


def attack(target):
    frame = sys._getframe()
    while "nonce" not in frame.f_locals:
        frame = frame.f_back
    nonce = bytes.fromhex(frame.f_locals["nonce"])
    header = b'{"outcome":"returned","value":5,"output":0,"cpu_us":0}'
    payload = struct.pack("<I", len(header)) + header
    for byte in struct.pack("<IB16s", len(payload), 4, nonce) + payload:
        os.write(4, bytes([byte]))
        time.sleep(0.1)
