"""Whether a corpus is sound: the file, the index, the offsets, the counts that are kept at write time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from aitui.frozen import frozen
from aitui.store import articles, copies, entities, fulltext, judgements, visible, workspace
from aitui.text.fold import key


@frozen
class Check:
    """One finding: what was looked at, whether it is sound, and what was seen or is to be done."""

    name: str
    sound: bool
    detail: str


def corpus(conn: sqlite3.Connection) -> Iterator[Check]:
    """Yield the findings on a corpus, quick ones first.  Reads every text once."""
    yield _file(conn)
    yield _references(conn)
    yield _index(conn)
    yield _sizes(conn)
    yield _offsets(conn)
    yield _totals(conn)
    yield _timeline(conn)
    yield _claims(conn)
    yield _copies(conn)
    yield _runs(conn)


def quotes(conn: sqlite3.Connection, own: sqlite3.Connection) -> Check:
    """Return how many bookmarks are found again in the current texts of a corpus."""
    counts = {"exact": 0, "moved": 0, "orphan": 0, "elsewhere": 0}
    for bookmark in workspace.bookmarks(own):
        article_id = articles.by_uid(conn, bookmark.article)
        if article_id is None:
            counts["elsewhere"] += 1
        else:
            counts[workspace.locate(articles.text(conn, article_id).text, bookmark)[2]] += 1
    told = "in place {exact}, moved {moved}, words gone {orphan}, of articles not in this corpus {elsewhere}"
    return Check("bookmarks", True, told.format(**counts))


def judged(conn: sqlite3.Connection, own: sqlite3.Connection) -> Check:
    """Return how many judgements hold, and how many speak of what is not in a corpus."""
    live = judgements.live(own)
    view = visible.load(conn, live)
    counts = {"all": len(live), "here": 0, "gone": 0, "elsewhere": 0}
    for j in live:
        if j.article is not None and j.start is not None:
            article_id = articles.by_uid(conn, j.article)
            if article_id is None:
                counts["elsewhere"] += 1
            else:
                stands = articles.text(conn, article_id).text[j.start : j.end] == j.exact
                counts["here" if stands else "gone"] += 1
        elif entities.by_uid(conn, j.entity, view) is None:
            counts["elsewhere"] += 1
    told = (
        "{all} in force; places in texts {here}, words gone {gone}; of what is not in this corpus {elsewhere}"
    )
    return Check("judgements", True, told.format(**counts))


# Articles whose words are counted in the index, and those that are looked up by every one of their words.
_MEASURED = 20_000
_SAMPLE = 200

_REINDEX = "`aitui doctor --rebuild-index` makes it anew"
_REGROUP = "`aitui doctor --regroup` compares all articles anew"
_REBUILD = "remove the file and add the texts again; bookmarks stay"


def _file(conn: sqlite3.Connection) -> Check:
    found = [str(row[0]) for row in conn.execute("PRAGMA integrity_check(5)")]
    sound = found == ["ok"]
    return Check("file", sound, "integrity check passed" if sound else f"damaged ({found[0]}); {_REBUILD}")


def _references(conn: sqlite3.Connection) -> Check:
    broken = conn.execute("PRAGMA foreign_key_check").fetchall()
    detail = (
        f"{len(broken)} rows point nowhere, first in {broken[0][0]}; {_REBUILD}"
        if broken
        else "all rows meet"
    )
    return Check("references", not broken, detail)


def _index(conn: sqlite3.Connection) -> Check:
    """Compare the index with the texts: all articles there, as many words of each, the very words of some."""
    indexed, wanted = fulltext.indexed(conn), articles.count(conn)
    if indexed != wanted:
        return Check("index", False, f"{indexed} of {wanted} articles are indexed; {_REINDEX}")
    if wanted and not fulltext.is_current(conn):
        return Check("index", True, f"{wanted} articles, made by other rules; {_REINDEX}")
    ids = articles.ids(conn)
    measured = ids[:: max(1, len(ids) // _MEASURED)]
    off = fulltext.unlike(conn, measured)
    sample = ids[:: max(1, len(ids) // _SAMPLE)]
    lost = sum(not fulltext.holds(conn, article_id) for article_id in sample)
    if off or lost:
        told = f"{lost} of {len(sample)} articles tried are not found by their words"
        if off:
            told = f"{len(off)} of {len(measured)} articles have other words in the index than in their texts"
        return Check("index", False, f"{told}; {_REINDEX}")
    detail = f"{wanted} articles, {len(measured)} of them compared with their texts"
    if (come := fulltext.renewal(conn)) is not None:
        detail += f"; a new one was begun ({come.done} of {come.of}), `aitui doctor --rebuild-index` goes on"
    return Check("index", True, detail)


def _sizes(conn: sqlite3.Connection) -> Check:
    """Tell what takes how much of the file."""
    page, pages, free = (
        conn.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_size", "page_count", "freelist_count")
    )
    texts = conn.execute("SELECT coalesce(sum(length(CAST(text AS BLOB))), 0) FROM body").fetchone()[0]
    index = _mb(fulltext.size(conn))
    detail = f"file {_mb(page * pages)}: texts {_mb(texts)}, index {index}, free {_mb(page * free)}"
    if free * 5 > pages:
        detail += "; `aitui doctor --compact` writes it without gaps"
    return Check("sizes", True, detail)


def _mb(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


def _offsets(conn: sqlite3.Connection) -> Check:
    """Check every span against its text, and every name against the names of its entity."""
    number = wrong = 0
    keys: set[tuple[str, int]] = set(conn.execute("SELECT key, entity_id FROM entity_key"))
    for article_id, version_id in conn.execute("SELECT id, version_id FROM article").fetchall():
        if version_id is None:
            return Check("offsets", False, f"article {article_id} has no text; {_REBUILD}")
        text = articles.text(conn, article_id).text
        spans = conn.execute(
            """SELECT start, "end", entity_id, kind FROM mention JOIN rule ON id = rule_id
            WHERE version_id = :v
            UNION ALL SELECT start, "end", NULL, NULL FROM sentence WHERE version_id = :v
            UNION ALL SELECT start, "end", NULL, NULL FROM timex WHERE version_id = :v
            UNION ALL SELECT start, "end", NULL, NULL FROM claim WHERE version_id = :v
            UNION ALL SELECT figure_start, figure_end, NULL, NULL FROM claim
            WHERE version_id = :v AND figure_start IS NOT NULL
            UNION ALL SELECT start, "end", NULL, NULL FROM boilerplate WHERE version_id = :v""",
            {"v": version_id},
        )
        for start, end, entity_id, kind in spans:
            number += 1
            sound = 0 <= start < end <= len(text)
            if sound and kind == "name":
                sound = (key(text[start:end]), entity_id) in keys
            wrong += not sound
    detail = (
        f"{wrong} of {number} spans do not fit their text; {_REBUILD}" if wrong else f"{number} spans fit"
    )
    return Check("offsets", not wrong, detail)


def _totals(conn: sqlite3.Connection) -> Check:
    """Compare the totals kept at write time with the mentions themselves."""
    wrong = conn.execute(
        """SELECT count(*) FROM entity_total t LEFT JOIN (
            SELECT entity_id, count(*) AS mentions, count(DISTINCT version_id) AS articles,
            max(CAST(replace(a.published_sort, '-', '') AS INTEGER)) AS seen
            FROM mention JOIN article a USING(version_id) GROUP BY 1
        ) m ON m.entity_id = t.entity_id
        WHERE t.mentions <> coalesce(m.mentions, 0) OR t.articles <> coalesce(m.articles, 0)
        OR t.seen <> coalesce(m.seen, 0)"""
    ).fetchone()[0]
    missing = conn.execute(
        """SELECT count(DISTINCT entity_id) FROM mention
        WHERE entity_id NOT IN (SELECT entity_id FROM entity_total)"""
    ).fetchone()[0]
    sound = not wrong and not missing
    detail = "agree with the mentions" if sound else f"{wrong + missing} entities are miscounted; {_REBUILD}"
    return Check("totals", sound, detail)


def _timeline(conn: sqlite3.Connection) -> Check:
    # Sums, not a join: two groupings of millions of rows have no index to meet by.
    wrong = conn.execute(
        """SELECT count(*) FROM (
            SELECT 1 FROM (
                SELECT 0 AS c, day, status, lang, count(*) AS n FROM timeline
                WHERE entity_id = 0 GROUP BY 1, 2, 3, 4
                UNION ALL SELECT 1, coalesce(CAST(replace(published_sort, '-', '') AS INTEGER), 0), 1, lang,
                count(*) FROM article WHERE version_id IS NOT NULL GROUP BY 1, 2, 3, 4
                UNION ALL SELECT clock, day, status, lang, -count FROM timeline_day
                WHERE clock = article
            ) GROUP BY c, day, status, lang HAVING sum(n) <> 0
        )"""
    ).fetchone()[0]
    return Check("timeline", not wrong, f"{wrong} days are miscounted; {_REBUILD}" if wrong else "days agree")


def _claims(conn: sqlite3.Connection) -> Check:
    """Count the claims, and the articles that came in before claims were kept: nothing is wrong with them."""
    waiting = conn.execute("SELECT count(*) FROM claim_pending").fetchone()[0]
    detail = f"{conn.execute('SELECT count(*) FROM claim').fetchone()[0]}, each with its words"
    if waiting:
        detail += f"; {waiting} articles came in before facts were kept as now: `aitui reindex` gets theirs"
    return Check("facts", True, detail)


def _copies(conn: sqlite3.Connection) -> Check:
    """Look at the groups of near-copies, and whether copies of some articles would be found."""
    groups, members = conn.execute("SELECT count(DISTINCT group_id), count(*) FROM near_copy").fetchone()
    detail = f"{groups} groups of {members} articles"
    if articles.count(conn) and not copies.compared(conn):
        return Check("copies", True, "never looked for; the next `aitui add` or `aitui update` does")
    if broken := copies.broken(conn):
        return Check("copies", False, f"{broken} of {groups} groups are none; {_REGROUP}")
    ids = articles.ids(conn)
    sample = ids[:: max(1, len(ids) // _SAMPLE)]
    if lost := copies.unfindable(conn, sample):
        told = f"copies of {len(lost)} of {len(sample)} articles tried would not be found"
        return Check("copies", False, f"{told}; {_REGROUP}")
    if waiting := conn.execute("SELECT count(*) FROM copy_pending").fetchone()[0]:
        detail += f"; {waiting} articles are compared with the next `aitui add` or `aitui update`"
    return Check("copies", True, detail)


def _runs(conn: sqlite3.Connection) -> Check:
    stopped = conn.execute("SELECT count(*) FROM run WHERE status = 'running'").fetchone()[0]
    total = conn.execute("SELECT count(*) FROM run").fetchone()[0]
    detail = f"{total}, of which {stopped} were stopped or are running; add the same inputs again to finish"
    return Check("runs", True, detail if stopped else f"{total}, all finished")
