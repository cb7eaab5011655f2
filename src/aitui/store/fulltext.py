"""The full-text index: what goes into it for an article, and how it is kept.

It keeps no text of its own (`content=''`), so what goes out must be recomputed exactly as it went in:
`recipe` names everything that decides the words, and a writer rebuilds the index when it has changed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from itertools import islice

from aitui.store import articles
from aitui.text import stem

# Furniture that belongs to the site and not to the text.  Captions, bylines and headings are searched.
UNSEARCHED = frozenset({"nav", "promo", "author-bio", "footer", "duplicate-title"})

# Title, body, forms.
Columns = tuple[str, str, str]


def recipe() -> str:
    """Return what decides the words in the index: our own rules, by number, and the stemmer's release."""
    from importlib.metadata import version

    return f"3 snowballstemmer-{version('snowballstemmer')}"


def index(conn: sqlite3.Connection, article_id: int, words: Columns) -> None:
    """Put an article into the index, by its `columns`."""
    conn.execute(
        "INSERT INTO article_fts(rowid, title, body, forms) VALUES(?, ?, ?, ?)", (article_id, *words)
    )


def unindex(
    conn: sqlite3.Connection,
    article_id: int,
    title: str,
    text: str,
    boilerplate: Iterable[tuple[int, int, str]],
    lang: str,
) -> None:
    """Take an article out of the index; all values as they were when it went in."""
    conn.execute(
        "INSERT INTO article_fts(article_fts, rowid, title, body, forms) VALUES('delete', ?, ?, ?, ?)",
        (article_id, *columns(title, text, boilerplate, lang)),
    )


def rebuild(conn: sqlite3.Connection) -> int:
    """Make the index anew from the texts; return the number of articles."""
    conn.execute("INSERT INTO article_fts(article_fts) VALUES('delete-all')")
    found = articles.ids(conn)
    for article_id in found:
        title, lang = conn.execute("SELECT title, lang FROM article WHERE id = ?", (article_id,)).fetchone()
        text = articles.text(conn, article_id)
        index(conn, article_id, columns(title, text.text, text.boilerplate, lang))
    return len(found)


def merge(conn: sqlite3.Connection) -> None:
    """Write the index as one tree: smaller and faster to read.  Costs a pass over all of it."""
    conn.execute("INSERT INTO article_fts(article_fts) VALUES('optimize')")


def indexed(conn: sqlite3.Connection) -> int:
    """Return the number of articles in the index."""
    return int(conn.execute("SELECT count(*) FROM article_fts_docsize").fetchone()[0])


def holds(conn: sqlite3.Connection, article_id: int) -> bool:
    """Tell whether an article is found by the first words of its title and of its text."""
    title, lang = conn.execute("SELECT title, lang FROM article WHERE id = ?", (article_id,)).fetchone()
    text = articles.text(conn, article_id)
    for column, content in zip(
        ("title", "body"), columns(title, text.text, text.boilerplate, lang), strict=False
    ):
        found = [word for _, _, word in islice(stem.words(content), 5)]
        if (
            found
            and not conn.execute(
                "SELECT 1 FROM article_fts WHERE article_fts MATCH ? AND rowid = ?",
                (f'{column} : "{" ".join(found)}"', article_id),
            ).fetchone()
        ):
            return False
    return True


def columns(title: str, text: str, boilerplate: Iterable[tuple[int, int, str]], lang: str) -> Columns:
    """Return what the index is fed with for an article: words of its title and body, and their forms.

    Args:
        boilerplate: start, end and reason of its furniture, sorted and disjoint.
    """
    kept: list[str] = []
    position = 0
    for start, end, reason in boilerplate:
        if reason in UNSEARCHED:
            kept.append(text[position:start])
            position = end
    head, body = stem.index_words(title), stem.index_words(" ".join([*kept, text[position:]]))
    return stem.spell(head), stem.spell(body), " ".join(stem.forms([*head, *body], lang))
