"""One batch with one job: send a frame, take the answers in order, stop at the first limit or misbehaviour."""

import time
from dataclasses import dataclass
from typing import Any, NamedTuple

from grader.sandbox.channel import Channel, Ended
from grader.sandbox.inside import wire
from grader.sandbox.outcome import Outcome, Value

GRACE_MS = 20  # for a job that closed its replies: one that the kernel killed is told from one that we kill
POLL_S = 0.010
LOOK_AGAIN_S = 0.020
GATHER_S = 0.0005
HANDSHAKE_S = 30.0  # for a job to be set up, before any of its own time runs
NOT_SET_UP, OUT_OF_MEMORY = "not set up", "killed by the kernel for memory"

# Linux numbers, as a wait status carries them.
_CRASHES = {4: "SIGILL", 5: "SIGTRAP", 6: "SIGABRT", 7: "SIGBUS", 8: "SIGFPE", 11: "SIGSEGV"}
_SIGKILL, _SIGXCPU, _SIGSYS = 9, 24, 31
_ANSWERED = {
    outcome.value: outcome
    for outcome in (
        Outcome.RETURNED,
        Outcome.RAISED,
        Outcome.WRONG_TYPE,
        Outcome.MEMORY_LIMIT,
        Outcome.ENDED_EARLY,
    )
}


@dataclass(frozen=True, slots=True)
class Budget:
    """What one batch may use: CPU in us, wall time in seconds, bytes of output per task, bytes of replies in all."""

    cpu_us: int
    wall_s: float
    output_bytes: int
    reply_bytes: int


class Reply(NamedTuple):  # a tuple, because there are hundreds of them in each hand-in
    """One task's answer, or how it was cut short: then `reason` says cpu, wall, or what a frame did wrong."""

    outcome: Outcome
    value: Value = None
    after: tuple[Value, ...] | None = None
    error: dict[str, Any] | None = None
    came: str = ""
    reason: str = ""
    output: bytes = b""
    cpu_us: int = 0
    wall_us: int = 0
    size: int = 0


Made = list[Value]
"""What most of many calls answer, nothing but values: that of the call, then those that were asked back."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The replies of a batch, the last of which may be a stop: then the job is gone and the rest was not tried."""

    replies: tuple[Reply, ...]
    lost: bool


class Conversation:
    """Speaks with one job; `used_us` is the CPU time it had used when that was last looked at, or when it ended."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._prepared = False
        self._over = False
        self._looked = 0.0
        self.used_us = 0

    def look(self) -> int:
        """CPU time of the job so far; what its set-up took is nobody's.

        Asking the kernel costs as much as a call. Short after the last look the answer is instead the most that it can
        be: one thread uses no more CPU than wall time.
        """
        now = time.monotonic()
        if self._over or not self._prepared:
            return self.used_us
        if self._looked and now - self._looked < LOOK_AGAIN_S:
            return self.used_us + int((now - self._looked) * 1e6)
        self.used_us = self._channel.cpu_us()
        self._looked = now
        return self.used_us

    def batch(self, frame: bytes, nonces: list[bytes], budget: Budget) -> Batch:
        """Send one frame and collect an answer for every nonce, unless something stops it first."""
        turn = _Turn(self._channel, budget, self.look())
        if self._prepared:
            turn.begin()
        self._channel.send(frame)
        expected = nonces if self._prepared else [bytes(wire.NONCE_BYTES), *nonces]
        replies: list[Reply] = []
        for nonce in expected:
            reply = self._next(turn, nonce)
            if not self._prepared and reply.reason == "":
                self._prepared = True
                self.used_us, self._looked = reply.cpu_us, time.monotonic()
                turn.begin()
                continue
            replies.append(reply)
            if self._over or reply.outcome is Outcome.MEMORY_LIMIT:
                self.end()
                return Batch(tuple(replies), lost=True)
        return Batch(tuple(replies), lost=False)

    def at_once(self, frame: bytes, nonce: bytes, budget: Budget) -> tuple[Reply | Made, ...] | None:
        """Send one frame to a loaded job and take the one that answers all its calls; None if anything is unusual."""
        turn = _Turn(self._channel, budget, self.look())
        turn.begin()
        self._channel.send(frame)
        reply = self._next(turn, nonce, wire.ANSWERS)
        return reply.value if reply.outcome is Outcome.RETURNED else None

    def end(self, grace_ms: int = 0) -> Ended | None:
        """End the job; None if it has ended before."""
        if self._over:
            return None
        self._over = True
        ended = self._channel.end(grace_ms)
        self.used_us = ended.cpu_us
        return ended

    def dismiss(self) -> None:
        """End the job without asking how it went."""
        if not self._over:
            self._over = True
            self._channel.dismiss()

    def _next(self, turn: "_Turn", nonce: bytes, answer: int = wire.ANSWER) -> Reply:
        """The reply to one task; anything but an answer ends the job."""
        tag = answer if self._prepared else wire.READY
        while True:
            found = turn.take(tag, nonce)
            if found is not None and not found.reason:
                return found
            stop = found or turn.overstepped() or self._closed()
            if stop is not None:
                self.end()
                return turn.stopped(
                    stop if self._prepared else Reply(Outcome.GRADER_ERROR, reason=NOT_SET_UP), self.used_us
                )
            turn.wait()

    def _closed(self) -> Reply | None:
        if not self._channel.closed:
            return None
        ended = self.end(GRACE_MS)
        return None if ended is None else _verdict(ended)


class _Turn:
    """The clocks and the unread bytes of one batch."""

    def __init__(self, channel: Channel, budget: Budget, cpu_before_us: int) -> None:
        self._channel = channel
        self._budget = budget
        self._cpu_before_us = cpu_before_us
        self._answered_us = 0
        self._wall_s = HANDSHAKE_S
        self._reply_bytes = budget.reply_bytes
        self._gathering = False
        self._started = self._last = self._next_look = time.monotonic()
        self.begin(HANDSHAKE_S)

    def begin(self, wall_s: float | None = None) -> None:
        """Start the clocks; one thread cannot use more CPU than wall time, so the CPU is looked at only then."""
        self._wall_s = self._budget.wall_s if wall_s is None else wall_s
        self._started = self._last = time.monotonic()
        self._next_look = self._started + self._budget.cpu_us / 1e6

    def take(self, tag: int, nonce: bytes) -> Reply | None:
        """The next reply if it has come whole; one with a `reason` if what came is not an answer."""
        received = self._channel.replies
        if len(received) < wire.PREFIX.size:
            return None
        length, came_tag, came_nonce = wire.PREFIX.unpack_from(received)
        if came_tag != tag or came_nonce != nonce:
            return Reply(Outcome.PROTOCOL_VIOLATION, reason="an unexpected frame")
        if length > min(wire.MAX_PAYLOAD, self._reply_bytes):
            return Reply(
                Outcome.WRONG_TYPE, reason=f"{length} bytes (at most {min(wire.MAX_PAYLOAD, self._reply_bytes)})"
            )
        end = wire.PREFIX.size + length
        if len(received) < end:
            return None
        self._reply_bytes -= length
        self._gathering = tag == wire.ANSWER
        payload = bytes(received[wire.PREFIX.size : end])
        del received[:end]
        if tag == wire.ANSWERS:
            return self._answers(payload)
        return self._ready(payload) if tag == wire.READY else self._answer(payload)

    def overstepped(self) -> Reply | None:
        """The limit that has been passed, if any."""
        now = time.monotonic()
        if self._channel.settled > self._budget.output_bytes:
            return Reply(Outcome.OUTPUT_LIMIT, reason="output")
        if now >= self._next_look:
            left_us = self._budget.cpu_us - (self._channel.cpu_us() - self._cpu_before_us)
            if left_us <= 0:
                return Reply(Outcome.TIME_LIMIT, reason="cpu")
            self._next_look = now + max(POLL_S, left_us / 1e6)
        if now - self._started >= self._wall_s:
            return Reply(Outcome.TIME_LIMIT, reason="wall")
        return None

    def wait(self) -> None:
        """Until something comes, or a clock must be looked at.

        While short calls are answered one after another, waking up for each would cost more than the calls: once one
        answer has come, the next ones get a moment to gather.
        """
        until = min(self._next_look, self._started + self._wall_s)
        if self._gathering:
            time.sleep(GATHER_S)
        self._gathering = False
        self._channel.step(until - time.monotonic(), self._budget.output_bytes)

    def stopped(self, reply: Reply, used_us: int) -> Reply:
        """The stop, with what was printed until then and the time it took: what no answer before it accounts for."""
        output = bytes(self._channel.output[: self._budget.output_bytes])
        wall_us = self._lap()
        cpu_us = min(max(0, used_us - self._cpu_before_us - self._answered_us), wall_us)
        return Reply(reply.outcome, reason=reply.reason or "lost", output=output, cpu_us=cpu_us, wall_us=wall_us)

    def _answer(self, payload: bytes) -> Reply:
        try:
            reply = self._read(payload)
        except (wire.WireError, KeyError, ValueError, TypeError) as error:
            return Reply(Outcome.PROTOCOL_VIOLATION, reason=f"a bad frame: {error}")
        self._answered_us += reply.cpu_us
        return reply

    def _ready(self, payload: bytes) -> Reply:
        if len(payload) != wire.CPU_US.size:
            return Reply(Outcome.PROTOCOL_VIOLATION, reason="a bad frame")
        return Reply(Outcome.RETURNED, cpu_us=wire.CPU_US.unpack(payload)[0])

    def _answers(self, payload: bytes) -> Reply:
        """A tuple of replies as the value of one."""
        try:
            fields, data = wire.read_payload(payload)
            decoder = wire.Decoder(data)
            replies = tuple([self._one_of_many(answer, decoder) for answer in fields["answers"]])
            decoder.finish()
        except (wire.WireError, KeyError, ValueError, TypeError) as error:
            return Reply(Outcome.PROTOCOL_VIOLATION, reason=f"a bad frame: {error}")
        return Reply(Outcome.RETURNED, replies, size=len(payload))

    def _one_of_many(self, answer: Any, decoder: wire.Decoder) -> Reply | Made:
        if type(answer) is not list:
            return self._made(answer, decoder, 0)
        if not answer:
            raise ValueError("an answer without a value")
        return decoder.decode_all(answer)

    def _read(self, payload: bytes) -> Reply:
        fields, data = wire.read_answer(payload)
        decoder = wire.Decoder(data)
        reply = self._made(fields, decoder, len(payload))
        decoder.finish()
        return reply

    def _made(self, fields: dict[str, Any], decoder: wire.Decoder, size: int) -> Reply:
        outcome = _ANSWERED.get(fields["outcome"])
        if outcome is None:
            raise ValueError("an outcome that a job cannot claim")
        value = decoder.decode(fields.get("value"))
        after = fields.get("after")
        read_back = None if after is None else tuple([decoder.decode(node) for node in after])
        printed = _count(fields["output"])
        if min(printed, len(self._channel.output)) > self._budget.output_bytes:
            return Reply(Outcome.OUTPUT_LIMIT, reason="output")  # what was printed is left for `stopped` to show
        output = self._output(printed)
        wall_us = self._lap()
        error, came = fields.get("error"), fields.get("came")
        return Reply(
            outcome,
            value,
            read_back,
            error if isinstance(error, dict) else None,
            came if isinstance(came, str) else "",
            output=output,
            cpu_us=min(_count(fields["cpu_us"]), wall_us),
            wall_us=wall_us,
            size=size,
        )

    def _output(self, count: int) -> bytes:
        """The bytes that this task wrote: they were all in the pipe before its answer."""
        output = self._channel.output
        if not count:
            return b""
        taken = bytes(output[:count])
        del output[:count]
        self._channel.settled -= len(taken)
        return taken

    def _lap(self) -> int:
        now = time.monotonic()
        lap, self._last = int((now - self._last) * 1e6), now
        return lap


def _count(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("a count that is not one")
    return value


def _verdict(ended: Ended) -> Reply:
    """What the way a job ended says; an exit status never means that anything passed."""
    number = ended.status & 0x7F
    if number == _SIGSYS:
        return Reply(Outcome.VIOLATION)
    if number in _CRASHES:
        return Reply(Outcome.CRASH, reason=_CRASHES[number])
    if number == _SIGXCPU:
        return Reply(Outcome.TIME_LIMIT, reason="cpu")
    if number == _SIGKILL and not ended.killed:
        return Reply(Outcome.GRADER_ERROR, reason=OUT_OF_MEMORY)
    return Reply(Outcome.ENDED_EARLY)
