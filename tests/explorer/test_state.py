"""The explorer without a screen: what a person does and what is then true, on a real corpus file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from small_corpora import PLAIN, RU, ZH, Held, entity, explore, four, listed, put, take_out, titled

from aitui.errors import AituiError, QueryError, StoreError
from aitui.explorer import state
from aitui.explorer.actions import ACTIONS, BY_NAME
from aitui.explorer.jobs import InlineJobs
from aitui.explorer.narrowing import Narrowing
from aitui.explorer.state import Explorer
from aitui.model import Article
from aitui.store import database, workspace
from aitui.store.rows import Facet


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return put(tmp_path / "корпус ☂.db", four())


@pytest.fixture
def parts() -> list[frozenset[str]]:
    """What the explorer said has changed."""
    return []


@pytest.fixture
def explorer(corpus: Path, tmp_path: Path, parts: list[frozenset[str]]) -> Iterator[Explorer]:
    with explore(corpus, tmp_path, parts.append) as opened:
        parts.clear()
        yield opened


def ask(corpus: Path, sql: str, *params: object) -> list[tuple[Any, ...]]:
    """Read the file as any other program would."""
    conn = sqlite3.connect(corpus)
    try:
        return conn.execute(sql, params).fetchall()
    finally:
        conn.close()


def words(explorer: Explorer) -> str:
    """Return the words that the step stands on."""
    found = explorer.active_matches()
    assert found is not None
    assert explorer.article is not None
    return explorer.article.text[found.start[found.index] : found.end[found.index]]


def sentence(explorer: Explorer) -> str:
    span = explorer.current_sentence()
    assert span is not None
    assert explorer.article is not None
    return explorer.article.text[slice(*span)]


def title(explorer: Explorer) -> str:
    assert explorer.article is not None
    return explorer.article.row.title


# ---------------------------------------------------------------------------- lists


def test_it_begins_with_the_newest_article_and_the_most_mentioned_entity_first(explorer: Explorer) -> None:
    assert listed(explorer)[:2] == ["芯片", "Гонка"]
    assert title(explorer) == "芯片"
    assert (explorer.focus, explorer.centre, explorer.lit) == ("articles", "reader", None)
    assert [explorer.entity_row(i).uid for i in explorer.entity_ids] == ["china", "huawei", "justin-lin"]


def test_filters_keep_rows_by_any_name_until_they_are_let_go(explorer: Explorer) -> None:
    everything = listed(explorer)
    explorer.apply_filter("articles", "ЛЕНТА")
    assert set(listed(explorer)) == {"Гонка", "Погода"}
    explorer.apply_filter("articles", "zh 2025")
    assert listed(explorer) == ["芯片"]
    explorer.apply_filter("articles", "нет такого")
    assert listed(explorer) == []
    explorer.apply_filter("articles", "")
    assert listed(explorer) == everything
    explorer.apply_filter("entities", "华为")
    assert [explorer.entity_row(i).name for i in explorer.entity_ids] == ["Huawei"]
    explorer.apply_filter("entities", "")
    assert len(explorer.entity_ids) == 3


# ---------------------------------------------------------------------------- lighting


def test_lighting_counts_what_stands_in_the_store(
    explorer: Explorer, corpus: Path, parts: list[frozenset[str]]
) -> None:
    for uid in ("china", "huawei", "justin-lin"):
        explorer.light(entity(explorer, uid))
        lit = explorer.lit
        assert lit is not None
        assert lit.loaded
        sql = """SELECT a.id, count(*), a.lang FROM mention m JOIN entity e ON e.id = m.entity_id
            JOIN article a ON a.version_id = m.version_id WHERE e.uid = ? GROUP BY a.id"""
        rows = ask(corpus, sql, uid)
        assert lit.counts == {article: number for article, number, _ in rows}
        assert (lit.total, lit.articles) == (sum(row[1] for row in rows), len(rows))
        assert lit.languages == len({row[2] for row in rows})
        assert {"reader", "articles", "entities", "status", "timeline"} <= frozenset[str]().union(*parts)
        parts.clear()


def test_the_places_stand_in_the_order_of_the_article_list(explorer: Explorer, corpus: Path) -> None:
    explorer.light(entity(explorer, "china"))
    found = explorer.active_matches()
    assert found is not None
    order = list(explorer.article_ids)
    places = list(zip(found.article, found.start, strict=True))
    assert places == sorted(places, key=lambda place: (order.index(place[0]), place[1]))
    sql = """SELECT a.id, m.start FROM mention m JOIN entity e ON e.id = m.entity_id
        JOIN article a ON a.version_id = m.version_id WHERE e.uid = 'china'"""
    assert set(places) == set(ask(corpus, sql))


def test_lit_spans_are_the_words_of_the_open_text_and_no_furniture(explorer: Explorer) -> None:
    explorer.light(entity(explorer, "china"))
    lit: dict[str, list[str]] = {}
    for article in explorer.article_ids:
        explorer.preview_article(article)
        assert explorer.article is not None
        starts, ends = explorer.lit_spans()
        lit[explorer.article.row.lang + title(explorer)[:2]] = [
            explorer.article.text[a:b] for a, b in zip(starts, ends, strict=True)
        ]
    assert lit == {
        "zh芯片": ["中国", "中国"],
        "ruГо": ["Китай", "Китай", "Китаем"],
        "itLa": ["Cina"] * 2,
        "ruПо": [],
    }


def test_the_name_is_told_in_the_language_of_the_open_text(explorer: Explorer) -> None:
    china = explorer.entity_row(entity(explorer, "china"))
    labels = []
    told: set[str] = set()
    explorer.notify = told.update
    for article in explorer.article_ids:
        explorer.preview_article(article)
        labels.append(explorer.entity_label(china))
    assert told >= {"entities", "timeline", "entity", "status"}  # all that say it
    assert set(labels) == {"中国 · China", "Китай · China", "Cina · China"}
    assert explorer.entity_label(explorer.entity_row(entity(explorer, "justin-lin"))) == "Justin Lin"


def test_a_pinned_entity_stays_lit_until_it_is_let_go(explorer: Explorer) -> None:
    explorer.light(entity(explorer, "china"))
    explorer.toggle_pin()
    assert explorer.message == "China is pinned; * lets it go."
    explorer.light(entity(explorer, "huawei"))
    assert explorer.lit is not None
    assert explorer.lit.row.uid == "china"
    explorer.toggle_pin()
    assert explorer.message == "China is free again."
    explorer.light(entity(explorer, "huawei"))
    assert explorer.lit.row.uid == "huawei"


# ---------------------------------------------------------------------------- card, concordance


def test_the_card_counts_what_stands_in_the_store(explorer: Explorer, corpus: Path) -> None:
    china = entity(explorer, "china")
    explorer.open_card(china)
    card = explorer.card
    assert card is not None
    assert (explorer.focus, explorer.centre) == ("entity", "entity")
    assert explorer.lit is not None
    assert card.row.uid == explorer.lit.row.uid == "china"
    sql = """SELECT a.lang, count(*), count(DISTINCT a.id) FROM mention m JOIN entity e ON e.id = m.entity_id
        JOIN article a ON a.version_id = m.version_id WHERE e.uid = 'china' GROUP BY a.lang"""
    assert sorted((row.name, row.mentions, row.articles) for row in card.languages) == sorted(
        ask(corpus, sql)
    )
    assert {row.name: row.months for row in card.sources} == {
        "Лента": [("2025-03", 3)], "LA STAMPA": [], "新华": [("2025-03", 2)],
    }  # fmt: skip
    assert {form.surface: form.mentions for form in card.forms} == {
        "Китай": 2, "Китаем": 1, "Cina": 2, "中国": 2,
    }  # fmt: skip
    assert card.first is not None
    assert card.last is not None
    assert (card.first.day, card.last.day, card.months) == ("2025-03-05", "2025-03-10", [("2025-03", 5)])
    assert (card.first.article_id, card.first.start) == (titled(explorer, "Гонка"), 0)
    together = {explorer.entity_row(row.entity_id).uid: row.articles for row in card.together}
    assert together == {"huawei": 2, "justin-lin": 1}


def test_a_concordance_shows_every_place_with_its_words(explorer: Explorer) -> None:
    explorer.light(entity(explorer, "china"))
    explorer.concordance.show()
    assert explorer.lit is not None
    assert len(explorer.concordance.rows) == explorer.concordance.total == explorer.lit.total
    assert explorer.focus == "concordance"
    found = explorer.active_matches()
    assert found is not None
    assert [(row.article_id, row.start) for row in explorer.concordance.rows] == list(
        zip(found.article, found.start, strict=True)
    )
    (treaty,) = [row for row in explorer.concordance.rows if row.hit == "Китаем"]
    assert treaty.left.endswith("Договор с ")
    assert treaty.right.startswith(" подписан 2025-02-11.")
    assert (treaty.lang, treaty.source, treaty.published) == ("ru", "Лента", "2025-03-05")


def test_a_script_without_blanks_is_sorted_by_what_stands_next_to_the_hit(tmp_path: Path) -> None:
    texts = ["甲乙丙地中国一。丁戊己天中国二。", "戊天中国三。Тут: 中国四。"]
    put(tmp_path / "к.db", [Article(text, f"/{n}", "芯片", None, "zh") for n, text in enumerate(texts)])
    with explore(tmp_path / "к.db", tmp_path) as explorer:
        explorer.light(entity(explorer, "china"))
        explorer.concordance.show()
        explorer.concordance.sort()
        assert explorer.concordance.order == "left"
        assert [row.left[-2:] for row in explorer.concordance.rows] == [": ", "丙地", "己天", "戊天"]


def test_a_concordance_is_sorted_round_all_orders(explorer: Explorer) -> None:
    explorer.light(entity(explorer, "china"))
    explorer.concordance.show()
    texts = list(explorer.concordance.rows)
    seen = {explorer.concordance.order: texts}
    for _ in range(4):
        explorer.concordance.sort()
        seen[explorer.concordance.order] = list(explorer.concordance.rows)
    assert list(seen) == ["text", "left", "right", "source", "date"]
    assert all(set(rows) == set(texts) for rows in seen.values())
    assert [row.source for row in seen["source"]] == sorted(
        (row.source or "" for row in texts), key=str.lower
    )
    dates = [row.published for row in seen["date"]]
    assert dates == ["2025-03-05"] * 3 + ["2025-03-10"] * 2 + [None] * 2
    rights = [row.right.split()[0].lower() if row.right.strip() else "" for row in seen["right"]]
    assert rights == sorted(rights)
    explorer.concordance.sort()
    assert list(explorer.concordance.rows) == texts


def test_a_concordance_of_a_search_and_of_a_find(explorer: Explorer) -> None:
    explorer.search.run("договор")
    explorer.concordance.show()
    assert [row.hit for row in explorer.concordance.rows] == ["Договор"]
    explorer.open_article(titled(explorer, "Гонка"))
    explorer.find_in_article("кита")
    explorer.concordance.show()
    assert [row.hit for row in explorer.concordance.rows] == ["Кита"] * 4
    assert explorer.concordance.label == "кита"


def test_a_concordance_leaves_out_what_was_taken_out_meanwhile(explorer: Explorer, corpus: Path) -> None:
    explorer.light(entity(explorer, "china"))
    take_out(corpus, "/гонка")
    explorer.concordance.show()
    assert {row.lang for row in explorer.concordance.rows} == {"zh", "it"}


def test_a_card_of_another_entity_never_stands_under_its_name(corpus: Path, tmp_path: Path) -> None:
    jobs = Held(corpus)
    with explore(corpus, tmp_path, jobs=jobs) as explorer:
        explorer.open_card(entity(explorer, "china"))
        jobs.answer("card")
        explorer.open_card(entity(explorer, "huawei"))
        assert explorer.card is None
        jobs.answer("card")
        assert explorer.card is not None
        assert explorer.card.row.uid == "huawei"


# ---------------------------------------------------------------------------- stepping


def test_n_walks_every_mention_in_every_article_and_begins_anew(explorer: Explorer) -> None:
    explorer.light(entity(explorer, "china"))
    assert explorer.lit is not None
    walked = []
    for _ in range(explorer.lit.total):
        explorer.step(1)
        assert explorer.message == ""
        walked.append((title(explorer)[:2], words(explorer)))
        assert explorer.focus == "reader"
    by_article = {name: [word for at, word in walked if at == name] for name, _ in walked}
    assert list(by_article) == [name[:2] for name in listed(explorer) if name != "Погода"]
    assert by_article["Го"] == ["Китай", "Китай", "Китаем"]
    explorer.step(1)
    assert (title(explorer), explorer.offset) == ("芯片", 0)
    assert explorer.message == "Went on from the first match."
    explorer.step(-1)
    assert explorer.message == "Went on from the last match."
    assert (title(explorer)[:2], words(explorer)) == walked[-1]


def test_backward_is_forward_turned_round(explorer: Explorer) -> None:
    explorer.light(entity(explorer, "china"))
    assert explorer.lit is not None

    def places(step: int) -> list[tuple[str, int]]:
        found = []
        for _ in range(explorer.lit.total if explorer.lit else 0):
            explorer.step(step)
            found.append((title(explorer), explorer.offset))
        return found

    forward = places(1)
    backward = places(-1)
    assert backward == [*reversed(forward[:-1]), forward[-1]]


@pytest.mark.parametrize(("step", "expected"), [(1, "Китаем"), (-1, "Китай")])
def test_the_first_step_goes_on_from_the_middle_of_the_open_article(
    explorer: Explorer, step: int, expected: str
) -> None:
    explorer.open_article(titled(explorer, "Гонка"), RU.index("Договор"))
    explorer.light(entity(explorer, "china"))
    explorer.step(step)
    assert title(explorer) == "Гонка"
    assert words(explorer) == expected
    assert explorer.offset == (RU.index("Китаем") if step > 0 else RU.index("Китай спорят"))


def test_the_first_step_from_an_article_without_mentions_goes_to_a_neighbour(explorer: Explorer) -> None:
    order = listed(explorer)
    explorer.open_article(titled(explorer, "Погода"))
    explorer.light(entity(explorer, "china"))
    explorer.step(-1)
    assert title(explorer) == order[order.index("Погода") - 1]


def test_after_another_article_was_opened_the_step_goes_on_from_there(explorer: Explorer) -> None:
    explorer.light(entity(explorer, "china"))
    explorer.step(1)
    explorer.open_article(titled(explorer, "Гонка"), len(RU))
    explorer.step(-1)
    assert (title(explorer), words(explorer)) == ("Гонка", "Китаем")


def test_without_anything_lit_a_step_says_so(explorer: Explorer) -> None:
    explorer.step(1)
    assert explorer.message == "No matches to step through."
    assert explorer.focus == "articles"


def test_n_that_is_faster_than_the_query_goes_when_the_places_are_known(corpus: Path, tmp_path: Path) -> None:
    jobs = Held(corpus)
    with explore(corpus, tmp_path, jobs=jobs) as explorer:
        explorer.light(entity(explorer, "huawei"))
        assert explorer.unavailable(BY_NAME["next_match"]) == ""
        explorer.step(1)
        assert (explorer.message, explorer.focus) == ("", "articles")
        jobs.answer("entity")
        assert (title(explorer), words(explorer), explorer.focus) == ("Гонка", "Хуавэй", "reader")


def test_t_that_is_faster_than_the_query_aligns_the_places_when_they_are_known(
    corpus: Path, tmp_path: Path
) -> None:
    jobs = Held(corpus)
    with explore(corpus, tmp_path, jobs=jobs) as explorer:
        explorer.light(entity(explorer, "huawei"))
        explorer.concordance.show()
        assert (explorer.focus, explorer.concordance.reading) == ("concordance", True)
        jobs.answer("entity")
        jobs.answer("concordance")
        assert [row.hit for row in explorer.concordance.rows] == ["Хуавэй", "Huawei"]
        assert not explorer.concordance.reading
        explorer.light(entity(explorer, "china"))
        explorer.concordance.show()
        explorer.unlight()
        assert not explorer.concordance.reading


def test_a_reader_who_went_elsewhere_meanwhile_is_left_there(corpus: Path, tmp_path: Path) -> None:
    jobs = Held(corpus)
    with explore(corpus, tmp_path, jobs=jobs) as explorer:
        explorer.light(entity(explorer, "huawei"))
        explorer.step(1)
        explorer.go("timeline")
        jobs.answer("entity")
        assert (title(explorer), explorer.focus) == ("Гонка", "timeline")
        explorer.light(entity(explorer, "china"))
        explorer.step(1)
        explorer.light(entity(explorer, "huawei"))
        jobs.answer("entity")
        assert (title(explorer), explorer.focus) == ("Гонка", "timeline")


def test_enter_that_is_faster_than_the_search_opens_the_first_hit(corpus: Path, tmp_path: Path) -> None:
    jobs = Held(corpus)
    with explore(corpus, tmp_path, jobs=jobs) as explorer:
        explorer.go("search")
        explorer.search.run("Хуавэй")
        explorer.search.open_hit(0)
        assert explorer.focus == "search"
        jobs.answer("search")
        assert (title(explorer), explorer.focus) == ("Гонка", "reader")
        explorer.go("search")
        explorer.search.run("погода")
        explorer.search.open_hit(0)
        explorer.go("articles")
        jobs.answer("search")
        assert (title(explorer), explorer.focus) == ("Гонка", "articles")


def test_an_entity_that_is_no_longer_lit_counts_for_nothing(corpus: Path, tmp_path: Path) -> None:
    jobs = Held(corpus)
    with explore(corpus, tmp_path, jobs=jobs) as explorer:
        explorer.light(entity(explorer, "huawei"))
        assert explorer.lit is not None
        assert (explorer.lit.loaded, explorer.lit.counts) == (False, {})
        explorer.unlight()
        jobs.answer("entity")
        assert explorer.active_matches() is None


def test_rows_of_a_filter_that_was_changed_meanwhile_come_too_late(corpus: Path, tmp_path: Path) -> None:
    jobs = Held(corpus)
    there: list[str] = []
    with explore(corpus, tmp_path, jobs=jobs) as explorer:
        everything = list(explorer.article_ids)
        explorer.apply_filter("articles", "лента", lambda: there.append("лента"))
        assert (list(explorer.article_ids), there) == (everything, [])
        explorer.apply_filter("articles", "")
        jobs.answer("filter articles")
        assert (list(explorer.article_ids), there) == (everything, [])
        explorer.apply_filter("articles", "лента", lambda: there.append("лента"))
        explorer.apply_filter("articles", "гонка", lambda: there.append("гонка"))
        jobs.answer("filter articles")
        assert [explorer.article_row(i).title for i in explorer.article_ids] == ["Гонка"]
        assert there == ["гонка"]


# ---------------------------------------------------------------------------- find in the article


def test_find_goes_to_the_next_place_and_n_walks_them(explorer: Explorer) -> None:
    explorer.open_article(titled(explorer, "Гонка"), RU.index("Договор"))
    explorer.light(entity(explorer, "huawei"))
    assert explorer.find_in_article("КИТА") == 4
    assert explorer.offset == RU.index("Китаем")
    assert words(explorer) == "Кита"
    explorer.step(1)
    assert explorer.offset == 0
    explorer.clear_matches()
    found = explorer.active_matches()
    assert found is not None
    assert found.kind == "entity"


def test_find_is_folded_and_keeps_offsets(explorer: Explorer) -> None:
    explorer.open_article(titled(explorer, "芯片"))
    assert explorer.find_in_article("中国") == 2
    assert words(explorer) == "中国"
    assert explorer.find_in_article("") == 0
    assert explorer.find_in_article("нет") == 0
    assert explorer.matches is None


def test_marks_of_find_do_not_outlive_the_article(explorer: Explorer) -> None:
    explorer.open_article(titled(explorer, "Гонка"))
    explorer.find_in_article("Кита")
    explorer.open_article(titled(explorer, "芯片"))
    assert explorer.matches is None


# ---------------------------------------------------------------------------- search


def test_search_as_it_is_typed(explorer: Explorer) -> None:
    for typed in ("п", "по", "под", "подписа"):
        explorer.search.run(typed, typing=True)
        assert explorer.search.done
    assert [hit.title for hit in explorer.search.hits] == ["Гонка"]
    (hit,) = explorer.search.hits
    assert [hit.snippet[start:end] for start, end in hit.spans] == ["подписан"]
    assert explorer.search.total == 1
    explorer.step(1)
    assert (title(explorer), words(explorer)) == ("Гонка", "подписан")


def test_a_mistake_keeps_the_last_good_hits(explorer: Explorer) -> None:
    explorer.search.run("cina")
    good = explorer.search.hits
    assert [(hit.lang, hit.why) for hit in good] == [("it", "exact"), ("ru", "alias"), ("zh", "alias")]
    explorer.search.run('cina "corsa')
    assert isinstance(explorer.search.error, QueryError)
    assert explorer.search.hits is good
    assert explorer.search.text == 'cina "corsa'
    explorer.search.run("cina")
    assert explorer.search.error is None


def test_an_unfinished_quotation_is_no_mistake_while_it_is_typed(explorer: Explorer) -> None:
    explorer.search.run('"va con', typing=True)
    assert explorer.search.error is None
    assert len(explorer.search.hits) == 1


def test_an_empty_search_shows_nothing_and_says_it_was_none(explorer: Explorer) -> None:
    explorer.search.run("cina")
    explorer.search.run("")
    assert (explorer.search.hits, explorer.search.total, explorer.search.done) == ([], None, False)
    explorer.search.run("несуществующее")
    assert (explorer.search.hits, explorer.search.total, explorer.search.done) == ([], 0, True)


def test_a_search_without_hits_leaves_nothing_to_step(explorer: Explorer) -> None:
    explorer.search.run("cina")
    assert explorer.matches is not None
    explorer.search.run("несуществующее")
    assert explorer.matches is None


def test_hits_of_a_search_that_was_emptied_come_too_late(corpus: Path, tmp_path: Path) -> None:
    jobs = Held(corpus)
    with explore(corpus, tmp_path, jobs=jobs) as explorer:
        explorer.search.run("cina")
        explorer.search.run("")
        jobs.answer("search")
        assert (explorer.search.hits, explorer.search.done, explorer.matches) == ([], False, None)


def test_matches_are_named_by_the_search_that_found_them(corpus: Path, tmp_path: Path) -> None:
    jobs = Held(corpus)
    with explore(corpus, tmp_path, jobs=jobs) as explorer:
        explorer.search.run("cina")
        jobs.answer("search")
        # A mistake keeps the last good hits and their name.
        explorer.search.run('cina "corsa')
        assert explorer.search.error is not None
        assert explorer.matches is not None
        assert explorer.matches.label == "cina"
        assert explorer.search.hits[0].lang == "it"


def test_after_a_search_is_given_up_the_earlier_one_and_its_marks_are_back(explorer: Explorer) -> None:
    explorer.search.run("cina")
    before = explorer.matches
    explorer.search.run("договор")
    explorer.search.run_again("cina", Narrowing(), before)
    assert explorer.search.hits[0].lang == "it"
    assert explorer.matches == before
    explorer.clear_matches()
    explorer.search.run("договор")
    explorer.search.run_again("cina", Narrowing(), None)
    assert (explorer.search.hits[0].lang, explorer.matches) == ("it", None)


def test_a_query_that_fails_says_why(corpus: Path, tmp_path: Path) -> None:
    broken = ["search"]

    class Broken(InlineJobs):
        def submit(
            self,
            lane: str,
            query: Callable[[Any], Any],
            done: Callable[[Any], None],
            failed: Callable[[AituiError], None],
            patience: float = 0.0,
            delay: float = 0.0,
        ) -> None:
            if lane in broken:
                failed(StoreError(f"к.db: the file is damaged ({lane})"))
            else:
                super().submit(lane, query, done, failed)

    jobs = Broken(lambda: database.open_reader(corpus))
    with explore(corpus, tmp_path, jobs=jobs) as explorer:
        explorer.search.run("китай")
        assert explorer.message == "к.db: the file is damaged (search)"
        broken = ["entity"]
        explorer.light(entity(explorer, "china"))
        assert explorer.message == "к.db: the file is damaged (entity)"
        broken = ["timeline"]
        explorer.unlight()
        assert explorer.message == "к.db: the file is damaged (timeline)"


# ---------------------------------------------------------------------------- bookmarks


def test_bookmark_undo_redo_delete(explorer: Explorer, corpus: Path) -> None:
    explorer.open_article(titled(explorer, "Гонка"), RU.index("Договор"))
    explorer.bookmarks.add("проверить")
    (mark,) = explorer.bookmarks.rows
    assert mark.exact == "Договор с Китаем подписан 2025-02-11."
    assert (mark.note, mark.title, mark.corpus) == ("проверить", "Гонка", str(corpus))
    assert [RU[a:b] for a, b in explorer.bookmarks.spans()] == [mark.exact]
    explorer.undo()
    assert (explorer.bookmarks.rows, explorer.bookmarks.spans()) == ([], [])
    assert explorer.message == "Undone: bookmark"
    explorer.undo()
    assert explorer.message == "Nothing to undo."
    explorer.redo()
    assert explorer.message == "Done again: bookmark"
    assert [one.exact for one in explorer.bookmarks.rows] == [mark.exact]
    explorer.redo()
    assert explorer.message == "Nothing to redo."
    explorer.bookmarks.remove(mark)
    assert explorer.bookmarks.rows == []
    explorer.undo()
    assert [one.note for one in explorer.bookmarks.rows] == ["проверить"]


def test_a_bookmark_takes_its_reader_back_from_anywhere(explorer: Explorer) -> None:
    explorer.open_article(titled(explorer, "芯片"), ZH.index("华为"))
    explorer.bookmarks.add()
    explorer.open_article(titled(explorer, "Погода"))
    explorer.go("bookmarks")
    explorer.bookmarks.open(explorer.bookmarks.rows[0])
    assert (title(explorer), sentence(explorer)) == ("芯片", "华为很快。")
    assert explorer.focus == "reader"
    assert "changed" not in explorer.message


def test_a_quote_is_found_in_a_changed_text_or_told_to_be_gone(corpus: Path, tmp_path: Path) -> None:
    with explore(corpus, tmp_path) as explorer:
        explorer.open_article(titled(explorer, "Погода"), PLAIN.index("Завтра"))
        explorer.bookmarks.add()
        explorer.go("bookmarks")
        (uid,) = (mark.uid for mark in explorer.bookmarks.rows)
        assert explorer.bookmarks.states == {}
    put(corpus, [Article("Вчера был снег. " + PLAIN, "/погода", "Погода", "Лента", "ru", None)])
    with explore(corpus, tmp_path) as explorer:
        explorer.bookmarks.open(explorer.bookmarks.rows[0])
        assert sentence(explorer) == "Завтра дождь."
        assert "found at a new place" in explorer.message
        explorer.go("bookmarks")
        assert explorer.bookmarks.states == {uid: "moved"}
        assert len(explorer.bookmarks.spans()) == 1
    put(corpus, [Article("Совсем другое.", "/погода", "Погода", "Лента", "ru", None)])
    with explore(corpus, tmp_path) as explorer:
        explorer.bookmarks.open(explorer.bookmarks.rows[0])
        assert (title(explorer), explorer.offset) == ("Погода", 0)
        assert "no longer in it" in explorer.message
        assert explorer.bookmarks.spans() == []
        assert explorer.bookmarks.rows[0].exact == "Завтра дождь."
        explorer.go("bookmarks")
        assert explorer.bookmarks.states == {uid: "gone"}
    take_out(corpus, "/погода")
    with explore(corpus, tmp_path) as explorer:
        explorer.go("bookmarks")
        assert explorer.bookmarks.states == {uid: "elsewhere"}


def test_a_bookmark_outlives_its_article(corpus: Path, tmp_path: Path) -> None:
    with explore(corpus, tmp_path) as explorer:
        explorer.open_article(titled(explorer, "Погода"))
        explorer.bookmarks.add()
    take_out(corpus, "/погода")
    with explore(corpus, tmp_path) as explorer:
        before = title(explorer)
        explorer.bookmarks.open(explorer.bookmarks.rows[0])
        assert "not in the corpus" in explorer.message
        assert title(explorer) == before
        assert explorer.bookmarks.rows[0].exact == "Погода ясная, ни одной страны."


def test_a_quote_names_its_source_and_an_unknown_date(explorer: Explorer) -> None:
    explorer.open_article(titled(explorer, "Гонка"))
    assert explorer.quote() == "“Китай обогнал всех.” (Гонка, Лента, 2025-03-05)"
    explorer.open_article(titled(explorer, "Погода"), PLAIN.index("Завтра"))
    assert explorer.quote() == "“Завтра дождь.” (Погода, Лента, date unknown)"


# ---------------------------------------------------------------------------- sentences, history


def test_sentences_step_over_furniture_and_stop_at_the_ends(explorer: Explorer) -> None:
    explorer.open_article(titled(explorer, "Гонка"))
    told = [sentence(explorer)]
    while explorer.step_sentence(1):
        told.append(sentence(explorer))
    assert told == [
        "Китай обогнал всех.", "Хуавэй и Китай спорят 2025-03-04.",
        "Договор с Китаем подписан 2025-02-11.", "Конец истории.",
    ]  # fmt: skip
    assert explorer.step_sentence(-1)
    assert sentence(explorer) == told[-2]


def test_a_place_inside_furniture_belongs_to_the_next_sentence(explorer: Explorer) -> None:
    explorer.open_article(titled(explorer, "Гонка"), RU.index("Меню"))
    assert sentence(explorer) == "Договор с Китаем подписан 2025-02-11."
    explorer.move_to(len(RU))
    assert sentence(explorer) == "Конец истории."


def test_back_and_forward(explorer: Explorer) -> None:
    explorer.back()
    assert explorer.message == "Nothing to go back to."
    explorer.move_to(7)
    explorer.open_article(titled(explorer, "Гонка"), 20)
    explorer.open_article(titled(explorer, "Погода"))
    explorer.back()
    assert (title(explorer), explorer.offset) == ("Гонка", 20)
    explorer.back()
    assert (title(explorer), explorer.offset) == ("芯片", 7)
    explorer.forward()
    explorer.forward()
    assert title(explorer) == "Погода"
    explorer.forward()
    assert explorer.message == "Nothing to go forward to."
    explorer.back()
    explorer.open_article(titled(explorer, "芯片"))
    explorer.forward()
    assert title(explorer) == "芯片"


def test_a_jump_inside_an_article_is_a_step_of_the_way(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "_FAR", 30)
    gonka = titled(explorer, "Гонка")
    explorer.open_article(gonka, 5)
    with explorer.jump():
        explorer.move_to(20)  # still in view
    with explorer.jump():
        explorer.move_to(len(RU))
    explorer.back()
    assert (title(explorer), explorer.offset) == ("Гонка", 20)
    explorer.forward()
    assert explorer.offset == len(RU)
    # Letter after letter of a find, match after match: who goes back wants to be where they read.
    explorer.back()
    assert explorer.find_in_article("Конец") == 1
    assert explorer.find_in_article("Меню") == 1
    assert explorer.find_in_article("истории") == 1
    explorer.back()
    assert (title(explorer), explorer.offset) == ("Гонка", 20)
    explorer.back()
    assert title(explorer) != "Гонка"


def test_of_a_long_way_the_last_places_are_kept(explorer: Explorer) -> None:
    ways = titled(explorer, "Гонка"), titled(explorer, "Погода")
    for step in range(700):
        explorer.open_article(ways[step % 2], step % 7)
    steps = 0
    while explorer.message != "Nothing to go back to.":
        explorer.back()
        steps += 1
    assert steps == 501


def test_previews_leave_no_history(explorer: Explorer) -> None:
    for article in explorer.article_ids:
        explorer.preview_article(article)
    explorer.back()
    assert explorer.message == "Nothing to go back to."


def test_next_and_previous_article_stop_at_the_ends(explorer: Explorer) -> None:
    order = listed(explorer)
    for name in order[1:]:
        explorer.neighbour(1)
        assert title(explorer) == name
    explorer.neighbour(1)
    assert (title(explorer), explorer.message) == (order[-1], "This is the last article.")
    explorer.open_article(explorer.article_ids[0])
    explorer.neighbour(-1)
    assert explorer.message == "This is the first article."


# ---------------------------------------------------------------------------- sessions


def test_the_place_is_there_in_the_next_session(corpus: Path, tmp_path: Path) -> None:
    with explore(corpus, tmp_path) as explorer:
        explorer.open_article(titled(explorer, "Гонка"), RU.index("Договор"))
        explorer.light(entity(explorer, "huawei"))
        explorer.go("entities")
    with explore(corpus, tmp_path) as again:
        assert (title(again), sentence(again)) == ("Гонка", "Договор с Китаем подписан 2025-02-11.")
        assert again.lit is not None
        assert (again.lit.row.uid, again.lit.total, again.focus) == ("huawei", 2, "entities")


def test_a_search_is_there_in_the_next_session_with_what_narrows_it(corpus: Path, tmp_path: Path) -> None:
    with explore(corpus, tmp_path) as explorer:
        explorer.light(entity(explorer, "huawei"))
        explorer.go("search")
        explorer.search.run("китай")
        everything = len(explorer.search.hits)
        explorer.search.narrow(Narrowing((Facet("lang", "ru"),)))
        narrowed = [hit.article_id for hit in explorer.search.hits]
        assert 0 < len(narrowed) < everything
    with explore(corpus, tmp_path) as again:
        assert again.focus == "search"
        assert [hit.article_id for hit in again.search.hits] == narrowed
        assert again.search.text == "китай lang:ru"
        assert again.lit is not None
        again.clear_matches()
        again.go("articles")
    with explore(corpus, tmp_path) as later:
        assert not later.search.asked, "a search that was let go comes back"


def test_n_goes_on_from_the_hit_that_was_read(corpus: Path, tmp_path: Path) -> None:
    with explore(corpus, tmp_path) as explorer:
        explorer.search.run("китай")
        for _ in range(2):
            explorer.step(1)
        here = title(explorer), explorer.offset
        explorer.step(1)
        after = title(explorer), explorer.offset
        explorer.step(-1)
        assert (title(explorer), explorer.offset) == here != after
    with explore(corpus, tmp_path) as again:
        assert (title(again), again.offset, again.focus) == (*here, "reader")
        again.step(1)
        assert (title(again), again.offset) == after


def test_who_comes_back_before_the_dropped_session_knows_goes_on_there(corpus: Path, tmp_path: Path) -> None:
    with explore(corpus, tmp_path) as dropped:
        dropped.open_article(titled(dropped, "Гонка"), RU.index("Договор"))
        dropped.keep_place()
        with explore(corpus, tmp_path) as again:
            assert (title(again), again.offset) == ("Гонка", RU.index("Договор"))
            assert again.message == ""
            again.open_article(titled(again, "Погода"))
        # The first goes on elsewhere, beside the next one.
        dropped.open_article(titled(dropped, "Гонка"), RU.index("Китаем"))
        dropped.keep_place()
        with explore(corpus, tmp_path) as beside:
            assert title(beside) == "Погода"
            assert beside.message == "Another session of yours is open; H goes to where it is."
            beside.back()
            assert (title(beside), beside.offset) == ("Гонка", RU.index("Китаем"))


def test_another_file_in_the_place_of_the_corpus_is_told_and_not_mixed_in(
    corpus: Path, tmp_path: Path
) -> None:
    other = put(tmp_path / "другой.db", four()[:1])
    told = "Another file lies where this corpus was; Q and start again."
    jobs = InlineJobs(database.opener(corpus))
    with explore(corpus, tmp_path, jobs=jobs) as explorer:
        explorer.look_for_changes()
        assert explorer.message == ""
        other.replace(corpus)
        explorer.look_for_changes()
        assert explorer.message == told
        explorer.say("")
        explorer.look_for_changes()
        assert explorer.message == "", "told once is enough"
        explorer.reload()
        assert (explorer.message, len(listed(explorer))) == (told, 4)
        corpus.rename(other)
        explorer.reload()
        assert explorer.message == "No file lies where this corpus was; Q and start again."
        other.rename(corpus)
    with explore(corpus, tmp_path) as again:
        assert len(listed(again)) == 1


def test_another_corpus_has_a_place_of_its_own(corpus: Path, tmp_path: Path) -> None:
    other = put(tmp_path / "другой.db", four()[:1])
    with explore(corpus, tmp_path) as explorer:
        explorer.light(entity(explorer, "china"))
        explorer.go("timeline")
    with explore(other, tmp_path) as explorer:
        assert (explorer.focus, explorer.lit, title(explorer)) == ("articles", None, "Погода")


def test_a_place_whose_article_and_entity_are_gone_does_not_matter(corpus: Path, tmp_path: Path) -> None:
    with explore(corpus, tmp_path) as explorer:
        explorer.open_article(titled(explorer, "芯片"), 10_000)
        assert explorer.offset == len(ZH)
    take_out(corpus, "/芯片")
    with explore(corpus, tmp_path) as explorer:
        assert title(explorer) == "Гонка"


def test_an_article_that_was_taken_out_meanwhile_is_told_to_be_gone(explorer: Explorer, corpus: Path) -> None:
    explorer.light(entity(explorer, "china"))
    explorer.search.run("договор")
    (gone,) = [hit.article_id for hit in explorer.search.hits]
    take_out(corpus, "/гонка")
    for visit in (explorer.open_article, explorer.preview_article):
        explorer.say("")
        visit(gone)
        assert explorer.message == "This article is no longer in the corpus."
        assert title(explorer) == "芯片"
    explorer.say("")
    explorer.step(1)
    assert explorer.message == "This article is no longer in the corpus."
    explorer.back()
    assert explorer.message == "Nothing to go back to."


def test_a_row_that_was_not_read_before_it_was_taken_out_says_so(tmp_path: Path) -> None:
    many = [Article(f"Китай {n}.", f"/{n}", f"Заметка {n}", None, "ru", None) for n in range(200)]
    corpus = put(tmp_path / "много.db", many)
    with explore(corpus, tmp_path) as explorer:
        take_out(corpus, "/0")
        assert explorer.article_row(explorer.article_ids[-1]).title == "(no longer in the corpus)"
        assert explorer.article_row(explorer.article_ids[-2]).title == "Заметка 1"


# ---------------------------------------------------------------------------- nothing there


def test_an_empty_corpus_can_be_looked_at(tmp_path: Path) -> None:
    corpus = put(tmp_path / "пусто.db", [])
    with explore(corpus, tmp_path) as explorer:
        assert (listed(explorer), list(explorer.entity_ids), explorer.timeline.lines) == ([], [], [])
        assert explorer.article is None
        for step in (1, -1):
            explorer.step(step)
            explorer.neighbour(step)
            assert not explorer.step_sentence(step)
        explorer.back()
        explorer.forward()
        explorer.timeline.near_edge()
        explorer.toggle_pin()
        explorer.search.run("китай")
        assert (explorer.search.done, explorer.search.hits) == (True, [])
        assert explorer.find_in_article("китай") == 0
        assert (explorer.current_sentence(), explorer.quote(), explorer.bookmarks.spans()) == (None, "", [])
        explorer.bookmarks.add()
        assert explorer.message == "There is no sentence here to bookmark."
        explorer.apply_filter("articles", "x")
        explorer.apply_filter("entities", "x")
        for pane in ("articles", "reader", "entities", "timeline", "search", "bookmarks"):
            explorer.go(pane)


def test_what_cannot_be_done_says_why(explorer: Explorer) -> None:
    told = {action.name: explorer.unavailable(action) for action in ACTIONS}
    assert told["bookmark"] == "only in reader"
    assert told["filter"] == ""
    assert told["delete"] == "only in bookmarks, searches"
    assert told["pin"] == "no entity is lit; 3 chooses one"
    assert told["next_match"].startswith("nothing to step through")
    assert [told[name] for name in ("down", "quit", "help", "find", "search", "undo")] == [""] * 6
    explorer.light(entity(explorer, "china"))
    explorer.go("reader")
    for name in ("pin", "next_match", "previous_match", "bookmark", "copy", "next_sentence"):
        assert explorer.unavailable(BY_NAME[name]) == ""
    assert explorer.unavailable(BY_NAME["filter"]) == "only in articles, entities, timeline, facts"
    explorer.unlight()
    explorer.find_in_article("中国")
    assert explorer.unavailable(BY_NAME["next_match"]) == ""


def test_without_an_article_the_reader_has_nothing_to_offer(tmp_path: Path) -> None:
    with explore(put(tmp_path / "пусто.db", []), tmp_path) as explorer:
        explorer.go("reader")
        for name in ("bookmark", "note", "copy", "unfold", "next_sentence"):
            assert explorer.unavailable(BY_NAME[name]) == "no article is open"


def test_bookmarks_made_elsewhere_are_seen_when_they_are_listed(explorer: Explorer, tmp_path: Path) -> None:
    own = workspace.open(tmp_path / "workspace.db")
    workspace.add_bookmark(
        own, corpus="/к.db", article_uid="a", version_uid="v", text="中国第一。", start=0, end=2
    )
    own.close()
    assert explorer.bookmarks.rows == []
    explorer.go("bookmarks")
    assert [mark.exact for mark in explorer.bookmarks.rows] == ["中国"]


def test_after_moving_by_hand_n_goes_on_from_there(explorer: Explorer) -> None:
    explorer.light(entity(explorer, "china"))
    assert explorer.lit is not None
    long = max(explorer.lit.counts, key=explorer.lit.counts.__getitem__)
    explorer.open_article(long)
    explorer.step(1)
    places = explorer.active_matches()
    assert places is not None
    first = places.index
    starts = [start for article, start in zip(places.article, places.start, strict=True) if article == long]
    assert len(starts) >= 3
    explorer.move_to(starts[1] + 1)
    explorer.step(1)
    assert places.index == first + 2
    explorer.step(-1)
    assert places.index == first + 1


def test_reading_anew_shows_what_another_program_did(explorer: Explorer, corpus: Path) -> None:
    explorer.light(entity(explorer, "china"))
    assert explorer.lit is not None
    explorer.open_article(titled(explorer, "Гонка"))
    before, total = len(explorer.article_ids), explorer.lit.total
    explorer.look_for_changes()
    assert explorer.message == ""
    put(corpus, [Article("Китай и ещё раз Китай.", "/ново", "Ново", "Лента", "ru", "2025-04-01")])
    explorer.look_for_changes()
    assert explorer.message == "The corpus has changed; R reads it anew."
    explorer.reload()
    assert explorer.message == f"Read anew: {before + 1} articles, +1."
    assert (listed(explorer)[0], title(explorer)) == ("Ново", "Гонка")
    assert explorer.lit is not None
    assert explorer.lit.total == total + 2
    take_out(corpus, "/гонка")
    explorer.reload()
    assert title(explorer) == "Ново"
    explorer.look_for_changes()
    assert explorer.message.startswith("Read anew")
