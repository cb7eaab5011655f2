"""The schemas, as numbered migrations.  One that was released is never edited: add the next.

`user_version` of a file is the number of the last migration applied to it.  Imported only when a file is
made or brought up to date: it pulls in sqlite-utils, which a reader has no need of.
"""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

corpus = Migrations("aitui-corpus")
workspace = Migrations("aitui-workspace")


def _execute(db: Database, statements: str) -> None:
    # One by one: executescript would commit the transaction of the migration.
    for statement in statements.split(";\n"):
        if statement.strip():
            db.conn.execute(statement)


@corpus()
def m001_articles_entities_dates_index(db: Database) -> None:
    """Texts, what was found in them, and the full-text index."""
    _execute(
        db,
        """
CREATE TABLE run(
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, tool TEXT NOT NULL, tool_version TEXT NOT NULL,
    params TEXT NOT NULL DEFAULT '{}', started_at TEXT NOT NULL, finished_at TEXT,
    status TEXT NOT NULL DEFAULT 'running' CHECK(status IN ('running', 'done', 'failed')), counts TEXT
) STRICT;
CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE source(id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, name TEXT NOT NULL) STRICT;
CREATE TABLE article(
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, source_id INTEGER REFERENCES source,
    address TEXT, url TEXT, title TEXT NOT NULL,
    title_made INTEGER NOT NULL DEFAULT 0 CHECK(title_made IN (0, 1)),
    author TEXT, lang TEXT NOT NULL, published TEXT, published_sort TEXT, published_end TEXT,
    ingested_at TEXT NOT NULL,
    version_id INTEGER REFERENCES version
) STRICT;
CREATE INDEX article_published ON article(published_sort);
CREATE UNIQUE INDEX article_version ON article(version_id);
CREATE INDEX article_source ON article(source_id);
CREATE TABLE version(
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL,
    article_id INTEGER NOT NULL REFERENCES article ON DELETE CASCADE, seq INTEGER NOT NULL,
    length INTEGER NOT NULL, encoding TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES run, UNIQUE(article_id, seq), UNIQUE(article_id, uid)
) STRICT;
CREATE TABLE body(
    version_id INTEGER PRIMARY KEY REFERENCES version ON DELETE CASCADE, text TEXT NOT NULL
) STRICT;
CREATE TABLE boilerplate(
    version_id INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    reason TEXT NOT NULL, run_id INTEGER NOT NULL REFERENCES run,
    PRIMARY KEY(version_id, start), CHECK("end" > start)
) STRICT, WITHOUT ROWID;
CREATE TABLE sentence(
    version_id INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    run_id INTEGER NOT NULL REFERENCES run,
    PRIMARY KEY(version_id, start), CHECK("end" > start)
) STRICT, WITHOUT ROWID;
CREATE TABLE entity(
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, type TEXT NOT NULL, name TEXT NOT NULL,
    origin TEXT NOT NULL
) STRICT;
CREATE TABLE entity_name(
    entity_id INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE, lang TEXT NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY(entity_id, lang)
) STRICT, WITHOUT ROWID;
CREATE TABLE entity_key(
    key TEXT NOT NULL, entity_id INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE,
    PRIMARY KEY(key, entity_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_key_entity ON entity_key(entity_id);
CREATE TABLE entity_lang(
    entity_id INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE, lang TEXT NOT NULL,
    mentions INTEGER NOT NULL, articles INTEGER NOT NULL,
    PRIMARY KEY(entity_id, lang)
) STRICT, WITHOUT ROWID;
CREATE TABLE entity_total(
    entity_id INTEGER PRIMARY KEY REFERENCES entity ON DELETE CASCADE,
    mentions INTEGER NOT NULL, articles INTEGER NOT NULL, languages INTEGER NOT NULL
) STRICT;
CREATE INDEX entity_total_mentions ON entity_total(mentions DESC, entity_id);
CREATE TABLE rule(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE mention(
    entity_id INTEGER NOT NULL REFERENCES entity,
    version_id INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, kind TEXT NOT NULL CHECK(kind IN ('name', 'adj', 'ocr')),
    rule_id INTEGER NOT NULL REFERENCES rule, score REAL NOT NULL, run_id INTEGER NOT NULL REFERENCES run,
    PRIMARY KEY(entity_id, version_id, start), CHECK("end" > start)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_version ON mention(version_id, start, "end", entity_id, kind, rule_id, score);
CREATE TABLE timex(
    version_id INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    sentence_start INTEGER, sentence_end INTEGER, edtf TEXT NOT NULL, earliest TEXT, latest TEXT,
    kind TEXT NOT NULL, status TEXT NOT NULL, run_id INTEGER NOT NULL REFERENCES run,
    PRIMARY KEY(version_id, start), CHECK("end" > start)
) STRICT, WITHOUT ROWID;
CREATE TABLE timeline(
    entity_id INTEGER NOT NULL, earliest TEXT NOT NULL, article_id INTEGER NOT NULL, start INTEGER NOT NULL,
    PRIMARY KEY(entity_id, earliest, article_id, start)
) STRICT, WITHOUT ROWID;
CREATE TABLE timeline_month(
    entity_id INTEGER NOT NULL, month TEXT NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY(entity_id, month)
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE article_fts USING fts5(
    title, body, forms, content='', tokenize='unicode61 remove_diacritics 2'
);
INSERT INTO article_fts(article_fts, rank) VALUES('hashsize', 67108864);
""",
    )


@corpus()
def m002_lean_rows(db: Database) -> None:
    """Half the bytes a mention and a day of the timeline take.

    What made a mention (rule, kind, score) is one number; mentions lie in reading order, beside a lean index
    by entity, instead of twice in full; days and months are numbers.
    """
    _execute(
        db,
        """
DROP INDEX mention_version;
ALTER TABLE mention RENAME TO old_mention;
ALTER TABLE rule RENAME TO old_rule;
CREATE TABLE rule(
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL CHECK(kind IN ('name', 'adj', 'ocr')),
    score REAL NOT NULL, UNIQUE(name, kind, score)
) STRICT;
INSERT INTO rule(name, kind, score)
SELECT DISTINCT r.name, m.kind, round(m.score, 2) FROM old_mention m JOIN old_rule r ON r.id = m.rule_id;
CREATE TABLE mention(
    version_id INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    entity_id INTEGER NOT NULL REFERENCES entity,
    rule_id INTEGER NOT NULL REFERENCES rule, run_id INTEGER NOT NULL REFERENCES run,
    PRIMARY KEY(version_id, start, entity_id), CHECK("end" > start)
) STRICT, WITHOUT ROWID;
INSERT INTO mention
SELECT m.version_id, m.start, m."end", m.entity_id, n.id, m.run_id FROM old_mention m
JOIN old_rule r ON r.id = m.rule_id
JOIN rule n ON n.name = r.name AND n.kind = m.kind AND n.score = round(m.score, 2)
ORDER BY m.version_id, m.start;
DROP TABLE old_mention;
DROP TABLE old_rule;
CREATE INDEX mention_entity ON mention(entity_id, version_id, start, "end");
DROP INDEX entity_key_entity;
ALTER TABLE timeline RENAME TO old_timeline;
ALTER TABLE timeline_month RENAME TO old_month;
CREATE TABLE timeline(
    entity_id INTEGER NOT NULL, day INTEGER NOT NULL, article_id INTEGER NOT NULL, start INTEGER NOT NULL,
    PRIMARY KEY(entity_id, day, article_id, start)
) STRICT, WITHOUT ROWID;
CREATE TABLE timeline_month(
    entity_id INTEGER NOT NULL, month INTEGER NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY(entity_id, month)
) STRICT, WITHOUT ROWID;
INSERT INTO timeline
SELECT entity_id, CAST(replace(earliest, '-', '') AS INTEGER), article_id, start FROM old_timeline;
INSERT INTO timeline_month
SELECT entity_id, CAST(replace(month, '-', '') AS INTEGER), count FROM old_month;
DROP TABLE old_timeline;
DROP TABLE old_month;
""",
    )


@corpus()
def m003_links_of_entities(db: Database) -> None:
    """Which entities are one by their names, or may be; found anew for those that are in already."""
    _execute(
        db,
        """
CREATE TABLE link(
    one_id INTEGER NOT NULL REFERENCES entity, other_id INTEGER NOT NULL REFERENCES entity,
    verdict TEXT NOT NULL CHECK(verdict IN ('same', 'likely')), score REAL NOT NULL, reason TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES run,
    PRIMARY KEY(one_id, other_id), CHECK(one_id < other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_other ON link(other_id);
CREATE INDEX link_verdict ON link(verdict);
CREATE TABLE link_key(
    key TEXT NOT NULL, entity_id INTEGER NOT NULL REFERENCES entity, PRIMARY KEY(key, entity_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE link_pending(entity_id INTEGER PRIMARY KEY REFERENCES entity) STRICT;
INSERT INTO link_pending(entity_id) SELECT id FROM entity;
CREATE TABLE gloss(
    entity_id INTEGER NOT NULL REFERENCES entity, name TEXT NOT NULL,
    version_id INTEGER NOT NULL REFERENCES version ON DELETE CASCADE, run_id INTEGER NOT NULL REFERENCES run,
    PRIMARY KEY(entity_id, name, version_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX gloss_version ON gloss(version_id);
""",
    )


@corpus()
def m004_type_of_the_surest(db: Database) -> None:
    """How sure the mention was that gave an entity of the texts its type."""
    _execute(db, "ALTER TABLE entity ADD COLUMN sure REAL NOT NULL DEFAULT 0")


@corpus()
def m005_claims(db: Database) -> None:
    """Figures and dated happenings, each with its exact words.

    What is measured, who says so and the figure are places in the text, not copies of it.  A claim hangs on
    the body, and no span outside it is taken: there is no claim without its words.  The texts that came in
    before are to be read again (`claim_pending`).
    """
    _execute(
        db,
        """
CREATE TABLE claim(
    version_id INTEGER NOT NULL REFERENCES body ON DELETE CASCADE, number INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, words INTEGER NOT NULL,
    measure_start INTEGER, measure_end INTEGER, said_start INTEGER, said_end INTEGER,
    figure_start INTEGER, figure_end INTEGER,
    low REAL, high REAL, unit TEXT, comparator TEXT, per TEXT, edtf TEXT, earliest INTEGER, latest INTEGER,
    forecast INTEGER NOT NULL CHECK(forecast IN (0, 1)), run_id INTEGER NOT NULL REFERENCES run,
    PRIMARY KEY(version_id, number), CHECK(start >= 0 AND "end" > start),
    CHECK((measure_start IS NULL) = (measure_end IS NULL)), CHECK((said_start IS NULL) = (said_end IS NULL)),
    CHECK((figure_start IS NULL) = (unit IS NULL) AND (figure_start IS NULL) = (figure_end IS NULL)),
    CHECK(figure_start IS NOT NULL OR edtf IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER claim_words BEFORE INSERT ON claim
WHEN NOT EXISTS (SELECT 1 FROM version WHERE id = NEW.version_id AND NEW."end" <= length)
BEGIN SELECT RAISE(ABORT, 'a claim needs its exact words'); END;
CREATE TRIGGER claim_words_kept BEFORE UPDATE OF version_id, start, "end" ON claim
BEGIN SELECT RAISE(ABORT, 'the words of a claim stay'); END;
CREATE TABLE claim_entity(
    version_id INTEGER NOT NULL, number INTEGER NOT NULL, position INTEGER NOT NULL,
    entity_id INTEGER NOT NULL REFERENCES entity,
    PRIMARY KEY(version_id, number, position),
    FOREIGN KEY(version_id, number) REFERENCES claim ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE TABLE claim_pending(version_id INTEGER PRIMARY KEY REFERENCES version ON DELETE CASCADE) STRICT;
INSERT INTO claim_pending(version_id) SELECT version_id FROM article WHERE version_id IS NOT NULL;
""",
    )


@corpus()
def m006_what_is_measured(db: Database) -> None:
    """What a claim measures in one word for all languages, what narrows it, and who says so.

    The texts that came in before are to be read again (`claim_pending`).
    """
    _execute(
        db,
        """
ALTER TABLE claim ADD COLUMN measured TEXT;
ALTER TABLE claim ADD COLUMN qualifiers TEXT;
ALTER TABLE claim ADD COLUMN speaker INTEGER REFERENCES entity;
INSERT OR IGNORE INTO claim_pending(version_id) SELECT version_id FROM article WHERE version_id IS NOT NULL;
""",
    )


@corpus()
def m007_feeds(db: Database) -> None:
    """Feeds that are followed, and articles that were taken out: a feed does not bring those back."""
    _execute(
        db,
        """
CREATE TABLE feed(
    id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, title TEXT, site TEXT, folder TEXT,
    source TEXT, lang TEXT,
    full_text INTEGER NOT NULL DEFAULT 0 CHECK(full_text IN (0, 1)),
    private INTEGER NOT NULL DEFAULT 0 CHECK(private IN (0, 1)),
    added_at TEXT NOT NULL, checked_at TEXT, good_at TEXT, next_at TEXT, error TEXT,
    failures INTEGER NOT NULL DEFAULT 0, entries INTEGER, etag TEXT, last_modified TEXT
) STRICT;
CREATE TABLE taken_out(uid TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID;
""",
    )


@corpus()
def m008_three_clocks(db: Database) -> None:
    """What a line of the timeline looks like, kept with its place; counts by day, language and clock.

    `timeline_day` counts for the whole corpus alone: of an entity they are quick to count.  An article
    without a date stands at day 0.  Clock: 0 the day told of, 1 of publication, 2 of coming in; `article` is
    1 for articles, 0 for dated sentences; `grain` how exact a date is, 0 for a day to 6 for over ten years.
    """
    placed = """SELECT x.version_id, x.start, x.sentence_start, x.sentence_end,
    CAST(replace(coalesce(x.earliest, x.latest), '-', '') AS INTEGER) AS day,
    CASE WHEN x.earliest IS NULL THEN -1 WHEN x.latest = x.earliest THEN 0
        ELSE CAST(replace(x.latest, '-', '') AS INTEGER) END AS last,
    CASE x.status WHEN 'past' THEN 1 WHEN 'forecast' THEN 2 ELSE 0 END AS status,
    julianday(x.latest) - julianday(x.earliest) + 1 AS days
    FROM timex x WHERE coalesce(x.earliest, x.latest) IS NOT NULL AND x.sentence_start IS NOT NULL
    AND x.kind <> 'duration'"""
    _execute(
        db,
        f"""
DROP TABLE timeline;
DROP TABLE timeline_month;
CREATE TABLE timeline(
    entity_id INTEGER NOT NULL, day INTEGER NOT NULL, article_id INTEGER NOT NULL, start INTEGER NOT NULL,
    last INTEGER, status INTEGER NOT NULL CHECK(status IN (0, 1, 2)), lang TEXT NOT NULL,
    PRIMARY KEY(entity_id, day, article_id, start)
) STRICT, WITHOUT ROWID;
CREATE TABLE timeline_day(
    clock INTEGER NOT NULL, article INTEGER NOT NULL, day INTEGER NOT NULL, status INTEGER NOT NULL,
    grain INTEGER NOT NULL, lang TEXT NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY(clock, day, lang, status, article, grain)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_ingested ON article(substr(ingested_at, 1, 10));
CREATE TEMP TABLE told AS {placed};
CREATE TEMP TABLE came AS SELECT id, version_id, lang,
    coalesce(CAST(replace(published_sort, '-', '') AS INTEGER), 0) AS published,
    CAST(replace(substr(ingested_at, 1, 10), '-', '') AS INTEGER) AS ingested
FROM article WHERE version_id IS NOT NULL;
CREATE INDEX temp.came_version ON came(version_id);
INSERT INTO timeline SELECT entity_id, day, article_id, start, last, status, lang FROM (
    SELECT 0 AS entity_id, t.day, c.id AS article_id, t.start, t.last, t.status, c.lang
    FROM told t JOIN came c ON c.version_id = t.version_id
    UNION ALL
    SELECT DISTINCT m.entity_id, t.day, c.id, t.start, t.last, t.status, c.lang
    FROM told t JOIN came c ON c.version_id = t.version_id JOIN mention m ON m.version_id = t.version_id
    AND m.start >= t.sentence_start AND m.start < t.sentence_end
    UNION ALL SELECT 0, c.published, c.id, -1, 0, 1, c.lang FROM came c
    UNION ALL SELECT DISTINCT m.entity_id, c.published, c.id, -1, 0, 1, c.lang
    FROM came c JOIN mention m ON m.version_id = c.version_id
) ORDER BY 1, 2, 3, 4;
INSERT INTO timeline_day(clock, article, day, status, grain, lang, count)
SELECT clock, article, day, status, grain, lang, count(*) FROM (
    SELECT 0 AS clock, 0 AS article, t.day, t.status, c.lang, CASE
        WHEN t.days IS NULL OR t.days > 3653 THEN 6 WHEN t.days > 366 THEN 5 WHEN t.days > 92 THEN 4
        WHEN t.days > 31 THEN 3 WHEN t.days > 7 THEN 2 WHEN t.days > 1 THEN 1 ELSE 0 END AS grain
    FROM told t JOIN came c ON c.version_id = t.version_id
    UNION ALL SELECT 1, 0, c.published, t.status, c.lang, 0
    FROM told t JOIN came c ON c.version_id = t.version_id
    UNION ALL SELECT 2, 0, c.ingested, t.status, c.lang, 0
    FROM told t JOIN came c ON c.version_id = t.version_id
    UNION ALL SELECT 1, 1, published, 1, lang, 0 FROM came
    UNION ALL SELECT 2, 1, ingested, 1, lang, 0 FROM came
) GROUP BY 1, 2, 3, 4, 5, 6;
DROP TABLE told;
DROP TABLE came;
""",
    )


@corpus()
def m009_what_was_given(db: Database) -> None:
    """What was given beside a text, and which run read it: with both it can be read anew.

    Of an article that came in before, everything but a title that stands in its text counts as given.
    """
    _execute(
        db,
        """
CREATE TABLE given(
    article_id INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
    run_id INTEGER NOT NULL REFERENCES run,
    title TEXT, source TEXT, lang TEXT, published TEXT, author TEXT
) STRICT;
INSERT INTO given
SELECT a.id, v.run_id, iif(a.title_made OR instr(b.text, a.title) > 0, NULL, a.title), s.name, a.lang,
a.published, a.author FROM article a JOIN version v ON v.id = a.version_id
JOIN body b ON b.version_id = v.id LEFT JOIN source s ON s.id = a.source_id;
""",
    )


@corpus()
def m010_near_copies(db: Database) -> None:
    """Which articles are copies of one text; those that came in before are compared with the next run."""
    _execute(
        db,
        """
CREATE TABLE copy_key(
    key INTEGER NOT NULL, article_id INTEGER NOT NULL, PRIMARY KEY(key, article_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE near_copy(
    article_id INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE, group_id INTEGER NOT NULL,
    run_id INTEGER NOT NULL REFERENCES run
) STRICT;
CREATE INDEX near_copy_group ON near_copy(group_id);
CREATE TABLE copy_pending(article_id INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE) STRICT;
INSERT INTO copy_pending SELECT id FROM article;
""",
    )


@corpus()
def m011_parts_of_a_change(db: Database) -> None:
    """Which part of a change a figure is, and whether it went up or down.

    The texts whose figures came in before are to be read again (`claim_pending`).
    """
    _execute(
        db,
        """
ALTER TABLE claim ADD COLUMN change TEXT CHECK(change IN ('from', 'to', 'by'));
ALTER TABLE claim ADD COLUMN direction TEXT CHECK(direction IN ('up', 'down'));
INSERT OR IGNORE INTO claim_pending(version_id) SELECT DISTINCT version_id FROM claim WHERE unit IS NOT NULL;
""",
    )


@corpus()
def m012_vectors(db: Database) -> None:
    """What articles are about, in numbers; none unless somebody asks for them."""
    _execute(
        db,
        """
CREATE TABLE article_vector(
    version_id INTEGER PRIMARY KEY REFERENCES version ON DELETE CASCADE, model TEXT NOT NULL,
    vector BLOB NOT NULL, run_id INTEGER NOT NULL REFERENCES run
) STRICT;
""",
    )


@corpus()
def m013_narrow_rows(db: Database) -> None:
    """Half the bytes that what is found in a text takes.

    The run stands once an article (`given`), the sentences of a text in one row, what many time expressions
    and claims share in tables of their own, and places in a sentence are counted from its start.  Views of
    the former names show every row as it was.  An article has few versions: none is looked up by its text.
    """
    _execute(
        db,
        """
CREATE TABLE sentence_spans(
    version_id INTEGER PRIMARY KEY REFERENCES version ON DELETE CASCADE, spans TEXT NOT NULL
) STRICT;
INSERT INTO sentence_spans
SELECT version_id, '[' || group_concat((start - before) || ',' || ("end" - start)) || ']' FROM (
    SELECT version_id, start, "end", lag("end", 1, 0) OVER (PARTITION BY version_id ORDER BY start) AS before
    FROM sentence ORDER BY version_id, start
) GROUP BY version_id;
DROP TABLE sentence;
CREATE VIEW sentence(version_id, start, "end") AS
SELECT version_id, edge - value, edge FROM (
    SELECT s.version_id, e.key, e.value, sum(e.value) OVER (PARTITION BY s.version_id ORDER BY e.key) AS edge
    FROM sentence_spans s JOIN json_each(s.spans) e
) WHERE key % 2 = 1;
CREATE TABLE narrow_boilerplate(
    version_id INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY(version_id, start), CHECK("end" > start)
) STRICT, WITHOUT ROWID;
INSERT INTO narrow_boilerplate SELECT version_id, start, "end", reason FROM boilerplate ORDER BY 1, 2;
DROP TABLE boilerplate;
ALTER TABLE narrow_boilerplate RENAME TO boilerplate;
CREATE TABLE mention_row(
    version_id INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,
    start INTEGER NOT NULL, length INTEGER NOT NULL CHECK(length > 0),
    entity_id INTEGER NOT NULL REFERENCES entity, rule_id INTEGER NOT NULL REFERENCES rule,
    PRIMARY KEY(version_id, start, entity_id)
) STRICT, WITHOUT ROWID;
INSERT INTO mention_row SELECT version_id, start, "end" - start, entity_id, rule_id FROM mention
ORDER BY version_id, start, entity_id;
DROP TABLE mention;
CREATE INDEX mention_entity ON mention_row(entity_id, version_id, start, length);
CREATE VIEW mention(version_id, start, "end", entity_id, rule_id) AS
SELECT version_id, start, start + length, entity_id, rule_id FROM mention_row;
CREATE TABLE time_value(
    id INTEGER PRIMARY KEY, edtf TEXT NOT NULL, earliest TEXT, latest TEXT, kind TEXT NOT NULL,
    status TEXT NOT NULL
) STRICT;
INSERT INTO time_value(edtf, earliest, latest, kind, status)
SELECT DISTINCT edtf, earliest, latest, kind, status FROM timex;
CREATE INDEX time_value_edtf ON time_value(edtf);
CREATE TABLE timex_row(
    version_id INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,
    start INTEGER NOT NULL, length INTEGER NOT NULL CHECK(length > 0),
    sentence_start INTEGER, sentence_end INTEGER, value_id INTEGER NOT NULL REFERENCES time_value,
    PRIMARY KEY(version_id, start)
) STRICT, WITHOUT ROWID;
INSERT INTO timex_row SELECT x.version_id, x.start, x."end" - x.start, x.sentence_start, x.sentence_end, v.id
FROM timex x JOIN time_value v ON v.edtf = x.edtf AND v.earliest IS x.earliest AND v.latest IS x.latest
AND v.kind = x.kind AND v.status = x.status ORDER BY x.version_id, x.start;
DROP TABLE timex;
CREATE VIEW timex(
    version_id, start, "end", sentence_start, sentence_end, edtf, earliest, latest, kind, status
) AS SELECT x.version_id, x.start, x.start + x.length, x.sentence_start, x.sentence_end, v.edtf, v.earliest,
v.latest, v.kind, v.status FROM timex_row x CROSS JOIN time_value v ON v.id = x.value_id;
CREATE TABLE claim_kind(
    id INTEGER PRIMARY KEY, unit TEXT, comparator TEXT, per TEXT, measured TEXT, qualifiers TEXT,
    change TEXT CHECK(change IN ('from', 'to', 'by')), direction TEXT CHECK(direction IN ('up', 'down')),
    forecast INTEGER NOT NULL CHECK(forecast IN (0, 1)), exact INTEGER NOT NULL CHECK(exact IN (0, 1))
) STRICT;
INSERT INTO claim_kind(unit, comparator, per, measured, qualifiers, change, direction, forecast, exact)
SELECT DISTINCT unit, comparator, per, measured, qualifiers, change, direction, forecast, low IS high
FROM claim;
CREATE INDEX claim_kind_told ON claim_kind(unit, measured, qualifiers, comparator);
INSERT INTO time_value(edtf, earliest, latest, kind, status)
SELECT DISTINCT edtf,
iif(earliest IS NULL, NULL, printf('%04d-%02d-%02d', earliest / 10000, earliest / 100 % 100, earliest % 100)),
iif(latest IS NULL, NULL, printf('%04d-%02d-%02d', latest / 10000, latest / 100 % 100, latest % 100)),
'date', 'unknown' FROM claim c WHERE edtf IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM time_value v WHERE v.edtf = c.edtf
    AND CAST(replace(v.earliest, '-', '') AS INTEGER) IS c.earliest
    AND CAST(replace(v.latest, '-', '') AS INTEGER) IS c.latest
);
CREATE TABLE claim_row(
    version_id INTEGER NOT NULL REFERENCES body ON DELETE CASCADE, number INTEGER NOT NULL,
    start INTEGER NOT NULL CHECK(start >= 0), length INTEGER NOT NULL CHECK(length > 0),
    words INTEGER NOT NULL, kind_id INTEGER NOT NULL REFERENCES claim_kind,
    measure_at INTEGER, measure_length INTEGER, said_at INTEGER, said_length INTEGER,
    figure_at INTEGER, figure_length INTEGER, low REAL, high REAL,
    value_id INTEGER REFERENCES time_value, speaker INTEGER REFERENCES entity, entities TEXT NOT NULL,
    PRIMARY KEY(version_id, number),
    CHECK((measure_at IS NULL) = (measure_length IS NULL)), CHECK((said_at IS NULL) = (said_length IS NULL)),
    CHECK((figure_at IS NULL) = (figure_length IS NULL)),
    CHECK(figure_at IS NOT NULL OR value_id IS NOT NULL)
) STRICT, WITHOUT ROWID;
INSERT INTO claim_row SELECT c.version_id, c.number, c.start, c."end" - c.start, c.words, k.id,
c.measure_start - c.start, c.measure_end - c.measure_start, c.said_start - c.start, c.said_end - c.said_start,
c.figure_start - c.start, c.figure_end - c.figure_start, c.low, iif(k.exact, NULL, c.high), (
    SELECT min(v.id) FROM time_value v WHERE v.edtf = c.edtf
    AND CAST(replace(v.earliest, '-', '') AS INTEGER) IS c.earliest
    AND CAST(replace(v.latest, '-', '') AS INTEGER) IS c.latest
), c.speaker, coalesce((
    SELECT group_concat(entity_id, ' ') FROM (SELECT entity_id FROM claim_entity e
    WHERE e.version_id = c.version_id AND e.number = c.number ORDER BY position)
), '')
FROM claim c CROSS JOIN claim_kind k ON k.unit IS c.unit AND k.comparator IS c.comparator AND k.per IS c.per
AND k.measured IS c.measured AND k.qualifiers IS c.qualifiers AND k.change IS c.change
AND k.direction IS c.direction AND k.forecast = c.forecast AND k.exact = (c.low IS c.high)
ORDER BY c.version_id, c.number;
DROP TABLE claim_entity;
DROP TABLE claim;
CREATE TABLE narrow_version(
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL,
    article_id INTEGER NOT NULL REFERENCES article ON DELETE CASCADE, seq INTEGER NOT NULL,
    length INTEGER NOT NULL, encoding TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES run, UNIQUE(article_id, seq)
) STRICT;
INSERT INTO narrow_version SELECT id, uid, article_id, seq, length, encoding, run_id FROM version;
DROP TABLE version;
ALTER TABLE narrow_version RENAME TO version;
CREATE TRIGGER claim_words BEFORE INSERT ON claim_row
WHEN NOT EXISTS (SELECT 1 FROM version WHERE id = NEW.version_id AND NEW.start + NEW.length <= length)
BEGIN SELECT RAISE(ABORT, 'a claim needs its exact words'); END;
CREATE TRIGGER claim_words_kept BEFORE UPDATE OF version_id, start, length ON claim_row
BEGIN SELECT RAISE(ABORT, 'the words of a claim stay'); END;
CREATE VIEW claim(
    version_id, number, start, "end", words, measure_start, measure_end, said_start, said_end, figure_start,
    figure_end, low, high, unit, comparator, per, edtf, earliest, latest, forecast, measured, qualifiers,
    speaker, change, direction, entities
) AS SELECT c.version_id, c.number, c.start, c.start + c.length, c.words, c.start + c.measure_at,
c.start + c.measure_at + c.measure_length, c.start + c.said_at, c.start + c.said_at + c.said_length,
c.start + c.figure_at, c.start + c.figure_at + c.figure_length, c.low, iif(k.exact, c.low, c.high), k.unit,
k.comparator, k.per, v.edtf, CAST(replace(v.earliest, '-', '') AS INTEGER),
CAST(replace(v.latest, '-', '') AS INTEGER), k.forecast, k.measured, k.qualifiers, c.speaker, k.change,
k.direction, c.entities
FROM claim_row c CROSS JOIN claim_kind k ON k.id = c.kind_id LEFT JOIN time_value v ON v.id = c.value_id;
CREATE VIEW claim_entity(version_id, number, position, entity_id) AS
SELECT c.version_id, c.number, e.key, e.value
FROM claim_row c JOIN json_each('[' || replace(c.entities, ' ', ',') || ']') e;
""",
    )


@corpus()
def m014_articles_off_the_timeline(db: Database) -> None:
    """Half the rows of the timeline: those of articles stood there once for each entity that they mention.

    Which articles mention an entity is known from its mentions, and an index tells the day and language of
    each without its row.  When an entity was last seen is kept with its totals.
    """
    _execute(
        db,
        """
ALTER TABLE entity_total ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
UPDATE entity_total SET seen = coalesce((
    SELECT day FROM timeline l WHERE l.entity_id = entity_total.entity_id AND start = -1
    ORDER BY day DESC LIMIT 1
), 0);
CREATE TABLE narrow_timeline(
    entity_id INTEGER NOT NULL, day INTEGER NOT NULL, article_id INTEGER NOT NULL, start INTEGER NOT NULL,
    last INTEGER, status INTEGER NOT NULL CHECK(status IN (0, 1, 2)), lang TEXT NOT NULL,
    PRIMARY KEY(entity_id, day, article_id, start)
) STRICT, WITHOUT ROWID;
INSERT INTO narrow_timeline SELECT entity_id, day, article_id, start, last, status, lang FROM timeline
WHERE start >= 0 ORDER BY entity_id, day, article_id, start;
DROP TABLE timeline;
ALTER TABLE narrow_timeline RENAME TO timeline;
CREATE INDEX article_place ON article(version_id, published_sort, lang);
""",
    )


@corpus()
def m015_pages_that_were_read(db: Database) -> None:
    """Which texts are all that their page tells, and what a feed told of it then: it is not fetched again."""
    _execute(
        db,
        """
CREATE TABLE page_read(
    version_id INTEGER PRIMARY KEY REFERENCES version ON DELETE CASCADE, told TEXT NOT NULL
) STRICT;
""",
    )


@workspace()
def m001_bookmarks_journal_places(db: Database) -> None:
    """What one person keeps."""
    _execute(
        db,
        """
CREATE TABLE bookmark(
    uid TEXT PRIMARY KEY, corpus TEXT NOT NULL, article_uid TEXT NOT NULL, version_uid TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, exact TEXT NOT NULL,
    prefix TEXT NOT NULL, suffix TEXT NOT NULL,     title TEXT NOT NULL, note TEXT NOT NULL,
    created_at TEXT NOT NULL, deleted_at TEXT, CHECK("end" > start)
) STRICT;
CREATE INDEX bookmark_article ON bookmark(article_uid);
CREATE TABLE journal(
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, op TEXT NOT NULL, target TEXT NOT NULL,
    before TEXT, after TEXT, undone_at TEXT
) STRICT;
CREATE TABLE place(corpus TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY(corpus, key))
STRICT, WITHOUT ROWID;
CREATE TABLE read_mark(corpus TEXT NOT NULL, article_uid TEXT NOT NULL, read_at TEXT NOT NULL,
    PRIMARY KEY(corpus, article_uid)
) STRICT, WITHOUT ROWID;
""",
    )


@workspace()
def m002_judgements(db: Database) -> None:
    """What one person has decided about entities and their mentions; by slug, so for every corpus."""
    _execute(
        db,
        """
CREATE TABLE judgement(
    seq INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK(
        kind IN ('same', 'different', 'unsure', 'not_mention', 'reassign', 'alias', 'name', 'type')
    ),
    entity TEXT NOT NULL, other TEXT, value TEXT, form TEXT,
    article_uid TEXT, version_uid TEXT, start INTEGER, "end" INTEGER, exact TEXT,
    created_at TEXT NOT NULL, deleted_at TEXT,
    CHECK((kind IN ('same', 'different', 'unsure', 'reassign')) = (other IS NOT NULL)),
    CHECK(other <> entity),
    CHECK(kind NOT IN ('name', 'type') OR value IS NOT NULL),
    CHECK(kind NOT IN ('not_mention', 'reassign', 'alias') OR form IS NOT NULL),
    CHECK((start IS NULL) = ("end" IS NULL) AND (start IS NULL) = (exact IS NULL)),
    CHECK(start IS NULL OR ("end" > start AND article_uid IS NOT NULL AND version_uid IS NOT NULL))
) STRICT;
""",
    )


@workspace()
def m003_superseded_actions(db: Database) -> None:
    """What was undone before something else was done cannot be done again: it was meant for another state."""
    _execute(
        db,
        """
ALTER TABLE journal ADD COLUMN superseded INTEGER NOT NULL DEFAULT 0 CHECK(superseded IN (0, 1));
UPDATE journal SET superseded = 1
WHERE undone_at IS NOT NULL AND id < (SELECT max(id) FROM journal WHERE undone_at IS NULL);
""",
    )


@workspace()
def m004_how_an_alias_was_given(db: Database) -> None:
    """Whether its capitals count, and the list that it came from."""
    _execute(
        db,
        """
ALTER TABLE judgement ADD COLUMN spelling TEXT CHECK(spelling IS NULL OR kind = 'alias');
ALTER TABLE judgement ADD COLUMN origin TEXT CHECK(origin IS NULL OR kind = 'alias');
""",
    )


@workspace()
def m005_read_articles(db: Database) -> None:
    """Read articles count in every corpus that has them, and are taken back like all else."""
    _execute(
        db,
        """
ALTER TABLE read_mark RENAME TO old_read_mark;
CREATE TABLE read_mark(uid TEXT PRIMARY KEY, read_at TEXT NOT NULL, deleted_at TEXT) STRICT, WITHOUT ROWID;
INSERT INTO read_mark(uid, read_at) SELECT article_uid, min(read_at) FROM old_read_mark GROUP BY article_uid;
DROP TABLE old_read_mark;
""",
    )


@workspace()
def m006_sessions(db: Database) -> None:
    """Each session keeps a place of its own, so that two at once do not write over each other's."""
    _execute(
        db,
        """
CREATE TABLE session(
    uid TEXT NOT NULL UNIQUE, corpus TEXT NOT NULL, holder TEXT, place TEXT NOT NULL, seq INTEGER NOT NULL
) STRICT;
CREATE INDEX session_corpus ON session(corpus, seq);
CREATE TABLE setting(key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO session(uid, corpus, place, seq)
SELECT lower(hex(randomblob(8))), corpus, json_group_object(key, json(value)), 1 FROM place GROUP BY corpus;
DROP TABLE place;
""",
    )


@workspace()
def m007_marks_on_facts(db: Database) -> None:
    """What one person says of facts, and facts that are kept with all their tellings.

    A claim is spoken of by its exact words and what stands around them, so that it is found again in a text
    that was read anew or has changed.
    """
    _execute(
        db,
        """
CREATE TABLE claim_quote(
    uid TEXT PRIMARY KEY, corpus TEXT NOT NULL, article_uid TEXT NOT NULL, version_uid TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, figure_start INTEGER, figure_end INTEGER,
    exact TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL,
    title TEXT NOT NULL, source TEXT, lang TEXT NOT NULL, published TEXT,
    CHECK("end" > start), CHECK((figure_start IS NULL) = (figure_end IS NULL))
) STRICT, WITHOUT ROWID;
CREATE TABLE fact_mark(
    seq INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK(kind IN ('same', 'different', 'preferred', 'deprecated')),
    claim TEXT NOT NULL REFERENCES claim_quote, other TEXT REFERENCES claim_quote,
    reason TEXT NOT NULL, created_at TEXT NOT NULL, deleted_at TEXT,
    CHECK((kind IN ('same', 'different')) = (other IS NOT NULL)), CHECK(other <> claim)
) STRICT;
CREATE TABLE kept_telling(
    bookmark TEXT NOT NULL REFERENCES bookmark, position INTEGER NOT NULL,
    claim TEXT NOT NULL REFERENCES claim_quote, PRIMARY KEY(bookmark, position)
) STRICT, WITHOUT ROWID;
""",
    )


@workspace()
def m008_saved_searches(db: Database) -> None:
    """Queries that one person keeps under a name."""
    _execute(
        db,
        """
CREATE TABLE saved_search(
    uid TEXT PRIMARY KEY, name TEXT NOT NULL, key TEXT NOT NULL, query TEXT NOT NULL,
    created_at TEXT NOT NULL, seen_at TEXT NOT NULL, deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX saved_search_key ON saved_search(key) WHERE deleted_at IS NULL;
""",
    )


@workspace()
def m009_search_history(db: Database) -> None:
    """What one person searched for, each search once."""
    _execute(
        db,
        """
CREATE TABLE search_history(
    id INTEGER PRIMARY KEY AUTOINCREMENT, query TEXT NOT NULL UNIQUE, at TEXT NOT NULL
) STRICT;
""",
    )


@workspace()
def m010_marks_on_stories(db: Database) -> None:
    """Which articles one person says are one story, are none, or may be; by uid, so for every corpus."""
    _execute(
        db,
        """
CREATE TABLE story_mark(
    seq INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK(kind IN ('same', 'different', 'unsure')),
    article TEXT NOT NULL, other TEXT NOT NULL, created_at TEXT NOT NULL, deleted_at TEXT,
    CHECK(article < other)
) STRICT;
""",
    )
