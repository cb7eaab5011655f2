"""Feeds that a corpus follows: what each is, what came of fetching it and when it is due again."""

from __future__ import annotations

import json
import sqlite3

from aitui.frozen import frozen, replace
from aitui.model import Article
from aitui.store import articles, uids
from aitui.store.runs import now


@frozen
class FeedRow:
    """A feed that is followed.  Times are ISO, UTC; None where it has not come to that yet.

    Attributes:
        url: where it is fetched; title, site and folder as the feed or a list of feeds tells them.
        source, lang: as the user gave them; None to take those of the feed.
        full_text: whether the pages that it links to are read, where it gives a part only.
        private: whether it may lie at a private or local address.
        checked_at: the last time that it was asked; good_at the last time that it answered as it should.
        next_at: when it is due.
        error: what went wrong the last time, in one line.
        failures: how many times in a row.
        entries: how many it had.
        etag, last_modified: what the server wants to be told the next time.
    """

    id: int
    url: str
    title: str | None
    site: str | None
    folder: str | None
    source: str | None
    lang: str | None
    full_text: bool
    private: bool
    added_at: str
    checked_at: str | None
    good_at: str | None
    next_at: str | None
    error: str | None
    failures: int
    entries: int | None
    etag: str | None
    last_modified: str | None


_COLUMNS = """id, url, title, site, folder, source, lang, full_text, private, added_at, checked_at, good_at,
next_at, error, failures, entries, etag, last_modified"""


def rows(conn: sqlite3.Connection) -> list[FeedRow]:
    """Return all feeds, by folder and name."""
    order = "ORDER BY coalesce(folder, ''), coalesce(title, url) COLLATE NOCASE, url"
    return [_row(row) for row in conn.execute(f"SELECT {_COLUMNS} FROM feed {order}")]


def due(conn: sqlite3.Connection, moment: str) -> list[FeedRow]:
    """Return the feeds that are due at a moment, ISO; those that have waited longest first."""
    sql = f"SELECT {_COLUMNS} FROM feed WHERE next_at IS NULL OR next_at <= ? ORDER BY next_at, id"
    return [_row(row) for row in conn.execute(sql, (moment,))]


def by_url(conn: sqlite3.Connection, url: str) -> FeedRow | None:
    """Return the feed of an address."""
    row = conn.execute(f"SELECT {_COLUMNS} FROM feed WHERE url = ?", (url,)).fetchone()
    return None if row is None else _row(row)


def follow(
    conn: sqlite3.Connection,
    url: str,
    *,
    title: str | None = None,
    site: str | None = None,
    folder: str | None = None,
    source: str | None = None,
    lang: str | None = None,
    full_text: bool = False,
    private: bool = False,
) -> bool:
    """Follow a feed from now on; tell whether it is new.  What is known of one already is filled up."""
    new = by_url(conn, url) is None
    conn.execute(
        """INSERT INTO feed(url, title, site, folder, source, lang, full_text, private, added_at)
        VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(url) DO UPDATE SET
        title = coalesce(title, excluded.title), site = coalesce(site, excluded.site),
        folder = coalesce(excluded.folder, folder), source = coalesce(excluded.source, source),
        lang = coalesce(excluded.lang, lang), full_text = max(full_text, excluded.full_text),
        private = max(private, excluded.private)""",
        (url, title, site, folder, source, lang, int(full_text), int(private), now()),
    )
    return new


def unfollow(conn: sqlite3.Connection, url: str) -> bool:
    """Follow a feed no more; its articles stay.  Tell whether it was followed."""
    return conn.execute("DELETE FROM feed WHERE url = ?", (url,)).rowcount > 0


def answered(
    conn: sqlite3.Connection,
    feed_id: int,
    *,
    next_at: str,
    title: str | None = None,
    site: str | None = None,
    entries: int | None = None,
    etag: str | None = None,
    last_modified: str | None = None,
) -> None:
    """Keep that a feed answered; None leaves title, site and entries as they were.

    Without entries nothing had changed, and what the server wants to be told stays too.
    """
    moment = now()
    conn.execute(
        """UPDATE feed SET checked_at = ?, good_at = ?, next_at = ?, error = NULL, failures = 0,
        title = coalesce(?, title), site = coalesce(?, site), entries = coalesce(?, entries),
        etag = coalesce(?, CASE WHEN ? IS NULL THEN etag END),
        last_modified = coalesce(?, CASE WHEN ? IS NULL THEN last_modified END) WHERE id = ?""",
        (moment, moment, next_at, title, site, entries, etag, entries, last_modified, entries, feed_id),
    )


def failed(conn: sqlite3.Connection, feed_id: int, error: str, next_at: str) -> None:
    """Keep that a feed could not be read, why, and when to try again."""
    conn.execute(
        "UPDATE feed SET checked_at = ?, next_at = ?, error = ?, failures = failures + 1 WHERE id = ?",
        (now(), next_at, error, feed_id),
    )


def moved(conn: sqlite3.Connection, feed_id: int, url: str) -> None:
    """Keep that a feed lies elsewhere for good; where that one is followed already, this one is dropped."""
    if by_url(conn, url) is None:
        conn.execute("UPDATE feed SET url = ? WHERE id = ?", (url, feed_id))
    else:
        conn.execute("DELETE FROM feed WHERE id = ?", (feed_id,))


def parts(conn: sqlite3.Connection, source: str, longest: int) -> list[int]:
    """Return the ids of the short texts of a source whose page was not read, newest in first.

    Args:
        source: its name.
        longest: code points; a longer text is no part.
    """
    sql = """SELECT a.id FROM json_each(?) j CROSS JOIN article a ON a.id = j.value
    JOIN version v ON v.id = a.version_id WHERE a.url IS NOT NULL AND v.length < ?
    AND NOT EXISTS (SELECT 1 FROM page_read p WHERE p.version_id = v.id) ORDER BY a.id DESC"""
    ids = json.dumps(articles.ids_of_source(conn, source).tolist())
    return [row[0] for row in conn.execute(sql, (ids, longest))]


def page_was_read(conn: sqlite3.Connection, uid: str, version_uid: str, told: str) -> None:
    """Remember that the page of an article tells no more than this version of it.

    Args:
        conn: of a writer, in a transaction.
        uid, version_uid: of the article and its text; nothing is kept where they did not come in.
        told: uid of the text that the feed told of it then.
    """
    conn.execute(
        """INSERT OR REPLACE INTO page_read
        SELECT v.id, ? FROM version v JOIN article a ON a.id = v.article_id WHERE a.uid = ? AND v.uid = ?""",
        (told, uid, version_uid),
    )


def told_with_page(conn: sqlite3.Connection, uid: str) -> str | None:
    """Return the uid of what a feed told of an article when its page was read; None where it was not."""
    sql = "SELECT p.told FROM page_read p JOIN article a ON a.version_id = p.version_id WHERE a.uid = ?"
    row = conn.execute(sql, (uid,)).fetchone()
    return None if row is None else str(row[0])


def as_named(conn: sqlite3.Connection, entry: Article) -> Article:
    """Return an entry by the name that it came in by, where it is in; else as its feed tells it now.

    Several entries may lead to one page: by its address an entry is known only where the texts are the same.
    """
    if entry.alias is None:
        return entry
    own, link = (entry.address, entry.alias) if entry.alias == entry.url else (entry.alias, entry.address)
    uid, page_uid = uids.article_uid(own, entry.text), uids.article_uid(link, entry.text)
    address = entry.address
    if articles.current_version(conn, uid) is not None or kept_out(conn, uid):
        address = own
    elif _was_told(conn, page_uid, uids.version_uid(entry.text)):
        address = link
    return replace(entry, address=address, alias=None)


def _was_told(conn: sqlite3.Connection, uid: str, told: str) -> bool:
    """Tell whether a text came in as an article, or stood in its feed when its page was read."""
    sql = """SELECT 1 FROM article a JOIN version v ON v.article_id = a.id
    LEFT JOIN page_read p ON p.version_id = v.id WHERE a.uid = ? AND ? IN (v.uid, p.told)"""
    return conn.execute(sql, (uid, told)).fetchone() is not None


def read_pages(conn: sqlite3.Connection, feed_id: int) -> None:
    """Say that the pages of a feed are read from now on."""
    conn.execute("UPDATE feed SET full_text = 1 WHERE id = ?", (feed_id,))


def keep_out(conn: sqlite3.Connection, article_id: int) -> None:
    """Remember that a person took an article out."""
    conn.execute(
        "INSERT OR REPLACE INTO taken_out(uid, at) SELECT uid, ? FROM article WHERE id = ?",
        (now(), article_id),
    )


def let_in(conn: sqlite3.Connection, uid: str) -> None:
    """Forget that an article was taken out: somebody has added it again."""
    conn.execute("DELETE FROM taken_out WHERE uid = ?", (uid,))


def kept_out(conn: sqlite3.Connection, uid: str) -> bool:
    """Tell whether a person took an article out."""
    return conn.execute("SELECT 1 FROM taken_out WHERE uid = ?", (uid,)).fetchone() is not None


def _row(row: tuple[object, ...]) -> FeedRow:
    values = list(row)
    values[7], values[8] = bool(values[7]), bool(values[8])
    return FeedRow(*values)  # type: ignore[arg-type]
