"""The full-text index: what goes into it for an article, and how it is kept.

It keeps no text of its own (`content=''`), so what goes out must be recomputed exactly as it went in:
`recipe` names everything that decides the words, and a writer rebuilds the index when it has changed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from itertools import islice

from aitui.model import Mention
from aitui.store import articles
from aitui.text import sounds, stem

# Furniture that belongs to the site and not to the text.  Captions, bylines and headings are searched.
UNSEARCHED = frozenset({"nav", "promo", "author-bio", "footer", "duplicate-title"})

# Title, body, forms.
Columns = tuple[str, str, str]


def recipe() -> str:
    """Return what decides the words in the index: our own rules, by number, and the stemmer's release."""
    from importlib.metadata import version

    return f"4 snowballstemmer-{version('snowballstemmer')}"


def index(conn: sqlite3.Connection, article_id: int, words: Columns) -> None:
    """Put an article into the index, by its `columns`."""
    conn.execute(
        "INSERT INTO article_fts(rowid, title, body, forms) VALUES(?, ?, ?, ?)", (article_id, *words)
    )


def unindex(conn: sqlite3.Connection, article_id: int) -> None:
    """Take an article out of the index, before anything of it changes."""
    conn.execute(
        "INSERT INTO article_fts(article_fts, rowid, title, body, forms) VALUES('delete', ?, ?, ?, ?)",
        (article_id, *columns_of(conn, article_id)),
    )


def rebuild(conn: sqlite3.Connection) -> int:
    """Make the index anew from the texts; return the number of articles."""
    conn.execute("INSERT INTO article_fts(article_fts) VALUES('delete-all')")
    found = articles.ids(conn)
    for article_id in found:
        index(conn, article_id, columns_of(conn, article_id))
    return len(found)


def merge(conn: sqlite3.Connection) -> None:
    """Write the index as one tree: smaller and faster to read.  Costs a pass over all of it."""
    conn.execute("INSERT INTO article_fts(article_fts) VALUES('optimize')")


def indexed(conn: sqlite3.Connection) -> int:
    """Return the number of articles in the index."""
    return int(conn.execute("SELECT count(*) FROM article_fts_docsize").fetchone()[0])


def holds(conn: sqlite3.Connection, article_id: int) -> bool:
    """Tell whether an article is found by the first words of its title and of its text."""
    for column, content in zip(("title", "body"), columns_of(conn, article_id), strict=False):
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

    Forms are stems where they differ from the words, the ends of runs of unspaced script, and how names
    sound in other scripts (`sounds`).

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
    return stem.spell(head), stem.spell(body), " ".join(forms)
