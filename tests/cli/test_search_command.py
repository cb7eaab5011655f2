"""`aitui search` on the command line: mistakes at their place, reasons, orders, many queries at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.cells import cell_len
from small_corpora import four, put

from aitui.__main__ import main
from aitui.store import saved_searches, workspace


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AITUI_HOME", str(tmp_path / "дом"))
    return put(tmp_path / "к.db", four())


def run(corpus: Path, capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = main(["search", "--db", str(corpus), *argv])
    told = capsys.readouterr()
    return code, told.out, told.err


def rows(corpus: Path, capsys: pytest.CaptureFixture[str], *argv: str) -> list[dict[str, object]]:
    code, out, err = run(corpus, capsys, *argv, "--json")
    assert (code, err) == (0, "")
    found: list[dict[str, object]] = json.loads(out)
    return found


def test_a_mistake_is_shown_at_its_place(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(corpus, capsys, "中国 (чип")
    assert (code, out) == (2, "")
    assert err.splitlines() == [
        "  中国 (чип",
        "       ^",  # two columns for each Chinese character
        "aitui: This bracket is not closed; put a ) behind what belongs to it (character 4 of the query)",
    ]
    code, out, err = run(corpus, capsys, "чип published:скоро")
    assert code == 2
    assert err.splitlines()[1].index("^") == 2 + len("чип published:")
    assert "“скоро” is no date; write published:2024-01..2024-06" in err
    assert run(corpus, capsys, "чип @Атлантида")[0] == 2


def test_of_a_long_query_what_is_around_the_mistake_is_shown(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(corpus, capsys, f"{'чип ' * 20}titel:чип {'芯片 ' * 20}")
    line, mark, told = err.splitlines()
    assert code == 2
    assert line[mark.index("^") :].startswith("titel:чип 芯片")
    assert line.startswith("  …")
    assert line.endswith("…")
    assert cell_len(line) < 80
    assert "(character 81 of the query)" in told


def test_nothing_of_a_hostile_query_reaches_the_terminal(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(corpus, capsys, '\x1b]52;c;eA==\x07"[/b] \u202e')
    assert code == 2
    assert not {"\x1b", "\x07", "\u202e"} & set(err)


def test_reasons_are_told_and_chosen(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    every = rows(corpus, capsys, "китай")
    assert {row["why"] for row in every} == {"exact", "alias"}
    some = rows(corpus, capsys, "китай", "--only", "exact")
    assert [row["why"] for row in some] == ["exact"]
    left = rows(corpus, capsys, "китай", "--without", "alias", "--without", "translation")
    assert [row["uid"] for row in left] == [row["uid"] for row in some]
    assert run(corpus, capsys, "китай", "--only", "exact", "--without", "exact")[0] == 2


def test_hits_are_sorted_by_a_date(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = [str(row["published"] or "") for row in rows(corpus, capsys, "китай", "--sort", "published")]
    assert len(found) > 2
    assert found == sorted(found, reverse=True)


def test_a_saved_search_is_asked_by_its_name(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = workspace.open()
    saved_searches.save(own, "Страна", "китай -lang:it")
    own.close()
    langs = {row["lang"] for row in rows(corpus, capsys, "saved:страна")}
    assert langs == {row["lang"] for row in rows(corpus, capsys, "китай")} - {"it"}


def test_many_queries_at_once_first_what_needs_a_look(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = tmp_path / "запросы.txt"
    asked.write_text("\ufeffкитай\nатлантида\n\n  cina  \n(чип\nлемурия\n", encoding="utf-8")
    code, out, err = run(corpus, capsys, "--from", str(asked), "--json")
    assert [(row["line"], row["query"], row["articles"]) for row in json.loads(out)] == [
        (5, "(чип", 0), (2, "атлантида", 0), (6, "лемурия", 0), (1, "китай", 3), (4, "cina", 3),
    ]  # fmt: skip
    assert "This bracket is not closed" in json.loads(out)[0]["error"]
    assert (code, err) == (1, "aitui: 1 of 5 queries cannot be asked; the first lines above say why\n")
    asked.write_text("китай\n", encoding="utf-8")
    assert run(corpus, capsys, "--from", str(asked), "--lang", "it", "--csv") == (
        0, "line,query,articles,error\n1,китай,1,\n", "",
    )  # fmt: skip
    assert run(corpus, capsys, "--from", str(asked), "китай")[0] == 2
    assert run(corpus, capsys)[0] == 2


def test_how_far_a_pattern_was_looked_for_is_told(
    corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from aitui.store import evaluation

    monkeypatch.setattr(evaluation, "READ", 1)
    _, _, err = run(corpus, capsys, r"/\w/")
    assert err == "looked for the pattern in the newest 1 of 4 articles; narrow the search to look in all\n"
