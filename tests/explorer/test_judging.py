"""The user's last word without a screen: every list follows a judgement, and undo leads back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from reference_map import reference
from small_corpora import Held, entity, explore, four, put, titled

from aitui.explorer.state import Explorer
from aitui.store import database, judgements, reading, workspace


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return put(tmp_path / "корпус.db", four())


@pytest.fixture
def parts() -> list[frozenset[str]]:
    return []


@pytest.fixture
def explorer(corpus: Path, tmp_path: Path, parts: list[frozenset[str]]) -> Iterator[Explorer]:
    with explore(corpus, tmp_path, parts.append) as opened:
        parts.clear()
        yield opened


def listed(explorer: Explorer) -> dict[str, int]:
    """Return slug -> mentions, as the entity list shows them."""
    rows = [explorer.entity_row(i) for i in explorer.entity_ids]
    return {row.uid: row.mentions for row in rows}


def lit(explorer: Explorer) -> tuple[str, int, int, int]:
    assert explorer.lit is not None
    assert explorer.lit.loaded
    found = explorer.lit
    return found.row.uid, found.total, found.articles, found.languages


def words(explorer: Explorer) -> list[str]:
    """Return the lit words of the open text."""
    assert explorer.article is not None
    return [explorer.article.text[a:b] for a, b in zip(*explorer.lit_spans(), strict=True)]


def agrees(explorer: Explorer, corpus: Path, home: Path) -> None:
    """Light every entity in every article and compare with the reference."""
    own = workspace.open(home / "workspace.db")
    conn = database.open_reader(corpus)
    wanted = reference(conn, judgements.live(own))
    conn.close()
    own.close()
    assert listed(explorer) == {slug: total[0] for slug, total in wanted.totals().items()}
    for entity_id in explorer.entity_ids:
        explorer.light(entity_id)
        slug = lit(explorer)[0]
        assert lit(explorer)[1:] == wanted.totals()[slug]
        places = [(seen.article, seen.start) for seen in wanted.mentions if seen.entity == slug]
        found = explorer.active_matches()
        assert found is not None
        assert list(zip(found.article, found.start, strict=True)) == places
        assert explorer.lit is not None
        assert sum(explorer.lit.counts.values()) == len(places)
        for article in explorer.article_ids:
            explorer.preview_article(article)
            assert [(article, start) for start in explorer.lit_spans()[0]] == [
                place for place in places if place[0] == article
            ]


def test_marked_entities_become_one_and_undo_parts_them(
    explorer: Explorer, corpus: Path, tmp_path: Path, parts: list[frozenset[str]]
) -> None:
    asked: list[str] = []
    before = listed(explorer)
    explorer.judge.mark(entity(explorer, "huawei"))
    assert explorer.message == "Huawei is marked; 1 in all."
    explorer.light(entity(explorer, "china"))
    explorer.judge.preview_merge(asked.append)
    assert asked == ["Huawei 2 + China 7 → 9 mentions, 3 articles, 3 languages, 6 forms: China"]
    assert listed(explorer) == before
    explorer.open_card(entity(explorer, "china"))
    parts.clear()
    assert explorer.judge.merge_marked()
    assert explorer.message == "Huawei and China are one now; u takes it back."
    assert explorer.judge.marked == []
    assert listed(explorer) == {"china": 9, "justin-lin": 1}
    assert lit(explorer) == ("china", 9, 3, 3)
    assert explorer.card is not None
    assert explorer.card.row.mentions == 9
    assert {"articles", "reader", "entities", "timeline", "entity", "status"} <= frozenset[str]().union(
        *parts
    )
    assert sorted(explorer.judge.members()) == ["china", "huawei"]
    explorer.open_article(titled(explorer, "Гонка"))
    assert words(explorer) == ["Китай", "Хуавэй", "Китай", "Китаем"]
    agrees(explorer, corpus, tmp_path)
    explorer.undo()
    assert explorer.message == "Undone: merge of Huawei, China"
    assert listed(explorer) == before
    explorer.redo()
    assert listed(explorer) == {"china": 9, "justin-lin": 1}


def test_n_walks_the_places_of_what_was_merged(explorer: Explorer) -> None:
    explorer.judge.mark(entity(explorer, "china"))
    explorer.judge.mark(entity(explorer, "huawei"))
    explorer.judge.merge_marked()
    explorer.light(entity(explorer, "china"))
    explorer.open_article(titled(explorer, "芯片"))
    seen = []
    for _ in range(9):
        explorer.step(1)
        found = explorer.active_matches()
        assert found is not None
        assert explorer.article is not None
        seen.append(explorer.article.text[found.start[found.index] : found.end[found.index]])
    assert seen == ["中国", "中国", "Китай", "Хуавэй", "Китай", "Китаем", "Cina", "Huawei", "Cina"]


def test_not_the_same_refuses_a_merge_and_says_when(explorer: Explorer) -> None:
    asked: list[str] = []
    explorer.judge.mark(entity(explorer, "china"))
    explorer.judge.mark(entity(explorer, "huawei"))
    assert explorer.judge.not_same()
    assert explorer.message == "China and Huawei are not the same; u takes it back."
    explorer.judge.mark(entity(explorer, "china"))
    explorer.judge.mark(entity(explorer, "huawei"))
    explorer.judge.preview_merge(asked.append)
    assert asked == []
    assert not explorer.judge.merge_marked()
    assert "china and huawei were judged not the same on" in explorer.message
    assert len(explorer.judge.marked) == 2
    explorer.undo()
    assert explorer.judge.merge_marked()


def test_one_mark_alone_is_no_pair(explorer: Explorer) -> None:
    explorer.judge.mark(entity(explorer, "china"))
    assert not explorer.judge.not_same()
    assert not explorer.judge.merge_marked()
    explorer.judge.mark(entity(explorer, "china"))
    assert explorer.message == "China is no longer marked."
    assert explorer.judge.marked == []


@pytest.mark.parametrize(
    ("scope", "left", "total"),
    [
        ("here", ["Китай", "Китаем"], 6),
        ("article", ["Китаем"], 5),
        ("everywhere", ["Китаем"], 5),
    ],
)
def test_not_a_mention(
    explorer: Explorer, corpus: Path, tmp_path: Path, scope: str, left: list[str], total: int
) -> None:
    explorer.open_article(titled(explorer, "Гонка"))
    explorer.light(entity(explorer, "china"))
    before = lit(explorer)
    assert explorer.judge.not_a_mention(scope)  # type: ignore[arg-type]
    assert explorer.message.startswith("“Китай” is not China")
    assert words(explorer) == left
    assert lit(explorer)[1] == total
    agrees(explorer, corpus, tmp_path)
    explorer.undo()
    assert explorer.message == "Undone: not a mention: “Китай”, China"
    explorer.light(entity(explorer, "china"))
    assert lit(explorer) == before


def test_a_sentence_without_a_mention_has_none_to_deny(explorer: Explorer) -> None:
    explorer.open_article(titled(explorer, "Погода"))
    assert not explorer.judge.not_a_mention("here")
    assert explorer.message == "No entity is lit; 3 chooses one."
    explorer.light(entity(explorer, "china"))
    assert not explorer.judge.not_a_mention("here")
    assert "no mention of China here" in explorer.message


def test_a_form_becomes_an_entity_of_its_own(explorer: Explorer, corpus: Path, tmp_path: Path) -> None:
    explorer.open_article(titled(explorer, "芯片"))
    explorer.light(entity(explorer, "china"))
    assert explorer.judge.split_form("Чжунго")
    assert explorer.message == "“中国” anywhere is Чжунго now; u takes it back."
    assert len(listed(explorer)) == 4
    new = next(i for i in explorer.entity_ids if explorer.entity_row(i).name == "Чжунго")
    explorer.light(new)
    assert words(explorer) == ["中国", "中国"]
    assert lit(explorer)[1:] == (2, 1, 1)
    agrees(explorer, corpus, tmp_path)
    # Into one that there is, by its name in any language; a place of the concordance.
    explorer.light(entity(explorer, "china"))
    found = explorer.active_matches()
    assert found is not None
    assert explorer.judge.split_form("хуавэй", "here", at=(found.article[0], found.start[0]))
    assert explorer.message == "“Китай” here is Huawei now; u takes it back."
    agrees(explorer, corpus, tmp_path)
    explorer.light(new)
    explorer.undo()
    assert explorer.message == "Undone: move of “Китай” to Huawei"
    explorer.undo()
    assert explorer.message == "Undone: move of “中国” to Чжунго"
    assert listed(explorer) == {"china": 7, "huawei": 2, "justin-lin": 1}
    assert explorer.lit is None
    assert explorer.entity_row(new).mentions == 0


def test_rename_and_retype(explorer: Explorer) -> None:
    explorer.light(entity(explorer, "china"))
    assert explorer.judge.rename("Поднебесная")
    assert explorer.judge.retype("organization")
    assert explorer.lit is not None
    assert (explorer.lit.row.name, explorer.lit.row.type) == ("Поднебесная", "organization")
    explorer.apply_filter("entities", "подне")
    assert list(explorer.entity_ids) == [explorer.lit.row.id]
    explorer.apply_filter("entities", "")
    assert not explorer.judge.retype("страна")
    assert "types are" in explorer.message
    assert not explorer.judge.rename("  ")
    explorer.undo()
    assert explorer.message == "Undone: type of Поднебесная"
    explorer.undo()
    assert explorer.message == "Undone: name of Поднебесная"
    assert explorer.lit.row.name == "China"


def test_what_was_merged_is_split_again(explorer: Explorer) -> None:
    for uid in ("china", "huawei", "justin-lin"):
        explorer.judge.mark(entity(explorer, uid))
    explorer.judge.merge_marked()
    explorer.light(entity(explorer, "china"))
    assert explorer.judge.split("huawei")
    assert explorer.message == "Huawei is split off; u takes it back."
    assert listed(explorer) == {"china": 8, "huawei": 2}
    assert explorer.judge.split()
    assert listed(explorer) == {"china": 7, "huawei": 2, "justin-lin": 1}
    assert not explorer.judge.split()
    assert "nothing is merged" in explorer.message


def test_the_open_concordance_loses_a_line(explorer: Explorer) -> None:
    explorer.light(entity(explorer, "china"))
    explorer.concordance.show()
    line = explorer.concordance.rows[-1]
    assert explorer.judge.not_a_mention("here", at=(line.article_id, line.start))
    assert line not in explorer.concordance.rows
    assert len(explorer.concordance.rows) == explorer.concordance.total == 6


def test_judgements_are_there_after_a_restart(corpus: Path, tmp_path: Path) -> None:
    with explore(corpus, tmp_path) as explorer:
        explorer.judge.mark(entity(explorer, "china"))
        explorer.light(entity(explorer, "huawei"))
        explorer.judge.merge_marked()
        shown = listed(explorer)
    with explore(corpus, tmp_path) as explorer:
        assert listed(explorer) == shown
        assert lit(explorer)[0] == "china"
        explorer.undo()
        assert len(listed(explorer)) == 3


def test_a_pin_stays_on_what_an_entity_was_merged_into(explorer: Explorer) -> None:
    explorer.light(entity(explorer, "huawei"))
    explorer.toggle_pin()
    explorer.judge.mark(entity(explorer, "china"))
    explorer.judge.merge_marked()
    assert explorer.lit is not None
    assert (explorer.lit.row.uid, explorer.lit.pinned) == ("china", True)


def test_what_takes_long_is_put_in_place_when_it_is_known(corpus: Path, tmp_path: Path) -> None:
    jobs = Held(corpus)
    with explore(corpus, tmp_path, jobs=jobs) as explorer:
        before = listed(explorer)
        china = entity(explorer, "china")
        explorer.judge.mark(china)
        explorer.judge.mark(entity(explorer, "huawei"))
        assert explorer.judge.merge_marked()
        assert explorer.message == "China and Huawei are one now; u takes it back."
        assert listed(explorer) == before
        # Keys go on meanwhile, and what is judged next does not wait for the first.
        explorer.light(china)
        assert explorer.judge.rename("Поднебесная")
        explorer.undo()
        assert listed(explorer) == before
        jobs.answer("judgements")
        assert listed(explorer) == {"china": 9, "justin-lin": 1}
        assert explorer.entity_row(china).name == "China"
        explorer.undo()
        jobs.answer("judgements")
        assert listed(explorer) == before


def test_what_another_program_judges_is_followed(explorer: Explorer, tmp_path: Path) -> None:
    explorer.light(entity(explorer, "huawei"))
    explorer.look_for_changes()
    assert explorer.message == ""
    other = workspace.open(tmp_path / "workspace.db")
    judgements.record(other, lambda now: judgements.merge(now, ["china", "huawei"]))
    explorer.look_for_changes()
    assert explorer.message == "Your judgements were changed elsewhere; all lists follow them."
    assert listed(explorer) == {"china": 9, "justin-lin": 1}
    assert lit(explorer) == ("china", 9, 3, 3)
    # A bookmark of another program is no judgement.
    explorer.say("")
    reading.rest(other, "другая")
    explorer.look_for_changes()
    assert explorer.message == ""
    other.close()
