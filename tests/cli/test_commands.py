"""The headless commands, as a person at a shell or another program meets them."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
import termios
from pathlib import Path
from typing import Any

import click
import pytest
from rich.cells import cell_len

from aitui import __version__
from aitui.__main__ import main
from aitui.cli.root import COMMANDS, cli
from aitui.store import workspace
from aitui.text.clean import clean_text

HOSTILE = Path(__file__).parents[2] / "../shared/eval/hostile_text"
RU = (
    "Китай обгоняет США\n\nКитайская DeepSeek вложила 5 млрд долларов 20 января 2025 года. "
    "OpenAI промолчала.\n"
)
IT = "La Cina corre\n\nLa cinese DeepSeek supera OpenAI. Il 3 marzo 2026 la Commissione europea deciderà.\n"
EVIL = "Китай\x1b]52;c;ZXZpbA==\x07 \x9b31m \u202eСША\u2028 [/] [@click=quit]x[/] \U000e0041."


class Result:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


class Shell:
    """Runs commands in a home of their own."""

    def __init__(self, capsys: pytest.CaptureFixture[str], home: Path) -> None:
        self._capsys, self.home = capsys, home

    def __call__(self, *argv: str | Path) -> Result:
        self._capsys.readouterr()
        code = main([str(arg) for arg in argv])
        captured = self._capsys.readouterr()
        return Result(code, captured.out, captured.err)

    def file(self, name: str, text: str, encoding: str = "utf-8") -> Path:
        path = self.home / name
        path.write_bytes(text.encode(encoding))
        return path


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setenv("AITUI_HOME", str(tmp_path / "дом"))
    monkeypatch.delenv("AITUI_DB", raising=False)
    monkeypatch.chdir(tmp_path)
    return Shell(capsys, tmp_path)


@pytest.fixture
def filled(shell: Shell) -> Shell:
    shell("add", shell.file("ру.txt", RU), "--source", "Лента", "--published", "2025-01-21")
    shell("add", shell.file("it.txt", IT), "--source", "LA STAMPA")
    return shell


# ---------------------------------------------------------------------------- add


def test_add_tells_what_came_of_it(shell: Shell) -> None:
    shell.file("ру.txt", RU)
    shell.file("it.txt", IT, "utf-16")
    first = shell("add", ".", "--db", "к.db", "--progress", "none")
    assert (first.code, first.err) == (0, "")
    assert first.out == "к.db: 2 added, 0 updated, 0 in already, 1 read as utf-16-le\n"
    assert shell("add", ".", "--db", "к.db").out == "к.db: 0 added, 0 updated, 2 in already\n"
    shell.file("ру.txt", RU + "Ещё.\n")
    assert shell("add", "*.txt", "--db", "к.db").out == "к.db: 0 added, 1 updated, 1 in already\n"


def test_add_goes_on_after_a_failure_and_says_so(shell: Shell) -> None:
    shell.file("ру.txt", RU)
    shell.file("пусто.txt", "")
    result = shell("add", "нет.txt", "пусто.txt", "ру.txt")
    assert result.code == 1
    assert result.out.endswith("corpus.db: 1 added, 0 updated, 0 in already, 2 failed\n")
    assert [line.split(":")[1].strip() for line in result.err.splitlines()] == ["нет.txt", "пусто.txt"]
    assert len(shell("articles", "--nl").rows) == 1


def test_dry_run_shows_and_changes_nothing(shell: Shell) -> None:
    shell.file("ру.txt", RU)
    result = shell("add", "ру.txt", "--dry-run", "--nl", "--source", "Лента", "--db", "к.db")
    (row,) = result.rows
    assert (row["state"], row["title"], row["title_made"]) == ("new", "Китай обгоняет США", False)
    assert (row["lang"], row["published"], row["publisher"], row["encoding"]) == (
        "ru",
        None,
        "Лента",
        "utf-8",
    )
    assert row["length"] == len(RU)
    assert row["mentions"] >= 5
    assert not (shell.home / "к.db").exists()
    assert "unknown" in shell("add", "ру.txt", "--dry-run").out
    shell("add", "ру.txt")
    assert shell("add", "ру.txt", "--dry-run", "--nl").rows[0]["state"] == "same"
    shell.file("ру.txt", RU + "!")
    assert shell("add", "ру.txt", "--dry-run", "--nl").rows[0]["state"] == "changed"


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["add"], "INPUT"),
        (["add", "x", "--published", "вчера"], "is no date"),
        (["add", "x", "--lang", "русский"], "no language code"),
        (["add", "x", "--published", "2024-01/2024-02"], "is no date"),
        (["annotate", "x", "--published", "вчера"], "is no date"),
        (["annotate", "x", "--lang", "русский"], "no language code"),
        (["entities", "--type", "страна"], "the types are person, organization"),
        (["add", "x", "--json"], "--dry-run"),
        (["search", "a", "--limit", "0"], "--limit"),
        (["search", "-"], "no word"),
        (["search", '"чип'], "character 1"),
        (["articles", "--since", "зимой"], "--since"),
        (["сёрч"], "no command"),
        (["serch", "x"], "did you mean “search”?"),
        (["remove"], "say what to remove"),
        (["articles", "--нет"], "--нет"),
    ],
)
def test_wrong_usage_is_2(filled: Shell, argv: list[str], message: str) -> None:
    result = filled(*argv)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert "Traceback" not in result.err


# ---------------------------------------------------------------------------- lists


def test_articles(filled: Shell) -> None:
    rows = filled("articles", "--nl").rows
    assert [(row["title"], row["published"], row["source"]) for row in rows] == [
        ("Китай обгоняет США", "2025-01-21", "Лента"),
        ("La Cina corre", None, "LA STAMPA"),
    ]
    assert rows == json.loads(filled("articles", "--json").out)
    assert [row["lang"] for row in filled("articles", "--nl", "--lang", "it").rows] == ["it"]
    assert len(filled("articles", "--nl", "--entity", "Китай").rows) == 2
    assert len(filled("articles", "--nl", "--since", "2025", "--until", "2025-01").rows) == 1
    assert len(filled("articles", "--nl", "--limit", "1").rows) == 1
    table = filled("articles").out.splitlines()
    assert [row["uid"] for row in rows] == [line.split()[0] for line in table]
    assert "unknown" in table[1]


def test_entities_are_one_across_languages(filled: Shell) -> None:
    rows = {row["uid"]: row for row in filled("entities", "--nl").rows}
    assert (rows["deepseek"]["articles"], rows["deepseek"]["languages"]) == (2, 2)
    assert rows["china"]["names"]["it"] == "Cina"
    assert [row["uid"] for row in filled("entities", "--nl", "--name", "кит").rows] == ["china"]
    assert {row["type"] for row in filled("entities", "--nl", "--type", "places").rows} == {"place"}


def test_mentions_are_their_surfaces(filled: Shell) -> None:
    texts = {row["uid"]: RU if row["lang"] == "ru" else IT for row in filled("articles", "--nl").rows}
    rows = filled("mentions", "--nl", "--entity", "china").rows
    assert {row["surface"] for row in rows} == {"Китай", "Китайская", "Cina", "cinese"}
    for row in rows:
        assert texts[row["article"]][row["start"] : row["end"]] == row["surface"]
        assert row["surface"] in row["sentence"]
    uid = rows[-1]["article"]
    assert {row["article"] for row in filled("mentions", "--nl", "--article", uid[:8]).rows} == {uid}
    assert filled("mentions", "--nl", "--article", uid, "--lang", "de").rows == []


def test_mentions_by_how_sure_they_are(shell: Shell) -> None:
    text = shell.file("имя.txt", "В Китае вчера выступил Фома Гнездилов, эксперт. Гнездилов спокоен.\n")
    assert shell("add", text, "--db", "с.db").code == 0
    rows = shell("mentions", "--nl", "--db", "с.db").rows
    least = min(row["score"] for row in rows)
    assert 0 < least < 1
    sure = shell("mentions", "--nl", "--db", "с.db", "--min-score", f"{least + 0.01:.2f}").rows
    assert sure == [row for row in rows if row["score"] > least]
    assert "china" in {row["entity"] for row in sure}
    assert shell("mentions", "--db", "с.db", "--min-score", "2").code == 2


def test_search_gives_the_stable_form(filled: Shell) -> None:
    (row,) = json.loads(filled("search", "вложить", "--json").out)
    assert list(row) == [
        *(
            "uid",
            "title",
            "source",
            "lang",
            "published",
            "score",
            "snippet",
            "start",
            "end",
            "why",
            "spans",
            "best",
        ),
    ]
    assert [row["snippet"][start:end] for start, end in row["spans"]] == ["вложила"]
    assert (row["why"], RU[row["start"] : row["end"]]) == ("form", "вложила")
    assert row["snippet"].startswith("Китайская DeepSeek")
    two = filled("search", "deepseek", "--limit", "1")
    assert two.err == "1 of 2 articles; --limit shows more\n"
    assert filled("search", "ничего-такого").out == ""
    assert filled("search", "deepseek", "--entity", "usa", "--nl").rows[0]["lang"] == "ru"


def test_bookmarks(filled: Shell) -> None:
    assert filled("bookmarks", "--json").out == "[]\n"
    own = workspace.open()
    workspace.add_bookmark(
        own,
        corpus="/к.db",
        article_uid="a",
        version_uid="v",
        text=RU,
        start=0,
        end=18,
        title="Гонка",
        note="да",
    )
    own.close()
    (row,) = filled("bookmarks", "--nl").rows
    assert (row["exact"], row["note"], row["start"]) == ("Китай обгоняет США", "да", 0)
    assert "Китай обгоняет США" in filled("bookmarks").out


@pytest.mark.parametrize("command", ["articles", "entities", "mentions", "timeline"])
def test_separated_values_hold_the_same_as_json(filled: Shell, command: str) -> None:
    rows = filled(command, "--nl").rows
    for form, delimiter in (("--csv", ","), ("--tsv", "\t")):
        table = list(csv.DictReader(io.StringIO(filled(command, form).out), delimiter=delimiter))
        assert [list(row) for row in table] == [list(row) for row in rows]
        for got, row in zip(table, rows, strict=True):
            for name, value in row.items():
                assert (
                    got[name] == ""
                    if value is None
                    else isinstance(value, list | dict) or got[name] == str(value)
                )


def test_a_cell_is_no_formula(filled: Shell) -> None:
    filled("add", filled.file("f.txt", "Китай и США.\n"), "--source", "=HYPERLINK(1)")
    assert "'=HYPERLINK(1)" in filled("articles", "--csv").out


# ---------------------------------------------------------------------------- remove, doctor


def test_remove_takes_out_an_article_or_a_source(filled: Shell) -> None:
    uid = filled("articles", "--nl", "--lang", "it").rows[0]["uid"]
    refused = filled("remove", uid, "нет")
    assert refused.code == 1
    assert "nothing was removed" in refused.err
    assert len(filled("articles", "--nl").rows) == 2
    assert filled("remove", uid[:6]).out.endswith("corpus.db: 1 removed\n")
    assert [row["lang"] for row in filled("articles", "--nl").rows] == ["ru"]
    assert filled("remove", "--source", "лента").code == 0
    assert filled("articles", "--nl").rows == []
    assert filled("entities", "--nl").rows == []
    assert filled("remove", "--source", "лента").code == 1
    assert filled("add", filled.home / "it.txt").out.endswith("1 added, 0 updated, 0 in already\n")
    assert filled("doctor").code == 0


def test_what_only_a_removed_article_explained_is_joined_no_more(shell: Shell) -> None:
    for name, text in (
        ("甲.txt", "中国研究员王晓鸣表示，王晓鸣先生很满意。"),
        ("b.txt", "Jack Wang, the head of research, met Jack Wang."),
        ("丙.txt", "该公司技术负责人王晓鸣（Jack Wang）表示离职。"),
    ):
        assert shell("add", shell.file(name, text)).code == 0

    def joined() -> bool:
        rows = shell("mentions", "--nl", "--entity", "jack-wang").rows
        return "王晓鸣" in {row["surface"] for row in rows}

    assert joined()
    (uid,) = [row["uid"] for row in shell("articles", "--nl").rows if "离职" in row["title"]]
    assert shell("remove", uid).code == 0
    assert not joined()


def test_a_uid_that_names_no_one_article_says_why(filled: Shell) -> None:
    for n in range(20):  # of so many uids two begin with the same digit
        filled("add", filled.file(f"ещё{n}.txt", f"Заметка {n} о Китае."))
    firsts = [row["uid"][0] for row in filled("articles", "--nl").rows]
    shared = next(digit for digit in firsts if firsts.count(digit) > 1)
    for command in (["mentions", "--article"], ["remove"], ["split", "china", "--mention"]):
        ending = ":0" if "split" in command else ""
        for uid, reason in ((shared, "begins the uid of several"), ("жук", "is the uid of no article")):
            result = filled(*command, uid + ending)
            assert (result.code, result.out) == (1, "")
            assert reason in result.err
    assert len(filled("articles", "--nl").rows) == 22


def test_remove_makes_no_corpus(shell: Shell) -> None:
    assert shell("remove", "abc", "--db", "нет.db").code == 1
    assert not (shell.home / "нет.db").exists()


def test_doctor(filled: Shell) -> None:
    result = filled("doctor")
    assert result.code == 0
    assert {line[:3] for line in result.out.splitlines()} == {"ok "}
    rows = filled("doctor", "--nl").rows
    assert {"corpus", "index", "offsets", "totals", "workspace", "terminal"} <= {row["check"] for row in rows}
    missing = filled("doctor", "нет.db")
    assert missing.code == 1
    assert "BAD  corpus" in missing.out
    assert not (filled.home / "нет.db").exists()


def test_a_tagger_that_is_missing_is_one_line_and_adds_nothing(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    from aitui.analysis.naming.taggers import registry, russian

    monkeypatch.setattr(russian, "weights", lambda: None)
    registry._open.cache_clear()
    text = shell.home / "текст.txt"
    text.write_text(RU, encoding="utf-8")
    for command in (("annotate", text), ("add", text, "--db", "новый.db"), ("add", text, "--dry-run")):
        result = shell(*command, "--tagger", "ru")
        assert (result.code, result.out) == (1, "")
        assert result.err == 'aitui: tagger ru: not installed; pip install "aitui[ru]"\n'
    assert not (shell.home / "новый.db").exists()
    assert shell("annotate", text, "--tagger", "ру\x1b]0;x").err.count("\n") == 1
    (shell.home / "дом").mkdir(exist_ok=True)
    shell.file("дом/config.toml", 'tagger = "ru"\n')
    assert "aitui[ru]" in shell("annotate", text).err
    assert "BAD  taggers       config.toml: tagger ru: not installed" in shell("doctor").out
    assert shell("annotate", text, "--tagger", "none").code == 0


def test_doctor_lists_what_could_help_to_find_names(shell: Shell) -> None:
    rows = {row["check"]: row for row in shell("doctor", "--nl").rows}
    assert rows["tagger ru"]["detail"]
    assert rows["tagger spacy"]["detail"]
    assert rows["taggers"] == {"check": "taggers", "sound": True, "detail": "configured: builtin"}


@pytest.mark.parametrize("command", ["articles", "entities", "mentions", "timeline", "search x", "remove x"])
def test_no_corpus_is_one_line(shell: Shell, command: str) -> None:
    result = shell(*command.split())
    assert (result.code, result.out) == (1, "")
    assert result.err.count("\n") == 1
    assert "aitui add" in result.err


def test_a_file_that_is_no_corpus_is_one_line(shell: Shell) -> None:
    shell.file("т.db", RU * 50)
    for argv in (["articles", "--db", "т.db"], ["add", "т.db", "--db", "т.db"]):
        result = shell(*argv)
        assert result.code == 1
        assert "т.db" in result.err
    assert (shell.home / "т.db").read_text(encoding="utf-8") == RU * 50


# ---------------------------------------------------------------------------- annotate


def test_annotate_prints_the_stable_form(shell: Shell) -> None:
    shell.file("ру.txt", RU)
    shell.file("it.txt", IT)
    result = shell("annotate", "ру.txt", "it.txt")
    first, second = result.rows
    assert list(first) == [
        *(
            "doc",
            "lang",
            "published",
            "title",
            "text_length",
            "mentions",
            "dates",
            "quantities",
            "boilerplate",
        ),
        "claims",
    ]
    assert (first["doc"], first["lang"], first["published"], first["text_length"]) == (
        "ру",
        "ru",
        None,
        len(RU),
    )
    assert (second["doc"], second["lang"], second["title"]) == ("it", "it", "La Cina corre")
    for found in [*first["mentions"], *first["dates"], *first["quantities"]]:
        assert RU[found["start"] : found["end"]] == found["surface"]
    assert list(first["mentions"][0]) == [
        *("start", "end", "surface", "entity", "name", "type", "kind", "rule", "score"),
    ]
    assert [(d["value"], d["kind"]) for d in first["dates"]] == [("2025-01-20", "date")]
    assert [(q["low"], q["high"], q["unit"]) for q in first["quantities"]] == [(5e9, 5e9, "USD")]
    assert not (shell.home / "дом").exists()


def test_annotate_tells_the_parts_of_a_change_and_the_heads_of_a_cell(shell: Shell) -> None:
    text = (
        "Доля Huawei выросла с 21,4% до 25,9% за год.\n\nФирма\tВыручка, млрд $\tДоля\nHuawei\t120,5\t19 %\n"
    )
    shell.file("доли.txt", text)
    [row] = shell("annotate", "доли.txt", "--lang", "ru").rows
    told = {q["surface"]: (q["change"], q["direction"]) for q in row["quantities"]}
    assert told["21,4%"] == ("from", "up")
    assert told["25,9%"] == ("to", "up")
    assert told["120,5"] == (None, None)
    [cell] = [q for q in row["quantities"] if q["surface"] == "120,5"]
    assert [one["surface"] for one in cell["qualifiers"]] == ["Huawei", "Выручка, млрд $"]
    assert all(text[one["start"] : one["end"]] == one["surface"] for one in cell["qualifiers"])


def test_annotate_of_a_missing_file(shell: Shell) -> None:
    shell.file("ру.txt", RU)
    result = shell("annotate", "нет.txt", "ру.txt")
    assert (result.code, len(result.rows)) == (1, 1)
    assert "нет.txt" in result.err


# ---------------------------------------------------------------------------- hostile text


def hostile() -> list[str]:
    found = [EVIL]
    if HOSTILE.is_dir():
        for path in sorted(HOSTILE.glob("*.tsv")):
            for line in path.read_text(encoding="utf-8").splitlines()[1:]:
                for cell in line.split("\t"):
                    try:
                        found.append(json.loads(f'"{cell}"'))
                    except ValueError:
                        found.append(cell)
    return [text.encode("utf-8", "replace").decode() for text in found]


def test_nothing_hostile_reaches_the_terminal(shell: Shell) -> None:
    texts = hostile()
    lines = [
        {
            "id": f"{n}{text}",
            "title": text,
            "source": text,
            "author": text,
            "url": text,
            "text": f"Китай {text}. 2 мая 2024 года США.",
        }
        for n, text in enumerate(texts)
    ]
    shell.file("зло.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
    shell("add", "зло.jsonl")
    outputs = [shell("annotate", "зло.jsonl").out]
    own = workspace.open()
    workspace.add_bookmark(
        own,
        corpus=EVIL,
        article_uid=EVIL,
        version_uid="v",
        text=EVIL,
        start=0,
        end=len(EVIL),
        title=EVIL,
        note=EVIL,
    )
    own.close()
    for command in ("articles", "entities", "mentions", "timeline", "bookmarks", "search китай"):
        for form in ((), ("--json",), ("--nl",), ("--csv",), ("--tsv",)):
            outputs.append(shell(*command.split(), *form).out)
    for argv in (
        ["add", EVIL],
        ["remove", EVIL],
        ["search", f'"{EVIL}'],
        [EVIL],
        ["articles", "--entity", EVIL],
    ):
        outputs.append(shell(*argv).err)
    outputs.append(shell("doctor", EVIL).out)
    assert sum(len(output) for output in outputs) > 5000
    for output in outputs:
        bad = {char for char in output.replace("\t", "") if char != "\n" and clean_text(char) != char}
        assert bad == set()


def test_json_loses_nothing_of_what_it_escapes(shell: Shell) -> None:
    shell.file("зло.jsonl", json.dumps({"id": "1", "title": EVIL, "text": RU}) + "\n")
    shell("add", "зло.jsonl")
    assert shell("articles", "--nl").rows[0]["title"] == EVIL


# ---------------------------------------------------------------------------- start


def test_version_and_help(shell: Shell) -> None:
    assert shell("--version").out == f"aitui {__version__}\n"
    out = shell("--help").out
    assert all(f"\n  {name} " in out for name in COMMANDS)


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_a_help_that_fits(shell: Shell, name: str) -> None:
    result = shell(name, "--help")
    assert result.code == 0
    command = cli.get_command(None, name)  # type: ignore[arg-type]
    assert command is not None
    for param in command.params:
        if isinstance(param, click.Option):
            assert param.help, param.name
            assert param.opts[-1] in result.out
    assert max(map(len, result.out.splitlines())) <= 100


def loaded(*argv: str, home: Path) -> set[str]:
    code = "import sys\nfrom aitui.__main__ import main\nmain(sys.argv[1:])\n"
    code += "print(*sys.modules, file=sys.stderr)"
    run = subprocess.run(
        [sys.executable, "-c", code, *argv],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "AITUI_HOME": str(home)},
    )
    return {name.split(".")[0] for name in run.stderr.split()} & {
        *("textual", "rich", "sqlite_utils", "sqlite3", "pymorphy3", "babel", "fasttext", "sentencex"),
        "snowballstemmer",
    }


def test_garbage_is_looked_for_when_a_command_works(filled: Shell) -> None:
    code = "import gc, sys; sys.argv = ['aitui', 'articles', '--nl']\n"
    code += "from aitui.__main__ import main\nassert main() == 0\n"
    code += "print(gc.isenabled(), gc.get_freeze_count() > 9_000)"
    env = {**os.environ, "AITUI_HOME": str(filled.home / "дом")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    assert done.stdout.splitlines()[-1] == "True True"


def test_headless_commands_load_no_more_than_they_need(filled: Shell) -> None:
    home = filled.home / "дом"
    assert loaded("--version", home=home) == set()
    assert loaded("--help", home=home) == set()
    assert loaded("articles", "--json", home=home) == {"sqlite3"}
    for argv in (["search", "чип"], ["annotate", str(filled.home / "ру.txt")], ["entities"], ["timeline"]):
        assert not loaded(*argv, home=home) & {"textual", "sqlite_utils"}


@pytest.mark.parametrize("columns", [80, 120])
def test_a_table_fits_the_terminal(filled: Shell, columns: int) -> None:
    long = "中国的人工智能公司发布了新的大型语言模型，" * 8
    filled("add", filled.file("zh.txt", f"{long}\n\n{long}\n"), "--source", "人民日报海外版与新华社联合报道")
    leader, follower = pty.openpty()
    termios.tcsetwinsize(follower, (24, columns))
    env = {**os.environ, "AITUI_HOME": str(filled.home / "дом"), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    env.pop("COLUMNS", None)
    code = subprocess.call(
        [sys.executable, "-m", "aitui", "articles"], stdout=follower, stdin=follower, stderr=follower, env=env
    )
    os.close(follower)
    output = b""
    while chunk := _read(leader):
        output += chunk
    os.close(leader)
    lines = output.decode().splitlines()
    assert code == 0
    assert lines[0].split() == ["UID", "LANG", "PUBLISHED", "SOURCE", "LENGTH", "TITLE"]
    assert len(lines) == 4
    assert max(map(cell_len, lines)) <= columns
    assert any(line.endswith("…") for line in lines)


def _read(leader: int) -> bytes:
    try:
        return os.read(leader, 65536)
    except OSError:  # Linux: the other side is closed
        return b""


def test_a_home_of_nobody_is_a_path_like_any_other(shell: Shell) -> None:
    for argv in (["add", "~нет-такого/x.txt"], ["articles", "--db", "~нет-такого/к.db"]):
        result = shell(*argv)
        assert result.code == 1
        assert "~нет-такого" in result.err
        assert "Traceback" not in result.err


def test_what_the_system_refuses_is_one_line(shell: Shell) -> None:
    long = "ж" * 300
    for argv in (
        [long],
        ["articles", "--db", long],
        ["doctor", long],
        ["add", "x", "--dry-run", "--db", long],
    ):
        result = shell(*argv)
        assert result.code == 1
        assert result.err.startswith("aitui: ")
        assert result.err.endswith(f"{long}: file name too long; check the path and its permissions\n")
        assert result.err.count("\n") == 1


def test_a_terminal_of_an_older_encoding_gets_escapes(filled: Shell) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    done = subprocess.run(
        [sys.executable, "-m", "aitui", "articles"], env=environment, capture_output=True, check=True
    )
    assert "La Cina corre" in done.stdout.decode("latin-1")
    assert r"\u041a\u0438\u0442\u0430\u0439" in done.stdout.decode("latin-1")  # Китай
    assert done.stderr == b""


def test_a_closed_pipe_is_no_error(filled: Shell) -> None:
    env = {**os.environ, "AITUI_HOME": str(filled.home / "дом")}
    with subprocess.Popen(
        [sys.executable, "-m", "aitui", "mentions", "--nl"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=env,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_the_corpus_may_be_named_in_front_of_the_command(shell: Shell) -> None:
    db = shell.home / "корпус.db"
    assert shell("add", shell.file("ru.txt", RU), "--db", db).code == 0
    behind = shell("articles", "--nl", "--db", db).rows
    assert [row["title"] for row in behind] == ["Китай обгоняет США"]
    assert shell("--db", db, "articles", "--nl").rows == behind
    assert shell(f"--db={db}", "articles", "--nl").rows == behind
    # Alone it is opened, for which there is no terminal here.
    for argv in (["--db", db], [f"--db={db}"], ["--db", db, "--theme", "dark"], ["--db", db, "open"]):
        opened = shell(*argv)
        assert (opened.code, opened.out) == (1, ""), argv
        assert "the explorer needs a terminal" in opened.err
    assert shell("--db").code == 2
    assert shell("--db", db, "doctor").out == shell("doctor", "--db", db).out == shell("doctor", db).out != ""
    for command in ("doctor", "open"):
        twice = shell("--db", db, command, db)
        assert (twice.code, twice.out) == (2, "")
        assert "named twice" in twice.err
    mistyped = shell("--db", db, "serach", "завод")
    assert (mistyped.code, mistyped.err) == (shell("serach", "завод").code, shell("serach", "завод").err)
    assert "did you mean “search”?" in mistyped.err
    for option in ("--version", "--help"):
        assert shell("--db", db, option).out == shell(option).out != ""
