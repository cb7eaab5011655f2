"""Company: who is mentioned together more often than chance has it."""

from __future__ import annotations

from math import log
from pathlib import Path

import pytest
from toy import annotate, names_of

from aitui.model import Article
from aitui.store import database, entities, runs, writer
from aitui.store.company import company, likelihood

# Huawei stands in every text; Китай and Justin Lin always together, though in few.
TEXTS = [
    *(f"Китай и Justin Lin, номер {n}. Huawei рядом." for n in range(3)),
    *(f"Погода {n}. Только Huawei." for n in range(9)),
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("корпус") / "к.db"
    with database.writing(path) as opened, database.transaction(opened):
        run = writer.Writer(opened, runs.begin(opened, "test", {}), names_of)
        for n, text in enumerate(TEXTS):
            article = Article(text, f"/{n}", None, "Лента", "ru", None)
            run.put(article, annotate(article))
    return path


def test_what_stands_everywhere_is_no_company(path: Path) -> None:
    with database.reading(path) as conn:
        china, huawei, lin = (entities.by_uid(conn, slug) for slug in ("china", "huawei", "justin-lin"))
        assert china is not None
        first, second = company(conn, china)
        assert (first.entity_id, first.articles) == (lin, 3)
        assert first.expected == pytest.approx(3 * 3 / 12)
        assert (second.entity_id, second.articles, second.likelihood) == (huawei, 3, 0)
        assert first.likelihood == pytest.approx(likelihood(3, 3, 3, 12))
        assert huawei is not None
        assert [row.likelihood for row in company(conn, huawei)] == [0, 0]


def test_the_likelihood_ratio_is_that_of_the_contingency_table() -> None:
    table = [[110, 2442], [111, 29114]]  # «the swiss» in Dunning's paper, rows and columns summed below
    whole = sum(map(sum, table))
    rows, columns = [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]
    wanted = 2 * sum(
        table[i][j] * log(table[i][j] * whole / (rows[i] * columns[j])) for i in (0, 1) for j in (0, 1)
    )
    assert likelihood(110, rows[0], columns[0], whole) == pytest.approx(wanted)
    assert wanted == pytest.approx(270.72, abs=0.05)
    assert likelihood(5, 10, 50, 100) == 0


def test_who_meets_less_often_than_by_chance_comes_last(tmp_path: Path) -> None:
    path = tmp_path / "к.db"
    texts = ["Китай и Huawei.", *["Китай здесь."] * 4, *["Huawei там."] * 4, "Китай, Justin Lin."]
    with database.writing(path) as opened, database.transaction(opened):
        run = writer.Writer(opened, runs.begin(opened, "test", {}), names_of)
        for n, text in enumerate(texts):
            article = Article(text, f"/{n}", None, None, "ru", None)
            run.put(article, annotate(article))
    with database.reading(path) as conn:
        china = entities.by_uid(conn, "china")
        assert china is not None
        rows = company(conn, china)
        assert [entities.rows(conn, [row.entity_id])[row.entity_id].uid for row in rows] == [
            "justin-lin",
            "huawei",
        ]
        assert rows[1].likelihood < 0 < rows[0].likelihood
