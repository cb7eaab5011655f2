"""The C library's store of memory: one for all threads."""

from __future__ import annotations

import sys
from contextlib import suppress

# <malloc.h>: the number of arenas.
_M_ARENA_MAX = -8


def share() -> None:
    """Let threads that begin from now on allocate from one arena; without effect where there is no glibc.

    It would give each thread one of its own.  What a lane then frees no other lane takes, and each arena is
    left in pieces: a fifth of the memory after an hour, and growing.  Who waits for whom matters little,
    since most work holds the interpreter's lock anyway.
    """
    if sys.platform != "linux":
        return
    import ctypes

    with suppress(AttributeError, OSError):  # another C library, such as musl
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)
