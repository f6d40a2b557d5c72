"""Hints wake a waiting worker, and neither a full pipe nor a missing reader ever stops a hand-in."""

import os
import threading
import time

from submissions.hints import PipeHints, open_pipe


def test_a_hint_ends_the_wait() -> None:
    """The wait is a minute long, so only the hint can end it within the test."""
    hints = open_pipe()
    waiting = threading.Thread(target=hints.wait, args=(60.0,), daemon=True)
    waiting.start()
    hints.send()
    waiting.join(timeout=20)
    assert not waiting.is_alive()


def test_a_hint_sent_before_the_wait_is_not_lost() -> None:
    hints = open_pipe()
    hints.send()
    started = time.monotonic()
    hints.wait(60.0)
    assert time.monotonic() - started < 50


def test_a_full_pipe_never_blocks_a_sender() -> None:
    hints = open_pipe()
    for _ in range(70_000):  # more than the 65,536 bytes a pipe holds
        hints.send()


def test_a_sender_without_a_reader_goes_on() -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    PipeHints(-1, write_end).send()
    os.close(write_end)
