"""Traditional Chinese characters as simplified ones, so that a search in either finds both.

`han.txt` holds them in two lines, the second below the first.  The OpenCC tables (Apache-2.0) made it:

    python -c "from training.lists import simplified; t = simplified();
        print(*map(chr, t), sep=''); print(*t.values(), sep='')"
"""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def _table() -> dict[int, str]:
    traditional, simplified = Path(__file__).with_name("han.txt").read_text(encoding="utf-8").split()
    return dict(zip(map(ord, traditional), simplified, strict=True))


def simplified(text: str) -> str:
    """Return the text with simplified characters, of the same length; for comparing, not for reading.

    Japanese characters that are traditional ones in China are changed too.
    """
    return text.translate(_table())
