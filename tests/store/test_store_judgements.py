"""Judgements: what may be judged, what is then seen, and that undo brings back exactly what was there."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from reference_map import Seen, reference
from toy import annotate, dated, names_of

from aitui.errors import StoreError
from aitui.model import Article
from aitui.store import (
    articles,
    cards,
    database,
    entities,
    judgements,
    mentions,
    runs,
    timeline,
    visible,
    workspace,
    writer,
)
from aitui.store.judgements import Place, Plan
from aitui.store.rows import Filters, Judgement
from aitui.store.visible import RAW, VisibleMap

TEXTS = [
    (
        "/гонка", "ru", "2025-03-05",
        "Китай обогнал всех. Хуавэй и Китай спорят 2025-03-04.\n§Меню, где Пекин и Китай зря§\n"
        "Договор с Китаем подписан 2025-02-11. Пекин молчит, Пекинский лес шумит. Конец.",
    ),
    ("/corsa", "it", None, "La Cina cresce, dice Justin Lin. Huawei va con la Cina 2024-12-31."),
    ("/芯片", "zh", "2025-03-10", "中国发布人工智能芯片 2025-03-09。华为很快。中国很大。北京也很大。"),
    ("/погода", "ru", "2025-03-01", "Погода ясная. Завтра Huawei и Justin Lin, Justin Lin и снова Huawei."),
]  # fmt: skip
SLUGS = ("china", "huawei", "justin-lin")


def put(path: Path, texts: Sequence[tuple[str, str, str | None, str]] = TEXTS) -> Path:
    with database.writing(path) as opened, database.transaction(opened):
        run = writer.Writer(opened, runs.begin(opened, "test", {}), names_of)
        for address, lang, published, text in texts:
            article = Article(text, address, None, "Лента", lang, published)
            run.put(article, annotate(article), (published, published))
    return path


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put(tmp_path_factory.mktemp("корпус") / "к.db")


@pytest.fixture
def corpus(path: Path) -> Iterator[sqlite3.Connection]:
    conn = database.open_reader(path)
    yield conn
    conn.close()


def do(own: Any, make: Callable[..., Plan], *args: Any, **more: Any) -> Plan:
    return judgements.record(own, lambda now: make(now, *args, **more))


def view_of(corpus: sqlite3.Connection, own: Any) -> VisibleMap:
    return visible.load(corpus, judgements.live(own))


def everything(corpus: sqlite3.Connection, view: VisibleMap) -> dict[str, object]:
    """Return all that any list shows, for comparing two states."""
    ids = entities.ids(corpus, view=view)
    return {
        "entities": [entities.rows(corpus, ids, view)[i] for i in ids],
        "articles": [mentions.of_article(corpus, i, view) for i in articles.ids(corpus)],
        "places": [mentions.of_entity(corpus, i, view) for i in ids],
        "timeline": [dated(corpus, i, clock, view) for i in [None, *ids] for clock in timeline.CLOCKS],
        "density": [timeline.density(corpus, i, view=view) for i in [None, *ids]],
        "cards": [cards.card(corpus, i, view) for i in ids],
    }


def agrees(corpus: sqlite3.Connection, live: Sequence[Judgement]) -> VisibleMap:
    """Compare every list with the reference, and with each other."""
    view = visible.load(corpus, live)
    wanted = reference(corpus, view.held(live))
    ids = entities.ids(corpus, view=view)
    rows = entities.rows(corpus, ids, view)
    totals = wanted.totals()
    assert {rows[i].uid: (rows[i].mentions, rows[i].articles, rows[i].languages) for i in ids} == totals
    assert [rows[i].mentions for i in ids] == sorted((total[0] for total in totals.values()), reverse=True)
    assert {rows[i].uid: rows[i].name for i in ids} == {slug: wanted.names[slug] for slug in totals}
    slug = {i: rows[i].uid for i in ids}
    seen: list[Seen] = []
    for article in articles.ids(corpus):
        found = mentions.of_article(corpus, article, view)
        assert [(m.start, m.end) for m in found] == sorted((m.start, m.end) for m in found)
        seen += [Seen(article, m.start, m.end, slug[m.entity_id]) for m in found]
    assert sorted(seen) == sorted(wanted.mentions)
    for i in ids:
        places = mentions.of_entity(corpus, i, view)
        own_places = [(s.article, s.start, s.end) for s in wanted.mentions if s.entity == slug[i]]
        assert list(zip(places.article_id, places.start, places.end, strict=True)) == own_places
        assert mentions.summary(corpus, i, view) == totals[slug[i]]
        held = [s.article for s in wanted.mentions if s.entity == slug[i]]
        assert mentions.counts(corpus, i, view) == {a: held.count(a) for a in set(held)}
        narrowed = view.narrow(corpus, Filters(entity_id=i))
        assert list(articles.ids(corpus, narrowed)) == [a for a in articles.ids(corpus) if a in held]
        lines = dated(corpus, i, "published", view)
        assert {(r.earliest, r.article_id, r.start) for r in lines} == on_timeline(corpus, own_places)
        assert dated(corpus, i, "event", view) == sorted(
            (row for row in lines if row.kind == "event"),
            key=lambda row: (row.earliest or "", row.article_id, row.start),
            reverse=True,
        )
        assert all(slug[i] in row.entities for row in lines if row.kind == "event")
        card = cards.card(corpus, i, view)
        assert card.row == rows[i]
        assert (
            sum(form.mentions for form in card.forms)
            == rows[i].mentions
            == sum(row.mentions for row in card.languages)
        )
        company = {slug[row.entity_id]: row.articles for row in card.together}
        with_it = {
            other: len({s.article for s in wanted.mentions if s.entity == other} & set(held))
            for other in totals
            if other != slug[i] and {s.article for s in wanted.mentions if s.entity == other} & set(held)
        }
        assert company.items() <= with_it.items()
        assert len(company) == min(20, len(with_it))
        assert entities.by_uid(corpus, slug[i], view) == i
        assert i in entities.find(corpus, rows[i].name, 100, view)
    return view


def on_timeline(
    corpus: sqlite3.Connection, places: Sequence[tuple[int, int, int]]
) -> set[tuple[str | None, int, int]]:
    found = set()
    for article, start, _ in places:
        version, day = corpus.execute(
            "SELECT version_id, published_sort FROM article WHERE id = ?", (article,)
        ).fetchone()
        found.add((day, article, -1))
        for earliest, at in corpus.execute(
            """SELECT earliest, start FROM timex WHERE version_id = ? AND sentence_start <= ?
            AND ? < sentence_end AND earliest IS NOT NULL AND kind <> 'duration'""",
            (version, start, start),
        ):
            found.add((earliest, article, at))
    return found


def shown(corpus: sqlite3.Connection, view: VisibleMap, slug: str) -> list[str]:
    """Return the words that are lit for an entity, in reading order."""
    entity_id = entities.by_uid(corpus, slug, view)
    assert entity_id is not None
    found = mentions.of_entity(corpus, entity_id, view)
    return [
        articles.text(corpus, article).text[start:end]
        for article, start, end in zip(found.article_id, found.start, found.end, strict=True)
    ]


# ---------------------------------------------------------------------------- merging and keeping apart


def test_without_judgements_nothing_is_made(corpus: sqlite3.Connection, own: Any) -> None:
    assert view_of(corpus, own) is RAW
    agrees(corpus, [])


def test_a_merge_is_one_entity_everywhere(corpus: sqlite3.Connection, own: Any) -> None:
    before = everything(corpus, RAW)
    do(own, judgements.merge, ["huawei", "justin-lin"])
    view = agrees(corpus, judgements.live(own))
    one = entities.by_uid(corpus, "justin-lin", view)
    assert one == entities.by_uid(corpus, "huawei", view)
    assert one is not None
    row = entities.rows(corpus, [one], view)[one]
    assert (row.uid, row.name, row.mentions, row.articles, row.languages) == ("huawei", "Huawei", 7, 3, 2)
    china = entities.by_uid(corpus, "china", view)
    assert china is not None
    assert mentions.of_entity(corpus, china, view) == mentions.of_entity(corpus, china)
    assert workspace.undo(own) == "merge of huawei, justin-lin"
    assert everything(corpus, view_of(corpus, own)) == before
    assert workspace.redo(own) == "merge of huawei, justin-lin"
    assert everything(corpus, view_of(corpus, own)) == everything(corpus, view)


def test_a_merge_against_not_the_same_is_refused_and_says_which(corpus: sqlite3.Connection, own: Any) -> None:
    do(own, judgements.different, "china", "justin-lin")
    do(own, judgements.merge, ["china", "huawei"])
    lines = own.execute("SELECT count(*) FROM journal").fetchone()
    with pytest.raises(
        StoreError, match=r"china and justin-lin were judged not the same on \d{4}-"
    ) as caught:
        do(own, judgements.merge, ["justin-lin", "huawei"])
    assert "\n" not in str(caught.value)
    assert own.execute("SELECT count(*) FROM journal").fetchone() == lines
    uid = str(caught.value).split()[-1]
    do(own, judgements.withdraw, [uid])
    do(own, judgements.merge, ["justin-lin", "huawei"])
    assert len(entities.ids(corpus, view=view_of(corpus, own))) == 1
    for _ in range(4):
        workspace.undo(own)
    assert workspace.undo(own) is None
    assert view_of(corpus, own) is RAW


def test_what_is_merged_must_be_split_before_it_is_kept_apart(own: Any) -> None:
    do(own, judgements.merge, ["china", "huawei", "justin-lin"])
    with pytest.raises(StoreError, match="split them first"):
        do(own, judgements.different, "justin-lin", "huawei")
    with pytest.raises(StoreError, match="one entity already"):
        do(own, judgements.merge, ["justin-lin", "huawei"])
    # The edges run through china: the others stay together without it.
    do(own, judgements.split, "huawei", "china")
    live = judgements.live(own)
    assert {j.entity for j in live if j.kind == "same"} | {j.other for j in live if j.kind == "same"} == {
        "huawei",
        "justin-lin",
    }
    with pytest.raises(StoreError, match="not the same"):
        do(own, judgements.merge, ["justin-lin", "china"])
    with pytest.raises(StoreError, match="not merged"):
        do(own, judgements.split, "huawei", "china")


def test_a_cluster_is_taken_apart_at_once(corpus: sqlite3.Connection, own: Any) -> None:
    do(own, judgements.merge, list(SLUGS))
    do(own, judgements.dissolve, "china")
    assert len(entities.ids(corpus, view=agrees(corpus, judgements.live(own)))) == 3
    with pytest.raises(StoreError, match="nothing is merged"):
        do(own, judgements.dissolve, "china")


def test_doubt_is_kept_until_it_is_resolved(own: Any) -> None:
    do(own, judgements.unsure, "china", "huawei")
    with pytest.raises(StoreError, match="already"):
        do(own, judgements.unsure, "huawei", "china")
    do(own, judgements.merge, ["huawei", "china"])
    assert [j.kind for j in judgements.live(own)] == ["same"]
    workspace.undo(own)
    assert [j.kind for j in judgements.live(own)] == ["unsure"]


# ---------------------------------------------------------------------------- single mentions


def place(corpus: sqlite3.Connection, words: str, number: int = 0) -> Place:
    """Return the n-th place of words in the first text that has them."""
    for article in articles.ids(corpus):
        body = articles.text(corpus, article)
        if words in body.text:
            start = -1
            for _ in range(number + 1):
                start = body.text.index(words, start + 1)
            uid = articles.rows(corpus, [article])[article].uid
            return Place(uid, body.version_uid, start, start + len(words), words)
    raise AssertionError(words)


def test_not_a_mention_here_in_the_article_and_everywhere(corpus: sqlite3.Connection, own: Any) -> None:
    assert shown(corpus, RAW, "huawei") == ["Хуавэй", "Huawei", "Huawei", "Huawei"]
    here = place(corpus, "Huawei", 1)
    do(own, judgements.not_mention, "huawei", "Huawei", place=here)
    assert shown(corpus, agrees(corpus, judgements.live(own)), "huawei") == ["Хуавэй", "Huawei", "Huawei"]
    do(own, judgements.not_mention, "huawei", "HUAWEI", article=here.article)
    assert shown(corpus, agrees(corpus, judgements.live(own)), "huawei") == ["Хуавэй", "Huawei"]
    do(own, judgements.not_mention, "huawei", "ｈuawei")
    assert shown(corpus, agrees(corpus, judgements.live(own)), "huawei") == ["Хуавэй"]
    # What was denied at a place stays so, whatever the form means elsewhere.
    do(own, judgements.alias, "Huawei", "huawei")
    assert shown(corpus, agrees(corpus, judgements.live(own)), "huawei") == ["Хуавэй", "Huawei"]
    for _ in range(4):
        workspace.undo(own)
    assert len(shown(corpus, view_of(corpus, own), "huawei")) == 4


def test_a_form_and_a_mention_move_to_another_entity(corpus: sqlite3.Connection, own: Any) -> None:
    do(own, judgements.reassign, "china", "rim", "Cina", name="Cina nuova")
    view = agrees(corpus, judgements.live(own))
    assert shown(corpus, view, "rim") == ["Cina", "Cina"]
    assert "Cina" not in shown(corpus, view, "china")
    new = entities.by_uid(corpus, "rim", view)
    assert new is not None
    assert new < 0
    row = entities.rows(corpus, [new], view)[new]
    assert (row.name, row.type, row.mentions) == ("Cina nuova", "place", 2)
    assert entities.find(corpus, "nuov", 5, view) == [new]
    do(own, judgements.reassign, "china", "huawei", "Китаем", place=place(corpus, "Китаем"))
    assert "Китаем" in shown(corpus, agrees(corpus, judgements.live(own)), "huawei")
    do(own, judgements.merge, ["rim", "china"])
    view = agrees(corpus, judgements.live(own))
    assert len(shown(corpus, view, "rim")) == len(shown(corpus, RAW, "china")) - 1
    with pytest.raises(StoreError, match="one entity"):
        do(own, judgements.reassign, "china", "rim", "Cina")


def test_an_alias_finds_what_was_not_found(corpus: sqlite3.Connection, own: Any) -> None:
    do(own, judgements.alias, "Пекин", "china")
    do(own, judgements.alias, "北京", "beijing", "Beijing")
    view = agrees(corpus, judgements.live(own))
    # Neither in «Пекинский» nor in the furniture.
    assert shown(corpus, view, "china").count("Пекин") == 1
    assert shown(corpus, view, "beijing") == ["北京"]
    do(own, judgements.alias, "Lin", "china")
    # It stands inside a longer name.
    assert "Lin" not in shown(corpus, agrees(corpus, judgements.live(own)), "china")
    do(own, judgements.alias, "cina", "beijing")
    view = agrees(corpus, judgements.live(own))
    assert shown(corpus, view, "beijing") == ["北京", "Cina", "Cina"]
    assert "Cina" not in shown(corpus, view, "china")
    do(own, judgements.alias, "CINA", "china")
    assert "Cina" in shown(corpus, agrees(corpus, judgements.live(own)), "china")
    with pytest.raises(StoreError, match="already"):
        do(own, judgements.alias, "Cina", "china")
    with pytest.raises(StoreError, match="no name"):
        do(own, judgements.alias, " … ", "china")
    with pytest.raises(StoreError, match="200 characters at most"):
        do(own, judgements.alias, "длинно " * 40, "china")


def test_a_new_entity_has_every_occurrence_of_its_form(corpus: sqlite3.Connection, own: Any) -> None:
    done = do(own, judgements.new_entity, "Конец", "конец", " Конец\nсвета ", "event")
    view = agrees(corpus, judgements.live(own))
    new = entities.by_uid(corpus, "конец", view)
    assert new is not None
    row = entities.rows(corpus, [new], view)[new]
    assert (row.name, row.type, row.mentions) == ("Конец света", "event", 1)
    assert entities.free_slug(corpus, "конец", judgements.live(own)) == "конец-2"
    assert entities.free_slug(corpus, "china") == "china-2"
    # Capitals count where the form has any, and only there.
    do(own, judgements.new_entity, "Лес", "лес", "Лес", "place")
    assert shown(corpus, agrees(corpus, judgements.live(own)), "лес") == []
    workspace.undo(own)
    do(own, judgements.new_entity, "лес", "лес", "Лес", "place")
    assert shown(corpus, agrees(corpus, judgements.live(own)), "лес") == ["лес"]
    do(own, judgements.new_entity, "Китай", "срединное", "", "place")
    view = agrees(corpus, judgements.live(own))
    assert set(shown(corpus, view, "срединное")) == {"Китай"}
    assert "Китай" not in shown(corpus, view, "china")
    for _ in range(2):
        workspace.undo(own)
    assert judgements.take_back(own, done.number) == "new entity Конец света (конец)"
    assert view_of(corpus, own) is RAW
    with pytest.raises(StoreError, match="the types are"):
        do(own, judgements.new_entity, "Конец", "конец", "Конец", "конец")


def test_an_action_is_taken_back_by_its_number_however_long_ago(corpus: sqlite3.Connection, own: Any) -> None:
    first = do(own, judgements.merge, ["china", "huawei"])
    do(own, judgements.rename, "justin-lin", "Линь")
    held = judgements.live(own)
    moved = do(own, judgements.reassign, "china", "huawei-2", "Cina", name="Cina")
    do(own, judgements.not_mention, "justin-lin", "Justin Lin")
    assert judgements.take_back(own, moved.number) == "move of “Cina” to huawei-2"
    assert [j.kind for j in judgements.live(own)] == ["same", "name", "not_mention"]
    with pytest.raises(StoreError, match=r"taking back of .* has changed it since; first `aitui undo 5`"):
        judgements.take_back(own, moved.number)
    # What was taken back is an action too.
    workspace.undo(own)
    assert [j.uid for j in judgements.live(own)][:2] == [j.uid for j in held]
    assert len(judgements.live(own)) == len(held) + 3
    workspace.undo(own)
    with pytest.raises(StoreError, match="was undone on"):
        judgements.take_back(own, 4)
    do(own, judgements.split, "china", "huawei")
    with pytest.raises(StoreError, match=r"split of china, huawei has changed it since"):
        judgements.take_back(own, first.number)
    with pytest.raises(StoreError, match="no such action"):
        judgements.take_back(own, 99)


def test_what_would_contradict_itself_is_not_taken_back(own: Any) -> None:
    apart = do(own, judgements.different, "china", "huawei")
    gone = do(own, judgements.withdraw, [apart.added[0].uid])
    do(own, judgements.merge, ["china", "huawei"])
    with pytest.raises(StoreError, match=r"china and huawei would be one and not the same"):
        judgements.take_back(own, gone.number)
    assert [j.kind for j in judgements.live(own)] == ["same"]


def test_names_and_types_of_the_users_choice(corpus: sqlite3.Connection, own: Any) -> None:
    do(own, judgements.merge, ["china", "huawei"])
    do(own, judgements.rename, "huawei", "  Хуавэй\nTechnologies ")
    do(own, judgements.retype, "china", "organization")
    view = agrees(corpus, judgements.live(own))
    one = entities.by_uid(corpus, "china", view)
    assert one is not None
    row = entities.rows(corpus, [one], view)[one]
    assert (row.uid, row.name, row.type) == ("huawei", "Хуавэй Technologies", "organization")
    assert row.names["it"] == "Cina"
    assert entities.find(corpus, "technolog", 5, view) == [one]
    with pytest.raises(StoreError, match="person, organization"):
        do(own, judgements.retype, "china", "страна")
    with pytest.raises(StoreError, match="letter"):
        do(own, judgements.rename, "china", " ")
    workspace.undo(own)
    workspace.undo(own)
    assert entities.rows(corpus, [one], view_of(corpus, own))[one].name == "China"


# ---------------------------------------------------------------------------- for every corpus and for long


def test_two_workspaces_on_one_corpus_differ(corpus: sqlite3.Connection, own: Any, tmp_path: Path) -> None:
    other = workspace.open(tmp_path / "другой" / "workspace.db")
    do(own, judgements.merge, ["china", "huawei"])
    do(other, judgements.different, "china", "huawei")
    assert len(entities.ids(corpus, view=view_of(corpus, own))) == 2
    assert len(entities.ids(corpus, view=view_of(corpus, other))) == 3
    other.close()


def test_judgements_outlive_a_rebuilt_corpus(corpus: sqlite3.Connection, own: Any, tmp_path: Path) -> None:
    do(own, judgements.merge, ["huawei", "justin-lin"])
    do(own, judgements.not_mention, "china", "Китаем", place=place(corpus, "Китаем"))
    do(own, judgements.alias, "Пекин", "beijing", "Beijing")
    again = database.open_reader(put(tmp_path / "снова.db", TEXTS[::-1]))
    live = judgements.live(own)

    def told(conn: sqlite3.Connection) -> dict[str, list[str]]:
        view = agrees(conn, live)
        rows = entities.rows(conn, entities.ids(conn, view=view), view)
        return {row.uid: sorted(shown(conn, view, row.uid)) for row in rows.values()}

    assert told(again) == told(corpus)
    again.close()


def test_a_place_in_an_edited_text_holds_where_the_words_stand(own: Any, tmp_path: Path) -> None:
    path = put(tmp_path / "к.db")
    conn = database.open_reader(path)
    do(own, judgements.not_mention, "china", "Китай", place=place(conn, "Китай"))
    do(own, judgements.not_mention, "china", "Китаем", place=place(conn, "Китаем"))
    conn.close()
    address, lang, published, text = TEXTS[0]
    put(path, [(address, lang, published, text.replace("Договор", "Новый договор"))])
    conn = database.open_reader(path)
    view = view_of(conn, own)
    assert shown(conn, view, "china").count("Китай") == shown(conn, RAW, "china").count("Китай") - 1
    assert shown(conn, view, "china").count("Китаем") == 1
    conn.close()


def test_slugs_of_other_corpora_do_no_harm(corpus: sqlite3.Connection, own: Any) -> None:
    do(own, judgements.merge, ["france", "germany", "china"])
    do(own, judgements.rename, "spain", "España")
    do(own, judgements.not_mention, "italy", "Italia")
    view = agrees(corpus, judgements.live(own))
    assert entities.by_uid(corpus, "germany", view) == entities.by_uid(corpus, "china")
    assert entities.by_uid(corpus, "spain", view) is None


def test_every_judgement_has_its_line_in_the_journal(own: Any) -> None:
    do(own, judgements.merge, ["china", "huawei"])
    do(own, judgements.split, "china", "huawei")
    do(own, judgements.rename, "china", "Китай")
    assert [row[:2] for row in own.execute("SELECT op, target FROM journal ORDER BY id")] == [
        ("merge", "china, huawei"),
        ("split", "china, huawei"),
        ("name", "china"),
    ]


def test_a_workspace_of_the_first_schema_is_brought_up_to_date(tmp_path: Path) -> None:
    from sqlite_utils import Database

    from aitui.store import migrations

    old = tmp_path / "workspace.db"
    db = Database(sqlite3.connect(old))
    migrations.workspace.apply(db, stop_before=["m002_judgements"])
    db.conn.execute(f"PRAGMA application_id={database.WORKSPACE.application_id}")
    db.conn.execute("PRAGMA user_version=1")
    undone = [(1, None), (2, "2026"), (3, None), (4, "2026")]
    db.conn.execute(
        "INSERT INTO bookmark VALUES('u','/к','a','v',0,5,'Китай','','','Гонка','','2026-01-01',NULL)"
    )
    db.conn.executemany(
        """INSERT INTO journal(id, at, op, target, before, after, undone_at)
        VALUES(?, '2026', 'note', 'u', ?, ?, ?)""",
        [(n, json.dumps({"note": str(n)}), json.dumps({"note": str(n + 1)}), at) for n, at in undone],
    )
    db.conn.commit()
    db.conn.close()
    own = workspace.open(old)
    assert [row.exact for row in workspace.bookmarks(own)] == ["Китай"]
    assert judgements.live(own) == []
    assert (workspace.redo(own), workspace.redo(own)) == ("note of a bookmark", None)
    assert [row.note for row in workspace.bookmarks(own)] == ["5"]
    do(own, judgements.merge, ["china", "huawei"])
    assert len(judgements.live(own)) == 1
    own.close()


def test_what_was_undone_before_another_action_is_not_done_again(own: Any) -> None:
    do(own, judgements.rename, "china", "Китай")
    do(own, judgements.merge, ["china", "huawei"])
    workspace.undo(own)
    do(own, judgements.different, "china", "huawei")
    workspace.undo(own)
    # Not the merge: both would hold in the end.
    assert workspace.redo(own) == "not the same: china, huawei"
    assert workspace.redo(own) is None
    assert [j.kind for j in judgements.live(own)] == ["name", "different"]


def test_after_a_thousand_random_steps_undo_leads_back_to_the_start(
    corpus: sqlite3.Connection, own: Any
) -> None:
    pick = random.Random(20_250_305)
    slugs = [*SLUGS, "beijing", "maya-lin"]
    forms = ["Китай", "Китаем", "Cina", "中国", "Huawei", "Хуавэй", "Justin Lin", "Пекин", "Lin", "北京"]
    # They overlap with mentions, and with each other.
    longer = ["Договор с Китаем", "с Китаем подписан", "大。北京", "Завтра Huawei", "Huawei и", "и"]
    places = [place(corpus, form) for form in forms]
    uids = [place.article for place in places]
    start = everything(corpus, RAW)

    def two() -> tuple[str, str]:
        one, other = pick.sample(slugs, 2)
        return one, other

    steps: list[Callable[[Sequence[Judgement]], Plan]] = [
        lambda now: judgements.merge(now, pick.sample(slugs, 2)),
        lambda now: judgements.merge(now, pick.sample(slugs, 3)),
        lambda now: judgements.different(now, *pick.sample(slugs, 2)),
        lambda now: judgements.split(now, *pick.sample(slugs, 2)),
        lambda now: judgements.dissolve(now, pick.choice(slugs)),
        lambda now: judgements.not_mention(now, pick.choice(slugs), pick.choice(forms)),
        lambda now: judgements.not_mention(
            now, pick.choice(slugs), pick.choice(forms), article=pick.choice(uids)
        ),
        lambda now: judgements.not_mention(now, pick.choice(slugs), "", place=pick.choice(places)),
        lambda now: judgements.reassign(now, *two(), pick.choice(forms)),
        lambda now: judgements.reassign(now, *two(), "", place=pick.choice(places)),
        lambda now: judgements.alias(now, pick.choice(forms + longer), pick.choice(slugs)),
        lambda now: judgements.rename(now, pick.choice(slugs), pick.choice(forms)),
        lambda now: judgements.retype(now, pick.choice(slugs), pick.choice(judgements.TYPES)),
        lambda now: judgements.unsure(now, *two()),
        lambda now: judgements.new_entity(now, pick.choice(forms + longer), "новое", "Новое", "event"),
        lambda now: judgements.withdraw(now, [pick.choice(now).uid] if now else [""]),
    ]
    done = refused = taken = 0
    states: list[list[Judgement]] = [[]]
    view = RAW
    for step in range(1000):
        turn = pick.random()
        if turn < 0.25:
            if workspace.undo(own) is not None:
                assert [j.uid for j in judgements.live(own)] == [j.uid for j in states[-2]]
                states.pop()
        elif turn < 0.35:
            if workspace.redo(own) is not None:
                states.append(judgements.live(own))
        elif turn < 0.45:
            number = pick.randint(1, len(states) + 1)
            before = judgements.live(own)
            try:
                judgements.take_back(own, number)
            except StoreError:
                refused += 1
                assert judgements.live(own) == before
            else:
                taken += 1
                states.append(judgements.live(own))
        else:
            try:
                judgements.record(own, pick.choice(steps))
            except StoreError:
                refused += 1
            else:
                done += 1
                states.append(judgements.live(own))
        # A map made from the one before it is the same as one made of nothing.
        live = judgements.live(own)
        view = visible.load(corpus, live, view)
        if step % 10 == 0:
            assert view == agrees(corpus, live)
    assert done > 300
    assert taken > 5
    assert refused > 50
    while states:
        assert judgements.live(own) == states.pop()
        workspace.undo(own)
    assert view_of(corpus, own) is RAW
    assert everything(corpus, view_of(corpus, own)) == start
    while workspace.redo(own) is not None:
        pass
    agrees(corpus, judgements.live(own))
