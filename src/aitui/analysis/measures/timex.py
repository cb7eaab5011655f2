"""Time expressions: our own grammar over the tokens of `lexicon`, with values in EDTF.

A rule is a pattern over token symbols; what it matched is read as a bag of parts (day, month, year,
shift ...), so that "12 January 2026", «12 января прошлого года» and "gennaio di quest'anno" need no rule
of their own.  A relative phrase is anchored at the publication date or at the date just told; without an
anchor it is not returned, because a guessed date is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from aitui.analysis.measures import edtf
from aitui.analysis.measures.lexicon import Token, lexicon, tokens
from aitui.analysis.measures.tense import FORECAST, PAST, UNKNOWN
from aitui.analysis.measures.timex_parts import Context
from aitui.analysis.measures.timex_readings import RESOLVERS, Reading, Resolver
from aitui.analysis.measures.timex_rules import HAN_RULES, spaced_rules
from aitui.analysis.measures.timex_tokens import Source, classify
from aitui.model import Sentence, Timex
from aitui.text.fold import fold_once


@dataclass(frozen=True, slots=True)
class _Grammar:
    scan: re.Pattern[str]
    rules: tuple[tuple[Resolver, re.Pattern[str]], ...]


@cache
def _grammar(lang: str) -> _Grammar:
    """Return the compiled grammar of a language; `scan` only finds where a phrase may begin."""
    lex = lexicon(lang, "time")
    rules = HAN_RULES if lex.han else spaced_rules(bool(lex.options.get("month_first")))
    compiled = tuple((RESOLVERS[name], re.compile(pattern)) for name, pattern in rules)
    scan = "|".join(re.sub(r"\?P<\w+>", "?:", pattern) for _, pattern in rules)
    # Most words are unknown (x), and no phrase begins with one or with a sign.
    return _Grammar(re.compile(rf"(?![xzsKZA)])(?:{scan})"), compiled)


def find_timexes(text: str, lang: str, sentences: Sequence[Sentence], published: str | None) -> list[Timex]:
    """Return the time expressions of a text, sorted and disjoint.

    Args:
        text: the text of a version; offsets count its code points.
        lang: ISO 639-1; a language without a table yields numeric dates only.
        sentences: sorted sentences; a phrase does not cross their ends, and tense is read inside them.
        published: EDTF date that relative phrases are anchored at, None when unknown.
    """
    folded = fold_once(text)
    try:
        anchor = edtf.bounds(published) if published else (None, None)
    except ValueError:
        anchor = (None, None)
    lex = lexicon(lang, "time")
    ctx = Context(folded, text, lang, lex, sentences, [s.start for s in sentences], anchor)
    toks = tokens(folded, lex)
    symbols = classify(toks, Source(text, folded, lex))
    grammar = _grammar(lang)
    out: list[Timex] = []
    at = 0
    while True:
        found = grammar.scan.search(symbols, at)
        if found is None:
            return out
        at = found.start()
        for resolver, pattern in grammar.rules:
            match = pattern.match(symbols, at)
            if match is None or match.end() == at:
                continue
            piece = toks[at : match.end()]
            reading = resolver(piece, ctx)
            if reading is None:
                continue
            timex = _timex(piece, reading, ctx)
            if timex is not None:
                out.append(timex)
                at = match.end()
                break
        else:
            at += 1


def _timex(piece: list[Token], reading: Reading, ctx: Context) -> Timex | None:
    """Return the finished value; None when the phrase lies outside the sentences or runs over an end."""
    kept = piece[reading.first : reading.last]
    while len(kept) > 1 and kept[-1].symbol in "cKZ" and not _abbreviated(kept[-2], kept[-1]):
        kept = kept[:-1]
    start, end = kept[0].start, kept[-1].end
    if kept[-1].symbol == "y" and ctx.folded[kept[-1].start : end + 1] in ("г.", "гг.", "р.", "рр.", "r."):
        end += 1
    here = ctx.sentence(start)
    if here < 0 or end > ctx.sentences[here].end:
        return None
    first, last = edtf.bounds(reading.value)
    if first is not None and last is not None and reading.told:
        ctx.told = (here, first, last)
    return Timex(
        start,
        end,
        ctx.text[start:end],
        reading.value,
        reading.kind,
        first.isoformat() if first else None,
        last.isoformat() if last else None,
        _status(first, last, reading, ctx, start, end),
    )


def _abbreviated(name: Token, dot: Token) -> bool:
    return dot.symbol == "Z" and name.symbol == "v"


def _status(
    first: date | None, last: date | None, reading: Reading, ctx: Context, start: int, end: int
) -> str:
    """Return past, forecast or unknown: the calendar decides, then the phrase, then the tense around it."""
    if first is None and last is None:
        return UNKNOWN
    low, high = ctx.anchor
    if low is not None and high is not None:
        if last is not None and last < low:
            return PAST
        if first is not None and first > high:
            return FORECAST
    if reading.direction != UNKNOWN:
        return reading.direction
    return ctx.tense(start, end)
