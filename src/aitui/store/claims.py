"""Claims: what texts state in figures or date, written with an article and read as tellings.

What is measured, who says so and the figure are kept as places in the text: the words are there once.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from zlib import crc32

from aitui.model import Annotation, Telling, Timex
from aitui.store import articles, mentions
from aitui.store.database import consistent
from aitui.store.dictionaries import Dictionary
from aitui.store.rows import ClaimFilter, Filters
from aitui.store.uids import claim_uid
from aitui.store.visible import RAW, VisibleMap
from aitui.text.fold import key

_COLUMNS = """a.id, c.number, c.version_id, a.lang, s.name, a.published, a.published_sort, c.start, c."end",
c.figure_start, c.figure_end, c.measure_start, c.measure_end, c.words, c.low, c.high, c.unit, c.comparator,
c.per, c.edtf, c.earliest, c.latest, iif(c.forecast, 'forecast', 'past'),
c.measured, c.qualifiers, c.said_start, c.said_end, c.speaker, c.entities, c.change, c.direction
FROM article a JOIN claim c ON c.version_id = a.version_id LEFT JOIN source s ON s.id = a.source_id"""

# What a claim states beside its figure and date, as `claim_kind` keeps it.
_KIND = (
    "unit", "comparator", "per", "measured", "qualifiers", "change", "direction", "forecast", "exact",
)  # fmt: skip

ANY = ClaimFilter()
# The day that a claim tells of, else that of publication.
_PUBLISHED = "CAST(replace(nullif(a.published_sort, ''), '-', '') AS INTEGER)"
_FIRST, _LAST = (
    f"coalesce(c.earliest, c.latest, {_PUBLISHED})",
    f"coalesce(c.latest, c.earliest, {_PUBLISHED})",
)


def pending(conn: sqlite3.Connection, uid: str) -> bool:
    """Tell whether an article came in before claims were kept."""
    sql = "SELECT 1 FROM article a JOIN claim_pending p ON p.version_id = a.version_id WHERE a.uid = ?"
    return conn.execute(sql, (uid,)).fetchone() is not None


class Claims:
    """Writes the claims of texts.  Make and use it inside a transaction; rolled back, it is spent.

    Args:
        conn: the writing connection.
        times: numbers of what time expressions tell.
    """

    def __init__(self, conn: sqlite3.Connection, times: Dictionary) -> None:
        self._conn = conn
        self._times = times
        self._kinds = Dictionary(conn, "claim_kind", _KIND)

    def write(self, version_id: int, text: str, annotation: Annotation, ids: Mapping[str, int]) -> None:
        """Write the claims of a text.

        Args:
            annotation: whose claims they are; a claim whose words are not in the text is refused by the file.
            ids: entity ids by slug.
        """
        dated = {timex.value: timex for timex in annotation.timexes}
        rows: list[tuple[object, ...]] = []
        for number, claim in enumerate(annotation.claims):
            figure: tuple[object, ...] = (None,) * 4
            kind: tuple[object, ...] = (None,) * 3
            change: tuple[object, ...] = (None, None)
            exact = True
            if claim.quantity is not None:
                q = annotation.quantities[claim.quantity]
                exact = q.low == q.high
                figure = q.start - claim.start, q.end - q.start, q.low, None if exact else q.high
                kind = q.unit, q.comparator, q.per
                change = q.change, q.direction
            told = dated.get(claim.date or "")
            qualifiers = " ".join(claim.qualifiers) or None
            forecast = claim.status == "forecast"
            rows.append(
                (
                    version_id,
                    number,
                    claim.start,
                    claim.end - claim.start,
                    fingerprint(text[claim.start : claim.end]),
                    self._kinds.number(*kind, claim.measured, qualifiers, *change, forecast, exact),
                    *_place(text, claim.measure, claim.start, claim.end),
                    *_place(text, claim.attribution, claim.start, claim.end),
                    *figure,
                    self._date(claim.date, told),
                    ids[claim.speaker] if claim.speaker else None,
                    " ".join(str(ids[slug]) for slug in claim.entities),
                )
            )
        self._conn.executemany(f"INSERT INTO claim_row VALUES({','.join('?' * 17)})", rows)

    def _date(self, value: str | None, told: Timex | None) -> int | None:
        """Return the number of a date; the days are those of a time expression of the text that tells it."""
        if value is None:
            return None
        if told is None:
            return self._times.number(value, None, None, "date", "unknown")
        return self._times.number(value, told.earliest, told.latest, told.kind, told.status)


def fingerprint(words: str) -> int:
    """Return a number of four bytes: it is compared only among claims that agree in all else."""
    return crc32(key(words).encode()) - (1 << 31)


def _place(text: str, words: str | None, start: int, end: int) -> tuple[int | None, int | None]:
    """Return where words stand in a sentence, from its start on, and their length; twice None for none."""
    at = text.find(words, start, end) if words else -1
    return (at - start, len(words or "")) if at >= 0 else (None, None)


@consistent
def tellings(
    conn: sqlite3.Connection,
    entity_id: int | None = None,
    view: VisibleMap = RAW,
    limit: int = -1,
    narrow: ClaimFilter = ANY,
) -> list[Telling]:
    """Return claims by publication, oldest first, undated articles before all others.

    Args:
        entity_id: only those about it; None for all.
        view: what judgements change.
        limit: how many of the newest.
        narrow: which of them.
    """
    where, params = _conditions(conn, entity_id, view, narrow)
    sql = f"SELECT {_COLUMNS} WHERE {where} ORDER BY {articles.ORDER}, c.number DESC LIMIT ?"
    found = list(_seen(conn, map(_telling, conn.execute(sql, [*params, limit])), view))
    if entity_id is not None and view.of:
        shown = view.of.get(entity_id, entity_id)
        found = [telling for telling in found if shown in telling.entities]
    return found[::-1]


def count(
    conn: sqlite3.Connection,
    entity_id: int | None = None,
    view: VisibleMap = RAW,
    narrow: ClaimFilter = ANY,
) -> int:
    """Return how many claims there are; the arguments are those of `tellings`.

    Of an entity that judgements touch it may be some too many: those of texts that mention it.
    """
    where, params = _conditions(conn, entity_id, view, narrow)
    sql = f"SELECT count(*) FROM article a JOIN claim c ON c.version_id = a.version_id WHERE {where}"
    return int(conn.execute(sql, params).fetchone()[0])


def _conditions(
    conn: sqlite3.Connection, entity_id: int | None, view: VisibleMap, narrow: ClaimFilter
) -> tuple[str, list[object]]:
    """Return the SQL condition on `article a` and `claim c`, and its parameters."""
    filters = Filters(entity_id=entity_id, lang=narrow.lang, source=narrow.source)
    where, params = articles.conditions(view.narrow(conn, filters))
    if entity_id is not None and view.entity(entity_id) is None:
        # Claims of a sentence that names it only as who says so are not about it.
        where += " AND instr(' ' || c.entities || ' ', ?)"
        params.append(f" {entity_id} ")
    if narrow.measured is not None:
        where += f" AND (c.measured = ?{' OR c.measured IS NULL' if narrow.unmeasured else ''})"
        params.append(narrow.measured)
    for condition, wanted in (
        ("c.unit = ?", narrow.unit), (f"{_LAST} >= ?", narrow.since), (f"{_FIRST} <= ?", narrow.until)
    ):  # fmt: skip
        if wanted is not None:
            where += f" AND {condition}"
            params.append(wanted)
    if narrow.before is not None:
        day, article_id = narrow.before
        # Articles without a date stand behind all others.
        if day:
            where += " AND ((a.published_sort, a.id) < (?, ?) OR a.published_sort IS NULL)"
            params += [day, article_id]
        else:
            where += " AND a.published_sort IS NULL AND a.id < ?"
            params.append(article_id)
    return where, params


# Subjects of which a measure has several values: only there can be a contradiction.
_DIFFERING = """WITH told AS (
    SELECT CAST(c.entities AS INTEGER) AS subject, -- the first of them
    c.version_id, c.number, c.measured, c.unit, c.low, c.high, c.qualifiers
    FROM article a JOIN claim c ON c.version_id = a.version_id
    WHERE c.measured IS NOT NULL AND c.unit IS NOT NULL AND c.entities <> ''
), slot AS (
    SELECT subject, measured FROM told GROUP BY subject, measured HAVING min(unit) <> max(unit)
    OR min(coalesce(low, high)) <> max(coalesce(high, low)) OR count(DISTINCT qualifiers) > 0
)
SELECT t.subject, t.version_id, t.number FROM told t JOIN slot s USING(subject, measured)
UNION ALL SELECT subject, version_id, number FROM told
LEFT JOIN slot s USING(subject, measured) WHERE s.subject IS NULL
AND (subject IN (SELECT value FROM json_each(?)) OR qualifiers LIKE '%with:%')"""


def differing(
    conn: sqlite3.Connection, view: VisibleMap = RAW, size: int = 20_000
) -> Iterator[list[Telling]]:
    """Yield all claims that another one of the same subject and measure may contradict.

    A batch holds all those of some subjects, oldest first, so that a corpus of any size is compared in
    little memory.  What is told of two parties at once (`with:`) is the last batch.

    Args:
        view: what judgements change.
        size: of a batch, where no subject alone has more.
    """
    touched = json.dumps(sorted(view.of))
    keys: dict[int, list[tuple[int, int]]] = {}
    for subject, version_id, number in conn.execute(_DIFFERING, (touched,)):
        keys.setdefault(view.of.get(subject, subject), []).append((version_id, number))
    batch: list[tuple[int, int]] = []
    two_sided: list[Telling] = []
    subjects = list(keys)
    for at, subject in enumerate(subjects):
        batch += keys.pop(subject)
        if len(batch) >= size or at + 1 == len(subjects):
            found = _of_keys(conn, batch, view)
            two_sided += [one for one in found if any(q.startswith("with:") for q in one.qualifiers)]
            yield found
            batch = []
    if two_sided:
        yield sorted(two_sided, key=lambda one: (one.day or "", one.article_id, one.number))


def _of_keys(conn: sqlite3.Connection, keys: Sequence[tuple[int, int]], view: VisibleMap) -> list[Telling]:
    """Return the claims of version and number, oldest first."""
    by_key = "FROM json_each(?) k CROSS JOIN claim c ON c.version_id = k.value >> 24 "
    by_key += "AND c.number = k.value & 0xffffff JOIN article a"
    sql = f"SELECT {_COLUMNS.replace('FROM article a JOIN claim c', by_key)}"
    places = json.dumps(sorted(version << 24 | number for version, number in keys))
    found = list(_seen(conn, map(_telling, conn.execute(sql, (places,))), view))
    return sorted(found, key=lambda one: (one.day or "", one.article_id, one.number))


def _telling(row: Sequence[object]) -> Telling:
    figure, measure, said = (None if row[at] is None else (row[at], row[at + 1]) for at in (9, 11, 25))
    named = tuple(map(int, str(row[28]).split()))
    narrowed = tuple(str(row[24]).split()) if row[24] is not None else ()
    of_figure = (named, row[23], narrowed, said, row[27], row[29], row[30])
    return Telling._make([*row[:9], figure, measure, *row[13:23], *of_figure])


def _seen(conn: sqlite3.Connection, found: Iterable[Telling], view: VisibleMap) -> Iterator[Telling]:
    """Yield claims with the entities that judgements make of theirs."""
    if not view.of:
        yield from found
        return
    edited, article_id = view.edited, -1
    for telling in found:
        if telling.article_id in edited:
            if telling.article_id != article_id:
                article_id = telling.article_id
                named = mentions.of_article(conn, article_id, view)
            here: Iterable[int] = (m.entity_id for m in named if telling.start <= m.start < telling.end)
        else:
            here = (view.of.get(one, one) for one in telling.entities)
        speaker = telling.speaker and view.of.get(telling.speaker, telling.speaker)
        yield telling._replace(entities=tuple(dict.fromkeys(here)), speaker=speaker)


def texts(conn: sqlite3.Connection, wanted: Iterable[Telling]) -> dict[tuple[int, int], str]:
    """Return the sentence of each claim, as it stands in the text, by article and number."""
    found: dict[tuple[int, int], str] = {}
    body, last = "", -1
    for telling in sorted(wanted, key=lambda one: one.version_id):
        if telling.version_id != last:
            sql = "SELECT text FROM body WHERE version_id = ?"
            row = conn.execute(sql, (telling.version_id,)).fetchone()
            body, last = "" if row is None else str(row[0]), telling.version_id
        found[telling.article_id, telling.number] = body[telling.start : telling.end]
    return found


def uid(conn: sqlite3.Connection, telling: Telling, sentence: str) -> str:
    """Return the uid of a claim; `sentence` is what `texts` returns of it."""
    row = conn.execute("SELECT uid FROM version WHERE id = ?", (telling.version_id,)).fetchone()
    measure = (
        "" if telling.measure is None else sentence[slice(*(at - telling.start for at in telling.measure))]
    )
    figure = None if telling.figure is None else telling.figure[0]
    return claim_uid("" if row is None else str(row[0]), telling.start, telling.end, figure, measure)
