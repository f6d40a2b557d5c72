# expect: protocol_violation or raised
import os
import struct
import sys


def attack(target):
    # Text that is no text but lists, nested as deep as the reader of JSON just allows.
    frame = sys._getframe()
    while "nonce" not in frame.f_locals:
        frame = frame.f_back
    nonce = bytes.fromhex(frame.f_locals["nonce"])
    deep = b"[" * 900 + b"]" * 900
    error = b'{"type":' + deep + b',"message":' + deep + b',"file":1,"line":2,"traceback":' + deep + b"}"
    header = b'{"outcome":"raised","came":' + deep + b',"error":' + error + b',"output":0,"cpu_us":0}'
    payload = struct.pack("<I", len(header)) + header
    os.write(4, struct.pack("<IB16s", len(payload), 4, nonce) + payload)
    while True:
        pass
