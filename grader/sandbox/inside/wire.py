"""Frames and values on the pipes between grader and job.

A frame is `length (u32) | tag (u8) | nonce (16 bytes) | payload`; a payload is `header length (u32) | JSON header |
array bytes`. In a header a plain value stands for itself, a list of integers for a float64 array of that shape, which
is what most values are, and a list that begins with a letter for anything else. Both ends use this module, and the
grader trusts nothing that a job sends: `read_payload` and `decode` check every length, type, shape and count before
they build anything, and raise `WireError`.
"""

import json
import re
import struct
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

PREFIX = struct.Struct("<IB16s")
CPU_US = struct.Struct("<Q")  # what READY carries: CPU time so far; no student code has run by then
NONCE_BYTES = 16
MAX_PAYLOAD = 16 << 20
MAX_HEADER = 256 << 10
MAX_DEPTH = 40
MAX_NODES = 20_000
MAX_KEYS = 1_000
MAX_INT_BITS = 4096
MAX_NDIM = 8

READY, LOAD, CALLS, ANSWER, AT_ONCE, ANSWERS = 1, 2, 3, 4, 5, 6


def _compact() -> Callable[[Any], str]:
    """JSON without blanks. `JSONEncoder.encode` makes CPython's encoder anew for each value; here it is made once."""
    plain = json.JSONEncoder(separators=(",", ":"))
    make = getattr(json.encoder, "c_make_encoder", None)
    if make is None:
        return plain.encode
    chunks = make(None, plain.default, json.encoder.encode_basestring_ascii, None, ":", ",", False, False, True)
    return lambda value: "".join(chunks(value, 0))


# Made once, and before student code runs: patching `json` is then the student's own affair.
_dumps = _compact()

_HEADER = struct.Struct("<I")
_USUAL = re.compile(rb'(\{"outcome":"returned","value":.+),"cpu_us":([0-9]{1,15}),"output":([0-9]{1,15})\}')
MAX_USUAL = 200
_DTYPES = {
    dtype.str: dtype
    for dtype in (np.dtype(code) for code in "?bhilqBHILQefdgFDG")
    if dtype.kind in "biufc" and dtype.itemsize
}
_FLOATS = "<f8"
_FLOAT = _DTYPES[_FLOATS]
_NATIVE = {dtype: name for name, dtype in _DTYPES.items() if dtype.isnative and name[0] != ">"}


class WireError(ValueError):
    """Bytes or a value that the wire does not carry; the message says what came."""


def frame(tag: int, nonce: bytes, payload: bytes) -> bytes:
    """One frame, ready to be written."""
    return PREFIX.pack(len(payload), tag, nonce) + payload


class Encoder:
    """Turns values into JSON nodes; the bytes of arrays gather in `buffers`, in the order of their nodes."""

    def __init__(self) -> None:
        self.buffers: list[bytes] = []
        self._nodes = 0
        self._bytes = 0

    def encode(self, value: Any, depth: int = 0) -> Any:
        """The JSON node of one value; raises `WireError` naming what cannot be sent."""
        self._nodes += 1
        if self._nodes > MAX_NODES or depth > MAX_DEPTH:
            raise WireError(_too_many(depth))
        kind = type(value)  # not isinstance: that asks the object, which may lie
        if kind is np.ndarray:
            name, shape = self._array(value), list(value.shape)
            return shape if name == _FLOATS and shape else ["a", shape, name]
        if value is None or kind in _PLAIN:
            return value if value is None else _PLAIN[kind](value)
        if issubclass(kind, np.generic):
            return ["n", self._array(np.asarray(value))]
        if issubclass(kind, np.ndarray):
            return self.encode(np.asarray(value), depth)
        return self._container(value, depth)

    def payload(self, header: dict[str, Any]) -> bytes:
        """The payload of one frame: a header that holds the nodes, then the gathered bytes."""
        return payload_of(header_text(header), self.buffers)

    def _container(self, value: Any, depth: int) -> Any:
        kind = type(value)
        if issubclass(kind, list):
            return ["l", *[self.encode(item, depth + 1) for item in list.__iter__(value)]]
        if issubclass(kind, tuple):
            return ["t", *[self.encode(item, depth + 1) for item in tuple.__iter__(value)]]
        if issubclass(kind, dict):
            return ["d", {_key(key): self.encode(item, depth + 1) for key, item in dict.items(value)}]
        raise WireError(_described(value))

    def _array(self, array: np.ndarray[Any, Any]) -> str:
        name = _FLOATS if array.dtype is _FLOAT else _NATIVE.get(array.dtype)
        if name is None:
            array = array.astype(array.dtype.newbyteorder("<"), copy=False) if array.dtype.kind in "biufc" else array
            name = str(array.dtype.str)
        if name not in _DTYPES:
            raise WireError(f"array of dtype {str(array.dtype)[:80]}")
        if array.ndim > MAX_NDIM:
            raise WireError(f"array of {array.ndim} dimensions (at most {MAX_NDIM})")
        self._bytes += array.nbytes
        if self._bytes > MAX_PAYLOAD - MAX_HEADER:
            raise WireError(f"{self._bytes} bytes of arrays (at most {MAX_PAYLOAD - MAX_HEADER})")
        self.buffers.append(array.tobytes())
        return name


class Decoder:
    """Turns nodes back into values, taking array bytes from `data` in order; call `finish` at the end."""

    def __init__(self, data: memoryview) -> None:
        self._data = data
        self._at = 0
        self._nodes = 0
        self._floats: np.ndarray[Any, Any] | None = None

    def decode(self, node: Any, depth: int = 0) -> Any:
        """The value of one node; raises `WireError` for anything that `Encoder` would not have written."""
        self._nodes += 1
        if self._nodes > MAX_NODES or depth > MAX_DEPTH:
            raise WireError("too many values, or nested too deep")
        if type(node) is list and node:
            return self._float_array(node) if type(node[0]) is int else self._tagged(node, depth)
        if node is None or isinstance(node, (bool, float)):
            return node
        if type(node) is int:
            return _checked_int(node)
        if isinstance(node, str):
            return without_surrogates(node)
        raise WireError("a node is a plain value or a tagged list")

    def decode_all(self, nodes: list[Any]) -> list[Any]:
        """The values of several nodes, most of which are arrays of one dimension."""
        values: list[Any] = []
        for node in nodes:
            if type(node) is list and len(node) == 1 and type(node[0]) is int:
                self._nodes += 1
                values.append(self._float_array(node))
            else:
                values.append(self.decode(node))
        if self._nodes > MAX_NODES:
            raise WireError("too many values")
        return values

    def finish(self) -> None:
        """Check that every byte belonged to an array."""
        if self._at != len(self._data):
            raise WireError("bytes left over behind the last array")

    def _tagged(self, node: list[Any], depth: int) -> Any:
        tag = node[0]
        if tag == "a" and len(node) == 3 and type(node[1]) is list:
            return self._take(node[2], node[1])
        rest = node[1:]
        if tag == "l":
            return [self.decode(item, depth + 1) for item in rest]
        if tag == "t":
            return tuple([self.decode(item, depth + 1) for item in rest])
        if tag == "d" and len(rest) == 1 and isinstance(rest[0], dict):
            return {without_surrogates(key): self.decode(item, depth + 1) for key, item in rest[0].items()}
        if tag == "c" and len(rest) == 2 and all(type(part) is float for part in rest):
            return complex(*rest)
        if tag == "n" and len(rest) == 1:
            return self._take(rest[0], [])[()]
        raise WireError("unknown tag of a node")

    def _float_array(self, shape: list[Any]) -> np.ndarray[Any, Any]:
        """What nearly every array is: a part of all bytes as floats, which are copied once."""
        count = shape[0] if len(shape) == 1 and 0 < shape[0] <= MAX_PAYLOAD else _size(shape)
        at = self._at
        end = at + 8 * count
        if at % 8 or not count or end > len(self._data):
            return self._take(_FLOATS, shape)
        self._at = end
        if self._floats is None:
            self._floats = np.frombuffer(self._data, _FLOAT, len(self._data) // 8).copy()
        own = self._floats[at // 8 : end // 8]
        return own if len(shape) == 1 else own.reshape(shape)

    def _take(self, name: Any, shape: list[Any]) -> np.ndarray[Any, Any]:
        dtype = _DTYPES.get(name) if type(name) is str else None
        if dtype is None:
            raise WireError("dtype outside b, i, u, f, c")
        at, count = self._at, _size(shape)
        self._at = end = at + count * dtype.itemsize
        if end > len(self._data):
            raise WireError("an array longer than its bytes")
        flat = np.frombuffer(self._data, dtype, count, at) if count else np.empty(0, dtype)
        return _without_odd_bools(flat).reshape(shape)


def header_text(header: dict[str, Any] | list[Any]) -> bytes:
    """A header, or a part of one, as it stands in a payload; raises `WireError` over the cap."""
    text = _dumps(header).encode("ascii")
    if len(text) > MAX_HEADER:
        raise WireError(f"{len(text)} bytes of numbers and text outside arrays (at most {MAX_HEADER})")
    return text


def payload_of(text: bytes, buffers: Sequence[bytes]) -> bytes:
    """A payload from the text of its header and the bytes behind it."""
    return b"".join([_HEADER.pack(len(text)), text, *buffers])


def read_request(payload: bytes | bytearray) -> tuple[dict[str, Any], memoryview]:
    """What `read_payload` gives, for the job: the grader's own headers need no checks."""
    end = _HEADER.size + _HEADER.unpack_from(payload)[0]
    return _loads_own(payload[_HEADER.size : end].decode("ascii")), memoryview(payload)[end:]


def read_payload(payload: bytes | bytearray) -> tuple[dict[str, Any], memoryview]:
    """The header and the array bytes of one payload; raises `WireError`."""
    if len(payload) < _HEADER.size:
        raise WireError("a payload without a header length")
    (size,) = _HEADER.unpack_from(payload)
    if size > MAX_HEADER or size > len(payload) - _HEADER.size:
        raise WireError("a header longer than its payload or its cap")
    end = _HEADER.size + size
    return _parsed(bytes(payload[_HEADER.size : end])), memoryview(payload)[end:]


def read_answer(payload: bytes) -> tuple[dict[str, Any], memoryview]:
    """What `read_payload` gives, quicker for what most calls answer: nothing but a value.

    Apart from its two counts such a header is the same again and again, so it is parsed once.
    """
    (size,) = _HEADER.unpack_from(payload) if len(payload) >= _HEADER.size else (0,)
    end = _HEADER.size + size
    usual = (
        _USUAL.fullmatch(payload, _HEADER.size, end) if size <= min(MAX_USUAL, len(payload) - _HEADER.size) else None
    )
    if usual is None:
        return read_payload(payload)
    fields = _parsed_once(usual[1] + b"}")
    if "cpu_us" in fields or "output" in fields:
        raise WireError("one key twice")
    return fields | {"cpu_us": int(usual[2]), "output": int(usual[3])}, memoryview(payload)[end:]


def without_surrogates(text: str) -> str:
    """The text with lone surrogates replaced, so that it can always be encoded."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _parsed(text: bytes) -> dict[str, Any]:
    try:
        header = _loads(text.decode("ascii"))
    except (ValueError, RecursionError) as error:
        raise WireError("a header that is not JSON") from error
    if not isinstance(header, dict):
        raise WireError("a header that is not an object")
    return header


@lru_cache(maxsize=512)
def _parsed_once(text: bytes) -> dict[str, Any]:
    return _parsed(text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(pairs) > MAX_KEYS or len(found) != len(pairs):
        raise WireError("too many keys, or one key twice")
    return found


def _checked_int(value: int) -> int:
    """One of the size that `Encoder` sends; of one with thousands of digits Python has made no integer."""
    if value.bit_length() > MAX_INT_BITS:
        raise WireError("an integer with too many bits")
    return value


_loads = json.JSONDecoder(object_pairs_hook=_object).decode
_loads_own = json.JSONDecoder().decode


def _size(shape: list[Any]) -> int:
    if len(shape) > MAX_NDIM:
        raise WireError("a shape that is not a short list of small sizes")
    count = filled = 1
    for side in shape:
        if type(side) is not int or not 0 <= side <= MAX_PAYLOAD:
            raise WireError("a shape that is not a short list of small sizes")
        count *= side
        filled *= side or 1
    if filled > MAX_PAYLOAD:
        raise WireError("an array over the cap")
    return count


def _without_odd_bools(flat: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """An own, writable copy; a boolean byte other than 0 and 1 would confuse NumPy later."""
    own: np.ndarray[Any, Any] = flat.view(np.uint8) != 0 if flat.dtype.kind == "b" else flat.copy()
    return own


def _sized_int(value: int) -> int:
    if value.bit_length() > MAX_INT_BITS:
        raise WireError(f"int of {value.bit_length()} bits (at most {MAX_INT_BITS})")
    return value


def _sized_text(value: str) -> str:
    if len(value) > MAX_HEADER:
        raise WireError(f"str of {len(value)} characters")
    return value


def _same(value: Any) -> Any:
    return value


def _parts(value: complex) -> list[Any]:
    return ["c", value.real, value.imag]


_PLAIN: dict[type, Callable[[Any], Any]] = {
    bool: _same,
    float: _same,
    int: _sized_int,
    str: _sized_text,
    complex: _parts,
}


def _key(key: Any) -> str:
    if type(key) is not str:
        raise WireError(f"dict with a key of type {type(key).__name__} (keys must be str)")
    return _sized_text(key)


def _too_many(depth: int) -> str:
    return (
        f"nested more than {MAX_DEPTH} deep" if depth > MAX_DEPTH else f"more than {MAX_NODES} values (send an array)"
    )


def _described(value: Any) -> str:
    kind = type(value)
    home = "" if kind.__module__ in {"builtins", "__main__"} else f"{kind.__module__}."
    return f"{home}{kind.__qualname__}"[:120]
