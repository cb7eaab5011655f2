"""`aitui merge`, `split`, `alias` and `judgements`, and the lists that follow them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aitui.__main__ import main
from aitui.store import workspace

RU = (
    "Китай обгоняет США\n\nКитайская DeepSeek вложила 5 млрд долларов 20 января 2025 года. "
    "OpenAI промолчала. На Дальнем берегу довольны, дальний берег растёт.\n"
)
IT = "La Cina corre\n\nLa cinese DeepSeek supera OpenAI. Il 3 marzo 2026 DeepSeek e OpenAI decideranno.\n"


class Shell:
    """Runs commands in a home of their own."""

    def __init__(self, capsys: pytest.CaptureFixture[str], home: Path) -> None:
        self._capsys, self.home = capsys, home
        self.out = self.err = ""

    def __call__(self, *argv: str | Path) -> int:
        self._capsys.readouterr()
        code = main([str(arg) for arg in argv])
        captured = self._capsys.readouterr()
        self.out, self.err = captured.out, captured.err
        return code

    def rows(self, *argv: str) -> list[dict[str, Any]]:
        assert self(*argv, "--nl") == 0, self.err
        return [json.loads(line) for line in self.out.splitlines()]

    def mentions(self, entity: str) -> list[str]:
        return [row["surface"] for row in self.rows("mentions", "--entity", entity)]

    def totals(self) -> dict[str, int]:
        return {row["uid"]: row["mentions"] for row in self.rows("entities")}


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setenv("AITUI_HOME", str(tmp_path / "дом"))
    monkeypatch.delenv("AITUI_DB", raising=False)
    monkeypatch.chdir(tmp_path)
    for name, text in (("ру.txt", RU), ("it.txt", IT)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    shell = Shell(capsys, tmp_path)
    assert shell("add", "ру.txt", "it.txt") == 0
    return shell


def test_lists_make_no_workspace(shell: Shell) -> None:
    for command in ("articles", "entities", "mentions", "timeline"):
        assert shell(command) == 0
    assert shell("mentions", "--entity", "china") == 0
    assert not workspace.default_path().exists()


def test_merge_shows_before_and_after_and_lists_follow(shell: Shell) -> None:
    start = shell.totals()
    both = start["deepseek"] + start["openai"]
    (one, other, planned) = shell.rows("merge", "deepseek", "OpenAI", "--dry-run")
    assert (one["when"], one["entity"], one["mentions"]) == ("before", "deepseek", start["deepseek"])
    assert (other["entity"], other["mentions"]) == ("openai", start["openai"])
    assert (planned["when"], planned["mentions"], planned["articles"]) == ("would be", both, 2)
    assert shell.totals() == start
    done = shell.rows("merge", "deepseek", "OpenAI")[-1]
    assert done == {**planned, "when": "after"}
    merged = shell.totals()
    assert merged[str(done["entity"])] == both
    assert len(merged) == len(start) - 1
    members = {row["uid"]: row["members"] for row in shell.rows("entities")}
    assert sorted(members[str(done["entity"])]) == ["deepseek", "openai"]
    assert members["china"] == []
    assert sorted(shell.mentions("openai")) == sorted(shell.mentions("deepseek"))
    assert len(shell.mentions("openai")) == both
    assert {row["entity"] for row in shell.rows("mentions", "--entity", "openai")} == {done["entity"]}
    assert len(shell.rows("articles", "--entity", "deepseek")) == 2
    assert len(shell.rows("search", "2026", "--entity", "deepseek")) == 1
    assert any("2026-03-03" in str(row["edtf"]) for row in shell.rows("timeline", "--entity", "deepseek"))
    assert shell("merge", "deepseek", "openai") == 1
    assert "nothing to merge" in shell.err


def test_split_takes_apart_and_keeps_apart(shell: Shell) -> None:
    start = shell.totals()
    shell.rows("merge", "deepseek", "openai", "china")
    shell.rows("split", "china", "openai")
    assert shell.totals()["openai"] == start["openai"]
    assert shell("merge", "openai", "deepseek") == 1
    assert "not the same" in shell.err
    (line,) = shell.err.splitlines()
    uid = line.split()[-1]
    assert any(row["uid"] == uid and row["text"] == "china ≠ openai" for row in shell.rows("judgements"))
    assert shell("judgements", "--withdraw", uid) == 0
    assert shell.out == "withdrawn: china ≠ openai\n"
    assert shell("merge", "openai", "deepseek") == 0
    assert shell("split", "openai") == 0
    assert shell.totals() == start
    assert shell("split", "openai") == 1
    assert "say what to split: --form, --mention" in shell.err
    assert shell("judgements", "--withdraw", "нет") == 1
    assert "“нет” is the uid of none of the judgements" in shell.err


def test_split_of_a_form_and_of_a_mention(shell: Shell) -> None:
    start = shell.totals()
    cina = [row for row in shell.rows("mentions", "--entity", "china") if row["surface"] == "Cina"]
    planned = shell.rows("split", "china", "--form", "cina", "--to", "Catai", "--dry-run")
    assert planned[-1]["entity"] == "catai"
    assert shell.totals() == start
    shell.rows("split", "china", "--form", "cina", "--to", "Catai")
    assert shell.mentions("Catai") == ["Cina"] * len(cina)
    assert shell.totals()["china"] == start["china"] - len(cina)
    (place, *_) = shell.rows("mentions", "--entity", "china")
    shell.rows("split", "china", "--mention", f"{place['article'][:8]}:{place['start']}", "--to", "openai")
    assert place["surface"] in shell.mentions("openai")
    assert shell("split", "china", "--mention", f"{place['article']}:{place['start']}") == 1
    assert "no mention of china begins there" in shell.err
    assert shell("split", "china", "--form", "нет такого") == 1
    assert "no spelling of china" in shell.err


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["merge", "china"], "name two"),
        (["split", "china", "openai", "--form", "x"], "one thing"),
        (["split", "china", "--to", "x"], "--to says"),
        (["split", "china", "--mention", "x"], "ARTICLE:START"),
        (["judge", "not-mention", "china"], "what is no mention"),
        (["judge", "not-mention", "china", "--mention", "x:1", "--article", "x"], "leave --article out"),
    ],
)
def test_wrong_usage(shell: Shell, argv: list[str], message: str) -> None:
    assert shell(*argv) == 2
    assert message in shell.err


def test_not_the_same_and_unsure(shell: Shell) -> None:
    (planned,) = shell.rows("judge", "unsure", "OpenAI", "DeepSeek", "--dry-run")
    assert (planned["text"], planned["number"]) == ("openai ? deepseek", None)
    assert shell.rows("judgements") == []
    (aside,) = shell.rows("judge", "unsure", "OpenAI", "DeepSeek")
    assert shell.err == "aitui undo 1 takes it back\n"
    assert aside["number"] == 1
    (apart,) = shell.rows("judge", "not-same", "openai", "deepseek")
    assert apart["text"] == "openai ≠ deepseek"
    assert shell("merge", "openai", "deepseek") == 1
    assert "not the same" in shell.err
    assert shell("judge", "not-same", "openai", "deepseek") == 1
    assert "already" in shell.err
    assert shell("undo") == 0
    assert shell.out == "taken back: not the same: openai, deepseek\n"
    assert [row["text"] for row in shell.rows("judgements")] == ["openai ? deepseek"]
    assert shell("merge", "openai", "deepseek") == 0


def test_not_a_mention_here_in_an_article_and_everywhere(shell: Shell) -> None:
    start = shell.mentions("deepseek")
    place = shell.rows("mentions", "--entity", "deepseek")[0]
    at = f"{place['article']}:{place['start']}"
    (before, planned) = shell.rows("judge", "not-mention", "deepseek", "--mention", at, "--dry-run")
    assert (before["mentions"], planned["mentions"]) == (len(start), len(start) - 1)
    assert shell.mentions("deepseek") == start
    assert shell("judge", "not-mention", "deepseek", "--mention", at) == 0
    assert len(shell.mentions("deepseek")) == len(start) - 1
    assert shell("judge", "not-mention", "deepseek", "--mention", at) == 1
    uid = place["article"][:8]
    assert shell("judge", "not-mention", "DeepSeek", "--form", "deepseek", "--article", uid) == 0
    left = shell.rows("mentions", "--entity", "deepseek")
    assert left
    assert place["article"] not in {row["article"] for row in left}
    assert shell("judge", "not-mention", "deepseek", "--form", "deepseek") == 0
    assert "deepseek" not in shell.totals()
    assert shell("judge", "not-mention", "openai", "--form", "нет такого") == 1
    assert "no spelling of openai" in shell.err
    for _ in range(3):
        assert shell("undo") == 0
    assert shell.mentions("deepseek") == start
    assert shell("undo") == 1
    assert "nothing to undo" in shell.err


def test_a_name_a_type_and_a_new_entity(shell: Shell) -> None:
    start = shell.totals()
    shell.rows("judge", "rename", "Китай", "Поднебесная")
    (typed,) = shell.rows("judge", "retype", "Поднебесная", "organization")
    assert (typed["number"], typed["text"]) == (2, "type of china is organization")
    (row,) = shell.rows("entities", "--name", "подне")
    assert (row["uid"], row["name"], row["type"]) == ("china", "Поднебесная", "organization")
    assert shell("judge", "retype", "china", "страна") == 1
    assert "the types are" in shell.err
    (made,) = shell.rows("judge", "new", "Дальний берег", "--type", "place", "--form", "дальний берег")
    assert (made["when"], made["name"], made["mentions"]) == ("after", "Дальний берег", 1)
    assert shell.mentions("Дальний берег") == ["дальний берег"]
    # With capitals only what has them.
    (none,) = shell.rows("judge", "new", "Дальний Берег", "--dry-run")
    assert (none["mentions"], none["entity"]) == (0, f"{made['entity']}-2")
    # By its number, before what came after it.
    assert shell("undo", "1") == 0
    assert shell.out == "taken back: name of china\n"
    (row,) = shell.rows("entities", "--name", "китай")
    assert (row["name"], row["type"]) == ("China", "organization")
    assert shell("undo", "1") == 1
    assert "first `aitui undo 4`" in shell.err
    listed = shell.rows("undo", "--list")
    assert [(row["number"], row["text"]) for row in listed] == [
        (4, "taking back of name of china"),
        (3, f"new entity Дальний берег ({made['entity']})"),
        (2, "type of china"),
        (1, "name of china"),
    ]
    assert shell("undo", "77") == 1
    for _ in range(4):
        assert shell("undo") == 0
    assert shell.totals() == start


def test_bookmarks_of_one_corpus(shell: Shell, tmp_path: Path) -> None:
    (row, *_) = shell.rows("articles")
    own = workspace.open()
    for uid, words in ((row["uid"], "La Cina corre"), ("чужая", "不在这里")):
        workspace.add_bookmark(
            own, corpus="к.db", article_uid=uid, version_uid="v", text=words, start=0, end=len(words)
        )
    own.close()
    assert len(shell.rows("bookmarks")) == 2
    db = str(tmp_path / "дом" / "corpus.db")
    assert [mark["exact"] for mark in shell.rows("bookmarks", "--db", db)] == ["La Cina corre"]
    assert shell("bookmarks", "--db", "нет.db") == 1
    # A bookmark is taken back by its number too, and that again.
    first = shell.rows("undo", "--list")[-1]
    assert shell("undo", str(first["number"])) == 0
    assert [mark["exact"] for mark in shell.rows("bookmarks")] == ["不在这里"]
    assert shell("undo") == 0
    assert len(shell.rows("bookmarks")) == 2


def test_an_alias_is_found_where_nothing_was(shell: Shell) -> None:
    start = shell.mentions("china")
    (planned,) = shell.rows("alias", "add", "Дальний берег", "Китай", "--dry-run")
    assert planned == {"alias": "Дальний берег", "entity": "china", "gained": 1, "lost": {}}
    assert shell.mentions("china") == start
    assert shell.rows("alias", "add", "Дальний берег", "china") == [planned]
    assert sorted(shell.mentions("china")) == sorted([*start, "дальний берег"])
    (taken,) = shell.rows("alias", "add", "openai", "DeepSeek")
    assert taken["lost"] == {"openai": taken["gained"]}
    assert "openai" not in shell.totals()
    assert [(row["alias"], row["entity"]) for row in shell.rows("alias", "list")] == [
        ("дальний берег", "china"),
        ("openai", "deepseek"),
    ]
    assert shell("alias", "remove", "OpenAI") == 0
    assert shell("alias", "remove", "ДАЛЬНИЙ  берег") == 0
    assert shell.mentions("china") == start
    assert shell("alias", "remove", "openai") == 1
    assert shell("alias", "add", "Серединное царство", "нет такой") == 1
    assert "--new" in shell.err
    assert shell("alias", "add", "довольны", "Довольные", "--new") == 0
    assert shell.mentions("Довольные") == ["довольны"]


def test_aliases_from_a_file(shell: Shell) -> None:
    rows = "# мои\nДальний берег\tchina\nДальнем берегу\tКитай\n\nбез табуляции\nслово\tнет такой\n"
    path = shell.home / "имена.tsv"
    path.write_text(rows, encoding="utf-8-sig")
    start = shell.totals()
    assert shell("alias", "import", path, "--dry-run", "--nl") == 1
    planned = shell.out
    assert [json.loads(line)["gained"] for line in planned.splitlines()] == [1, 1]
    assert [line.split(":")[2] for line in shell.err.splitlines()] == ["5", "6"]
    assert shell.totals() == start
    assert shell("alias", "import", path, "--nl") == 1
    assert shell.out == planned
    assert shell.totals()["china"] == start["china"] + 2
    assert {row["origin"] for row in shell.rows("judgements")} == {"имена.tsv"}
    assert {row["rule"] for row in shell.rows("mentions", "--entity", "china")} >= {"alias-list"}
    path.write_text("Дальний берег\tchina\n", encoding="utf-8")
    assert shell("alias", "import", path, "--nl") == 0
    assert shell.out == ""
    own = workspace.open()
    assert workspace.undo(own) == "alias list of 2"
    assert workspace.undo(own) is None
    own.close()
    assert shell.totals() == start
    path.write_bytes("Китай\tchina".encode("utf-16"))
    assert shell("alias", "import", path) == 1
    assert "UTF-8" in shell.err
    assert shell("alias", "import", "нет.tsv") == 1


def test_all_spellings_that_an_alias_takes_are_counted(shell: Shell) -> None:
    (shell.home / "верх.txt").write_text("КИТАЙ И США\n\nКитай растёт. Китай и Италия спорят.\n", "utf-8")
    assert shell("add", "верх.txt") == 0
    had = [form for form in shell.mentions("china") if form.casefold() == "китай"]
    assert set(had) == {"КИТАЙ", "Китай"}
    (taken,) = shell.rows("alias", "add", "Китай", "usa")
    assert (taken["gained"], taken["lost"]) == (len(had), {"china": len(had)})


def test_groups_of_commands_want_one(shell: Shell) -> None:
    for group in ("alias", "judge"):
        assert shell(group) == 2
        assert shell.err.splitlines() == [
            f"Usage: aitui {group} [OPTIONS] COMMAND [ARGS]...",
            "aitui: Missing command.",
        ]


def test_a_name_that_nobody_can_read_is_refused(shell: Shell) -> None:
    for name in ("\u200b\u200b", "", "!?"):
        assert shell("judge", "rename", "china", name) == 1
        assert "neither a letter nor a digit" in shell.err


def test_doctor_tells_what_the_judgements_still_speak_of(shell: Shell) -> None:
    place = shell.rows("mentions", "--entity", "china")[0]
    shell.rows("split", "china", "--mention", f"{place['article']}:{place['start']}", "--to", "openai")
    shell.rows("merge", "china", "openai")
    details = {row["check"]: row["detail"] for row in shell.rows("doctor")}
    assert details["judgements"] == (
        "2 in force; places in texts 1, words gone 0; of what is not in this corpus 0"
    )
    assert shell("remove", place["article"]) == 0
    details = {row["check"]: row["detail"] for row in shell.rows("doctor")}
    assert details["judgements"].endswith("words gone 0; of what is not in this corpus 1")


def test_hostile_names_print_nothing_of_theirs(shell: Shell) -> None:
    evil = "\x1b]52;c;ZXZpbA==\x07Китай\u202e"
    assert shell("alias", "add", evil, "china") == 0
    assert shell("alias", "list") == 0
    assert not {"\x1b", "\x07", "\u202e"} & set(shell.out)
    assert shell("merge", "china", evil) == 1
    assert not {"\x1b", "\x07", "\u202e"} & set(shell.err)


def test_tables_for_people(shell: Shell) -> None:
    assert shell("merge", "china", "openai") == 0
    assert [line.split()[0] for line in shell.out.splitlines()] == ["before", "before", "after"]
    assert shell("alias", "add", "DeepSeek", "china") == 0
    assert "from deepseek" in shell.out
    assert shell("judgements") == 0
    assert shell.out.splitlines()[0].endswith("china = openai")


def test_an_empty_list_has_its_headings_for_people(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert shell("judgements") == 0
    assert shell.out.split() == ["NUMBER", "MADE", "UID", "JUDGEMENT"]
    assert shell("bookmarks", "--nl") == 0
    assert shell.out == ""


def test_review_lists_pairs_and_follows_the_answers(shell: Shell) -> None:
    (shell.home / "один.txt").write_text("Профессор Смит молчит. Смит ушёл.", encoding="utf-8")
    (shell.home / "due.txt").write_text("Mr. Smith left. Professor Smith came back.", encoding="utf-8")
    assert shell("add", "один.txt", "due.txt") == 0
    asked = shell.rows("review")
    assert asked
    pair = asked[0]
    assert set(pair) == {
        "one", "other", "names", "types", "mentions", "score", "reason", "together", "unsure",
    }  # fmt: skip
    assert pair["reason"]
    assert 0 < pair["score"] < 1
    assert len(shell.rows("review", "--limit", "1")) == 1
    assert shell("review") == 0
    assert pair["reason"] in shell.out
    assert shell("judge", "unsure", pair["one"], pair["other"]) == 0
    assert pair not in shell.rows("review")
    (aside,) = (row for row in shell.rows("review", "--unsure") if row["unsure"])
    assert (aside["one"], aside["other"]) == (pair["one"], pair["other"])
    assert shell("merge", pair["one"], pair["other"]) == 0
    assert all(row["one"] != pair["one"] or row["other"] != pair["other"] for row in shell.rows("review"))
    assert shell("review", "--entity", "nobody") == 1
    assert "no entity is called “nobody”" in shell.err


def test_not_same_parts_what_the_corpus_joined(shell: Shell) -> None:
    (shell.home / "раз.txt").write_text("Джефф Нотт приехал. Джефф Нотт уехал.", encoding="utf-8")
    (shell.home / "two.txt").write_text("Mr. Jeff Knott left. Jeff Knott came.", encoding="utf-8")
    assert shell("add", "раз.txt", "two.txt") == 0
    (row,) = (row for row in shell.rows("entities") if "Knott" in row["name"] or "Нотт" in row["name"])
    assert len(row["members"]) == 2
    assert shell("split", row["uid"]) == 0
    assert len([row for row in shell.rows("entities") if row["name"] in ("Jeff Knott", "Джефф Нотт")]) == 2
    assert shell("undo") == 0
    assert shell("judge", "not-same", *row["members"]) == 0
    assert len([row for row in shell.rows("entities") if row["name"] in ("Jeff Knott", "Джефф Нотт")]) == 2
