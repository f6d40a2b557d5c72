"""What a conversation needs of a running job, confined or plain."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Ended:
    """How a job's process ended: wait status, whether we had to kill it, CPU time in microseconds."""

    status: int
    killed: bool
    cpu_us: int


class Channel(Protocol):
    """One running job, as the conversation with it needs it."""

    replies: bytearray  # received and not yet consumed
    output: bytearray
    settled: int  # how many bytes of `output` were written before every reply received so far
    closed: bool  # the job can send no more replies

    def send(self, data: bytes) -> None:
        """Queue bytes for the job."""

    def step(self, timeout_s: float, output_cap: int) -> None:
        """Wait until something moves, then take what there is; at most `output_cap` bytes of output at once."""

    def cpu_us(self) -> int:
        """CPU time used so far."""

    def end(self, grace_ms: int) -> Ended:
        """End the job and release everything; to be called once, or `dismiss`."""

    def dismiss(self) -> None:
        """The same without waiting for it, when nobody asks how it ended."""
