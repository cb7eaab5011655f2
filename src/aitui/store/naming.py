"""Which entities a typed word or phrase names, so that their other names are found too.

The corpus itself says so: a word names an entity when its occurrences are mentions of it.  That knows case
endings, surnames and names of no gazetteer, and follows a person's judgements.  Where no text has the word,
the whole names that are known of entities say it.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Sequence, Set

from aitui.query import Term
from aitui.store import entities, expressions, mentions
from aitui.store.articles import flat
from aitui.store.rows import REASONS
from aitui.store.visible import RAW, VisibleMap
from aitui.text import stem, word_starts
from aitui.text.fold import fold, key
from aitui.text.han import simplified

# So many of the newest articles that hold a word are looked at, and so much of each.
_LOOKED_AT = 6
_READ = 30_000
# A name of more entities than this cannot be widened; of those that a table has under it so many are read.
_MOST = 3
_LISTED = 12
# All reasons but another form.
_OF_FORM = frozenset(REASONS) - {"form"}
_LONGEST_ACRONYM = 5
# Words of a name at most.
LONGEST = 4


def named(conn: sqlite3.Connection, name: str, view: VisibleMap | None) -> list[int]:
    """Return the ids of the entities that a word, or words beside each other, name, as they are shown.

    Most often none.

    Args:
        name: as typed.
        view: what judgements change.
    """
    view = view or RAW
    text = key(name)
    if not any(char.isalpha() for char in text):
        return []
    seen, total = _in_texts(conn, text, view, forms=False, acronym=_acronym(name))
    if not total:
        known = _known(conn, text, view)
        if known or " " in text:
            return known
        seen, total = _in_texts(conn, text, view, forms=True)
    number = sum(seen.values())
    if not number or 2 * number < total:
        return []  # mostly a word like others
    return [entity_id for entity_id, votes in seen.most_common(_MOST) if 4 * votes >= number]


def listed(conn: sqlite3.Connection, name: str) -> bool:
    """Tell whether anything is called so, whole or in part."""
    return conn.execute("SELECT 1 FROM entity_key WHERE key = ? LIMIT 1", (key(name),)).fetchone() is not None


def _in_texts(
    conn: sqlite3.Connection, text: str, view: VisibleMap, *, forms: bool, acronym: bool = False
) -> tuple[Counter[int], int]:
    """Return how often some words name each entity in a few articles, and how often they stand there.

    Args:
        text: the words, as `fold.key` has them.
        forms: whether other forms of a single word are meant.
        acronym: whether the word counts in capitals alone: «UN» is not the Italian article.
    """
    term = Term(text, 0, 0, phrase=not forms)
    expression = expressions.term(term, _OF_FORM if forms else frozenset())
    wanted = expressions.words_of(term)
    stems = stem.query_stems(text) | set(wanted) if forms else frozenset[str]()
    whole, last, total = Counter[int](), Counter[int](), 0
    if expression is None:
        return whole, 0
    sql = f"""SELECT rowid FROM article_fts WHERE article_fts MATCH ?
    ORDER BY rowid DESC LIMIT {_LOOKED_AT}"""
    ids = flat(conn.execute(sql, (expression,))).tolist()
    sql = f"""SELECT a.id, substr(b.text, 1, {_READ}) FROM json_each(?) j
    CROSS JOIN article a ON a.id = j.value CROSS JOIN body b ON b.version_id = a.version_id"""
    begun = None if acronym else _beginnings(wanted, stems)
    rows = mentions.stored_of(conn, ids) if ids else {}
    for article_id, body in conn.execute(sql, (json.dumps(ids),)).fetchall():
        there = _in_capitals(body, wanted[0]) if acronym else _occurrences(body, wanted, stems, begun)
        total += there
        if not there:  # in its title alone, or behind what is read
            continue
        for mention in view.mentions(article_id, rows.get(article_id, [])):
            if mention.kind == "adj" and not acronym:  # «китайский» is found in its forms, not as the country
                continue
            written = body[mention.start : mention.end]
            if acronym and not written.isupper():
                continue
            surface = key(written)
            if surface == text or (stems and _alike(surface, stems)):
                whole[mention.entity_id] += 1
            elif surface.endswith(f" {text}"):
                last[mention.entity_id] += 1
    # A person is also known by the last name; «bank» is nobody's.
    types = entities.types(conn, last, view) if last else {}
    whole.update({one: votes for one, votes in last.items() if types.get(one) == "person"})
    return whole, total


def _acronym(name: str) -> bool:
    """Tell whether a name is typed as an acronym is written."""
    return name.isalpha() and name.isupper() and 2 <= len(name) <= _LONGEST_ACRONYM


def _in_capitals(body: str, word: str) -> int:
    """Return how often a word stands in a text in capitals."""
    return len(re.findall(rf"\b{re.escape(word.upper())}\b", body))


def _alike(word: str, stems: Set[str]) -> bool:
    """Tell whether a single word has one of some stems."""
    return " " not in word and (word in stems or not stems.isdisjoint(stem.query_stems(word)))


def _beginnings(wanted: Sequence[str], stems: Set[str]) -> word_starts.Starts | None:
    """Return what finds where such words may begin in a text that is not knotty; None for runs."""
    if any(map(stem.is_run, (*wanted, *stems))):
        return None
    return word_starts.Starts({one[:2] for one in stems} or wanted[:1])


def _occurrences(body: str, wanted: Sequence[str], stems: Set[str], begun: word_starts.Starts | None) -> int:
    """Return how often words stand in a text in this order, or a word with one of some stems."""
    if len(wanted) == 1 and stem.is_run(wanted[0]):
        return simplified(fold(body)).count(wanted[0])
    if begun is None or stem.is_knotty(body):
        return _among([stem.bare(word) for word in stem.index_words(body)], wanted, stems)
    number = len(wanted)
    return sum(_among(stem.words_from(body, at, number), wanted, stems) for at in begun.places(body))


def _among(found: Sequence[str], wanted: Sequence[str], stems: Set[str]) -> int:
    """Return how often words stand among others in this order, or a word with one of some stems."""
    if stems:
        begun = {one[:2] for one in stems}
        return sum(_alike(word, stems) for word in found if word[:2] in begun)
    number = len(wanted)
    return sum(
        word == wanted[0] and (number == 1 or found[i : i + number] == wanted) for i, word in enumerate(found)
    )


def _known(conn: sqlite3.Connection, text: str, view: VisibleMap) -> list[int]:
    """Return the entities that are called just so, the most mentioned first."""
    listed = conn.execute(
        """SELECT k.entity_id, e.name FROM entity_key k JOIN entity e ON e.id = k.entity_id
        JOIN entity_total t ON t.entity_id = k.entity_id WHERE k.key = ? AND t.mentions > 0
        ORDER BY t.mentions DESC, k.entity_id LIMIT ?""",
        (text, _LISTED),
    ).fetchall()
    whole, other = dict[int, None](), dict[int, None]()
    for entity_id, name in listed:
        names = conn.execute("SELECT name FROM entity_name WHERE entity_id = ?", (entity_id,))
        told = {key(name), *(key(one) for (one,) in names)}
        shown = view.of.get(entity_id, entity_id)
        if text in told:
            whole[shown] = None
        elif not any(one.endswith(f" {text}") for one in told):
            other[shown] = None  # under another name; the end of a name is none
    for entity_id, touched in view.shown.items():
        if key(touched.name) == text and touched.mentions:
            whole[entity_id] = None
    return list(whole)[:_MOST] or list(other)[:1]
