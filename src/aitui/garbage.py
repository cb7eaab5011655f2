"""When Python looks for garbage: not while a program starts.

What a start imports and makes stays to the end, but the collector would search through it again and again, as
long as a tenth of a start.
"""

from __future__ import annotations

import gc

# So many values more than before, and Python looks among the newest.  With its own 700 it looks through
# everything at every 70,000, which a job soon has: that took 60 to 100 ms, and keys waited as long.
_MORE = 3_000


def put_off() -> None:
    """Look for none until `begin`; for a process that is ours alone."""
    gc.disable()


def seldom() -> None:
    """Look for it less often, where somebody waits for keys."""
    gc.set_threshold(_MORE, 10, 10)


def begin() -> None:
    """Look for garbage from now on where it was put off; never among what is there by now."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def look_seldom() -> None:
    """Look after 20,000 new objects in the place of 700; for a process that reads texts, which make many.

    Nearly none of them is garbage that only the collector finds; looking cost three hundredths of reading.
    """
    gc.set_threshold(20_000, 10, 10)
