"""Writing: one article with everything derived from it, put in, replaced or taken out as a whole."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from aitui.model import Annotation, Article, Mention, Timex
from aitui.store import articles, claims, copies, entities, feeds, fulltext, links, sentence_spans, timeline
from aitui.store.dictionaries import Dictionary
from aitui.store.runs import now
from aitui.store.uids import article_uid, source_uid, version_uid
from aitui.text.sketch import sketch

Outcome = Literal["added", "updated", "same"]

# Entities and names remembered at most: a run may be as long as it likes.
_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class EntityNames:
    """What is known of an entity beside its mentions.

    Attributes:
        names: language code to the name shown there.
        aliases: other names to find it by.
        origin: `gazetteer` or `text`.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    aliases: Sequence[str] = ()
    origin: str = "text"


def needs(conn: sqlite3.Connection, article: Article) -> bool:
    """Tell whether an article must be annotated: it is new, another text, or was read without its claims."""
    uid = article_uid(article.address, article.text)
    current, text = articles.current_version(conn, uid), version_uid(article.text)
    if current is not None and current != text and article.partial and _outdone(conn, uid, text, article):
        return False
    return current != text or claims.pending(conn, uid)


def _outdone(conn: sqlite3.Connection, uid: str, text: str, article: Article) -> bool:
    """Tell whether an article has had this part of a text before, or holds a much longer text."""
    earlier, length = conn.execute(
        """SELECT max(v.uid = ?), max(CASE WHEN v.id = a.version_id THEN v.length ELSE 0 END)
        FROM article a JOIN version v ON v.article_id = a.id WHERE a.uid = ?""",
        (text, uid),
    ).fetchone()
    return bool(earlier) or length > 2 * len(article.text)


class Writer:
    """Writes articles of one run.  Make and use it inside `database.transaction`; rolled back, it is spent.

    Args:
        conn: the writing connection.
        run_id: the run that every derived row carries.
        names_of: what is known of an entity, by slug.
    """

    def __init__(
        self, conn: sqlite3.Connection, run_id: int, names_of: Callable[[str], EntityNames] | None = None
    ) -> None:
        self._conn = conn
        self._run_id = run_id
        self._names_of = names_of or (lambda uid: EntityNames())
        fulltext.refresh(conn)
        # Ids seen in this run, so that a name that stands in every article is looked up once.
        self._entities: dict[str, int] = {}
        # What their types rest on, for those that only texts know.
        self._types: dict[str, tuple[float, str]] = {}
        self._keys: set[tuple[int, str]] = set()
        self._rules = Dictionary(conn, "rule", ("name", "kind", "score"))
        self._times = Dictionary(conn, "time_value", ("edtf", "earliest", "latest", "kind", "status"))
        self._claims = claims.Claims(conn, self._times)
        # What was put in: who finds the near-copies takes it from here.
        self.sketched: list[copies.Sketched] = []

    def put(
        self,
        article: Article,
        annotation: Annotation,
        days: tuple[str | None, str | None] = (None, None),
        glosses: Iterable[tuple[str, str]] = (),
        words: fulltext.Columns | None = None,
        keys: tuple[int, ...] | None = None,
        *,
        anew: bool = False,
    ) -> Outcome:
        """Put an article in, or a new version of it; the derived rows of the old version are replaced.

        Args:
            article: the text as it came in.
            annotation: what was found in it.
            days: first and last day of `annotation.layout.published`, ISO; None where unknown.
            glosses: slug of an entity mentioned, and another name that the text explains it by.
            words: what `fulltext.columns` returns for the article, where it was asked before.
            keys: what `text.sketch` returns for it; None lets it wait until the next run compares it.
            anew: whether a text that is in already takes the place of what was found in it before.
        """
        self._forget()
        conn, layout = self._conn, annotation.layout
        uid, text_uid = article_uid(article.address, article.text), version_uid(article.text)
        article_id = articles.by_uid(conn, uid)
        feeds.let_in(conn, uid)
        if article_id is not None:
            if not anew and not needs(conn, article):
                return "same"
            _take_out_derived(conn, article_id)
        source_id = self._source(article.source or layout.publisher)
        values = (
            source_id, article.address, article.url, layout.title, int(layout.title_made), layout.author,
            annotation.lang, layout.published, *days, now(),
        )  # fmt: skip
        outcome: Outcome = "added" if article_id is None else "updated"
        if article_id is None:
            article_id = _insert(
                conn,
                """INSERT INTO article(source_id, address, url, title, title_made, author, lang, published,
                published_sort, published_end, ingested_at, uid)
                VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                (*values, uid),
            )
        else:
            conn.execute(
                """UPDATE article SET source_id = ?, address = ?, url = ?, title = ?, title_made = ?,
                author = ?, lang = ?, published = ?, published_sort = ?, published_end = ?,
                ingested_at = iif(?, ingested_at, ?) WHERE id = ?""",
                (*values[:-1], anew, values[-1], article_id),
            )
        version_id = self._version(article_id, text_uid, article)
        conn.execute("UPDATE article SET version_id = ? WHERE id = ?", (version_id, article_id))
        given = (article.title, article.source, article.lang, article.published, article.author)
        conn.execute(
            "INSERT OR REPLACE INTO given VALUES(?, ?, ?, ?, ?, ?, ?)", (article_id, self._run_id, *given)
        )
        self._derived(article_id, version_id, article.text, annotation, words)
        self._gloss(version_id, glosses)
        if keys is None:
            copies.put_off(conn, article_id)
        else:
            self.sketched.append(copies.Sketched(article_id, keys))
        return outcome

    def _forget(self) -> None:
        """Give up what is remembered where it has become too much; between articles only."""
        if len(self._entities) > _REMEMBERED:
            self._entities.clear()
            self._types.clear()
        if len(self._keys) > _REMEMBERED:
            self._keys.clear()

    def _source(self, name: str | None) -> int | None:
        uid = source_uid(name or "")
        if name is None or not uid:
            return None
        self._conn.execute("INSERT INTO source(uid, name) VALUES(?, ?) ON CONFLICT DO NOTHING", (uid, name))
        return int(self._conn.execute("SELECT id FROM source WHERE uid = ?", (uid,)).fetchone()[0])

    def _version(self, article_id: int, uid: str, article: Article) -> int:
        conn = self._conn
        row = conn.execute(
            "SELECT id FROM version WHERE article_id = ? AND uid = ?", (article_id, uid)
        ).fetchone()
        if row is not None:  # an earlier text has come back
            return int(row[0])
        seq = conn.execute(
            "SELECT coalesce(max(seq), 0) + 1 FROM version WHERE article_id = ?", (article_id,)
        ).fetchone()[0]
        version_id = _insert(
            conn,
            "INSERT INTO version(uid, article_id, seq, length, encoding, run_id) VALUES(?, ?, ?, ?, ?, ?)",
            (uid, article_id, seq, len(article.text), article.encoding, self._run_id),
        )
        conn.execute("INSERT INTO body(version_id, text) VALUES(?, ?)", (version_id, article.text))
        return version_id

    def _derived(
        self,
        article_id: int,
        version_id: int,
        text: str,
        annotation: Annotation,
        words: fulltext.Columns | None,
    ) -> None:
        conn, layout = self._conn, annotation.layout
        boilerplate = [(span.start, span.end, span.reason) for span in layout.boilerplate]
        conn.executemany(
            "INSERT INTO boilerplate VALUES(?, ?, ?, ?)", ((version_id, *span) for span in boilerplate)
        )
        sentence_spans.write(conn, version_id, ((one.start, one.end) for one in annotation.sentences))
        ids = [self._entity(mention) for mention in annotation.mentions]
        conn.executemany(
            "INSERT INTO mention_row VALUES(?, ?, ?, ?, ?)",
            [
                (version_id, m.start, m.end - m.start, ids[i], self._rule(m))
                for i, m in enumerate(annotation.mentions)
            ],
        )
        conn.executemany(
            "INSERT INTO timex_row VALUES(?, ?, ?, ?, ?, ?)", self._timexes(version_id, annotation)
        )
        self._claims.write(version_id, text, annotation, self._entities)
        if words is None:
            names = fulltext.names(annotation.mentions)
            words = fulltext.columns(layout.title, text, boilerplate, annotation.lang, names)
        fulltext.index(conn, article_id, words)
        _count(conn, article_id, version_id, annotation.lang, +1)
        timeline.place(conn, article_id, +1)

    def _gloss(self, version_id: int, glosses: Iterable[tuple[str, str]]) -> None:
        for slug, name in sorted(set(glosses)):
            entity_id = self._entities[slug]
            self._conn.execute(
                "INSERT OR IGNORE INTO gloss VALUES(?, ?, ?, ?)", (entity_id, name, version_id, self._run_id)
            )
            links.put_off(self._conn, [entity_id])

    def _timexes(self, version_id: int, annotation: Annotation) -> Iterable[tuple[object, ...]]:
        starts = [sentence.start for sentence in annotation.sentences]
        for timex in annotation.timexes:
            sentence = _sentence_of(timex, annotation, starts)
            told = self._times.number(timex.value, timex.earliest, timex.latest, timex.kind, timex.status)
            yield version_id, timex.start, timex.end - timex.start, *sentence, told

    def _rule(self, mention: Mention) -> int:
        # Hundredths are enough for a score, and keep the rows of this table few.
        return self._rules.number(mention.rule, mention.kind, round(mention.score, 2))

    def _entity(self, mention: Mention) -> int:
        entity_id = self._entities.get(mention.entity)
        if entity_id is None:
            entity_id = self._entities[mention.entity] = self._ensure_entity(mention)
        elif _surer(mention, self._types.get(mention.entity)):
            self._type(entity_id, mention)
        if mention.kind == "name":
            self._add_keys(entity_id, mention.surface)
        return entity_id

    def _ensure_entity(self, mention: Mention) -> int:
        conn, known = self._conn, self._names_of(mention.entity)
        sql = "SELECT id, type, name, origin, sure FROM entity WHERE uid = ?"
        row = conn.execute(sql, (mention.entity,)).fetchone()
        before, rests_on = (row[:4], (row[4], row[1])) if row is not None else (None, None)
        kind = mention.type
        if known.origin == "text":
            if rests_on is None or _surer(mention, rests_on):
                rests_on = (mention.score, mention.type)
            self._types[mention.entity] = rests_on
            kind = rests_on[1]
        conn.execute(
            """INSERT INTO entity(uid, type, name, origin, sure) VALUES(?, ?, ?, ?, ?)
            ON CONFLICT(uid) DO UPDATE SET type = excluded.type, name = excluded.name,
            origin = excluded.origin, sure = excluded.sure""",
            (mention.entity, kind, mention.name, known.origin, rests_on[0] if rests_on else 1.0),
        )
        entity_id = entities.by_uid(conn, mention.entity)
        assert entity_id is not None
        if before != (entity_id, kind, mention.name, known.origin):
            links.put_off(conn, [entity_id])
        conn.executemany(
            "INSERT OR REPLACE INTO entity_name(entity_id, lang, name) VALUES(?, ?, ?)",
            ((entity_id, lang, name) for lang, name in known.names.items()),
        )
        for name in {mention.name, mention.entity.replace("-", " "), *known.names.values(), *known.aliases}:
            self._add_keys(entity_id, name)
        return entity_id

    def _type(self, entity_id: int, mention: Mention) -> None:
        """Give an entity of the texts the type of a surer mention."""
        _, before = self._types[mention.entity]
        self._types[mention.entity] = (mention.score, mention.type)
        sql = "UPDATE entity SET type = ?, sure = ? WHERE id = ?"
        self._conn.execute(sql, (mention.type, mention.score, entity_id))
        if before != mention.type:
            links.put_off(self._conn, [entity_id])

    def _add_keys(self, entity_id: int, name: str) -> None:
        if (entity_id, name) in self._keys:
            return
        self._keys.add((entity_id, name))
        self._conn.executemany(
            "INSERT OR IGNORE INTO entity_key(key, entity_id) VALUES(?, ?)",
            ((key, entity_id) for key in sorted(entities.keys(name))),
        )


def _surer(mention: Mention, rests_on: tuple[float, str] | None) -> bool:
    """Say whether a mention tells the type of its entity more surely than those before, in any order."""
    return rests_on is not None and (mention.score, mention.type) > rests_on


def remove(conn: sqlite3.Connection, article_ids: Iterable[int]) -> None:
    """Take articles out with their versions, derived rows and index entries; inside a transaction."""
    fulltext.refresh(conn)
    for article_id in article_ids:
        feeds.keep_out(conn, article_id)
        _remove(conn, article_id)


def _remove(conn: sqlite3.Connection, article_id: int) -> None:
    source = conn.execute("SELECT source_id FROM article WHERE id = ?", (article_id,)).fetchone()[0]
    _take_out_derived(conn, article_id)
    conn.execute("UPDATE article SET version_id = NULL WHERE id = ?", (article_id,))
    conn.execute("DELETE FROM article WHERE id = ?", (article_id,))
    conn.execute(
        "DELETE FROM source WHERE id = ? AND NOT EXISTS (SELECT 1 FROM article WHERE source_id = source.id)",
        (source,),
    )


def _take_out_derived(conn: sqlite3.Connection, article_id: int) -> None:
    """Delete what was derived from the current version; its text stays."""
    lang = conn.execute("SELECT lang FROM article WHERE id = ?", (article_id,)).fetchone()[0]
    current = articles.text(conn, article_id)
    fulltext.unindex(conn, article_id)
    copies.take_out(conn, article_id, sketch(current.text, [span[:2] for span in current.boilerplate]))
    timeline.place(conn, article_id, -1)
    _count(conn, article_id, current.version_id, lang, -1)
    sql = "SELECT DISTINCT entity_id FROM gloss WHERE version_id = ?"
    links.put_off(conn, [row[0] for row in conn.execute(sql, (current.version_id,)).fetchall()])
    for table in (
        "boilerplate",
        "sentence_spans",
        "mention_row",
        "timex_row",
        "gloss",
        "claim_row",
        "claim_pending",
        "article_vector",
    ):
        conn.execute(f"DELETE FROM {table} WHERE version_id = ?", (current.version_id,))


def _count(conn: sqlite3.Connection, article_id: int, version_id: int, lang: str, sign: int) -> None:
    """Add the mentions of an article's version to the totals of its entities, or take them off."""
    counts = Counter[int](
        dict(
            conn.execute(
                "SELECT entity_id, count(*) FROM mention WHERE version_id = ? GROUP BY entity_id",
                (version_id,),
            )
        )
    )
    if sign > 0:
        links.put_off_in(conn, counts, lang)
    conn.executemany(
        """INSERT INTO entity_lang(entity_id, lang, mentions, articles) VALUES(?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET mentions = mentions + excluded.mentions,
        articles = articles + excluded.articles""",
        ((entity_id, lang, sign * n, sign) for entity_id, n in counts.items()),
    )
    if sign < 0:
        links.put_off_in(conn, counts, lang)
    day = timeline.published(conn, article_id)
    seen = {entity_id: day if sign > 0 else _seen(conn, entity_id, article_id, day) for entity_id in counts}
    conn.executemany(
        f"""INSERT INTO entity_total(entity_id, mentions, articles, languages, seen)
        SELECT entity_id, sum(mentions), sum(articles), sum(articles > 0), ? FROM entity_lang
        WHERE entity_id = ? GROUP BY entity_id ON CONFLICT DO UPDATE SET mentions = excluded.mentions,
        articles = excluded.articles, languages = excluded.languages,
        seen = {"max(seen, excluded.seen)" if sign > 0 else "excluded.seen"}""",
        ((last, entity_id) for entity_id, last in seen.items()),
    )


def _seen(conn: sqlite3.Connection, entity_id: int, article_id: int, day: int) -> int:
    """Return the last day on which an article but one came out that mentions an entity, 0 for none.

    Args:
        day: of the article that is left out.
    """
    (last,) = conn.execute("SELECT seen FROM entity_total WHERE entity_id = ?", (entity_id,)).fetchone()
    return int(last) if last != day else timeline.last_published(conn, entity_id, article_id)


def _sentence_of(
    timex: Timex, annotation: Annotation, starts: Sequence[int]
) -> tuple[int | None, int | None]:
    at = bisect_right(starts, timex.start) - 1
    if at < 0 or annotation.sentences[at].end <= timex.start:
        return None, None
    return annotation.sentences[at].start, annotation.sentences[at].end


def _insert(conn: sqlite3.Connection, sql: str, values: Sequence[object]) -> int:
    row_id = conn.execute(sql, values).lastrowid
    assert row_id is not None
    return row_id
