"""The trusted decoder: whatever bytes come, it answers with a valid value or `WireError`, and nothing else."""

import json
import struct
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.sandbox.inside import wire

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(1 << 4000), 1 << 4000)
    | st.floats(allow_nan=False)
    | st.complex_numbers(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), inner, max_size=4)
    ),
    max_leaves=20,
)


def decoded(payload: bytes) -> Any:
    header, data = wire.read_payload(payload)
    decoder = wire.Decoder(data)
    value = decoder.decode(header.get("value"))
    decoder.finish()
    return value


def encoded(value: Any) -> bytes:
    encoder = wire.Encoder()
    return encoder.payload({"value": encoder.encode(value)})


def raw(value: Any, data: bytes = b"") -> bytes:
    text = json.dumps({"value": value}).encode()
    return struct.pack("<I", len(text)) + text + data


@given(PLAIN)
def test_plain_values_survive_the_round_trip(value: Any) -> None:
    back = decoded(encoded(value))
    assert back == value
    assert type(back) is type(value)


@given(st.binary(max_size=400))
@example(b"")
@example(b"\x00\x00\x00\x00")
@example(struct.pack("<I", 0xFFFFFFFF) + b"{}")
@example(struct.pack("<I", 100_000) + b"[" * 100_000)
@example(struct.pack("<I", 14) + b'{"a":1,"a":1}\n')
def test_any_bytes_are_a_value_or_a_wire_error(payload: bytes) -> None:
    try:
        decoded(payload)
    except wire.WireError:
        return


@given(PLAIN, st.data())
@settings(max_examples=200)
def test_any_damage_to_a_real_payload_is_a_value_or_a_wire_error(value: Any, data: st.DataObject) -> None:
    payload = bytearray(encoded([value, np.arange(6.0).reshape(2, 3), np.float32(1)]))
    for _ in range(data.draw(st.integers(1, 4))):
        payload[data.draw(st.integers(0, len(payload) - 1))] = data.draw(st.integers(0, 255))
    try:
        decoded(bytes(payload[: data.draw(st.integers(0, len(payload)))]))
    except wire.WireError:
        return


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["a", "n", "l", "t", "d", "c", "<f8"]),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=20,
)


@given(JSON, st.binary(max_size=64))
def test_any_json_is_a_value_or_a_wire_error(node: Any, data: bytes) -> None:
    try:
        decoded(raw(node, data))
    except wire.WireError:
        return


@pytest.mark.parametrize(
    ("node", "data"),
    [
        (["a", [1], "|O"], bytes(8)),
        (["a", [1], "<M8[s]"], bytes(8)),
        (["a", [1], "|S8"], bytes(8)),
        (["a", [1], "<U2"], bytes(8)),
        (["a", [1], "f8,f8"], bytes(16)),
        (["a", [1], ">f8"], bytes(8)),
        (["a", [1], ["<f8"]], bytes(8)),
        (["a", [2], "<f8"], bytes(8)),  # too few bytes
        (["a", [1], "<f8"], bytes(9)),  # a byte left over
        (["a", [-1], "<f8"], b""),
        (["a", [True], "<f8"], bytes(8)),
        (["a", [1.0], "<f8"], bytes(8)),
        (["a", [1] * 9, "<f8"], bytes(8)),
        (["a", [1 << 40, 0], "<f8"], b""),
        (["a", [0, 1 << 24, 1 << 24], "<f8"], b""),
        ([2], bytes(8)),
        ([1], bytes(9)),
        ([-1], b""),
        ([1, -1], b""),
        ([1, True], bytes(8)),
        ([1, "x"], bytes(8)),
        ([1] * 9, bytes(8)),
        ([1 << 40, 0], b""),
        ([True], bytes(8)),
        ([1.0], bytes(8)),
        (["n", "<f8", 1], bytes(8)),
        (["c", 1, 2], b""),
        (["d", {"a": 1}, {"b": 2}], b""),
        (["d", [1]], b""),
        (["x", 1], b""),
        ([], b""),
        ({"a": 1}, b""),
        ([["l"]], b""),
    ],
)
def test_what_the_encoder_never_writes_is_refused(node: Any, data: bytes) -> None:
    with pytest.raises(wire.WireError):
        decoded(raw(node, data))


@pytest.mark.parametrize(
    "payload",
    [
        raw(None)[:3],
        struct.pack("<I", 2) + b"[]",
        struct.pack("<I", 30) + b'{"value": 1}',
        struct.pack("<I", wire.MAX_HEADER + 1) + b" " * (wire.MAX_HEADER + 1),
        raw("x")[:-1] + b"!",
        struct.pack("<I", 1300 + 11) + b'{"value": ' + b"9" * 1300 + b"}",
        struct.pack("<I", 24) + b'{"value": 1, "value": 2}',
    ],
)
def test_broken_headers_are_refused(payload: bytes) -> None:
    with pytest.raises(wire.WireError):
        decoded(payload)


def test_caps_hold_at_their_edges() -> None:
    """Each cap lets its last value through and refuses the next; both ends agree."""

    def nested(depth: int) -> list[Any]:
        return [] if depth == 0 else [nested(depth - 1)]

    for fits, beyond in (
        ([0] * (wire.MAX_NODES - 1), [0] * wire.MAX_NODES),
        (nested(wire.MAX_DEPTH), nested(wire.MAX_DEPTH + 1)),
        ((1 << wire.MAX_INT_BITS) - 1, 1 << wire.MAX_INT_BITS),
        (np.zeros((1,) * wire.MAX_NDIM), np.zeros((1,) * (wire.MAX_NDIM + 1))),
    ):
        decoded(encoded(fits))
        with pytest.raises(wire.WireError):
            encoded(beyond)


def test_the_decoder_holds_the_caps_alone() -> None:
    """A forged frame does not pass by leaving our encoder out."""
    deep: Any = 0
    for _ in range(wire.MAX_DEPTH + 2):
        deep = ["l", deep]
    for node in (["l", *[0] * wire.MAX_NODES], deep, ["d", {str(n): 0 for n in range(wire.MAX_KEYS + 1)}]):
        with pytest.raises(wire.WireError):
            decoded(raw(node))


def test_boolean_bytes_become_real_booleans() -> None:
    value = decoded(raw(["a", [3], "|b1"], b"\x00\x02\xff"))
    assert value.view(np.uint8).tolist() == [0, 1, 1]


def test_subclasses_arrive_as_what_they_extend() -> None:
    class Pair(tuple):  # noqa: SLOT001 -- as a student would write it
        pass

    class Matrix(np.ndarray):
        pass

    assert decoded(encoded(Pair((1, 2)))) == (1, 2)
    assert type(decoded(encoded(np.ones(2).view(Matrix)))) is np.ndarray
    assert decoded(encoded(np.arange(2, dtype=">i4"))).tolist() == [0, 1]
    assert np.array_equal(decoded(encoded(np.arange(6).reshape(2, 3).T)), np.arange(6).reshape(2, 3).T)
