"""Cutting blocks of text into sentences, the unit that is cited.

sentencex finds the candidates; this module repairs what its lists of abbreviations miss.  Blocks come
from the layout: a line break inside a block is where a page ended, never the end of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from aitui.analysis.form.abbreviations import BEFORE_MORE, ERAS, MAYBE_LAST, STARTERS
from aitui.model import Sentence

_BREAKS = re.compile(r"[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]")
_LAST_WORD = re.compile(r"([^\s.,;:!?()«»“”\"'\[\]]+(?:\.\s?[^\s.,;:!?()«»“”\"'\[\]]+)*)\.[)»”\"'\]]*\s*\Z")
_INITIAL = re.compile(r"(?:\A|[\s(«“\"\-.])[^\W\d_]\.\s*\Z")
_FIRST_WORD = re.compile(r"[\s«“”„\"'(\[—–-]*([^\W\d_][\w'’-]*)")
_STOP = re.compile(r"[.…](?=\s+[«“„\"'(]*\w)")
_NUMBER = re.compile(r"\d")
# A quotation mark that may open as well as close; sentencex takes it for a closing one.
_OPENING = re.compile(r"\s[”\"“»](?=\w)")
_CJK_CLOSED = "。！？」』"
# A stop of Chinese or Japanese: sentencex misses it before a digit («元。2024年»).  In marks that close it
# ends no sentence of the text; so long a quotation is none.
_CJK_STOP = re.compile(r"[。！？](?=[^\s。！？」』”’）)】》〉…])")
_CJK_INSIDE = re.compile(r"「[^」]{0,300}」|『[^』]{0,300}』|“[^”]{0,300}”|（[^）]{0,300}）")
_HIRAGANA = re.compile("[ぁ-ゖ]")
# Languages that write an ordinal as a number with a full stop.
_ORDINAL_STOP = frozenset(
    ("de", "da", "no", "nb", "fi", "cs", "sk", "sl", "hr", "sr", "hu", "pl", "et", "lv", "tr", "is")
)
_CHUNK = 2000
_CHUNK_END = re.compile(r"[。！？][」』”]*|[.!?…][»”\"')\]]*\s+")
_INVISIBLE = "\u200b\ufeff"
_BULLETS = _INVISIBLE + "•◦‣⁃∙·●○▪▫■□◆◇*"
_DASH_BULLET = re.compile(r"[-–—]\s+")


def split(text: str, lang: str, blocks: Sequence[tuple[int, int]]) -> list[Sentence]:
    """Return the sentences of the blocks, sorted and disjoint, without blanks and bullets at their edges.

    Args:
        text: the whole text.
        lang: ISO 639-1 code; any other value falls back on general rules.
        blocks: half-open ranges of paragraphs, bullets and table rows.
    """
    segment, rules = _segmenter(), _rules(lang)
    found: list[Sentence] = []
    for start, end in blocks:
        # Same length, so the cuts are offsets into the block.
        flat = _BREAKS.sub(" ", text[start:end])
        cuts = [0]
        for chunk in _chunks(flat):
            for piece in segment(lang, chunk):
                cuts.append(cuts[-1] + len(piece))
        for left, right in _repair(flat, cuts, rules):
            edge = _trim(flat, left, right)
            if edge is not None:
                found.append(Sentence(start + edge[0], start + edge[1]))
    return found


class _Rules:
    """The word lists of one language, as sets."""

    __slots__ = ("maybe_last", "more", "ordinals", "starters")

    def __init__(self, lang: str) -> None:
        self.more = frozenset(BEFORE_MORE.get(lang, BEFORE_MORE["en"]).split())
        self.maybe_last = frozenset(MAYBE_LAST.get(lang, MAYBE_LAST["en"]).split())
        self.starters = frozenset(STARTERS.get(lang, "").split())
        self.ordinals = lang in _ORDINAL_STOP


@cache
def _rules(lang: str) -> _Rules:
    return _Rules(lang)


@cache
def _segmenter() -> Callable[[str, str], list[str]]:
    from sentencex import segment

    return segment  # type: ignore[no-any-return]


def _chunks(flat: str) -> Iterator[str]:
    """Cut a long block after ends of sentences: sentencex takes quadratic time where blanks are missing."""
    start = 0
    while len(flat) - start > _CHUNK and (found := _CHUNK_END.search(flat, start + _CHUNK)):
        yield flat[start : found.end()]
        start = found.end()
    yield flat[start:]


def _repair(flat: str, cuts: list[int], rules: _Rules) -> list[tuple[int, int]]:
    """Return the ranges between cuts after wrong ones are dropped and missed ones added."""
    wanted = {cut for cut in cuts[1:-1] if not _inside(flat, cut, rules)}
    for stop in _STOP.finditer(flat):
        cut = stop.end()
        while cut < len(flat) and flat[cut].isspace():
            cut += 1
        if cut not in wanted and _missed(flat, stop.end(), cut, rules):
            wanted.add(cut)
    if _CJK_STOP.search(flat):
        outside = _CJK_INSIDE.sub(lambda quoted: "“" * len(quoted[0]), flat)
        wanted.update(stop.end() for stop in _CJK_STOP.finditer(outside))
    wanted = {cut - 1 if cut > 1 and _OPENING.match(flat, cut - 2) else cut for cut in wanted}
    edges = [0, *sorted(wanted), len(flat)]
    return list(pairwise(edges))


def _last_word(flat: str, cut: int) -> str | None:
    """Return the word before the full stop at a cut, without the stop; inner stops and blanks kept close."""
    found = _LAST_WORD.search(flat, max(0, cut - 40), cut)
    return found[1].replace(" ", "").casefold() if found else None


def _inside(flat: str, cut: int, rules: _Rules) -> bool:
    """Tell whether a cut falls inside a sentence."""
    before, after = flat[max(0, cut - 40) : cut].rstrip(), flat[cut : cut + 40]
    if not before:
        return True
    if before[-1] in _CJK_CLOSED:
        # 「はい。」と言った: a particle goes on with the sentence.
        return before[-1] in "」』" and _HIRAGANA.match(after) is not None
    first = _FIRST_WORD.match(after)
    if first is not None:
        word = first[1]
        # «Да!» — сказал он.  A brand such as iPhone or xAI may begin a sentence, a plain small word not.
        if word.islower() and not (before[-1] in "!?…" and after.lstrip()[:1] not in ("—", "–", "-")):
            return before[-1] in ".)»”\"'!?…"
        if word.casefold() in rules.starters and not _INITIAL.search(before):
            last = _last_word(flat, cut)
            return last is not None and last in rules.more and last not in rules.maybe_last
    if _INITIAL.search(before):
        return True
    last = _last_word(flat, cut)
    if last is None:
        return False
    if last in rules.more or last in rules.maybe_last or last.rpartition(".")[2] in rules.more:
        return True
    # «Die 3. Auflage», or a numbered paragraph: the number is an ordinal, not the end.
    return last.isdigit() and len(last) <= 2 and (rules.ordinals or cut - len(last) <= 4)


def _missed(flat: str, stop: int, cut: int, rules: _Rules) -> bool:
    """Tell whether a full stop that sentencex passed over ends a sentence."""
    last = _last_word(flat, stop)
    if _NUMBER.match(flat, cut):
        # «… der Studie. 2010 veröffentlichte …»: a long word is hardly an abbreviation.
        return (
            last is not None
            and len(last) > 4
            and last.isalpha()
            and last not in rules.more | rules.maybe_last
        )
    first = _FIRST_WORD.match(flat, cut)
    if first is None or not first[1][0].isupper() or first[1].casefold() not in rules.starters:
        return False
    if last is None:
        return flat[stop - 1] == "…"
    if last in ERAS:
        return True
    if _INITIAL.search(flat, max(0, stop - 4), stop):
        # «в 2024 г. Это» and «in the U.S. The» end a sentence; «Г. Это» and «J. The» do not.
        return last in rules.maybe_last and (len(last) > 1 or _after_number(flat, stop))
    return last not in rules.more or last in rules.maybe_last


def _after_number(flat: str, stop: int) -> bool:
    """Tell whether the abbreviation before the stop counts something: «в 2024 г.», not «Г. Иванов»."""
    return re.search(r"\d\s*\w{1,2}\.\Z", flat[max(0, stop - 8) : stop]) is not None


def _trim(flat: str, left: int, right: int) -> tuple[int, int] | None:
    while right > left and (flat[right - 1].isspace() or flat[right - 1] in _INVISIBLE):
        right -= 1
    first = left
    while left < right and (flat[left].isspace() or flat[left] in _BULLETS):
        left += 1
    # A dash is a bullet only at the beginning of a block: elsewhere it belongs to direct speech.
    if first == 0 and (dash := _DASH_BULLET.match(flat, left, right)):
        left = dash.end()
    return (left, right) if left < right else None
