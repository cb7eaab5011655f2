"""Where in a text a search is met that has found it in other words (`widening`), and why."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from aitui.store import articles, mentions
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
    for row, version_id, text in articles.bodies(conn, list(by_id)):
        yield _hit(conn, by_id[row.id], row, version_id, text, view or RAW)


def _hit(
    conn: sqlite3.Connection, wide: Wide, row: ArticleRow, version_id: int, text: str, view: VisibleMap
) -> Hit:
    every = _every(conn, wide, row, text, view)
    sentences = articles.sentences(conn, version_id)
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
        titled = enumerate(list(_hits(one, row.title, row.lang)) for one in wide.wanted)
        found = {i: inside for i, inside in titled if inside}
        beside = bool(found)
    if beside:
        text, line = row.title, (0, len(row.title))
    needed = (min(why for _, _, why in inside) for inside in found.values())
    why = max(needed, default=TRANSLATION) if wide.whole else PARTLY
    lit = disjoint(one for inside in found.values() for one in inside)
    return shown(row, wide.score, text, line, lit, (why, why), beside=beside)


def places(conn: sqlite3.Connection, wide: Wide, view: VisibleMap | None) -> list[tuple[int, int]] | None:
    """Return where what is looked for stands in a text, disjoint, by start; None for one that is gone."""
    for row, _, text in articles.bodies(conn, [wide.article_id]):
        every = _every(conn, wide, row, text, view or RAW)
        return [(start, end) for start, end, _ in disjoint(one for inside in every for one in inside)]
    return None


def _every(
    conn: sqlite3.Connection, wide: Wide, row: ArticleRow, text: str, view: VisibleMap
) -> list[list[Found]]:
    """Return the hits of each part of what was typed in a text."""
    found = [list(_hits(one, text, row.lang)) for one in wide.wanted]
    named = mentions.of_article(conn, row.id, view)
    for part, inside in zip(wide.wanted, found, strict=True):
        for one in named:
            if one.entity_id in part.entities:
                inside.append((one.start, one.end, ALIAS))
            elif part.sounds and one.kind != "adj" and stem.is_run(text[one.start]):
                for start, end, _ in stem.words(text[one.start : one.end]):
                    written = text[one.start + start : one.start + end]
                    if sounds.meets(part.sounds, written, row.lang):
                        inside.append((one.start + start, one.start + end, SCRIPT))
    return found


def _hits(wanted: Wanted, text: str, lang: str) -> Iterator[Found]:
    """Yield where a part of what was typed stands in a text, and why."""
    others = [part for run in wanted.runs for part in run.split("·")]
    runs = [one for one in (*wanted.typed, *others) if stem.is_run(one)]
    if runs:
        levelled = simplified(fold(text))
        for run in runs:
            at = levelled.find(run)
            while at >= 0:
                yield at, at + len(run), EXACT if run in wanted.typed else TRANSLATION
                at = levelled.find(run, at + len(run))
    typed = [one for one in wanted.typed if not stem.is_run(one)]
    forms = {form for word in typed for form in stem.query_stems(word)}
    known: dict[str, int | None] = {}
    for start, end, word in stem.words(text):
        if word in known:
            why = known[word]
        else:
            why = known[word] = _why(word, lang, typed, forms, wanted)
        if why is None and wanted.sounds and sounds.meets(wanted.sounds, text[start:end], lang):
            why = SCRIPT
        if why is not None:
            yield start, end, why


def _why(word: str, lang: str, typed: Sequence[str], forms: set[str], wanted: Wanted) -> int | None:
    """Return why a word alone is a hit, None where it is none."""
    if word in typed:
        return EXACT
    root = stem.stem(word, lang)
    if root in forms or root in typed:
        return FORM
    if root in wanted.stems or word in wanted.stems or word.startswith(wanted.begins):
        return TRANSLATION
    return None
