"""Fills the holes that loading has left in the heap, so that what a job allocates lies close together.

A job copies every page that it writes to. Free blocks are reused before fresh ones are taken, and after a few hundred
modules they are strewn over the whole heap: a thousand small objects would cost hundreds of pages. Here they are
taken once and for all, before the rehearsal; they were resident anyway. What the rehearsal then frees, and what
jobs allocate, is fresh memory, page by page.
"""

import ctypes
import gc
import sys

import numpy as np

POOL = 1 << 14  # CPython's pools of blocks of one size: aligned, and their first block lies behind a header of 48 bytes
FIRST_BLOCK = 48
STEP, LARGEST_BLOCK = 16, 512
MOST = 1 << 13  # of one size: a bound for allocators other than those known here

BYTES_HEADER = sys.getsizeof(b"")
CACHED_BYTES, CACHED = 264, 8  # NumPy keeps up to seven blocks of every size for later arrays

UNMAPPED = 120_000  # under the size from which the C library maps memory for one block alone
LARGEST_HOLE, SMALLEST_HOLE = 1 << 16, 24

_kept: list[object] = []


def pack() -> None:
    """Take every free block of the heap, for good: to be called once, before anything is forked."""
    gc.collect()  # it also empties Python's lists of free objects
    _kept.append([np.empty(size, np.uint8) for size in range(8, CACHED_BYTES + 8, 8) for _ in range(CACHED)])
    if hasattr(ctypes.CDLL(None), "mallinfo2"):
        _fill_heap(ctypes.CDLL(None))
    for size in range(LARGEST_BLOCK, 0, -STEP):
        _fill_pools(size)


def _fill_pools(size: int) -> None:
    """Allocate blocks of one size until they come from a new pool, whose first two follow each other."""
    made: list[object] = []
    before = 0
    while len(made) < MOST:
        made.append(_block(size, len(made)))
        place = id(made[-1]) % POOL
        if before == FIRST_BLOCK and place == FIRST_BLOCK + size:
            del made[-2:]
            break
        before = place
    _kept.append(made)


def _block(size: int, number: int) -> object:
    """An object of that many bytes that refers to nothing."""
    if size == object.__basicsize__:
        return object()
    return number + 0.5 if size < BYTES_HEADER else bytes(size - BYTES_HEADER)


def _fill_heap(libc: ctypes.CDLL) -> None:
    """Allocate from the C library, large blocks first, until each size comes from the end of the heap."""
    malloc, free = libc.malloc, libc.free
    malloc.restype, malloc.argtypes = ctypes.c_void_p, (ctypes.c_size_t,)
    free.restype, free.argtypes = None, (ctypes.c_void_p,)
    end = malloc(UNMAPPED)
    free(end)
    sizes = [LARGEST_HOLE]
    while sizes[-1] > 2 * LARGEST_BLOCK:
        sizes.append(sizes[-1] * 7 // 8)
    for size in [*sizes, *range(sizes[-1] // STEP * STEP + 8, SMALLEST_HOLE - 1, -STEP)]:
        for _ in range(MOST):
            block = malloc(size)
            if block is None or block >= end - STEP:
                free(block)
                break
