CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
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
, superseded INTEGER NOT NULL DEFAULT 0 CHECK(superseded IN (0, 1))) STRICT;
CREATE TABLE judgement(
    seq INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK(
        kind IN ('same', 'different', 'unsure', 'not_mention', 'reassign', 'alias', 'name', 'type')
    ),
    entity TEXT NOT NULL, other TEXT, value TEXT, form TEXT,
    article_uid TEXT, version_uid TEXT, start INTEGER, "end" INTEGER, exact TEXT,
    created_at TEXT NOT NULL, deleted_at TEXT, spelling TEXT CHECK(spelling IS NULL OR kind = 'alias'), origin TEXT CHECK(origin IS NULL OR kind = 'alias'),
    CHECK((kind IN ('same', 'different', 'unsure', 'reassign')) = (other IS NOT NULL)),
    CHECK(other <> entity),
    CHECK(kind NOT IN ('name', 'type') OR value IS NOT NULL),
    CHECK(kind NOT IN ('not_mention', 'reassign', 'alias') OR form IS NOT NULL),
    CHECK((start IS NULL) = ("end" IS NULL) AND (start IS NULL) = (exact IS NULL)),
    CHECK(start IS NULL OR ("end" > start AND article_uid IS NOT NULL AND version_uid IS NOT NULL))
) STRICT;
CREATE TABLE read_mark(uid TEXT PRIMARY KEY, read_at TEXT NOT NULL, deleted_at TEXT) STRICT, WITHOUT ROWID;
CREATE TABLE session(
    uid TEXT NOT NULL UNIQUE, corpus TEXT NOT NULL, holder TEXT, place TEXT NOT NULL, seq INTEGER NOT NULL
) STRICT;
CREATE INDEX session_corpus ON session(corpus, seq);
CREATE TABLE setting(key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
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
CREATE TABLE saved_search(
    uid TEXT PRIMARY KEY, name TEXT NOT NULL, key TEXT NOT NULL, query TEXT NOT NULL,
    created_at TEXT NOT NULL, seen_at TEXT NOT NULL, deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX saved_search_key ON saved_search(key) WHERE deleted_at IS NULL;
CREATE TABLE search_history(
    id INTEGER PRIMARY KEY AUTOINCREMENT, query TEXT NOT NULL UNIQUE, at TEXT NOT NULL
) STRICT;
CREATE TABLE story_mark(
    seq INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK(kind IN ('same', 'different', 'unsure')),
    article TEXT NOT NULL, other TEXT NOT NULL, created_at TEXT NOT NULL, deleted_at TEXT,
    CHECK(article < other)
) STRICT;
INSERT INTO _sqlite_migrations(migration_set, name, applied_at) VALUES
('aitui-workspace', 'm001_bookmarks_journal_places', strftime('%Y-%m-%d %H:%M:%S+00:00', 'now')),
('aitui-workspace', 'm002_judgements', strftime('%Y-%m-%d %H:%M:%S+00:00', 'now')),
('aitui-workspace', 'm003_superseded_actions', strftime('%Y-%m-%d %H:%M:%S+00:00', 'now')),
('aitui-workspace', 'm004_how_an_alias_was_given', strftime('%Y-%m-%d %H:%M:%S+00:00', 'now')),
('aitui-workspace', 'm005_read_articles', strftime('%Y-%m-%d %H:%M:%S+00:00', 'now')),
('aitui-workspace', 'm006_sessions', strftime('%Y-%m-%d %H:%M:%S+00:00', 'now')),
('aitui-workspace', 'm007_marks_on_facts', strftime('%Y-%m-%d %H:%M:%S+00:00', 'now')),
('aitui-workspace', 'm008_saved_searches', strftime('%Y-%m-%d %H:%M:%S+00:00', 'now')),
('aitui-workspace', 'm009_search_history', strftime('%Y-%m-%d %H:%M:%S+00:00', 'now')),
('aitui-workspace', 'm010_marks_on_stories', strftime('%Y-%m-%d %H:%M:%S+00:00', 'now'));
