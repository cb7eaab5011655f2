"""`aitui facts`: the JSON that other programs read, and what narrows it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_corpora import put

from aitui.__main__ import main
from aitui.cli import facts
from aitui.ingest import pipeline
from aitui.model import Article
from aitui.store import database

RU = "Китай и Huawei держат 37 % рынка. Тайвань спорит 2025-01-07."
IT = "Cina e Huawei tengono il 37 % del mercato."


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AITUI_HOME", str(tmp_path))
    given = [
        Article(RU, "/доля", "Доля", "Лента", "ru", "2025-03-01"),
        Article(IT, "/quota", "Quota", "LA STAMPA", "it", "2025-03-02"),
    ]
    return put(tmp_path / "две.db", given)


def listed(corpus: Path, capsys: pytest.CaptureFixture[str], *options: str) -> list[dict[str, object]]:
    assert main(["facts", "--db", str(corpus), "--json", *options]) == 0
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, list)
    return found


def test_a_fact_told_twice_is_one_with_both_tellings(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    share, day = listed(corpus, capsys)
    assert list(share)[:10] == [
        "uid", "text", "lang", "entities", "measure", "quantity", "date", "status", "tellings", "contradicts",
    ]  # fmt: skip
    assert share["text"] == "Китай и Huawei держат 37 % рынка."
    assert share["entities"] == ["china", "huawei"]
    quantity, tellings = share["quantity"], share["tellings"]
    assert isinstance(quantity, dict)
    assert isinstance(tellings, list)
    assert (quantity["low"], quantity["unit"], quantity["surface"]) == (37, "percent", "37 %")
    assert [(one["lang"], one["published"]) for one in tellings] == [
        ("ru", "2025-03-01"),
        ("it", "2025-03-02"),
    ]
    for one, text in zip(tellings, (RU, IT), strict=True):
        assert text[one["start"] : one["end"]] == one["exact"]
    assert (day["date"], day["quantity"], day["contradicts"]) == ("2025-01-07", None, [])


def test_the_ends_of_a_change_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AITUI_HOME", str(tmp_path))
    text = "Выручка Huawei в 2025 году упала с 120,5 млрд юаней до 99 млрд юаней, по 8 млрд юаней в месяц."
    file = tmp_path / "выручка.txt"
    file.write_text(text, encoding="utf-8")
    path = tmp_path / "выручка.db"
    assert main(["add", str(file), "--db", str(path), "--lang", "ru", "--published", "2026-01-01"]) == 0
    capsys.readouterr()
    found = [fact["quantity"] for fact in listed(path, capsys) if fact["quantity"]]
    told = {one["surface"]: (one["change"], one["direction"], one["per"]) for one in found}  # type: ignore[index]
    assert told["120,5 млрд юаней"] == ("from", "down", None)
    assert told["99 млрд юаней"] == ("to", "down", None)
    assert told["8 млрд юаней"] == (None, None, "month")


@pytest.mark.parametrize(
    ("options", "texts"),
    [
        (["--entity", "Тайвань"], ["Тайвань"]),
        (["--lang", "it"], ["Китай"]),
        (["--source", "la stampa"], ["Китай"]),
        (["--source", "Лента", "--until", "2025-01"], ["Тайвань"]),
        (["--since", "2025-02"], ["Китай"]),
        (["--limit", "1"], ["Китай"]),
        (["--entity", "huawei", "--since", "2026"], []),
    ],
)
def test_filters(
    corpus: Path, capsys: pytest.CaptureFixture[str], options: list[str], texts: list[str]
) -> None:
    assert [str(fact["text"]).split()[0] for fact in listed(corpus, capsys, *options)] == texts


@pytest.mark.parametrize(
    ("options", "number"),
    [([], 1), (["--lang", "it"], 1), (["--since", "2025-03"], 1), (["--until", "2025-02"], 0)],
)
def test_what_two_articles_tell_without_a_figure_is_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], number: int
) -> None:
    ru = "Китай и Huawei признали, что ограничения тормозят отрасль. Погода сегодня хорошая."
    it = "La Cina e Huawei ammettono che le restrizioni frenano l'industria. Domani niente."
    given = [
        Article(ru, "/ru", "Признание", "Лента", "ru", "2025-03-01"),
        Article(it, "/it", "Ammissione", "LA STAMPA", "it", "2025-03-02"),
    ]
    assert len(listed(put(tmp_path / "дважды.db", given), capsys, *options)) == number


def test_contradictions_are_narrowed_by_before_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [
        Article("Китай и Huawei держат 37 % рынка.", "/доля", "Доля", "Лента", "ru", "2025-03-01"),
        Article("中国与Huawei占市场的41%。", "/份额", "份额", "新华", "zh", "2025-03-03"),
    ]
    path = put(tmp_path / "доли.db", given)
    assert len(listed(path, capsys, "--contradicted")) == 2
    assert listed(path, capsys, "--contradicted", "--before", "2025-03-02") == []


def test_what_is_left_out_for_its_age_is_told_and_can_be_listed(
    corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "_MOST", 1)
    assert main(["facts", "--db", str(corpus), "--json"]) == 0
    told = capsys.readouterr()
    assert [fact["text"] for fact in json.loads(told.out)] == [IT]
    assert told.err == (
        "aitui: the newest 1 of 3 statements were compared; --before 2025-03-03 lists those before them\n"
    )
    monkeypatch.setattr(facts, "_MOST", 2)
    assert len(listed(corpus, capsys, "--before", "2025-03-02")) == 2
    assert main(["facts", "--db", str(corpus), "--before", "вчера"]) == 2


def test_a_table_and_a_sheet(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", "--db", str(corpus)]) == 0
    assert "2 ru it" in capsys.readouterr().out.splitlines()[0]
    assert main(["facts", "--db", str(corpus), "--tsv"]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split("\t")[:2] == ["uid", "text"]
    assert len(rows) == 2


def test_facts_that_contradict_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AITUI_HOME", str(tmp_path))
    texts = [
        ("ru", "Выручка Nvidia в 2024 году составила 61 млрд долларов."),
        ("it", "Nel 2024 i ricavi di Nvidia sono stati di 130 miliardi di dollari."),
        ("en", "Nvidia has 36,000 employees, Reuters reported."),
    ]
    corpus = tmp_path / "спор.db"
    with database.writing(corpus) as conn:
        pipeline.add(conn, [Article(text, text, None, lang, lang, "2025-03-01") for lang, text in texts])
    one, other, staff = listed(corpus, capsys)
    assert {one["measure"], other["measure"], staff["measure"]} == {"revenue", "employees"}
    (revenue, against) = [fact for fact in (one, other, staff) if fact["contradicts"]]
    assert revenue["contradicts"] == [against["uid"]]
    assert len(listed(corpus, capsys, "--contradicted")) == 2
    (only,) = listed(corpus, capsys, "--measure", "Employees")
    assert (only["attribution"], only["sources"], only["origins"]) == ("Reuters", 1, 1)
    assert main(["facts", "--db", str(corpus), "--measure", "выручка"]) == 2
    assert "revenue" in capsys.readouterr().err
    assert main(["facts", "--db", str(corpus)]) == 0
    assert "!" in capsys.readouterr().out
