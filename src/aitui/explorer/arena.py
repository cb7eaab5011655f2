"""The C library's store of memory: one for all threads, and what lies free in it given back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache

# <malloc.h>: the number of arenas, and from which size on a block comes straight from the system.
_M_ARENA_MAX, _M_MMAP_THRESHOLD = -8, -3
# Without it the largest block that was ever freed would set that size, up to 32 MiB.
_LARGE = 256 * 1024


def share() -> None:
    """Let threads that begin from now on allocate from one arena; without effect where there is no glibc.

    It would give each thread one of its own.  What a lane then frees no other lane takes, and each arena is
    left in pieces: a fifth of the memory after an hour, and growing.  Who waits for whom matters little,
    since most work holds the interpreter's lock anyway.

    Large blocks, such as the ids of a long list, go back to the system when they are freed; in the arena
    each would leave a hole that smaller ones fill in part.
    """
    set_option = _function("mallopt")
    if set_option is not None:
        set_option(_M_ARENA_MAX, 1)
        set_option(_M_MMAP_THRESHOLD, _LARGE)


def trim() -> None:
    """Give back to the system what lies free between blocks in use.

    glibc gives back by itself what is free behind the last of them alone.  It takes a millisecond or few, in
    which no other thread can allocate: for when a lane has come to rest.
    """
    give_back = _function("malloc_trim")
    if give_back is not None:
        give_back(0)


@cache
def _function(name: str) -> Callable[..., int] | None:
    """Return a function of glibc; None under another C library, such as musl."""
    if sys.platform == "linux":
        import ctypes

        with suppress(AttributeError, OSError):
            found: Callable[..., int] = getattr(ctypes.CDLL(None), name)
            return found
    return None
