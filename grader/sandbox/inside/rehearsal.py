"""A zygote goes through whole dummy jobs before its first fork.

The interpreter adapts its bytecode and fills caches as it runs. What is settled here every job inherits; otherwise
each would settle it anew, in pages that it must copy first.
"""

import linecache
import os
import sys
from typing import Any

import numpy as np

from . import wire
from .harness import Harness
from .output import Output

TIMES, REPEATED = 12, 4
SOURCE = b"""import math
import numpy as np


def f(x, rate):
    e = np.exp(-np.abs(x - np.max(x, axis=-1, keepdims=True)))
    s = np.where(x >= 0, 1 / (1 + e), e / np.sum(e, axis=-1, keepdims=True)) + [1.0, 2.0]
    v = rate * s + (1 - rate) * x**2
    return np.maximum(s, 0) - rate * v / (np.sqrt(v) + 1e-8), np.mean((s - x) ** 2), math.exp(-0.5)


def g(X, y, w):
    for x, label in zip(X, y):
        out = 1 if np.dot(w, x) + 0.5 > 0 else 0
        w = w + 0.1 * (label - out) * x
    p = np.clip(X @ w, 1e-7, 1.0)
    return -np.sum(np.log(p[y == 1])) / len(np.atleast_2d(y)), w.copy(), np.tanh(X.T), np.zeros_like(w)


class Layer:
    def __init__(self, W):
        self.W = W
        self.x = None

    def forward(self, x):
        self.x = x
        return np.dot(x, self.W)

    def backward(self, dout):
        self.dW = self.x.T @ dout
        return dout @ self.W.T, dout.sum(axis=0), np.argmax(dout, axis=1)
"""


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
        os.write(feed, _load() + _calls())
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


def _calls() -> bytes:
    """Functions and an object, with numbers and arrays: what most calls have."""
    square, labels = np.array([[0.5, -1.0], [2.0, 0.25]]), np.array([0, 1])
    encoder = wire.Encoder()
    made = [
        *(_function("f", encoder, x, rate) for x, rate in ((square[0], 0.5), (square, 1), (np.array([0, 2]), 0.5))),
        _function("g", encoder, square, labels, square[1]),
        _object(encoder, square),
    ]
    data = [*encoder.buffers * REPEATED, bytes(wire.NONCE_BYTES)]
    encoder.buffers = data
    return wire.frame(wire.AT_ONCE, bytes(wire.NONCE_BYTES), encoder.payload({"calls": made * REPEATED}))


def _function(name: str, encoder: wire.Encoder, *args: Any) -> list[Any]:
    before = _bytes(encoder)
    nodes = [encoder.encode(arg) for arg in args]
    return [name, nodes, True, _bytes(encoder) - before]


def _object(encoder: wire.Encoder, square: np.ndarray[Any, Any]) -> dict[str, Any]:
    before = _bytes(encoder)
    shared = [["value", encoder.encode(value)] for value in (square, square, square)]
    operations = [
        ["call", "Layer", 0, [["shared", 0]]],
        ["method", "forward", 0, [["shared", 1]]],
        ["method", "backward", 0, [["shared", 2]]],
    ]
    return {"shared": shared, "operations": operations, "read_back": True, "size": _bytes(encoder) - before}


def _bytes(encoder: wire.Encoder) -> int:
    return sum(map(len, encoder.buffers))
