"""The search language: text to a syntax tree.  No SQL here, and no way for typed text to reach it.

`docs/search.md` tells the language; `parse` reads it, `tree` holds what comes of it.
"""

from __future__ import annotations

from aitui.query.parser import parse
from aitui.query.tree import (
    And,
    Chosen,
    Days,
    Field,
    Figures,
    Near,
    Node,
    Not,
    Or,
    Query,
    Regex,
    Term,
    replaced,
)

__all__ = [
    "And", "Chosen", "Days", "Field", "Figures", "Near", "Node", "Not", "Or", "Query", "Regex", "Term",
    "parse", "replaced",
]  # fmt: skip
