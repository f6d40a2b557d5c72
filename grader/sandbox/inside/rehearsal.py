"""A zygote goes through whole dummy jobs before its first fork.

The interpreter adapts its bytecode and fills caches as it runs. What is settled here every job inherits; otherwise
each would settle it anew, in pages that it must copy first.
"""

import linecache
import os
import sys

from . import wire
from .harness import Harness
from .output import Output

TIMES = 12
SOURCE = b"import numpy as np\ndef f(x):\n    return np.exp(-x) + [1.0, 2.0]\n"


def rehearse(output: Output) -> None:
    """Load and call a small submission a few times, and leave no trace of it."""
    finders, streams = sys.meta_path[:], (sys.stdout, sys.stderr)
    for _ in range(TIMES):
        _serve_once(output)
        sys.modules.pop("rehearsal", None)
        sys.meta_path[:] = finders
    linecache.clearcache()
    sys.stdout, sys.stderr = streams


def _serve_once(output: Output) -> None:
    requests, feed = os.pipe()
    sink, replies = os.pipe()
    try:
        os.write(feed, _load() + _call())
        os.close(feed)
        Harness(requests, replies, output).serve()
    finally:
        for descriptor in (requests, sink, replies):
            os.close(descriptor)


def _load() -> bytes:
    nonces = ["00" * wire.NONCE_BYTES] * 2
    encoder = wire.Encoder()
    encoder.buffers = [SOURCE]
    files = [["rehearsal.py", "rehearsal.py", len(SOURCE)]]
    header = {"files": files, "seed": 0, "allowed": ["numpy"], "nonces": nonces}
    return wire.frame(wire.LOAD, bytes(wire.NONCE_BYTES), encoder.payload(header))


def _call() -> bytes:
    call = ["f", [0.5], False, 0]
    encoder = wire.Encoder()
    encoder.buffers = [bytes(wire.NONCE_BYTES)]
    return wire.frame(wire.CALLS, bytes(wire.NONCE_BYTES), encoder.payload({"calls": [call]}))
