"""Time expressions: our own grammar over the tokens of `lexicon`, with values in EDTF.

A rule is a pattern over token symbols; what it matched is read as a bag of parts (day, month, year,
shift ...), so that "12 January 2026", «12 января прошлого года» and "gennaio di quest'anno" need no rule
of their own.  A relative phrase is anchored at the publication date or at the date just told; without an
anchor it is not returned, because a guessed date is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from aitui.analysis.measures import edtf
from aitui.analysis.measures.lexicon import Row, Token, lexicon, table, tokens
from aitui.analysis.measures.number_words import join_halves, join_number_words
from aitui.analysis.measures.tense import FORECAST, PAST, UNKNOWN
from aitui.analysis.measures.timex_parts import REFUSED, Context, Reading
from aitui.analysis.measures.timex_readings import RESOLVERS, Resolver
from aitui.analysis.measures.timex_rules import HAN_RULES, spaced_rules
from aitui.analysis.measures.timex_tokens import Source, classify
from aitui.frozen import frozen
from aitui.model import Sentence, Timex
from aitui.text.fold import fold_once


@frozen
class _Grammar:
    scan: re.Pattern[str]
    rules: tuple[tuple[Resolver, re.Pattern[str]], ...]


@cache
def _grammar(lang: str) -> _Grammar:
    """Return the compiled grammar of a language; `scan` tells whether a phrase begins, and by which rule."""
    lex = lexicon(lang, "time")
    rules = HAN_RULES if lex.han else spaced_rules(bool(lex.options.get("month_first")))
    compiled = tuple((RESOLVERS[name], re.compile(pattern)) for name, pattern in rules)
    scan = "|".join(f"({pattern})" for _, pattern in rules)
    return _Grammar(re.compile(scan), compiled)


# Most words are unknown (x), and no phrase begins with one or with a sign; one that begins with a word that
# only joins needs a word of time soon behind it.  The set comes first: so `re` leaps from place to place.
_OF_TIME = "[^!xcijVFOGA&k(zsKZ)]"
_BEGINS = re.compile(rf"[^!xzsKZA)](?:(?<={_OF_TIME})|(?=[cijVFOGA&ku(LP]{{0,5}}{_OF_TIME}))")


def find_timexes(text: str, lang: str, sentences: Sequence[Sentence], published: str | None) -> list[Timex]:
    """Return the time expressions of a text, sorted and disjoint.

    Args:
        text: the text of a version; offsets count its code points.
        lang: ISO 639-1; a language without a table yields numeric dates only.
        sentences: sorted sentences; a phrase does not cross their ends, and tense is read inside them.
        published: EDTF date that relative phrases are anchored at, None when unknown.
    """
    folded = fold_once(text)
    anchor = _anchor(published)
    lex = lexicon(lang, "time")
    ctx = Context(folded, text, lang, lex, sentences, [s.start for s in sentences], anchor)
    toks = tokens(folded, lex)
    tens_and = bool(table(lang)["number"].get("tens_and", False))
    symbols = join_number_words(toks, toks.symbols(), folded, tens_and=tens_and)
    symbols = classify(toks, symbols, Source(text, folded, lex))
    if join_halves(toks, symbols):
        symbols = toks.symbols()
    grammar = _grammar(lang)
    out: list[Timex] = []
    behind = 0  # the token behind the last phrase
    opened = (0, 0)  # the token that it began with, and where it stands without the words before it
    at = 0
    while True:
        begun = _BEGINS.search(symbols, at)
        if begun is None:
            return out
        at = begun.start()
        found = grammar.scan.match(symbols, at)
        if found is None:
            at += 1
            continue
        # Rules before the one that the scan met do not match here.
        for resolver, pattern in grammar.rules[(found.lastindex or 1) - 1 :]:
            match = pattern.match(symbols, at)
            if match is None or match.end() == at:
                continue
            piece = toks[at : match.end()]
            reading = resolver(piece, ctx)
            if reading is None:
                continue
            if reading is REFUSED:
                at = behind = match.end()
                break
            timex = _timex(piece, reading, ctx)
            if timex is not None:
                close = out and at - behind <= _LINK
                if close:
                    ctx.lead = _lead(toks, *opened)
                joined = close and _joined(out[-1], timex, toks[behind:at] + piece, symbols[behind:at], ctx)
                if joined:
                    out[-1] = joined
                else:
                    out.append(timex)
                    opened = (at, piece[reading.first].start)
                at = behind = match.end()
                break
        else:
            at += 1


def _anchor(published: str | None) -> edtf.Bounds:
    """Return the days of publication; none for a date near the ends of the calendar, where nothing counts."""
    try:
        ends = edtf.bounds(published) if published else (None, None)
    except ValueError:
        return None, None
    return ends if all(end is None or 1000 < end.year < 9000 for end in ends) else (None, None)


# So many words at most stand between the ends of a stretch ("to the").
_LINK = 4


def _lead(toks: Row, at: int, start: int) -> Token | None:
    """Return the "from" or "between" before a phrase, which may open a stretch of time."""
    first = max(0, at - 2)
    while first < len(toks) and toks.starts[first] < start:
        if toks.readings[first][0] in "FGc" and not (
            toks.readings[first][0] == "c" and toks.starts[first + 1] != start
        ):
            return toks[first]
        first += 1
    return None


_RANGE_LINK = re.compile(r"[Zz]?[OAz][cijV]{0,2}")


def _joined(early: Timex, late: Timex, toks: Sequence[Token], gap: str, ctx: Context) -> Timex | None:
    """Return the stretch "from A to B" or "between A and B" of two phrases; None when they are two dates.

    Args:
        early: the phrase before.
        late: the phrase just read.
        toks: the tokens between them, and those of `late`.
        gap: symbols of the tokens between them.
        ctx: what phrases lean on; its `lead` is the word before `early`.
    """
    link = [token for token in toks if early.end <= token.start < late.start]
    symbols = "".join(token.symbol for token in link)
    if ctx.lead is None or not _RANGE_LINK.fullmatch(symbols) or "x" in gap:
        return None
    opening, sign = ctx.lead.symbol, next(token.symbol for token in link if token.symbol in "OAz")
    if sign == "A" and opening != "G":
        return None
    if opening == "c" and (
        sign != "O" or ctx.folded[ctx.lead.start : ctx.lead.end] not in ("de", "du", "del")
    ):
        return None
    if early.earliest is None or early.latest is None or late.latest is None or late.earliest is None:
        return None
    first, last = date.fromisoformat(early.earliest), date.fromisoformat(late.latest)
    back = (first - last).days
    if opening == "F" and early.earliest == early.latest and late.earliest == late.latest and 0 < back <= 7:
        first -= timedelta(days=7)  # "from Monday to Friday last week"
    elif toks[-1].symbol == "W" and len(toks) - len(link) <= 2 and early.earliest == early.latest:
        last = first + timedelta(days=(int(toks[-1].value) - first.isoweekday()) % 7 or 7)  # Monday to Friday
    elif not (early.earliest <= late.earliest and early.latest <= late.latest):
        return None
    here = ctx.sentence(early.start)
    if here != ctx.sentence(late.end - 1):
        return None
    ctx.told = (here, first, last)
    kind = "relative" if "relative" in (early.kind, late.kind) else "period"
    reading = Reading(edtf.interval(first, last), kind)
    status = _status(first, last, reading, ctx, early.start, late.end)
    days = first.isoformat(), last.isoformat()
    return Timex(early.start, late.end, ctx.text[early.start : late.end], reading.value, kind, *days, status)


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
