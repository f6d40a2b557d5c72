"""The life of a job: read frames, run what they name, answer each task once, in order."""

import mmap
import os
import random
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np

from . import wire
from .arguments import Arguments
from .errors import described
from .loading import Submission, close_imports
from .output import Output
from .preload import SEED

BALLAST_BYTES = 4 << 20

Fields = dict[str, Any]
Task = Callable[[wire.Encoder], Fields]


class Harness:
    """Serves one grader over two descriptors until the requests end."""

    def __init__(self, requests: int, replies: int, output: Output) -> None:
        self._requests = requests
        self._replies = replies
        self._output = output
        self._submission = Submission()
        self._ballast = mmap.mmap(-1, BALLAST_BYTES)  # address space in reserve; never touched, so it costs nothing
        self._sent_output = 0
        self._clock = 0

    def serve(self, used_us: int = 0) -> None:
        """Say that student code may come, and the CPU time used so far; then answer until the other end closes."""
        self._write(wire.frame(wire.READY, bytes(wire.NONCE_BYTES), wire.CPU_US.pack(used_us)))
        while True:
            prefix = self._read(wire.PREFIX.size)
            if len(prefix) < wire.PREFIX.size:
                return
            length, tag, _ = wire.PREFIX.unpack(prefix)
            header, data = wire.read_request(self._read(length))
            self._clock = time.thread_time_ns()
            {wire.LOAD: self._load, wire.CALLS: self._call, wire.AT_ONCE: self._call_at_once}[tag](header, data)

    def _load(self, header: Fields, data: memoryview) -> None:
        close_imports(self._submission, header["allowed"])
        if header["seed"] != SEED:
            random.seed(header["seed"])
            np.random.seed(header["seed"] % (1 << 32))  # noqa: NPY002 -- the legacy state is what a fork would share
        files, at = [], 0
        for name, label, size in header["files"]:
            text = bytes(data[at : at + size]).decode("utf-8", "replace")
            files.append((name, label, text))
            self._submission.expect(name, label, text)
            at += size
        for nonce, file in zip(header["nonces"], files, strict=False):
            self._answer(nonce, partial(self._run, file))
        self._answer(header["nonces"][-1], self._names)

    def _run(self, file: tuple[str, str, str], _: wire.Encoder) -> Fields:
        self._submission.run(*file)
        return {}

    def _names(self, encoder: wire.Encoder) -> Fields:
        return {"value": encoder.encode(self._submission.names())}

    def _call(self, header: Fields, data: memoryview) -> None:
        calls = header["calls"]
        nonces = data[len(data) - len(calls) * wire.NONCE_BYTES :]
        arguments = Arguments(data[: len(data) - len(nonces)])
        end = 0
        for number, call in enumerate(calls):
            arguments.at, end = end, end + _size(call)  # wherever the last call stopped reading
            nonce = nonces[number * wire.NONCE_BYTES : (number + 1) * wire.NONCE_BYTES].hex()
            self._answer(nonce, partial(self._perform, call, arguments))

    def _call_at_once(self, header: Fields, data: memoryview) -> None:
        """One frame answers all calls: each by a list of its value and what was asked back, or by fields."""
        arguments = Arguments(data[: -wire.NONCE_BYTES])
        encoder = wire.Encoder()
        attach, flushed, made = self._output.attach, self._output.flushed, self._made
        answers: list[Any] = []
        end = 0
        for call in header["calls"]:
            arguments.at, end = end, end + _size(call)
            attach()
            gathered = len(encoder.buffers)
            try:
                answer: Any = made(call, arguments, encoder)
            except BaseException as error:  # noqa: BLE001 -- student code may raise anything
                answer = self._failure(error)
                del encoder.buffers[gathered:]
            total = flushed()
            if total != self._sent_output or type(answer) is dict:
                fields = answer if type(answer) is dict else {"outcome": "returned"} | _fields(answer)
                answer = fields | {"output": total - self._sent_output, "cpu_us": 0}
                self._sent_output = total
            answers.append(answer)
        self._write(wire.frame(wire.ANSWERS, bytes(data[-wire.NONCE_BYTES :]), _answers(answers, encoder)))

    def _perform(self, call: Any, arguments: Arguments, encoder: wire.Encoder) -> Fields:
        return _fields(self._made(call, arguments, encoder))

    def _made(self, call: Any, arguments: Arguments, encoder: wire.Encoder) -> list[Any]:
        """The nodes of a call's value and of what is read back. A plain call is a list, one of several lines a dict."""
        if type(call) is dict:
            return self._made_by_lines(call, arguments, encoder)
        name, nodes, read_back, _ = call
        passed = [arguments.read(node) for node in nodes]
        made = [encoder.encode(self._submission.find(name)(*passed))]
        if read_back:
            made += [encoder.encode(item) for item in passed]
        return made

    def _made_by_lines(self, call: Fields, arguments: Arguments, encoder: wire.Encoder) -> list[Any]:
        shared: list[Any] = []
        for tag, content in call["shared"]:
            items = tag == "items"
            shared.append({key: shared[at] for key, at in content.items()} if items else arguments.read(content))
        operations = [
            (kind, name, of, [self._argument(node, shared, arguments) for node in nodes])
            for kind, name, of, nodes in call["operations"]
        ]
        made = [encoder.encode(_operate(self._submission.find, operations))]
        if call["read_back"]:
            made += [encoder.encode(item) for item in shared or operations[-1][3]]
        return made

    def _argument(self, node: Any, shared: Sequence[Any], arguments: Arguments) -> Any:
        tag, content = node
        if tag == "value":
            return arguments.read(content)
        return shared[content] if tag == "shared" else self._submission.find(content)

    def _answer(self, nonce: str, task: Task) -> None:
        self._output.attach()
        encoder = wire.Encoder()
        fields = self._attempt(task, encoder)
        started, self._clock = self._clock, time.thread_time_ns()
        fields["cpu_us"] = (self._clock - started) // 1000
        total = self._output.flushed()
        fields["output"] = total - self._sent_output
        self._sent_output = total
        self._write(wire.frame(wire.ANSWER, bytes.fromhex(nonce), _payload(fields, encoder)))

    def _attempt(self, task: Task, encoder: wire.Encoder) -> Fields:
        try:
            return {"outcome": "returned"} | task(encoder)
        except BaseException as error:  # noqa: BLE001 -- student code may raise anything
            return self._failure(error)

    def _failure(self, error: BaseException) -> Fields:
        kind = type(error)  # not isinstance: that asks the object, which may lie
        if issubclass(kind, wire.WireError):
            return {"outcome": "wrong_type", "came": str(error)}
        if issubclass(kind, SystemExit):
            return {"outcome": "ended_early"}
        if issubclass(kind, MemoryError):
            self._ballast.close()
            return {"outcome": "memory_limit", "error": described(error, self._submission.sources)}
        return {"outcome": "raised", "error": described(error, self._submission.sources)}

    def _read(self, size: int) -> bytearray:
        found = bytearray()
        while len(found) < size:
            piece = os.read(self._requests, size - len(found))
            if not piece:
                break
            found += piece
        return found

    def _write(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._replies, rest) :]


def _size(call: Any) -> int:
    """How many bytes of arrays belong to a call."""
    size: int = call["size"] if type(call) is dict else call[3]
    return size


def _fields(made: list[Any]) -> Fields:
    return {"value": made[0]} | ({"after": made[1:]} if len(made) > 1 else {})


def _operate(find: Callable[[str], Any], operations: Sequence[tuple[str, str, int, list[Any]]]) -> Any:
    """Do these one after the other; the value of the last one counts."""
    made: list[Any] = []
    value = None
    for kind, name, of, arguments in operations:
        if kind == "call":
            value = find(name)(*arguments)
            made.append(value)
        elif kind == "method":
            value = getattr(made[of], name)(*arguments)
        else:
            value = getattr(made[of], name) if kind == "attribute" else arguments[0]
    return value


def _answers(answers: list[Any], encoder: wire.Encoder) -> bytes:
    try:
        return encoder.payload({"answers": answers})
    except wire.WireError:
        return wire.Encoder().payload({"answers": []})  # more than one frame holds: the grader asks one by one


def _payload(fields: Fields, encoder: wire.Encoder) -> bytes:
    try:
        return encoder.payload(fields) if "value" in fields else wire.Encoder().payload(fields)
    except wire.WireError as error:
        kept = {key: fields[key] for key in ("cpu_us", "output")}
        return wire.Encoder().payload(kept | {"outcome": "wrong_type", "came": str(error)})
