"""The page on the search language: each of its examples is run on the demo corpus."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from aitui.errors import QueryError
from aitui.explorer.asking import resolve
from aitui.ingest.demo import demo_corpus
from aitui.query import parse
from aitui.store import database, search, visible

PAGE = (Path(__file__).parents[1] / "docs" / "search.md").read_text(encoding="utf-8")
_ROW = re.compile(r"^\| `([^`]+)` \| (.+) \|$")


def rows(heading: str) -> list[tuple[str, str]]:
    """The rows of the table under a heading."""
    part = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    found = [match for line in part.splitlines() if (match := _ROW.match(line)) is not None]
    return [(match[1], match[2]) for match in found if match[1] not in search.REASONS]


EXAMPLES = [query for heading in ("Words", "Names", "Fields") for query, _ in rows(heading)]
# In the text around the tables.
_WRONG = {query for query, _ in rows("Mistakes")}
EXAMPLES += [
    query
    for query in re.findall(r"`((?:published|event|ingested):[^`]+)`", PAGE)
    if query not in _WRONG and not query.startswith("ingested")  # what came in when depends on today
]


@pytest.fixture(scope="module")
def conn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    opened = database.open_reader(demo_corpus(tmp_path_factory.mktemp("пример")))
    yield opened
    opened.close()


def asked(conn: Any, text: str, today: date = date(2026, 1, 20)) -> list[str]:
    """Why each hit was found."""
    query = resolve(parse(text), today)
    return [hit.why for hit in search.search(conn, query, 50, visible=visible.load(conn, ()))]


@pytest.mark.parametrize("query", sorted(set(EXAMPLES)))
def test_an_example_finds_something(conn: Any, query: str) -> None:
    if "вчера" in query:
        (day,) = conn.execute("SELECT max(published) FROM article WHERE length(published) = 10").fetchone()
        assert asked(conn, query, date.fromisoformat(day) + timedelta(days=1))
        return
    assert asked(conn, query)


def test_the_examples_are_read() -> None:
    assert len(EXAMPLES) > 30
    assert len(rows("Mistakes")) > 5


@pytest.mark.parametrize(("query", "told"), rows("Mistakes"))
def test_a_mistake_is_told_so(conn: Any, query: str, told: str) -> None:
    with pytest.raises(QueryError) as caught:
        asked(conn, query)
    assert str(caught.value) == told


def test_names_are_found_for_the_reasons_told(conn: Any) -> None:
    assert {"exact", "alias"} <= set(asked(conn, "Китай"))
    assert "alias" in asked(conn, "нвидиа")
    assert set(asked(conn, "=Китай")) == {"exact"}
    assert "fuzzy" in asked(conn, "~nvidea")
