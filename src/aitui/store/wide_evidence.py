"""Where in a text a search is met that has found it in other words (`widening`), and why."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from aitui.store import articles, fulltext, mentions, sentence_spans
from aitui.store.database import consistent
from aitui.store.rows import ArticleRow, Hit
from aitui.store.snippets import shown
from aitui.store.term_hits import ALIAS, EXACT, FORM, PARTLY, SCRIPT, TRANSLATION, Found, disjoint
from aitui.store.visible import RAW, VisibleMap
from aitui.store.widening import Wide
from aitui.store.wording import Wanted
from aitui.text import sounds, stem
from aitui.text.fold import fold
from aitui.text.han import simplified


def hits(conn: sqlite3.Connection, found: Sequence[Wide], view: VisibleMap | None) -> Iterator[Hit]:
    """Yield articles, each with the sentence that has most of what is looked for."""
    by_id = {one.article_id: one for one in found}
    looks: dict[tuple[Wanted, ...], _Look] = {}
    for row, version_id, text, spans in articles.bodies(conn, list(by_id)):
        wide = by_id[row.id]
        look = looks.setdefault(wide.wanted, _Look(conn, wide.wanted, view))
        every = _searched(conn, version_id, look.text(row, text))
        sentences = sentence_spans.pairs(sentence_spans.edges(spans))
        yield _hit(look, wide, row, sentences, text, every)


@consistent
def places(conn: sqlite3.Connection, wide: Wide, view: VisibleMap | None) -> list[tuple[int, int]] | None:
    """Return where what is looked for stands in a text, disjoint, by start; None for one that is gone."""
    for row, version_id, text, _ in articles.bodies(conn, [wide.article_id]):
        every = _searched(conn, version_id, _Look(conn, wide.wanted, view).text(row, text))
        return [(start, end) for start, end, _ in disjoint(one for inside in every for one in inside)]
    return None


def _searched(conn: sqlite3.Connection, version_id: int, every: list[list[Found]]) -> list[list[Found]]:
    """Return the hits of each part that do not stand in what the index leaves out."""
    furniture = articles.furniture(conn, version_id)
    closed = [(start, end) for start, end, reason in furniture if reason in fulltext.UNSEARCHED]
    if not closed:
        return every
    return [[hit for hit in each if not any(a <= hit[0] < b for a, b in closed)] for each in every]


def _hit(
    look: _Look,
    wide: Wide,
    row: ArticleRow,
    sentences: Sequence[tuple[int, int]],
    text: str,
    every: Sequence[Sequence[Found]],
) -> Hit:
    best, line, found = (0, 0), sentences[0] if sentences else (0, 0), dict[int, list[Found]]()
    for start, end in sentences:
        there = {
            i: inside
            for i, every_hit in enumerate(every)
            if (inside := [one for one in every_hit if start <= one[0] and one[1] <= end])
        }
        worst = sum(min(why for _, _, why in inside) for inside in there.values())
        if there and (len(there), -worst) > best:
            best, line, found = (len(there), -worst), (start, end), there
    beside = False
    if not found:
        found = {i: inside for i, inside in enumerate(look.words(row.title, row.lang)) if inside}
        beside = bool(found)
    if beside:
        text, line = row.title, (0, len(row.title))
    # Its parts may stand in several sentences: each is needed.
    needed = [min(why for _, _, why in inside) for inside in (*every, *found.values()) if inside]
    why = max(needed, default=TRANSLATION) if wide.whole else PARTLY
    lit = disjoint(one for inside in found.values() for one in inside)
    return shown(row, wide.score, text, line, lit, (why, why), beside=beside)


class _Look:
    """Looks for the parts of what was typed in texts."""

    def __init__(self, conn: sqlite3.Connection, wanted: Sequence[Wanted], view: VisibleMap | None) -> None:
        self._conn = conn
        self._wanted = wanted
        self._view = view or RAW
        self._named = any(one.entities or one.sounds for one in wanted)
        self._forms = [
            {
                form
                for word in one.typed
                if not stem.is_run(word)
                for form in stem.query_stems(word)
                if not stem.is_small(form)
            }
            for one in wanted
        ]
        # Language and word -> of which part it is a hit, and why: the words of a corpus come again and again.
        self._known: dict[tuple[str, str], list[tuple[int, int]]] = {}

    def text(self, row: ArticleRow, text: str) -> list[list[Found]]:
        """Return the hits of each part in the text of an article."""
        found = self.words(text, row.lang)
        if not self._named:
            return found
        named = mentions.of_article(self._conn, row.id, self._view)
        for part, inside in zip(self._wanted, found, strict=True):
            for one in named:
                if one.entity_id in part.entities:
                    inside.append((one.start, one.end, ALIAS))
                elif part.sounds and one.kind != "adj" and stem.is_run(text[one.start]):
                    for start, end, _ in stem.words(text[one.start : one.end]):
                        written = text[one.start + start : one.start + end]
                        if sounds.meets(part.sounds, written, row.lang):
                            inside.append((one.start + start, one.start + end, SCRIPT))
        return found

    def words(self, text: str, lang: str) -> list[list[Found]]:
        """Return the hits of each part among the words of a text."""
        found = [list(_runs(one, text)) for one in self._wanted]
        words = list(stem.words(text))
        for part, one in enumerate(self._wanted):
            if one.together:
                found[part] += _together(one.typed, words)
        for start, end, word in words:
            known = self._known.get((lang, word))
            if known is None:
                known = self._known[lang, word] = list(self._why(word, lang))
            for part, why in known:
                found[part].append((start, end, why))
            if known or not text[start].isupper():
                continue
            for part, one in enumerate(self._wanted):
                if word in one.spelled or (one.sounds and sounds.meets(one.sounds, text[start:end], lang)):
                    found[part].append((start, end, SCRIPT))
        return found

    def _why(self, word: str, lang: str) -> Iterator[tuple[int, int]]:
        """Yield the parts of which a word alone is a hit, and why."""
        root = stem.stem(word, lang)
        for part, one in enumerate(self._wanted):
            if one.together:
                continue
            if word in one.typed:
                yield part, EXACT
            elif root in self._forms[part] or root in one.typed:
                yield part, FORM
            elif root in one.stems or word in one.stems or word.startswith(one.begins):
                yield part, TRANSLATION


def _together(typed: Sequence[str], words: Sequence[tuple[int, int, str]]) -> Iterator[Found]:
    """Yield where words stand one behind the other."""
    for at in range(len(words) - len(typed) + 1):
        behind = words[at : at + len(typed)]
        if all(word == one for (_, _, word), one in zip(behind, typed, strict=True)):
            yield behind[0][0], behind[-1][1], EXACT


def _runs(wanted: Wanted, text: str) -> Iterator[Found]:
    """Yield where runs of characters stand in a text."""
    why = {part: TRANSLATION for run in wanted.runs for part in run.split("·")}
    why = {**dict.fromkeys(wanted.spelled, SCRIPT), **why, **dict.fromkeys(wanted.typed, EXACT)}
    runs = [one for one in why if stem.is_run(one)]
    if not runs:
        return
    levelled = simplified(fold(text))
    for run in runs:
        at = levelled.find(run)
        while at >= 0:
            yield at, at + len(run), why[run]
            at = levelled.find(run, at + len(run))
