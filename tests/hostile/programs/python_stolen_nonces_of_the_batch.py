# expect: returned 'chosen'
import os
import struct
import sys


def attack(target):
    # All nonces of one frame are there at its first call: every answer can be sent early, but only by this job.
    frame = sys._getframe()
    while "nonces" not in frame.f_locals:
        frame = frame.f_back
    nonces = bytes(frame.f_locals["nonces"])
    for at in range(0, len(nonces), 16):
        header = b'{"outcome":"returned","value":"chosen","output":0,"cpu_us":0}'
        payload = struct.pack("<I", len(header)) + header
        os.write(4, struct.pack("<IB16s", len(payload), 4, nonces[at : at + 16]) + payload)
    os._exit(0)
