"""The words of the full-text index, for searches that want others than the one typed."""

from __future__ import annotations

import sqlite3
import zlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from threading import Lock

from aitui.store import expressions
from aitui.text import lexemes, near_sounds, sounds, stem

# A search for a word that is nearly the same takes so many words, the nearest and then the most frequent.
_NEAREST = 20
# So many forms of a word are looked for where the index cannot tell them by their stem.
_MOST_FORMS = 40
# Words that begin with one stem are read up to so many.
_READ = 5_000
# So many bytes of words that begin alike are kept, packed, and what a beginning takes beside them.
_HELD, _OWN = 600_000, 600
# A word of so many letters may differ in one, of more in two.
_SHORT, _LONG = 4, 8


def like(conn: sqlite3.Connection, word: str) -> list[str]:
    """Return the words of the index that are nearly the same as a word, the nearest first.

    One letter more, less or other, or two that changed places; two such mistakes in a word of eight letters
    and more; in the same script, and with the same first letter: a slip in that one is rare, and all words
    of a corpus are too many to read.  Words of up to three letters and of unspaced scripts have none.
    """
    plain = stem.bare(word)
    if len(plain) < _SHORT or stem.is_run(plain) or not plain[0].isalpha():
        return []
    from rapidfuzz.distance import OSA

    most = 2 if len(plain) >= _LONG else 1
    found: list[tuple[int, int, str]] = []
    for other, articles in _between(conn, plain[0], plain[0] + "\U0010ffff"):
        if abs(len(other) - len(plain)) <= most and other != plain:
            distance = OSA.distance(plain, other, score_cutoff=most)
            if distance <= most:
                found.append((distance, -articles, other))
    return [other for _, _, other in sorted(found)[:_NEAREST]]


def forms(conn: sqlite3.Connection, word: str) -> list[str]:
    """Return the words of the index that have a stem in common with a word, the most frequent first.

    Small words of any language are none of them: nearly every text of that language has those.
    """
    plain = stem.bare(word)
    stems = stem.query_stems(word) | {plain} | lexemes.stems(word)
    found: dict[str, int] = {}
    for start in sorted(stems):
        if len(start) < _SHORT - 1 or stem.is_run(start):
            continue
        for number, (other, articles) in enumerate(_between(conn, start, start + "\U0010ffff")):
            if number == _READ:
                break
            if stem.is_small(other):
                continue
            if other.isalpha() and not stems.isdisjoint(stem.query_stems(other) | {other}):
                found[other] = articles
    found.pop(plain, None)
    return sorted(found, key=lambda other: (-found[other], other))[:_MOST_FORMS]


def heard(conn: sqlite3.Connection, script: str, word: str) -> Iterator[str]:
    """Yield how names of a script sound that may sound nearly like a word, their mark left off."""
    mark = sounds.mark(script)
    openings = [mark + opening for opening in near_sounds.openings(word, script)]
    shortest, longest = near_sounds.lengths(word)
    return (term[1:] for term in _long(conn, openings, "\uffff", shortest + 1, longest + 1))


def begun(conn: sqlite3.Connection, beginnings: Iterable[str], word: str) -> Iterator[str]:
    """Yield the words of the index that begin so and are about as long as a word."""
    return _long(conn, beginnings, "\U0010ffff", *near_sounds.lengths(word))


# Characters that are split into words at once: those of a letter would be megabytes of small objects.
_PIECE = 1 << 15


def _long(
    conn: sqlite3.Connection, beginnings: Iterable[str], last: str, shortest: int, longest: int
) -> Iterator[str]:
    _open(conn)
    key = _state(conn)
    for low in sorted(beginnings):
        words = None if key is None else _begun.get((key, low))
        if words is None:
            words = _joined(conn, low, low + last)
            if key is not None:
                _begun.put((key, low), words)
        start = 0
        while start < len(words):
            end = words.find("\n", start + _PIECE)
            end = len(words) if end < 0 else end
            yield from [one for one in words[start:end].split("\n") if shortest <= len(one) <= longest]
            start = end + 1


def _joined(conn: sqlite3.Connection, low: str, high: str) -> str:
    """Return the words of a range, each a line: SQLite puts them together sooner than Python reads them."""
    sql = "SELECT group_concat(term, char(10)) FROM temp.vocabulary WHERE term >= ? AND term < ?"
    return conn.execute(sql, (low, high)).fetchone()[0] or ""


# What tells an index from others, and from what it was before.
_State = tuple[object, ...]


def _state(conn: sqlite3.Connection) -> _State | None:
    """Return what tells what a connection reads from all else; None where it may write itself.

    The index counts its words in one row (1) and its writes in another (10).
    """
    if not conn.execute("PRAGMA query_only").fetchone()[0]:
        return None
    counted = [row[0] for row in conn.execute("SELECT block FROM article_fts_data WHERE id IN (1, 10)")]
    file = conn.execute("PRAGMA database_list").fetchone()[2]
    return id(conn), file, conn.execute("PRAGMA data_version").fetchone()[0], *counted


class _Begun:
    """Words that begin alike, each a line, as they were read last: the index tells them slowly.

    They lie in order, so that they pack to a third; to unpack them takes a twentieth of reading them anew.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._words: OrderedDict[tuple[_State, str], bytes] = OrderedDict()
        self._size = 0

    def get(self, key: tuple[_State, str]) -> str | None:
        with self._lock:
            words = self._words.get(key)
            if words is None:
                return None
            self._words.move_to_end(key)
        return zlib.decompress(words).decode()

    def put(self, key: tuple[_State, str], words: str) -> None:
        packed = zlib.compress(words.encode(), 1)
        with self._lock:
            if key in self._words:
                return
            self._words[key] = packed
            self._size += len(packed) + _OWN
            while self._size > _HELD:
                self._size -= len(self._words.popitem(last=False)[1]) + _OWN


_begun = _Begun()


def stands(conn: sqlite3.Connection, word: str) -> bool:
    """Tell whether the index has a word, or a pair of characters."""
    _open(conn)
    return conn.execute("SELECT 1 FROM temp.vocabulary WHERE term = ?", (word,)).fetchone() is not None


def written(conn: sqlite3.Connection, word: str) -> bool:
    """Tell whether a word, or a run of characters as a whole, stands in a text or its title."""
    sql = "SELECT 1 FROM article_fts WHERE article_fts MATCH ? LIMIT 1"
    expression = expressions.string([word]) if stem.is_run(word) else f'"{word}"'
    return conn.execute(sql, (f"{{title body}} : {expression}",)).fetchone() is not None


def _between(conn: sqlite3.Connection, low: str, high: str) -> Iterator[tuple[str, int]]:
    """Yield the words of a range with the number of articles that hold each."""
    _open(conn)
    yield from conn.execute("SELECT term, doc FROM temp.vocabulary WHERE term >= ? AND term < ?", (low, high))


def _open(conn: sqlite3.Connection) -> None:
    _have(conn, "vocabulary", "row")


def open_places(conn: sqlite3.Connection) -> None:
    """Have the table `temp.places`: every place at which a word stands, by the words."""
    _have(conn, "places", "instance")


def _have(conn: sqlite3.Connection, name: str, kind: str) -> None:
    """Have a table that reads the index, which keeps nothing and lasts as long as the connection."""
    if conn.execute("SELECT 1 FROM temp.sqlite_master WHERE name = ?", (name,)).fetchone():
        return
    (guarded,) = conn.execute("PRAGMA query_only").fetchone()
    # The file cannot be written to all the same: it is the temporary schema that is.
    conn.execute("PRAGMA query_only=OFF")
    try:
        conn.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{name} USING fts5vocab('main', 'article_fts', '{kind}')"
        )
    finally:
        conn.execute(f"PRAGMA query_only={guarded}")
