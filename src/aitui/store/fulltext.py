"""The full-text index: what goes into it for an article, and how it is kept.

It keeps no text of its own (`content=''`), so what goes out must be recomputed exactly as it went in:
`recipe` names everything that decides the words, and a writer rebuilds the index when it has changed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from itertools import count, islice

from aitui.frozen import frozen
from aitui.model import Mention
from aitui.store import articles, title_words
from aitui.store.database import transaction
from aitui.text import sounds, stem

# Furniture that belongs to the site and not to the text.  Captions, bylines and headings are searched.
UNSEARCHED = frozenset({"nav", "promo", "author-bio", "footer", "duplicate-title"})

# Title, body, forms.
Columns = tuple[str, str, str]

# The index that is being made while the one before it is still searched.
_NEXT = "article_fts_next"
# FTS5 names the column before each list of positions, but for the first one: two bytes a word of an article.
# So the one with most words stands first, which makes the index a sixth smaller.
_LAYOUT = "body, title, forms, content='', tokenize='unicode61 remove_diacritics 2'"
_COLUMNS = ("title", "body", "forms")
# What a word says by its column: most in the title, least as another form.
_WEIGHTS = {"title": 8.0, "body": 1.0, "forms": 0.5}
# Articles of one transaction while it is made, and pages of one step of a merge: a second or less.
_STEP = 1000
_MERGED = 2000


# The number of our own rules, and since which the words of titles are among them.
_RULES, _TITLES = 9, 9


def recipe() -> str:
    """Return what decides the words in the index: our own rules, by number, and the stemmer's release."""
    from importlib.metadata import version

    return f"{_RULES} snowballstemmer-{version('snowballstemmer')}"


def tells_titles(conn: sqlite3.Connection) -> bool:
    """Tell whether an index has the words of titles (`title_words`): that of an earlier release has none."""
    rules = (_setting(conn, "index_recipe") or "").partition(" ")[0]
    return rules.isdecimal() and int(rules) >= _TITLES


def index(conn: sqlite3.Connection, article_id: int, words: Columns) -> None:
    """Put an article into the index, by its `columns`."""
    for table in _tables(conn, article_id):
        _insert(conn, table, article_id, words)


def unindex(conn: sqlite3.Connection, article_id: int) -> None:
    """Take an article out of the index, before anything of it changes."""
    words = columns_of(conn, article_id)
    for table in _tables(conn, article_id):
        conn.execute(
            f"INSERT INTO {table}({table}, rowid, title, body, forms) VALUES('delete', ?, ?, ?, ?)",
            (article_id, *words),
        )


def _insert(conn: sqlite3.Connection, table: str, article_id: int, words: Columns) -> None:
    sql = f"INSERT INTO {table}(rowid, title, body, forms) VALUES(?, ?, ?, ?)"
    conn.execute(sql, (article_id, *words))


def _tables(conn: sqlite3.Connection, article_id: int) -> Sequence[str]:
    """Return where an article stands: in the index, and in the one being made once that has come so far."""
    return ("article_fts", _NEXT) if article_id <= _reached(conn) else ("article_fts",)


# ---------------------------------------------------------------------------- making it anew


@frozen
class Renewal:
    """How far an index that is being made anew has come: articles done, of how many."""

    done: int
    of: int


def is_current(conn: sqlite3.Connection) -> bool:
    """Tell whether the index was made by the rules of this release."""
    return _setting(conn, "index_recipe") == recipe()


def refresh(conn: sqlite3.Connection) -> bool:
    """Make the index anew when it was made by other rules than ours, as `renew` does; tell whether it was."""
    if is_current(conn):
        if _setting(conn, "index_next") not in (None, recipe()):
            with _step(conn):
                _drop_renewal(conn)
        return False
    with _step(conn):  # from here on nobody else writes: another process may just have been first
        if is_current(conn):
            return False
        made = _setting(conn, "index_recipe") is not None
        if not articles.count(conn):
            _drop_renewal(conn)
            conn.execute("DROP TABLE article_fts")
            _create(conn, "article_fts")
            _set(conn, "index_recipe", recipe())
            return made
    renew(conn)
    return made


def renewal(conn: sqlite3.Connection) -> Renewal | None:
    """Return how far the making of a new index has come that was begun and not finished."""
    if _setting(conn, "index_next") is None:
        return None
    done = conn.execute(f"SELECT count(*) FROM {_NEXT}_docsize").fetchone()[0]
    return Renewal(done, articles.count(conn))


def renew(conn: sqlite3.Connection, progress: Callable[[Renewal], None] | None = None) -> None:
    """Make the index anew from the texts, beside the one that is searched until the new one is whole.

    Outside a transaction each step is one of its own: a run that is killed is gone on with by the next one,
    and articles that others put in or take out meanwhile are kept up with.  Inside one it is done at once.

    Args:
        progress: called after every step.
    """
    with _step(conn):
        if _setting(conn, "index_next") != recipe():
            _drop_renewal(conn)
            _create(conn, _NEXT)
            _set(conn, "index_next", recipe())
    while True:
        with _step(conn):
            if _setting(conn, "index_next") != recipe():
                return  # another process has finished it
            sql = "SELECT id FROM article WHERE id > ? ORDER BY id LIMIT ?"
            ids = articles.flat(conn.execute(sql, (_reached(conn), _STEP)))
            for article_id in ids:
                _insert(conn, _NEXT, article_id, columns_of(conn, article_id))
            if not ids:
                conn.execute("DROP TABLE article_fts")
                conn.execute(f"ALTER TABLE {_NEXT} RENAME TO article_fts")
                _set(conn, "index_recipe", recipe())
                _set(conn, "index_next", None)
                return
        if progress is not None and (come := renewal(conn)) is not None:
            progress(come)


def _create(conn: sqlite3.Connection, table: str) -> None:
    conn.execute(f"CREATE VIRTUAL TABLE {table} USING fts5({_LAYOUT})")
    # Words wait in memory for so many bytes: fewer pieces to merge.
    conn.execute(f"INSERT INTO {table}({table}, rank) VALUES('hashsize', 67108864)")


def _drop_renewal(conn: sqlite3.Connection) -> None:
    conn.execute(f"DROP TABLE IF EXISTS {_NEXT}")
    _set(conn, "index_next", None)


def _step(conn: sqlite3.Connection) -> AbstractContextManager[None]:
    return nullcontext() if conn.in_transaction else transaction(conn)


def _reached(conn: sqlite3.Connection) -> int:
    """Return the last article in the index that is being made, 0 when none is."""
    if _setting(conn, "index_next") is None:
        return 0
    return int(conn.execute(f"SELECT coalesce(max(id), 0) FROM {_NEXT}_docsize").fetchone()[0])


def _setting(conn: sqlite3.Connection, key: str) -> str | None:
    row = conn.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def _set(conn: sqlite3.Connection, key: str, value: str | None) -> None:
    if value is None:
        conn.execute("DELETE FROM setting WHERE key = ?", (key,))
    else:
        conn.execute("INSERT OR REPLACE INTO setting(key, value) VALUES(?, ?)", (key, value))


# ---------------------------------------------------------------------------- keeping it


def merge_stepwise(conn: sqlite3.Connection) -> Iterator[int]:
    """Write the index as one tree in short transactions, yielding the number of steps; stop when you like."""
    # A negative number of pages begins with everything, a positive one goes on with that.
    pages = -_MERGED
    for step in count(1):
        before = conn.total_changes
        with transaction(conn):
            conn.execute("INSERT INTO article_fts(article_fts, rank) VALUES('merge', ?)", (pages,))
        # One change is the command itself.
        if conn.total_changes - before < 2:
            return
        pages = _MERGED
        yield step


def merge(conn: sqlite3.Connection) -> None:
    """Write the index as one tree: smaller and faster to read.  Costs a pass over all of it."""
    conn.execute("INSERT INTO article_fts(article_fts) VALUES('optimize')")


def rank(conn: sqlite3.Connection, only: str | None = None) -> str:
    """Return the SQL expression that ranks the articles an index finds, the lower the better.

    Its columns stand in the order of the release that made it.

    Args:
        only: the column that counts, all of them unless given; 0 for an article that has no word there.
    """
    names = [told[0] for told in conn.execute("SELECT * FROM article_fts LIMIT 0").description]
    weights = (_WEIGHTS[name] if only in (None, name) else 0.0 for name in names)
    return f"bm25(article_fts, {', '.join(map(str, weights))})"


def indexed(conn: sqlite3.Connection) -> int:
    """Return the number of articles in the index."""
    return int(conn.execute("SELECT count(*) FROM article_fts_docsize").fetchone()[0])


def size(conn: sqlite3.Connection) -> int:
    """Return the bytes that the index takes, without what its pages leave empty."""
    return int(conn.execute("SELECT coalesce(sum(length(block)), 0) FROM article_fts_data").fetchone()[0])


def holds(conn: sqlite3.Connection, article_id: int) -> bool:
    """Tell whether an article is found by each of its words."""
    for column, content in zip(_COLUMNS, columns_of(conn, article_id), strict=True):
        for word in set(content.split()):
            if not any(char.isalnum() for char in word):
                continue  # two vowel signs of Thai are a pair, but no word to SQLite
            asked = f'{column} : "{word}"'
            sql = "SELECT 1 FROM article_fts WHERE article_fts MATCH ? AND rowid = ?"
            if not conn.execute(sql, (asked, article_id)).fetchone():
                return False
    return True


def unlike(conn: sqlite3.Connection, ids: Iterable[int]) -> list[int]:
    """Return those of the articles that have more or fewer words in the index than in their texts.

    What an index makes of the texts is told by a small one in memory, some articles at a time.
    """
    found: list[int] = []
    chosen = iter(ids)
    while some := list(islice(chosen, _STEP)):
        with closing(sqlite3.connect(":memory:")) as small:
            _create(small, _NEXT)
            for article_id in some:
                _insert(small, _NEXT, article_id, columns_of(conn, article_id))
            lengths = dict(small.execute(f"SELECT id, sz FROM {_NEXT}_docsize"))
        for article_id in some:
            row = conn.execute("SELECT sz FROM article_fts_docsize WHERE id = ?", (article_id,)).fetchone()
            if row is None or row[0] != lengths[article_id]:
                found.append(article_id)
    return found


def columns_of(conn: sqlite3.Connection, article_id: int) -> Columns:
    """Return what the index is fed with for an article that is in the corpus."""
    title, lang = conn.execute("SELECT title, lang FROM article WHERE id = ?", (article_id,)).fetchone()
    text = articles.text(conn, article_id)
    spans = conn.execute(
        """SELECT DISTINCT start, "end" FROM mention JOIN rule ON id = rule_id
        WHERE version_id = ? AND kind <> 'adj'""",
        (text.version_id,),
    )
    names = [text.text[start:end] for start, end in spans]
    return columns(title, text.text, text.boilerplate, lang, names)


def names(mentions: Iterable[Mention]) -> list[str]:
    """Return the names among mentions, for `columns`: an adjective is searched as the word that it is."""
    return [mention.surface for mention in mentions if mention.kind != "adj"]


def columns(
    title: str, text: str, boilerplate: Iterable[tuple[int, int, str]], lang: str, names: Iterable[str]
) -> Columns:
    """Return what the index is fed with for an article: words of its title and body, and their forms.

    Forms are stems where they differ from the words, the ends of runs of unspaced script, how names sound in
    other scripts (`sounds`), and the words of the title once more (`title_words`).

    Args:
        boilerplate: start, end and reason of its furniture, sorted and disjoint.
        names: the names in it, as they stand there, in any order.
    """
    kept: list[str] = []
    position = 0
    for start, end, reason in boilerplate:
        if reason in UNSEARCHED:
            kept.append(text[position:start])
            position = end
    head, body = stem.index_words(title), stem.index_words(" ".join([*kept, text[position:]]))
    heard = {sound for name in set(names) for sound in sounds.of_name(name, lang)}
    forms = [*stem.forms([*head, *body], lang), *sorted(heard)]
    title, text = stem.spell(head), stem.spell(body)
    return title, text, " ".join([*title_words.marked(title, text, _WEIGHTS["title"], len(forms)), *forms])
