"""One submission in the sandbox: load its files once, make its calls, replace the process after a limit."""

from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

from grader.sandbox import sentences
from grader.sandbox.channel import Channel
from grader.sandbox.cleaning import shown, shown_output
from grader.sandbox.conversation import OUT_OF_MEMORY, Batch, Budget, Conversation, Made, Reply
from grader.sandbox.outcome import Call, CallResult, Failure, Limits, Outcome, SourceFile, StudentError
from grader.sandbox.requests import (
    CallsAtOnce,
    EncodedCall,
    Request,
    call_at_once_request,
    call_request,
    encoded,
    fitting,
    load_request,
)
from grader.sandbox.zygote import ZygoteError
from reference.text import Text, joined

Starter = Callable[[Limits], Channel]

MAX_LINE = 10_000_000
MAX_NAME = 200
MAX_REPLIES = 32 << 20  # bytes that one submission's replies may take in all: the grader holds them

_NOT_TRIED = Reply(Outcome.NOT_RUN, reason="not tried")
_BROKEN = Reply(Outcome.GRADER_ERROR, reason="zygote")


class Job:
    """A context manager over one submission; `start` gives it a fresh process whenever it needs one."""

    def __init__(
        self, start: Starter, files: Sequence[SourceFile], limits: Limits, seed: int, allowed: tuple[str, ...]
    ) -> None:
        self._start = start
        self._files = tuple(files)
        self._limits = limits
        self._seed = seed
        self._allowed = allowed
        self._conversation: Conversation | None = None
        self._spent_us = 0
        self._harmful: set[int] = set()  # files whose top level went over a limit
        self._stopped: set[str] = set()  # functions that lost a job
        self._starved = False
        self._wall_us = 0
        self._reply_bytes = MAX_REPLIES
        self._first_load: dict[int, Reply] | None = None
        self._broken = False  # by a fault of ours: every further result is a grader error

    def load(self) -> CallResult:
        """Run every file's top level. The value is the sorted list of functions and classes defined.

        A file that fails does not hide what the others define: the outcome is that of the first failure, `errors`
        holds them all, and the value still names everything that can be called.
        """
        if self._first_load is None:
            self._load()
        return self._load_result(dict(self._first_load or {}))

    def call(self, calls: Sequence[Call | EncodedCall]) -> list[CallResult]:
        """Make the calls in order, in one batch as far as limits allow; one result per call.

        After a limit the remaining calls of that function are `NOT_RUN`; calls of other functions go on in a fresh
        process. Raises `WireError` for arguments that are not plain data.
        """
        sent = [encoded(call) for call in calls]
        replies: dict[int, Reply] = {}
        waiting = list(range(len(sent)))
        while waiting:
            waiting = [at for at in waiting if sent[at].function not in self._stopped]
            if not waiting or not self._ready():
                break
            waiting = self._advance(sent, waiting, replies)
        missed = _BROKEN if self._broken else _NOT_TRIED
        return [self._call_result(call, replies.get(at, missed)) for at, call in enumerate(sent)]

    def call_at_once(self, calls: CallsAtOnce) -> list[CallResult] | None:
        """Make all the calls for one answer, which is cheaper than one for each.

        None when they did not all end by themselves: then nothing is known of any.
        """
        if not self._ready() or self._conversation is None:
            return None
        request, sent = call_at_once_request(calls), calls.calls
        try:
            replies = self._conversation.at_once(request.frame, request.nonces[0], self._budget())
        except ZygoteError:
            replies = None
        if replies is None or len(replies) != len(sent):
            self.close()
            return None
        return [
            _returned(call, reply) if isinstance(reply, list) else self._call_result(call, reply)
            for call, reply in zip(sent, replies, strict=True)
        ]

    def close(self) -> None:
        """End the process at once: no exit handlers, no time for threads."""
        conversation, self._conversation = self._conversation, None
        if conversation is not None:
            _dismiss(conversation)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _advance(self, sent: Sequence[EncodedCall], waiting: list[int], replies: dict[int, Reply]) -> list[int]:
        """Send what fits into one frame, note the replies, and return what is still to be called."""
        count = fitting([sent[at] for at in waiting])
        batch = self._batch(call_request([sent[at] for at in waiting[:count]]))
        answered = list(zip(waiting, batch.replies, strict=False))
        if batch.lost and answered:
            at, last = answered[-1]
            if self._retries(last):
                answered.pop()
            elif last.outcome is Outcome.GRADER_ERROR:
                self._broken = True
            else:
                self._stopped.add(sent[at].function)
        replies.update(answered)
        return waiting[len(answered) :]

    def _retries(self, reply: Reply) -> bool:
        """Whether the kernel ran out of memory for the first time: then the host may be at fault, not the code."""
        first = reply.reason == OUT_OF_MEMORY and not self._starved
        self._starved = self._starved or first
        return first

    def _ready(self) -> bool:
        """Whether calls can be made: nothing of ours is broken, a process is loaded, CPU time is left."""
        if self._conversation is None and self._left_us() > 0 and not self._broken:
            self._load()
        return self._conversation is not None and self._left_us() > 0 and not self._broken

    def _load(self) -> None:
        """Load into a fresh process, leaving out files that went over a limit; note the replies of the first time."""
        replies = self._load_replies()
        if self._first_load is None:
            self._first_load = replies

    def _load_replies(self) -> dict[int, Reply]:
        replies: dict[int, Reply] = {}
        unnamed: dict[int, Reply] = {}
        while self._conversation is None and self._left_us() > 0:
            chosen = [at for at in range(len(self._files)) if at not in self._harmful]
            batch = self._loaded(chosen)
            replies |= dict(zip([*chosen, len(self._files)], batch.replies, strict=False))
            if not batch.lost:
                break
            failed = batch.replies[-1]
            if failed.outcome is Outcome.GRADER_ERROR and not self._retries(failed):
                self._broken = True
                break
            if len(batch.replies) > len(chosen):
                self._harmful.update(chosen)  # not even the names could be read
                unnamed = {len(self._files): failed}
            elif failed.reason != OUT_OF_MEMORY:
                self._harmful.add(chosen[len(batch.replies) - 1])
        return replies | unnamed

    def _loaded(self, chosen: list[int]) -> Batch:
        try:
            self._conversation = Conversation(self._start(self._limits))
        except ZygoteError:
            return Batch((_BROKEN,), lost=True)
        return self._batch(load_request([self._files[at] for at in chosen], self._seed, self._allowed))

    def _batch(self, request: Request) -> Batch:
        conversation = self._conversation
        if conversation is None:
            return Batch((_BROKEN,), lost=True)
        try:
            conversation.look()
            batch = conversation.batch(request.frame, request.nonces, self._budget())
        except ZygoteError:
            self.close()
            return Batch((_BROKEN,), lost=True)
        self._wall_us += sum(reply.wall_us for reply in batch.replies)
        self._reply_bytes -= sum(reply.size for reply in batch.replies)
        if batch.lost:
            self._end(conversation)
        return batch

    def _end(self, conversation: Conversation) -> None:
        self._conversation = None
        try:
            conversation.end()
        except ZygoteError:
            return  # the zygote is gone, and every job of it
        self._spent_us += conversation.used_us

    def _budget(self) -> Budget:
        limits = self._limits
        cpu_us = min(int(limits.cpu_s * 1e6), self._left_us())
        wall_s = min(sentences.wall_s(limits.cpu_s), sentences.wall_s(limits.total_cpu_s) - self._wall_us / 1e6)
        return Budget(cpu_us, wall_s, limits.output_kb << 10, self._reply_bytes)

    def _left_us(self) -> int:
        """CPU time that the submission may still use; none when its wall time or its bytes of replies are used up."""
        limits = self._limits
        if self._wall_us >= sentences.wall_s(limits.total_cpu_s) * 1e6 or self._reply_bytes <= 0:
            return 0
        running = 0 if self._conversation is None else self._conversation.used_us
        return int(limits.total_cpu_s * 1e6) - self._spent_us - running

    def _load_result(self, replies: dict[int, Reply]) -> CallResult:
        names = replies.pop(len(self._files), None)
        failed = {at: reply for at, reply in replies.items() if reply.outcome is not Outcome.RETURNED}
        sources = {self._files[at]: reply for at, reply in failed.items()}
        failures = [Failure(f.label, self._message(r, sentences.loaded(f))) for f, r in sources.items()]
        errors = tuple(error for reply in failed.values() if (error := student_error(reply)) is not None)
        first = next(iter(failed.values()), names or _BROKEN)
        return CallResult(
            first.outcome,
            _names(names),
            "".join(self._stdout(reply) for reply in replies.values()),
            errors[0] if errors else None,
            joined([f.message for f in failures])
            if failures
            else self._message(first, Text("제출한 파일이", "The submission")),
            sum(reply.cpu_us for reply in replies.values()) / 1000,
            sum(reply.wall_us for reply in replies.values()) / 1000,
            errors=errors,
            failures=tuple(failures),
        )

    def _call_result(self, call: EncodedCall, reply: Reply) -> CallResult:
        if reply.outcome is Outcome.RETURNED and not reply.output:
            done = sentences.returned(call.function, makes_object=call.makes_object)
            wall_ms = reply.wall_us / 1000
            return CallResult(reply.outcome, reply.value, "", None, done, reply.cpu_us / 1000, wall_ms, reply.after)
        return CallResult(
            reply.outcome,
            reply.value if reply.outcome is Outcome.RETURNED else None,
            self._stdout(reply),
            student_error(reply),
            self._message(reply, sentences.called(call.function, makes_object=call.makes_object)),
            reply.cpu_us / 1000,
            reply.wall_us / 1000,
            reply.after if reply.outcome is Outcome.RETURNED else None,
        )

    def _message(self, reply: Reply, what: Text) -> Text:
        return sentences.sentence(reply, what, self._limits, student_error(reply), self._allowed)

    def _stdout(self, reply: Reply) -> str:
        return shown_output(reply.output, self._limits.output_kb << 10)


def _returned(call: EncodedCall, made: Made) -> CallResult:
    message = sentences.returned(call.function, makes_object=call.makes_object)
    after = tuple(made[1:]) if len(made) > 1 else None
    return CallResult(Outcome.RETURNED, made[0], "", None, message, 0.0, 0.0, after)


def _dismiss(conversation: Conversation) -> None:
    try:
        conversation.dismiss()
    except ZygoteError:
        return  # the zygote is gone, and every job of it


def _names(reply: Reply | None) -> list[str]:
    """The names that a job claims to define, if that is what came: names as Python has them, fit to be shown."""
    value = reply.value if reply is not None else None
    claimed = value if isinstance(value, list) else []
    return [name for name in claimed if isinstance(name, str) and name.isidentifier() and len(name) <= MAX_NAME]


def student_error(reply: Reply) -> StudentError | None:
    """The exception that a job describes, cleaned; None where there is none."""
    if reply.error is None:
        return None
    kind, message, file, traceback = (
        shown(_text(reply.error.get(name))) for name in ("type", "message", "file", "traceback")
    )
    line = reply.error.get("line")
    return StudentError(kind, message, file, line if type(line) is int and 0 < line < MAX_LINE else None, traceback)


def _text(claimed: object) -> str:
    """A text that a job claims; anything else that it sends in its place says nothing."""
    return claimed if isinstance(claimed, str) else ""
