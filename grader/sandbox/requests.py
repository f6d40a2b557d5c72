"""The frames that the grader sends: sources to load, calls to make."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from grader.sandbox.inside import wire
from grader.sandbox.outcome import Attribute, Call, Construct, Method, Named, Shared, SourceFile

MAX_HEADER = wire.MAX_HEADER // 2  # headroom for nonces and names around the calls of one frame
MAX_BYTES = wire.MAX_PAYLOAD // 2


@dataclass(frozen=True, slots=True)
class Request:
    """A frame, and the nonce of every answer that it asks for, in order."""

    frame: bytes
    nonces: list[bytes]


@dataclass(frozen=True, slots=True)
class EncodedCall:
    """One call on the wire: its part of the header as JSON, and the bytes of its arrays.

    Calls that are made for every hand-in are encoded once and kept.
    """

    function: str
    text: bytes
    data: bytes
    makes_object: bool = False


@dataclass(frozen=True, slots=True)
class CallsAtOnce:
    """Calls that one frame holds and one answers, their texts and bytes put together."""

    calls: tuple[EncodedCall, ...]
    text: bytes
    data: bytes


def load_request(files: Sequence[SourceFile], seed: int, allowed: Sequence[str]) -> Request:
    """Asks for every file's top level in turn, then for the names that they define."""
    texts = [file.text.encode("utf-8", "replace") for file in files]
    listed = [(file.name, file.label, len(text)) for file, text in zip(files, texts, strict=True)]
    header = {"files": listed, "seed": seed, "allowed": list(allowed)}
    return _request(wire.LOAD, header, len(files) + 1, texts)


def call_request(calls: Sequence[EncodedCall]) -> Request:
    """Asks for every call in turn; the nonces come behind the arrays, 16 bytes each."""
    random = os.urandom(len(calls) * wire.NONCE_BYTES)
    nonces = [random[at : at + wire.NONCE_BYTES] for at in range(0, len(random), wire.NONCE_BYTES)]
    text = b",".join([call.text for call in calls])
    payload = wire.payload_of(b'{"calls":[%b]}' % text, [*[call.data for call in calls], random])
    return Request(wire.frame(wire.CALLS, bytes(wire.NONCE_BYTES), payload), nonces)


def put_together(calls: Sequence[Call | EncodedCall]) -> CallsAtOnce | None:
    """The calls for one frame; None where it does not hold them. Raises `wire.WireError` as `encoded` does."""
    sent = tuple([encoded(call) for call in calls])
    if not sent or fitting(sent) < len(sent):
        return None
    text = b'{"calls":[%b]}' % b",".join([call.text for call in sent])
    return CallsAtOnce(sent, text, b"".join([call.data for call in sent]))


def call_at_once_request(calls: CallsAtOnce) -> Request:
    """Asks for every call in turn, and for one answer to all of them."""
    nonce = os.urandom(wire.NONCE_BYTES)
    payload = wire.payload_of(calls.text, [calls.data, nonce])
    return Request(wire.frame(wire.AT_ONCE, bytes(wire.NONCE_BYTES), payload), [nonce])


def encoded(call: Call | EncodedCall) -> EncodedCall:
    """The call as it goes over the wire; raises `wire.WireError` for arguments that are not plain data."""
    if isinstance(call, EncodedCall):
        return call
    encoder = wire.Encoder()
    if not (call.shared or call.then or any(isinstance(value, Shared | Named) for value in call.args)):
        nodes = [encoder.encode(value) for value in call.args]
        data = b"".join(encoder.buffers)
        return EncodedCall(call.function, wire.header_text([call.function, nodes, call.read_back, len(data)]), data)
    shared = [_kept(value, encoder) for value in call.shared]
    fields: dict[str, Any] = {
        "shared": shared,
        "operations": [_operation(part, encoder) for part in (Construct(call.function, call.args), *call.then)],
        "read_back": call.read_back,
    }
    data = b"".join(encoder.buffers)
    fields["size"] = len(data)
    return EncodedCall(call.function, wire.header_text(fields), data, makes_object=bool(call.then))


def fitting(calls: Sequence[EncodedCall]) -> int:
    """How many of the calls, from the first on, one frame can hold; at least one."""
    header = size = 0
    for at, call in enumerate(calls):
        header += len(call.text) + 1
        size += len(call.data)
        if at and (header > MAX_HEADER or size > MAX_BYTES):
            return at
    return len(calls)


def _operation(part: Construct | Method | Attribute | Shared, encoder: wire.Encoder) -> tuple[str, str, int, list[Any]]:
    """What to do, by what name, to which object, with what."""
    if isinstance(part, Shared):
        return "value", "", 0, [_argument(part, encoder)]
    if isinstance(part, Attribute):
        return "attribute", part.name, part.of, []
    arguments = [_argument(value, encoder) for value in part.args]
    if isinstance(part, Method):
        return "method", part.name, part.of, arguments
    return "call", part.function, 0, arguments


def _kept(value: Any, encoder: wire.Encoder) -> tuple[str, Any]:
    if isinstance(value, dict) and value and all(isinstance(item, Shared) for item in value.values()):
        return "items", {key: item.index for key, item in value.items()}
    return "value", encoder.encode(value)


def _argument(value: Any, encoder: wire.Encoder) -> tuple[str, Any]:
    if isinstance(value, Shared):
        return "shared", value.index
    return ("named", value.name) if isinstance(value, Named) else ("value", encoder.encode(value))


def _request(tag: int, header: dict[str, Any], count: int, buffers: list[bytes]) -> Request:
    nonces = [os.urandom(wire.NONCE_BYTES) for _ in range(count)]
    text = wire.header_text(header | {"nonces": [nonce.hex() for nonce in nonces]})
    payload = wire.payload_of(text, buffers)
    return Request(wire.frame(tag, bytes(wire.NONCE_BYTES), payload), nonces)
