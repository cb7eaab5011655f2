"""Dates as people write them."""

from __future__ import annotations

_PARTS = {
    "21": "spring {}", "22": "summer {}", "23": "autumn {}", "24": "winter {}",
    "33": "{} Q1", "34": "{} Q2", "35": "{} Q3", "36": "{} Q4", "40": "{} H1", "41": "{} H2",
}  # fmt: skip


def told(edtf: str) -> str:
    """Return an EDTF date as people write it: `2024-36` is 2024 Q4, `2025-01~` is ~2025-01."""
    if "/" in edtf:
        first, _, last = edtf.partition("/")
        return f"{told(first) if first.strip('.') else ''}…{told(last) if last.strip('.') else ''}"
    about = "~" if edtf.endswith(("~", "%")) else ""
    year, _, rest = edtf.rstrip("~%?").partition("-")
    return about + (_PARTS[rest].format(year) if rest in _PARTS else edtf.rstrip("~%?"))
