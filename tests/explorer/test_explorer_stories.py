"""Stories suggested, answered and taken back; accepted ones are one row of the list."""

from __future__ import annotations

import queue
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from small_corpora import explore, listed, put

from aitui.explorer import stories
from aitui.explorer.apart import Apart
from aitui.explorer.jobs import ThreadJobs
from aitui.explorer.state import Explorer
from aitui.model import Article
from aitui.store import copies, database, journal
from aitui.store.rows import Filters

# Three tellings of one happening, two of another, and one that is neither.
TEXTS = [
    Article(
        "Китай, Huawei и Justin Lin 2025-03-04. Джастин Линь ждёт.",
        "/ru",
        "Линь",
        "Лента",
        "ru",
        "2025-03-05",
    ),
    Article("La Cina, Huawei e Justin Lin 2025-03-04.", "/it", "Lin", "LA STAMPA", "it", "2025-03-06"),
    Article("Huawei 与 Justin Lin 。中国 2025-03-04 。", "/zh", "林", "新华", "zh", "2025-03-05"),
    Article("Погода ясная, ни одной страны.", "/погода", "Погода", "Лента", "ru", "2025-03-05"),
    Article("Китай молчит. Скучная заметка.", "/заметка", "Заметка", "Вести", "ru", "2024-01-01"),
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return put(tmp_path / "корпус.db", TEXTS)


@pytest.fixture
def explorer(tmp_path: Path, corpus: Path) -> Iterator[Explorer]:
    with explore(corpus, tmp_path) as opened:
        opened.stories.show()
        yield opened


def state(explorer: Explorer) -> str:
    """Return the state of the first story that is listed."""
    return explorer.stories.lines[0][0].state


def test_a_story_in_three_languages_is_suggested(explorer: Explorer) -> None:
    story, member = explorer.stories.lines[0]
    assert member is None
    assert (story.members, story.state) == ((1, 3, 2), "suggested")
    assert set(story.langs) == {"ru", "it", "zh"}
    assert [line[1] for line in explorer.stories.lines[1:]] == [1, 3, 2]
    assert explorer.focus == "stories"


def test_an_accepted_story_is_one_row_of_the_list(explorer: Explorer, tmp_path: Path, corpus: Path) -> None:
    before = listed(explorer)
    explorer.stories.same(explorer.stories.lines[0][0])
    assert listed(explorer) == ["Lin", "Погода", "Заметка"]
    assert explorer.grouping.mark(explorer.article_ids[0]) == "×3 it ru zh"
    assert state(explorer) == "accepted"
    assert "u takes it back" in explorer.message
    explorer.undo()
    assert listed(explorer) == before
    assert state(explorer) == "suggested"
    explorer.redo()
    with explore(corpus, tmp_path) as later:
        assert listed(later) == ["Lin", "Погода", "Заметка"]


def test_an_article_is_taken_out_and_stays_out(explorer: Explorer) -> None:
    story = explorer.stories.lines[0][0]
    explorer.stories.not_same(story, 2)
    assert explorer.stories.lines[0][0].members == (1, 3)
    explorer.stories.not_same(explorer.stories.lines[0][0], None)
    assert explorer.stories.lines == []
    explorer.undo()
    assert explorer.stories.lines[0][0].members == (1, 3)


def test_a_new_telling_is_suggested_for_an_accepted_story(explorer: Explorer) -> None:
    explorer.stories.not_same(explorer.stories.lines[0][0], 2)
    explorer.stories.same(explorer.stories.lines[0][0])
    assert explorer.stories.lines[0][0].members == (1, 3)
    # What was said of the Italian text is taken back alone: it may belong to the story after all.
    with database.transaction(explorer._own):
        journal.revert(explorer._own, journal.entries(explorer._own)[-1].number)
    explorer.stories.remark()
    story = explorer.stories.lines[0][0]
    assert story.members == (1, 3, 2)
    assert story.new == {2}
    assert state(explorer) == "suggested"
    explorer.stories.not_same(story, None)
    assert explorer.stories.lines[0][0].members == (1, 3)


def test_what_is_put_aside_comes_back_on_demand(explorer: Explorer) -> None:
    explorer.stories.put_aside(explorer.stories.lines[0][0])
    assert explorer.stories.lines == []
    assert explorer.stories.aside() == 1
    explorer.stories.toggle_aside()
    assert state(explorer) == "unsure"
    explorer.stories.same(explorer.stories.lines[0][0])
    assert state(explorer) == "accepted"


def test_a_near_copy_of_a_telling_counts_once_and_follows_its_story(tmp_path: Path, corpus: Path) -> None:
    copy = Article(TEXTS[0].text + " Повтор.", "/копия", "Линь снова", "Вести", "ru", "2025-03-05")
    put(corpus, [copy])
    with database.writing(corpus) as conn, database.transaction(conn):
        copies.join(conn, 1, [1, 6])
    with explore(corpus, tmp_path) as explorer:
        explorer.stories.show()
        story = explorer.stories.lines[0][0]
        assert len(story.members) == 3
        explorer.stories.same(story)
        assert explorer.grouping.mark(explorer.article_ids[0]) == "×4 ru it zh"
        assert len(explorer.article_ids) == 3


@pytest.mark.parametrize("answer", ["accepted", "unsure"])
def test_what_was_said_of_a_telling_holds_for_a_later_near_copy(
    tmp_path: Path, corpus: Path, answer: str
) -> None:
    with explore(corpus, tmp_path) as explorer:
        explorer.stories.show()
        story = explorer.stories.lines[0][0]
        (explorer.stories.same if answer == "accepted" else explorer.stories.put_aside)(story)
    put(corpus, [Article(TEXTS[0].text + " Повтор.", "/копия", "Снова", "Вести", "ru", "2025-03-07")])
    with database.writing(corpus) as conn, database.transaction(conn):
        copies.join(conn, 1, [1, 6])
    with explore(corpus, tmp_path) as explorer:
        explorer.stories.with_aside = True
        explorer.stories.show()
        story = explorer.stories.lines[0][0]
        assert (set(story.members), story.state, story.new) == ({2, 3, 6}, answer, frozenset())
        explorer.stories.not_same(story, None)
        assert explorer.stories.lines == []
        assert explorer.grouping.accepted == []


def test_older_articles_left_out_are_told(corpus: Path, explorer: Explorer) -> None:
    with database.reading(corpus) as conn:
        found = stories.find(conn, explorer.view, [], limit=2)
        assert (found.cut, found.compared, found.total) == (True, 2, 5)
        assert not stories.find(conn, explorer.view, []).cut
        # Where a filter leaves so few, none is left out.
        narrowed = stories.find(conn, explorer.view, [], limit=2, filters=Filters(lang="it"))
        assert (narrowed.cut, narrowed.compared, narrowed.total) == (False, 1, 1)


def test_an_accepted_story_of_old_articles_is_still_listed(explorer: Explorer, corpus: Path) -> None:
    explorer.stories.same(explorer.stories.lines[0][0])
    with database.reading(corpus) as conn:
        found = stories.find(conn, explorer.view, explorer.stories._marks, limit=1)
        assert [row.state for row in found.rows] == ["accepted"]


def test_many_articles_are_compared_in_a_process_of_their_own_with_the_same_result(
    explorer: Explorer, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[object] = []
    begin = Apart.begin

    def watched(query: Apart[Any]) -> object:
        begun.append(query)
        return begin(query)

    monkeypatch.setattr(Apart, "begin", watched)
    posted: queue.Queue[Callable[[], None]] = queue.Queue()
    jobs = ThreadJobs(lambda: database.open_reader(corpus), posted.put)
    found = []
    for few in (1_000, 0):
        monkeypatch.setattr(stories, "_FEW", few)
        room = stories.Stories(explorer, explorer._own, jobs)
        room.read()
        posted.get(timeout=30)()
        found.append(room.found)
    jobs.close()
    assert found == [explorer.stories.found] * 2
    assert found[0] is not None
    assert len(found[0].rows) == 1
    assert len(begun) == 1


def test_stories_need_no_arrays(corpus: Path) -> None:
    """Those of few articles are looked for in the explorer itself, which would keep the 20 MB of numpy."""
    program = (
        "import sys; from aitui.explorer import stories; from aitui.store import database; "
        "from aitui.store.visible import RAW\n"
        f"with database.reading({str(corpus)!r}) as conn: assert stories.find(conn, RAW, ()).rows\n"
        "assert 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
