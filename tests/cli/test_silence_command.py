"""`aitui silence`: the JSON that other programs read, and the table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_corpora import put

from aitui.__main__ import main
from aitui.model import Article

GIVEN = [
    Article("Китай и Huawei подписали договор 2025-04-02.", "/1", "Договор", "Лента", "ru", "2025-04-03"),
    Article("Cina e Huawei firmano 2025-04-02.", "/2", "Firma", "LA STAMPA", "it", "2025-04-05"),
    Article("今天天气很好。", "/3", "天气", "新华", "zh", "2025-04-09"),
    Article("Тайвань спорит 2025-01-07.", "/4", "Спор", "Лента", "ru", "2025-01-08"),
]


def test_an_entity_then_what_is_told_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AITUI_HOME", str(tmp_path))
    corpus = put(tmp_path / "к.db", GIVEN)
    assert main(["silence", "--db", str(corpus), "--json", "--entity", "Китай"]) == 0
    whole, fact = json.loads(capsys.readouterr().out)
    assert list(fact) == ["subject", "uid", "text", "date", "from", "until", "languages"]
    assert (whole["subject"], whole["uid"], whole["from"], whole["until"]) == (
        "entity",
        "china",
        "2025-04-03",
        "2025-04-09",
    )
    assert (fact["subject"], fact["date"], fact["text"]) == ("fact", "2025-04-02", GIVEN[0].text)
    told = [(one["lang"], one["state"], one["lag"], one["published"]) for one in fact["languages"]]
    assert told == [
        ("ru", "told", 0, "2025-04-03"),
        ("it", "told", 2, "2025-04-05"),
        ("zh", "silent", None, None),
    ]
    assert main(["silence", "--db", str(corpus)]) == 0
    lines = capsys.readouterr().out.splitlines()
    # What most languages are silent about comes first.
    assert lines[0].startswith("2025-04-03  ru first, it +2, zh silent")
    assert lines[1].startswith("2025-01-08  ru first, it no coverage, zh no coverage")
