"""When Python looks for garbage: not while a program starts.

What a start imports and makes stays to the end, but the collector would search through it again and again, as
long as a tenth of a start.
"""

from __future__ import annotations

import gc


def put_off() -> None:
    """Look for none until `begin`; for a process that is ours alone."""
    gc.disable()


def begin() -> None:
    """Look for garbage from now on where it was put off; never among what is there by now."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
