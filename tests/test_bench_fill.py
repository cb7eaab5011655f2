"""A corpus filled straight from generated texts is one that `aitui add` could have made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fill import fill

from aitui.model import Annotation, Article, Layout, Mention, Sentence
from aitui.query import parse
from aitui.store import checks, database, runs, search
from aitui.store.writer import EntityNames, Writer

NAMES = {
    0: (
        "person",
        {"en": ["Sochora Fovuchu", "Fovuchu"], "ru": ["Сочора Фовучу", "Фовучой"], "zh": ["苏乔拉"]},
    ),
    1: ("org", {"en": ["Gogewa Bank"], "ru": ["Гогева Банк"], "zh": ["戈格瓦银行"]}),
    7: ("place", {"en": ["Nowhere"]}),
}
TEXTS = [
    ("en", "The Gogewa Bank fell", "Shares of Gogewa Bank fell. Fovuchu resigned."),
    ("ru", "Ёлка у банка", "Гогева Банк упал. С Фовучой говорили; Фовучой верят."),
    ("zh", "银行", "戈格瓦银行下跌。苏乔拉辞职。"),
    ("it", "Niente", "Perché no."),
]
# Stamped by the clock, or by who made the file.
MADE = ("run", "rule", "setting", "_sqlite_migrations")


def mentions(text: str) -> list[tuple[int, int, int]]:
    """Every place of a form of an entity, the longest form first."""
    found: list[tuple[int, int, int]] = []
    for number, (_, names) in NAMES.items():
        for form in sorted({form for forms in names.values() for form in forms}, key=len, reverse=True):
            at = text.find(form)
            while at >= 0:
                if not any(start < at + len(form) and at < end for _, start, end in found):
                    found.append((number, at, at + len(form)))
                at = text.find(form, at + 1)
    return sorted(found, key=lambda one: one[1])


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    rows = [
        {"id": n, "url": f"https://x.example/{n}", "title": title, "published": f"2025-03-0{n}T10:00:00Z",
         "lang": lang, "source": f"Лента {n % 2}", "text": text}
        for n, (lang, title, text) in enumerate(TEXTS, 1)
    ]  # fmt: skip
    lines: dict[str, list[Any]] = {
        "texts": rows,
        "mentions": [{"id": row["id"], "m": mentions(str(row["text"]))} for row in rows],
        "names": [{"entity": n, "kind": kind, "names": names} for n, (kind, names) in NAMES.items()],
    }
    for name, given in lines.items():
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in given)
        (tmp_path / f"{name}.jsonl").write_text(text, encoding="utf-8")
    path = tmp_path / "filled.db"
    with database.writing(path) as conn:
        spent = fill(conn, *(tmp_path / f"{name}.jsonl" for name in lines))
    assert (spent.articles, spent.text) == (4, sum(len(text.encode()) for _, _, text in TEXTS))
    return path


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """The same articles, put in one by one."""
    path = tmp_path / "written.db"
    types = {"person": "person", "org": "organization", "place": "place"}
    known = {
        f"e{n + 1:05}": EntityNames(
            {lang: forms[0] for lang, forms in names.items()},
            [form for forms in names.values() for form in forms],
            "gazetteer",
        )
        for n, (_, names) in NAMES.items()
    }
    with database.writing(path) as conn, database.transaction(conn):
        put = Writer(conn, runs.begin(conn, "bench", {}), known.__getitem__).put
        for n, (lang, title, text) in enumerate(TEXTS, 1):
            day = f"2025-03-0{n}"
            named = tuple(
                Mention(
                    start, end, text[start:end], f"e{e + 1:05}", NAMES[e][1]["en"][0],
                    types[NAMES[e][0]], "name", "generated", 1.0,  # type: ignore[arg-type]
                )
                for e, start, end in mentions(text)
            )  # fmt: skip
            ends = [at + 1 for at, char in enumerate(text) if char in ".。"]
            starts = [0, *(end + (text[end : end + 1] == " ") for end in ends[:-1])]
            sentences = tuple(Sentence(a, b) for a, b in zip(starts, ends, strict=True))
            layout = Layout(title, None, False, day, f"Лента {n % 2}", None, (), ())
            url = f"https://x.example/{n}"
            article = Article(text, url, title, f"Лента {n % 2}", lang, day, url=url)
            put(article, Annotation(lang, layout, sentences, named, (), (), ()), (day, day))
    return path


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, entities by slug, and every place of every term of the index."""
    with database.reading(path) as conn:
        named = [row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%STRICT%'")]
        slugs = dict(conn.execute("SELECT id, uid FROM entity"))
        found: dict[str, list[tuple[object, ...]]] = {}
        for table in named:
            if table in MADE or table.startswith(("link", "copy")):
                continue
            cursor = conn.execute(f"SELECT * FROM {table}")
            heads = [column[0] for column in cursor.description]
            found[table] = sorted(
                (
                    tuple(
                        slugs.get(value, value)
                        if head == "entity_id" or (table, head) == ("entity", "id")
                        else value
                        for head, value in zip(heads, row, strict=True)
                        if head not in ("source_id", "ingested_at")
                    )
                    for row in cursor
                ),
                key=repr,
            )
    with database.writing(path) as conn:
        conn.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, article_fts, 'instance')")
        found["terms"] = sorted(conn.execute("SELECT * FROM temp.terms"))
    return found


def test_rows_are_those_of_the_writer(filled: Path, written: Path) -> None:
    one, other = dump(filled), dump(written)
    days = [row for row in one.pop("timeline_day") if row[0] != 2]
    assert days == [row for row in other.pop("timeline_day") if row[0] != 2]
    assert one == other


def test_it_is_sound_and_searched(filled: Path) -> None:
    with database.reading(filled) as conn:
        assert [check for check in checks.corpus(conn) if not check.sound] == []
        assert {hit.lang for hit in search.search(conn, parse("банк"), 9)} >= {"ru"}
        assert next(iter(search.search(conn, parse("银行"), 9))).lang == "zh"
        assert {hit.why for hit in search.search(conn, parse("fovuchu"), 9)} >= {"exact", "alias"}
