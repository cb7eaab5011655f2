"""When Python looks for garbage: not while a program starts.

What a start imports and makes stays to the end, but the collector would search through it again and again, as
long as a tenth of a start.
"""

from __future__ import annotations

import gc

# So many objects more than before, and Python looks among the newest.  With its own 700 it looks through
# everything at every 70,000, which a job soon has: that took 60 to 100 ms, and keys waited as long.
WAITED_FOR = 3_000
# For a process that reads texts, which make many: nearly none of them is garbage that only the collector
# finds, and looking cost three hundredths of reading.
READING = 20_000


def put_off() -> None:
    """Look for none until `begin`; for a process that is ours alone."""
    gc.disable()


def seldom(objects: int) -> None:
    """Look for it after so many new objects: `WAITED_FOR` or `READING`."""
    gc.set_threshold(objects, 10, 10)


def begin() -> None:
    """Look for garbage from now on where it was put off; never among what is there by now."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
