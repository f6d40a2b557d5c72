# expect: protocol_violation
import os
import struct


def attack(target):
    header = b'{"outcome":"returned","value":42,"output":0,"cpu_us":0}'
    payload = struct.pack("<I", len(header)) + header
    os.write(4, struct.pack("<IB16s", len(payload), 4, bytes(16)) + payload)
    return 1
