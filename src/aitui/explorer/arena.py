"""The C library's store of memory: one for all threads, and what lies free in it given back."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache

# <malloc.h>: the number of arenas, and from which size on a block comes straight from the system.
_M_ARENA_MAX, _M_MMAP_THRESHOLD = -8, -3
# Without it the largest block that was ever freed would set that size, up to 32 MiB.
_LARGE = 256 * 1024
# <cpython/pymem.h>: the kinds of memory that have an allocator.
_RAW, _MEM, _OBJ = 0, 1, 2
# The first Python that this has not been tried with.
_UNTRIED = (3, 14)


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
        if _known_python():
            _small_too()


def _known_python() -> bool:
    """Tell whether Python's own store of small blocks is the one that passes on what is not its own.

    `t` is the Python without a lock, which has another store.
    """
    known = sys.implementation.name == "cpython" and sys.version_info < _UNTRIED
    return known and "t" not in sys.abiflags and "PYTHONMALLOC" not in os.environ


def _small_too() -> None:
    """Let Python take its small blocks from the C library as well, from now on.

    Python gives back only pieces of a megabyte in which nothing is left, and after the busiest moment of a
    session something that lasts lies in each.  Of what the C library has, `trim` gives back every free page.

    A block that Python's own store does not know is one of the C library for it, as large ones have always
    been: so that store goes on taking back, or making larger, what it gave before.  Where something watches
    it (`tracemalloc`), all stays as it is.
    """
    import ctypes

    class Allocator(ctypes.Structure):
        _fields_ = [(name, ctypes.c_void_p) for name in ("ctx", "malloc", "calloc", "realloc", "free")]

    def of(domain: int) -> Allocator:
        found = Allocator()
        ctypes.pythonapi.PyMem_GetAllocator(domain, ctypes.byref(found))
        return found

    raw, *own = (of(domain) for domain in (_RAW, _MEM, _OBJ))
    if raw.ctx or any(one.ctx or one.malloc in (None, raw.malloc) for one in own):
        return
    for domain, one in zip((_MEM, _OBJ), own, strict=True):
        mixed = Allocator(None, raw.malloc, raw.calloc, one.realloc, one.free)
        ctypes.pythonapi.PyMem_SetAllocator(domain, ctypes.byref(mixed))


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
