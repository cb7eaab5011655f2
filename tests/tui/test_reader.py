"""The reader: what is folded and said, what is joined, and that only the rows in view are drawn."""

from __future__ import annotations

from array import array
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from seen import Seen, see
from small_corpora import four, put

from aitui.explorer.parts import OpenArticle
from aitui.model import Article
from aitui.store.rows import ArticleRow
from aitui.tui.theme import DARK

# A page break inside the second sentence; furniture of one line and of two; one that is glued to a line.
PAGES = (
    "Первая фраза о Китае.\nВторая фраза обрывается на конце страницы\n\nи продолжается на следующей. Третья."
    "\n\n"
    "§Реклама§\n§Подписка§\n\n2025-01-01 §дата§ Китай в конце."
)
MIXED = (
    "שלום עולם, הסין כאן. مرحبا بالعالم 2025-03-04. 👩‍👩‍👧 семья 👍🏽 и 🇨🇳 рядом с 中国。"
    "ｆｕｌｌ　ｗｉｄｔｈ 한국어 e\u0301. Ещё ❤️ текст, чтобы строка была длиннее панели и свернулась. " * 4
)
WIDE = "中国发布了新的人工智能芯片，" * 20 + "华为很快。"
LONG_TITLE = "Очень длинный заголовок о том, как Китай и США спорят о чипах, " * 6 + "конец"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AITUI_HOME", str(tmp_path))


def on(
    tmp_path: Path,
    test: Callable[[Seen], Awaitable[None]],
    *given: Article,
    size: tuple[int, int] = (120, 40),
) -> None:
    """Run a test on a corpus of these articles."""
    see(put(tmp_path / "корпус.db", given), test, size)


def body(seen: Seen) -> list[str]:
    """Return the rows of the reader without their left edge."""
    return [row[2:].rstrip() for row in seen.rows("reader")[1:]]


def test_the_title_stands_once_where_the_text_has_it(tmp_path: Path) -> None:
    async def test(seen: Seen) -> None:
        assert body(seen)[:4] == [
            "Гонка чипов!", "Лента · 2025-03-05 · ru · by А. Автор", "", "Китай строит завод."
        ]  # fmt: skip
        assert seen.styled("reader", DARK.strong) == ["Гонка чипов!"]

    text = "Гонка чипов!\n\nКитай строит завод."
    on(tmp_path, test, Article(text, "/а", "Гонка чипов!", "Лента", "ru", "2025-03-05", author="А. Автор"))


def test_a_title_beside_the_text_stands_above_it(tmp_path: Path) -> None:
    async def test(seen: Seen) -> None:
        assert body(seen)[:4] == ["Гонка", "date unknown · ru", "", "Китай строит завод."]

    on(tmp_path, test, Article("Китай строит завод.", "/а", "Гонка", None, "ru", None))


def test_the_line_that_is_read_stays_in_view_when_the_window_becomes_lower(tmp_path: Path) -> None:
    async def test(seen: Seen) -> None:
        await seen.press("2", *["j"] * 20)
        await seen.resize(120, 20)
        await seen.until(lambda: len(body(seen)) < 20)
        assert any(row.startswith("▌") for row in seen.rows("reader")[1:])

    text = "\n\n".join(f"Фраза номер {number}." for number in range(60))
    on(tmp_path, test, Article(text, "/а", "Гонка", None, "ru", None))


def test_what_comes_in_late_does_not_move_the_lines_that_are_read(tmp_path: Path) -> None:
    async def test(seen: Seen) -> None:
        await seen.press("2", *["space"] * 3, *"kkkkkkkkkkkk")
        before = seen.rows("reader")
        seen.screen.explorer.changed("reader", "articles", "status")  # counts of an entity, an alignment
        await seen.settle()
        assert seen.rows("reader") == before

    on(
        tmp_path,
        test,
        Article("\n\n".join(f"Китай строит {n}." for n in range(200)), "/а", "А", None, "ru", None),
    )


def test_a_made_title_is_called_made(tmp_path: Path) -> None:
    async def test(seen: Seen) -> None:
        await seen.press("2", "z")
        await seen.until(lambda: len(body(seen)[0]) > 60)
        assert body(seen)[:3] == [
            "LA STAMPA · date unknown · it · title made from the first sentence", "",
            "La Cina cresce. Perché no?",
        ]  # fmt: skip

    on(tmp_path, test, Article("La Cina cresce. Perché no?", "/b", None, "LA STAMPA", "it", None))


def test_a_page_break_in_mid_sentence_is_joined_and_a_paragraph_is_not(tmp_path: Path) -> None:
    async def test(seen: Seen) -> None:
        rows = body(seen)
        at = rows.index("Вторая фраза обрывается на конце страницы")
        assert rows[at + 1] == "и продолжается на следующей. Третья."
        assert rows[at + 2] == ""

    on(tmp_path, test, Article(PAGES, "/с", "Страницы", None, "ru", None))


def test_furniture_is_folded_to_one_line_and_a_glued_piece_is_left_out(tmp_path: Path) -> None:
    async def test(seen: Seen) -> None:
        rows = body(seen)
        assert "⋯ 2 lines folded: nav (B shows)" in rows
        assert not any("Реклама" in row or "дата" in row for row in rows)
        assert "Китай в конце." in rows
        await seen.press("2", "B")
        rows = body(seen)
        assert [row for row in rows if "§" in row] == ["§Реклама§", "§Подписка§", "§дата§"]
        assert not any("folded" in row for row in rows)

    on(tmp_path, test, Article(PAGES, "/с", "Страницы", None, "ru", None))


def test_lighting_leaves_furniture_dark(tmp_path: Path) -> None:
    async def test(seen: Seen) -> None:
        await seen.press("2", "B", "3")
        await seen.tells("Китай · China · 1 mention · 1 article")
        assert seen.styled("reader", DARK.lit) == ["Китай"]

    on(tmp_path, test, Article("Китай здесь.\n§Китай в меню§\nКонец.", "/м", "Меню", None, "ru", None))


def test_a_bookmark_is_marked_where_its_sentence_begins_and_survives(tmp_path: Path) -> None:
    async def mark(seen: Seen) -> None:
        await seen.press("2", ")", "m")
        (marked,) = [row for row in seen.rows("reader")[1:] if "◆" in row]
        assert marked == "▌◆Вторая фраза обрывается на конце страницы"

    async def again(seen: Seen) -> None:
        (marked,) = [row for row in seen.rows("reader")[1:] if "◆" in row]
        assert marked.endswith("◆Вторая фраза обрывается на конце страницы")
        await seen.press("'", "x")
        await seen.press("2")
        assert not any("◆" in row for row in seen.rows("reader"))

    on(tmp_path, mark, Article(PAGES, "/с", "Страницы", None, "ru", None))
    on(tmp_path, again, Article(PAGES, "/с", "Страницы", None, "ru", None))


def test_the_whole_current_sentence_is_marked_at_the_edge(tmp_path: Path) -> None:
    async def test(seen: Seen) -> None:
        await seen.press("2", ")")
        marked = [row[2:] for row in seen.rows("reader")[1:] if row.startswith("▌")]
        assert marked == ["Вторая фраза обрывается на конце страницы", "и продолжается на следующей. Третья."]

    on(tmp_path, test, Article(PAGES, "/с", "Страницы", None, "ru", None))


def test_no_word_of_a_text_is_lost_or_said_twice(tmp_path: Path) -> None:
    text = "\n".join(f"Строка {n} длиннее панели, с 中国 и словами, которые переносятся." for n in range(60))

    async def test(seen: Seen) -> None:
        await seen.press("2")
        told = body(seen)
        while "100%" not in seen.heading("reader"):
            await seen.press("space")
            told = told[: seen.screen.reader.top] + body(seen)
        words = " ".join(told).split()
        assert words[words.index("Строка") :] == text.split()

    on(tmp_path, test, Article(text, "/д", "Длинная", None, "ru", None), size=(80, 24))


# ---------------------------------------------------------------------------- any text at any size


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 12), (20, 5)])
def test_every_row_is_as_wide_as_the_terminal(tmp_path: Path, size: tuple[int, int]) -> None:
    async def test(seen: Seen) -> None:
        for keys in ("1", "2", "3", "4", "s", "'", "z", "?"):
            await seen.press("escape", *keys)
            await seen.type("中" if keys == "s" else "")
            frame = seen.frame()
            assert len(frame) == size[1]
            for row in frame:
                assert cell_len(row) == size[0], (keys, row)

    on(
        tmp_path,
        test,
        Article(MIXED, "/м", "שלום 👩‍👩‍👧 中国 🇨🇳", "مصدر", "he", "2025-03-11"),
        Article(WIDE, "/ш", LONG_TITLE, "新华", "zh", "2025-03-10"),
        *four(),
        size=size,
    )


def test_a_long_title_is_cut_in_lists_and_whole_in_the_reader(tmp_path: Path) -> None:
    async def test(seen: Seen) -> None:
        row = seen.rows("articles")[1]
        assert row.endswith("…")
        assert cell_len(row) <= seen.screen.articles.size.width
        told = " ".join(seen.styled("reader", DARK.strong))
        assert told == LONG_TITLE
        assert seen.heading("reader").endswith("…")

    on(tmp_path, test, Article(WIDE, "/ш", LONG_TITLE, "新华", "zh", "2025-03-10"))


def test_chinese_is_wrapped_between_its_characters(tmp_path: Path) -> None:
    async def test(seen: Seen) -> None:
        rows = [row for row in body(seen) if "中国" in row or "芯片" in row]
        width = seen.screen.reader.size.width - 3
        assert len(rows) > 5
        assert all(width - 3 <= cell_len(row) <= width for row in rows[:-1])
        assert "".join(rows) == WIDE
        assert not any(row.startswith(("，", "。")) for row in rows)

    on(tmp_path, test, Article(WIDE, "/ш", "芯片", "新华", "zh", "2025-03-10"))


def test_at_80_by_24_one_list_stands_beside_the_reader_and_nothing_is_lost(tmp_path: Path) -> None:
    async def test(seen: Seen) -> None:
        assert seen.in_view() == {"articles", "reader"}
        assert seen.frame()[0].startswith(" 1 Articles 1/4")
        await seen.press("3")
        await seen.shows("3 Entities 1/3", "2 Reader")
        assert "1 Articles" not in seen.frame()[0]
        await seen.tells("中国 · China · 7 mentions · 3 articles · 3 languages")
        await seen.press("n", "m")
        await seen.tells("Bookmarked")
        assert any("▌◆中国发布" in row for row in seen.frame())
        await seen.press("4")
        await seen.shows("4 Timeline 1/", "2 Reader")
        await seen.press("7")
        await seen.shows("7 Bookmarks 1/1", "“中国发布人工智能芯片。”")
        await seen.press("s")
        await seen.type("договор")
        await seen.shows("6 Search 1/1 articles")
        await seen.press("enter", "enter")
        await seen.shows("2 Reader", "Договор с Китаем подписан")
        await seen.press("1")
        await seen.shows("1 Articles 2/4")
        await seen.resize(120, 40)
        await seen.shows("1 Articles", "2 Reader", "3 Entities", "4 Timeline")

    on(tmp_path, test, *four(), size=(80, 24))


def test_after_a_resize_the_current_sentence_is_still_in_view(tmp_path: Path) -> None:
    text = "\n\n".join(f"Пункт {n}: Китай строит завод, и строит его быстро и хорошо." for n in range(80))

    async def test(seen: Seen) -> None:
        await seen.press("2", *"))))", *[")"] * 46)
        for columns, rows in ((80, 24), (60, 12), (160, 50), (120, 40)):
            await seen.resize(columns, rows)
            marked = [row[2:] for row in seen.rows("reader")[1:] if row.startswith("▌")]
            assert marked
            assert marked[0].startswith("Пункт 50:")

    on(tmp_path, test, Article(text, "/п", "Пункты", None, "ru", None))


def test_an_empty_corpus_says_what_to_do_and_every_key_is_safe(tmp_path: Path) -> None:
    async def test(seen: Seen) -> None:
        await seen.shows(
            "No articles yet: aitui add FILE…", "1 chooses an article.", "Nothing dated yet: aitui"
        )
        for pane in "123467":
            await seen.press("escape", pane, *"jk", "space", *"bgGHLJKnNzz()mMxyBuU*", "enter", "escape")
            await seen.press("/", "ж", "enter", "ctrl+d", "ctrl+u", "tab", "shift+tab")
        await seen.press("m", "7", "escape")
        await seen.press("s")
        await seen.type("китай")
        await seen.shows("No article holds “китай”.")
        await seen.press("enter", "enter", "n")
        await seen.tells("Nothing to step through")

    on(tmp_path, test)


def test_an_empty_text_of_furniture_alone_is_shown(tmp_path: Path) -> None:
    async def test(seen: Seen) -> None:
        assert "⋯ 1 line folded: nav (B shows)" in body(seen)
        await seen.press("2", *"jjkGg)(mBjk")
        assert "§Только меню§" in body(seen)

    on(tmp_path, test, Article("§Только меню§", "/п", "Пусто", None, "ru", None))


# ---------------------------------------------------------------------------- only what is in view


def test_the_rows_before_the_end_can_still_be_drawn_while_the_program_ends(tmp_path: Path) -> None:
    async def test(seen: Seen) -> None:
        await seen.press("G", "Q")
        await seen.until(lambda: seen.app._exit)

    many = [Article(f"Китай, заметка {n}.", f"/{n}", f"Заметка {n}", None, "ru", None) for n in range(200)]
    on(tmp_path, test, *many)


def huge(entity_id: int, row: ArticleRow) -> OpenArticle:
    """Return an article of two million characters with 50,000 mentions, a sentence and a mention each 40."""
    piece = "Китай строит дата-центры, и это дорого. "
    text = "\n".join([piece * 5] * 10_000)
    starts = array("q", (line * 201 + n * 40 for line in range(10_000) for n in range(5)))
    return OpenArticle(
        row=row,
        version_uid="v",
        text=text,
        boilerplate=[],
        sentence_starts=starts,
        sentence_ends=array("q", (start + 39 for start in starts)),
        mentions=[],
        by_entity={entity_id: (starts, array("q", (start + 5 for start in starts)))},
    )


def test_lighting_in_two_million_characters_draws_the_rows_in_view(tmp_path: Path) -> None:
    async def test(seen: Seen) -> None:
        explorer, reader = seen.screen.explorer, seen.screen.reader
        china, huawei = list(explorer.entity_ids)[:2]
        assert explorer.article is not None
        opened = huge(china, explorer.article.row)
        assert len(opened.text) > 2_000_000
        drawn: list[int] = []
        read: list[int] = []
        line, styled = reader.line, reader._layers

        def count_line(y: int, width: int) -> object:
            drawn.append(y)
            return line(y, width)

        def count_cells(article: OpenArticle, row: object) -> object:
            pieces = styled(article, row)  # type: ignore[arg-type]
            read.append(len(pieces))
            return pieces

        reader.line = count_line  # type: ignore[method-assign, assignment]
        reader._layers = count_cells  # type: ignore[method-assign, assignment]
        explorer.article = opened
        explorer.offset = 1_000_000
        explorer.light(huawei)
        explorer.go("reader")
        reader.changed()
        await seen.until(lambda: len(drawn) >= reader.rows)
        await seen.settle()
        rows = reader.rows
        for entity, lit in ((china, True), (huawei, False), (china, True)):
            drawn.clear()
            read.clear()
            explorer.light(entity)
            await seen.until(lambda: explorer.lit is not None and explorer.lit.loaded)
            await seen.settle()
            assert (set(seen.styled("reader", DARK.lit)) == {"Китай"}) == lit
            # The frame after lighting, one more when the counts came, and the look taken here.
            assert rows <= len(drawn) <= 4 * rows
            assert sum(read) <= len(drawn) * 6
        drawn.clear()
        before = reader.top
        await seen.press("j")
        await seen.settle()
        if reader.top == before:
            assert len(drawn) <= 8
        await seen.press("G")
        await seen.until(lambda: "100%" in seen.heading("reader"))

    on(tmp_path, test, *four())


def test_lists_read_and_draw_the_rows_in_view(tmp_path: Path) -> None:
    async def test(seen: Seen) -> None:
        pane = seen.screen.articles
        drawn: list[int] = []
        row = pane.row

        def count(index: int, base: object, width: int) -> object:
            drawn.append(index)
            return row(index, base, width)  # type: ignore[arg-type]

        pane.row = count  # type: ignore[method-assign, assignment]
        await seen.press("j")
        await seen.settle()
        assert set(drawn) <= {0, 1}
        drawn.clear()
        await seen.press("G")
        await seen.until(lambda: drawn)
        await seen.settle()
        assert set(drawn) == set(range(1500 - pane.rows, 1500))
        assert len(seen.screen.explorer._article_rows) < 300

    many = [Article(f"Китай, заметка {n}.", f"/{n}", f"Заметка {n}", None, "ru", None) for n in range(1500)]
    on(tmp_path, test, *many)


def test_a_window_too_narrow_for_a_text_forgets_the_lines_of_the_one_before(tmp_path: Path) -> None:
    async def test(seen: Seen) -> None:
        await seen.press("2")
        await seen.resize(2, 6)
        await seen.press("J", "v", "G")
        assert seen.screen.explorer.article is not None
        assert seen.screen.explorer.article.text.startswith("Коротко")
        await seen.resize(120, 40)
        await seen.shows("Коротко")

    long = Article("Долго. " * 400, "а", title="Долго", lang="ru", published="2025-03-05")
    short = Article("Коротко.", "б", title="Коротко", lang="ru", published="2025-03-04")
    on(tmp_path, test, long, short)


def test_lines_are_no_longer_than_can_be_followed(tmp_path: Path) -> None:
    async def test(seen: Seen) -> None:
        await seen.press("2", "z")
        lines = [line for line in body(seen) if line]
        assert 80 <= max(map(cell_len, lines)) <= 100

    on(tmp_path, test, Article(WIDE + MIXED, "а:1", title="Широкое", lang="zh"), size=(300, 100))
