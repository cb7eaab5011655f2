"""`aitui timeline`: the JSON that other programs read, the clocks, and what narrows it."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from small_corpora import put

from aitui.__main__ import main
from aitui.model import Article

GIVEN = [
    Article("Китай и Huawei подписали договор 2025-04-02.", "/1", "Договор", "Лента", "ru", "2025-04-03"),
    Article("Cina e Huawei firmano 2025-04-02.", "/2", "Firma", "LA STAMPA", "it", "2025-04-05"),
    Article("Тайвань спорит 2025-01-07. Погода.", "/3", "Спор", "Лента", "ru", None),
]


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AITUI_HOME", str(tmp_path))
    return put(tmp_path / "три.db", GIVEN)


def listed(corpus: Path, capsys: pytest.CaptureFixture[str], *options: str) -> list[dict[str, object]]:
    assert main(["timeline", "--db", str(corpus), "--json", *options]) == 0
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, list)
    return found


def test_the_stable_form(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = listed(corpus, capsys)
    assert [list(row) for row in rows] == [
        ["edtf", "earliest", "latest", "status", "text", "entities", "article", "start", "end", "published"]
    ] * 3
    assert [row["text"] for row in rows] == [
        "Cina e Huawei firmano 2025-04-02.",
        "Китай и Huawei подписали договор 2025-04-02.",
        "Тайвань спорит 2025-01-07.",
    ]
    for row, article in zip(rows, (GIVEN[1], GIVEN[0], GIVEN[2]), strict=True):
        assert article.text[int(str(row["start"])) : int(str(row["end"]))] == row["edtf"] == row["earliest"]
        assert row["published"] == article.published


def test_what_is_told_twice_is_one_line_with_its_tellings(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twice, once = listed(corpus, capsys, "--merged")
    told = twice["tellings"]
    assert isinstance(told, list)
    assert [(one["lang"], one["published"]) for one in told] == [("ru", "2025-04-03"), ("it", "2025-04-05")]
    assert (twice["text"], once["tellings"][0]["published"]) == (GIVEN[0].text, None)  # type: ignore[index]
    assert main(["timeline", "--db", str(corpus), "--merged"]) == 0
    assert "×2 ru it" in capsys.readouterr().out.splitlines()[0]


@pytest.mark.parametrize(
    ("options", "days"),
    [
        (["--entity", "Тайвань"], ["2025-01-07"]),
        (["--lang", "it"], ["2025-04-02"]),
        (["--source", "la stampa"], ["2025-04-02"]),
        (["--until", "2025-03"], ["2025-01-07"]),
        (["--since", "2025-03", "--limit", "1"], ["2025-04-02"]),
        (["--type", "organizations"], ["2025-04-02"] * 2),
        (["--status", "forecast"], []),
    ],
)
def test_filters(
    corpus: Path, capsys: pytest.CaptureFixture[str], options: list[str], days: list[str]
) -> None:
    assert [row["edtf"] for row in listed(corpus, capsys, *options)] == days


def test_the_clock_of_publication_has_articles_and_says_what_is_undated(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = listed(corpus, capsys, "--clock", "published")
    assert [(row["text"], row["start"] is None, row["edtf"]) for row in rows] == [
        ("Firma", True, "2025-04-05"),
        ("Cina e Huawei firmano 2025-04-02.", False, "2025-04-02"),
        ("Договор", True, "2025-04-03"),
        ("Китай и Huawei подписали договор 2025-04-02.", False, "2025-04-02"),
        ("Спор", True, None),
        ("Тайвань спорит 2025-01-07.", False, "2025-01-07"),
    ]
    assert main(["timeline", "--db", str(corpus), "--clock", "published"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[-2:]] == ["undated", "2025-01-07"]
    assert len(listed(corpus, capsys, "--clock", "ingested")) == 6


def test_a_type_that_is_none_is_refused(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["timeline", "--db", str(corpus), "--type", "город"]) == 2
    assert "the types are person" in capsys.readouterr().err


def test_a_picture_for_a_report(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "лента.svg"
    assert main(["timeline", "--db", str(corpus), "--svg", str(path)]) == 0
    assert capsys.readouterr().out == f"{path}: 2 in all, by the event clock\n"
    drawn = ElementTree.parse(path).getroot()
    told = " ".join(drawn.itertext())
    assert "×2 Китай и Huawei подписали договор" in told
    assert main(["timeline", "--db", str(corpus), "--svg", str(path), "--limit", "1"]) == 0
    assert "the newest 1 of 2" in path.read_text(encoding="utf-8")
    assert main(["timeline", "--db", str(corpus), "--svg", str(path), "--clock", "published"]) == 0
    assert "2 without a date are left out" in capsys.readouterr().out
    assert main(["timeline", "--db", str(corpus), "--svg", str(tmp_path / "нет" / "л.svg")]) == 2
    assert "cannot be written" in capsys.readouterr().err
