"""The fields of the search language: their names, and what may stand behind them."""

from __future__ import annotations

import re

from aitui.errors import QueryError

# Fields whose values have an order: dates, figures.
DATES = ("published", "event", "ingested")
ORDERED = (*DATES, "qty")

# Field -> an example of it, for messages.
FIELDS = {
    "title": "title:chip",
    "source": "source:Reuters",
    "lang": "lang:it",
    "script": "script:cyrillic",
    "tag": "tag:check",
    "entity": "entity:China",
    "type": "type:person",
    "published": "published:2024-01..2024-06",
    "event": "event:2025",
    "ingested": 'ingested:"last week"',
    "qty": "qty>100musd",
    "saved": "saved:NAME",
    "why": "why:exact",
}

# Script -> the languages that are written in it; all others are written in Latin letters.
SCRIPTS = {
    "cyrillic": [
        "ru",
        "uk",
        "be",
        "bg",
        "sr",
        "mk",
        "kk",
        "ky",
        "mn",
        "tg",
        "tt",
        "ba",
        "cv",
        "ce",
        "os",
        "sah",
    ],
    "han": ["zh", "yue", "wuu", "ja"],
    "kana": ["ja"],
    "hangul": ["ko"],
    "greek": ["el"],
    "arabic": ["ar", "fa", "ur", "ps", "ug", "ckb", "sd", "arz", "azb", "pnb"],
    "hebrew": ["he", "yi"],
    "devanagari": ["hi", "mr", "ne", "sa", "bh", "mai"],
    "thai": ["th"],
    "georgian": ["ka", "xmf"],
    "armenian": ["hy", "hyw"],
}

# «qty:>5» is qty>5.
_START = re.compile(r"([A-Za-z]+)(:?(?:<=|>=|<|>|=)|:)")


def opening(text: str, position: int) -> tuple[str, str, int] | None:
    """Return the field and the operator that begin at a position, and where its value begins.

    Raises:
        QueryError: what stands there is nearly a field, or a field with an operator that it has not.
    """
    if text[position] == "@":
        if not text[position + 1 : position + 2].strip(" ()"):
            return None
        return "entity", ":", position + 1
    match = _START.match(text, position)
    if match is None:
        return None
    name, op, end = match[1].lower(), match[2], match.end()
    if op[0] == ":" and name not in ORDERED:
        op, end = ":", match.end(1) + 1
    op = op.removeprefix(":") or op
    if name not in FIELDS:
        if op == ":":
            _doubt(match[1], text, position, end)
        return None
    if op != ":" and name not in ORDERED:
        if op == "=" or text[end : end + 1].strip():
            raise QueryError(f"“{name}” has no order; write {FIELDS[name]}", match.start(2))
        return None
    return name, op, end


def _doubt(name: str, text: str, position: int, end: int) -> None:
    """Refuse what looks like a field with a mistake in its name; `12:30` and `https://` are words."""
    if text[end : end + 2] == "//" or not text[end : end + 1].strip():
        return
    from difflib import get_close_matches

    near = get_close_matches(name.lower(), FIELDS, 1, 0.75)
    if near:
        raise QueryError(
            f"There is no field “{name}”; write {near[0]}: for that one, or quote the words to find them",
            position,
        )
