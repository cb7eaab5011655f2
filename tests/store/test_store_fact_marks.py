"""What a person says of facts hangs on their words, is undone like all else, and outlives a corpus."""

from __future__ import annotations

from pathlib import Path

import pytest
from toy import annotate, names_of

from aitui.errors import StoreError
from aitui.model import Article, Telling
from aitui.store import (
    claim_quotes,
    claims,
    database,
    fact_marks,
    journal,
    judgements,
    kept_facts,
    runs,
    workspace,
    writer,
)
from aitui.store.database import Connection
from aitui.store.rows import ClaimQuote

RU = "Вступление. Китай и Huawei держат 37 % рынка. Тайвань спорит 2025-01-07."
IT = "Cina e Huawei tengono il 41 % del mercato."


def corpus(path: Path, *texts: tuple[str, str]) -> Path:
    with database.writing(path) as conn, database.transaction(conn):
        write = writer.Writer(conn, runs.begin(conn, "add", {}), names_of)
        for address, text in texts:
            given = Article(text, address, lang="ru", source="Лента", published="2025-02-01")
            write.put(given, annotate(given), (given.published,) * 2)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return corpus(tmp_path / "факты.db", ("/доля", RU), ("/quota", IT))


def quoted(path: Path, *wanted: str) -> list[ClaimQuote]:
    """Return the quotes of the claims whose figure or date is one of these."""
    with database.reading(path) as conn:
        found = claims.tellings(conn)
        texts = claims.texts(conn, found)

        def holds(telling: Telling, word: str) -> bool:
            return word in texts[telling.article_id, telling.number]

        chosen = [next(telling for telling in found if holds(telling, word)) for word in wanted]
        return claim_quotes.quotes(conn, chosen, "/к.db")


def kinds(own: Connection) -> list[tuple[str, str, str]]:
    return [(mark.kind, fact_marks.told(mark.claim), mark.reason) for mark in fact_marks.live(own)]


def test_a_quote_keeps_the_words_the_figure_and_who_said_it(path: Path) -> None:
    (share,) = quoted(path, "37 %")
    assert (share.exact.strip(), share.figure) == ("Китай и Huawei держат 37 % рынка.", "37 %")
    assert (share.prefix, share.source, share.lang, share.published) == (
        "Вступление. ",
        "Лента",
        "ru",
        "2025-02-01",
    )
    (day,) = quoted(path, "2025-01-07")
    assert day.figure == ""


def test_a_preference_is_replaced_by_a_deprecation_and_undone(path: Path, own: Connection) -> None:
    fact = quoted(path, "37 %")
    fact_marks.record(own, lambda now: fact_marks.rank(now, "preferred", fact, "  сам\n считал "))
    assert kinds(own) == [("preferred", "“37 %”", "сам считал")]
    fact_marks.record(own, lambda now: fact_marks.rank(now, "deprecated", fact))
    assert kinds(own) == [("deprecated", "“37 %”", "")]
    assert workspace.undo(own) == "deprecation of “37 %”"
    assert kinds(own) == [("preferred", "“37 %”", "сам считал")]
    assert workspace.undo(own) == "preference of “37 %”"
    assert kinds(own) == []
    assert workspace.redo(own) == "preference of “37 %”"
    fact_marks.record(own, lambda now: fact_marks.unrank(now, fact))
    assert kinds(own) == []
    with pytest.raises(StoreError, match="neither preferred nor deprecated"):
        fact_marks.record(own, lambda now: fact_marks.unrank(now, fact))


def test_same_and_different_take_each_other_back(path: Path, own: Connection) -> None:
    one, other = quoted(path, "37 %"), quoted(path, "41 %")
    fact_marks.record(own, lambda now: fact_marks.different(now, one, other, "разные рынки"))
    with pytest.raises(StoreError, match="two facts already"):
        fact_marks.record(own, lambda now: fact_marks.different(now, other, one))
    fact_marks.record(own, lambda now: fact_marks.same(now, other, one))
    assert [kind for kind, *_ in kinds(own)] == ["same"]
    assert workspace.undo(own) == "one fact: “41 %”, “37 %”"
    assert kinds(own) == [("different", "“37 %”", "разные рынки")]
    with pytest.raises(StoreError, match="one fact already"):
        fact_marks.record(own, lambda now: fact_marks.same(now, one, [*other, *one]))
    with pytest.raises(StoreError, match="cannot be told apart"):
        fact_marks.record(own, lambda now: fact_marks.different(now, one, one))


def test_a_mark_is_taken_back_out_of_order_and_withdrawn_by_uid(path: Path, own: Connection) -> None:
    one, other = quoted(path, "37 %"), quoted(path, "41 %")
    first = fact_marks.record(own, lambda now: fact_marks.rank(now, "preferred", one))
    fact_marks.record(own, lambda now: fact_marks.rank(now, "deprecated", other))
    assert judgements.take_back(own, first.number) == "preference of “37 %”"
    assert [kind for kind, *_ in kinds(own)] == ["deprecated"]
    with pytest.raises(StoreError, match="has changed it since"):
        judgements.take_back(own, first.number)
    (mark,) = fact_marks.live(own)
    with pytest.raises(StoreError, match="is the uid of none"):
        fact_marks.record(own, lambda now: fact_marks.withdraw(now, ["нет"]))
    fact_marks.record(own, lambda now: fact_marks.withdraw(now, [mark.uid[:6]]))
    assert kinds(own) == []
    assert journal.entries(own)[0].words == "removal of the mark on “41 %” deprecated"


def test_marks_find_their_claims_in_a_rebuilt_and_in_a_changed_text(path: Path, tmp_path: Path) -> None:
    wanted = quoted(path, "37 %", "2025-01-07")
    again = corpus(tmp_path / "заново.db", ("/quota", IT), ("/доля", RU))
    changed = corpus(tmp_path / "иначе.db", ("/доля", f"Тайвань спорит 2024-12-31. {RU}"))
    gone = corpus(tmp_path / "нет.db", ("/доля", "Китай и Huawei держат 38 % рынка."))
    for at, words in ((again, ["37 %", "2025-01-07"]), (changed, ["37 %", "2025-01-07"]), (gone, [])):
        with database.reading(at) as conn:
            tellings = {(one.article_id, one.number): one for one in claims.tellings(conn)}
            found = claim_quotes.find(conn, wanted, tellings)
            texts = claims.texts(conn, tellings.values())
            assert [texts[found[quote.uid]].strip() for quote in wanted if quote.uid in found] == [
                quote.exact.strip() for quote, _ in zip(wanted, words, strict=False)
            ]


def test_a_kept_fact_is_one_bookmark_with_all_its_tellings(path: Path, own: Connection) -> None:
    fact = quoted(path, "37 %", "41 %")
    uid = kept_facts.keep(own, fact)
    assert kept_facts.keep(own, fact, "проверить") == uid
    (row,) = workspace.bookmarks(own)
    assert (row.exact, row.note) == (fact[0].exact, "проверить")
    assert kept_facts.tellings(own) == {uid: fact}
    # The same sentence by itself is another bookmark.
    workspace.add_bookmark(
        own, corpus="/к", article_uid=row.article, version_uid=row.version, text=RU, start=0, end=11
    )
    assert len(workspace.bookmarks(own)) == 2
    assert list(kept_facts.tellings(own)) == [uid]
    workspace.remove_bookmark(own, uid)
    assert kept_facts.tellings(own) == {}
    assert workspace.undo(own) == "removal of a bookmark"
    assert kept_facts.tellings(own) == {uid: fact}
