# expect: protocol_violation
import os
import struct
import sys


def nonce():
    """The nonce of the running task, read from the harness's own frame."""
    frame = sys._getframe()
    while "nonce" not in frame.f_locals:
        frame = frame.f_back
    return bytes.fromhex(frame.f_locals["nonce"])


def answer(header, data=b""):
    payload = struct.pack("<I", len(header)) + header + data
    os.write(4, struct.pack("<IB16s", len(payload), 4, nonce()) + payload)


def attack(target):
    answer(b'{"outcome":"full_marks","output":0,"cpu_us":0}', b"")
    return 1
