"""Pages: the article, what the page says of itself, and nothing that is not text."""

from __future__ import annotations

import re

import pytest
from lxml.html import HtmlElement
from read_bytes import article, reason

from aitui.analysis.annotator import annotate
from aitui.ingest.readers import html
from aitui.ingest.readers.interface import Given

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

BODY = "\n".join(
    f"<p>{text}</p>"
    for text in (
        "Китай ограничил вывоз галлия 7 января 2025 года, сообщило министерство торговли страны в Пекине.",
        "Компания Huawei заявила, что запасов хватит на 18 месяцев и что цены вырастут на 12 процентов.",
        "«Мы ответим», — сказал Джастин Линь, глава отдела закупок, на встрече с поставщиками в Шанхае.",
        "Аналитики ждут, что США введут новые пошлины до конца весны, а поставки через Вьетнам удвоятся.",
    )
)
PAGE = f"""<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8">
<title>Китай ограничил вывоз галлия — Пример</title>
<link rel="canonical" href="https://www.example.com/news/gallium?utm_source=tg&amp;id=7#top">
<meta property="og:site_name" content="Пример">
<meta property="article:published_time" content="2025-01-07T23:30:00-08:00">
<script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle", "headline": "Китай ограничил вывоз
галлия", "author": [{{"@type": "Person", "name": "Анна Петрова"}}, {{"name": "Иван Ли"}}]}}]}}</script>
</head><body><nav><a href="/">Главная</a> <a href="/politics">Политика</a> <a href="/sport">Спорт</a></nav>
<article><h1>Китай ограничил вывоз галлия</h1>{BODY}
<p hidden>Спрятанные слова</p><div style="display: none">Невидимая реклама</div>
<script>alert("беда")</script><p>Курс\x1b]52;c;aGk=\x07 акций\x9b2J \u202eвырос на 3 процента
за один день торгов в Гонконге.</p>
</article><footer>© 2011–2025 Пример. Все права защищены. Подпишитесь на рассылку.</footer></body></html>"""


def test_the_article_comes_without_furniture_and_the_page_says_what_it_is() -> None:
    found = article(PAGE, "page.html")
    assert found.title == "Китай ограничил вывоз галлия"
    assert (found.author, found.source, found.published) == ("Анна Петрова, Иван Ли", "Пример", "2025-01-07")
    # A saved page stays the page of its file; where it came from is told beside it.
    assert (found.address, found.url) == ("/тексты/page.html", "https://www.example.com/news/gallium?id=7")
    assert "Джастин Линь" in found.text
    for furniture in ("Главная", "Все права", "Подпишитесь", "Спрятанные", "Невидимая", "беда"):
        assert furniture not in found.text


def test_hidden_elements_go_at_once_and_the_words_behind_them_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    def dropped(element: object) -> None:
        pytest.fail("moves the text behind each into the text before it, which grows without end")

    monkeypatch.setattr(HtmlElement, "drop_tree", dropped)
    spots = "".join(f"<span hidden>тайна <b hidden>тайна</b></span>слово {n} " for n in range(9))
    tree = html._parsed(f"<html><body><p>{spots}</p></body></html>")
    assert tree is not None
    assert tree.text_content().split() == [word for n in range(9) for word in ("слово", str(n))]


def test_no_control_character_and_no_override_gets_in() -> None:
    found = article(PAGE, "page.html")
    assert "Курс]52;c;aGk= акций2J вырос" in found.text
    assert not CONTROLS.search(found.text + str(found.title) + str(found.author))


def test_a_fetched_page_is_named_by_its_address_without_trackers() -> None:
    found = article(PAGE, address="https://example.com/news/gallium?id=7&fbclid=abc", media_type="text/html")
    assert found.address == found.url == "https://www.example.com/news/gallium?id=7"


def test_a_page_may_not_take_the_address_of_another_site() -> None:
    found = article(PAGE, address="https://evil.example.org/a?gclid=1", media_type="text/html")
    assert found.address == "https://evil.example.org/a"


def test_a_front_page_is_not_the_address_of_every_page() -> None:
    page = PAGE.replace(
        "https://www.example.com/news/gallium?utm_source=tg&amp;id=7#top", "https://example.com/"
    )
    found = article(page, address="https://example.com/a", media_type="text/html")
    assert found.address == "https://example.com/a"


def test_what_was_given_goes_before_the_name_of_the_site() -> None:
    found = article(PAGE, "page.html", Given(source="Мой источник", published="2020"))
    assert (found.source, found.published) == ("Мой источник", "2025-01-07")


@pytest.mark.parametrize(
    ("encoding", "meta", "charset"),
    [
        ("cp1251", "windows-1251", None),
        ("koi8-r", "koi8-r", None),
        ("utf-8", "windows-1251", None),  # labels are wrong often
        ("cp1251", "utf-8", None),
        ("koi8-r", "windows-1251", None),
        ("cp1251", "iso-8859-1", None),
        ("cp1251", "utf-8", "windows-1251"),
        ("utf-16", "utf-8", None),
    ],
)
def test_a_wrong_label_does_not_spoil_the_text(encoding: str, meta: str, charset: str | None) -> None:
    page = PAGE.replace('charset="utf-8"', f'charset="{meta}"').replace("\x9b", "").replace("\u202e", "")
    data = page.encode(encoding, "xmlcharrefreplace")
    assert "Джастин Линь, глава отдела закупок" in article(data, "page.html", charset=charset).text


def test_the_layout_of_the_text_is_right() -> None:
    found = article(PAGE, "page.html")
    layout = annotate(found).layout
    assert (layout.title, layout.title_made) == ("Китай ограничил вывоз галлия", False)
    stories = [found.text[start:end] for start, end in layout.blocks]
    assert [
        text for text in stories if text.startswith(("Китай ограничил вывоз галлия 7", "Компания", "«Мы"))
    ] == [paragraph[3:-4] for paragraph in BODY.split("\n")[:3]]


def test_short_paragraphs_are_not_taken_for_one_that_was_wrapped() -> None:
    lines = [
        f"Абзац номер {n} говорит о том, что новости коротки и что их читают быстро, {n}." for n in range(12)
    ]
    page = f"<html><body><article>{''.join(f'<p>{line}</p>' for line in lines)}</article></body></html>"
    found = article(page, "page.html")
    blocks = annotate(found).layout.blocks
    assert [found.text[start:end] for start, end in blocks] == lines


def test_lists_and_tables_stay_together() -> None:
    rows = "".join(f"<tr><td>Страна {n}</td><td>{n} млрд</td></tr>" for n in range(4))
    page = f"<html><body><article>{BODY}<table>{rows}</table>{BODY}</article></body></html>"
    assert re.search(r"Страна 0 ?\|.*\n\|? ?Страна 1", article(page, "page.html").text)


def test_a_page_without_an_article_says_so() -> None:
    assert "no article" in reason("<html><body><script>draw()</script></body></html>", "пусто.html")
    assert "empty" in reason("", "пусто.html")


def test_a_page_nested_a_hundred_thousand_deep_comes_back_soon() -> None:
    assert "no article" in reason("<html><body>" + "<div>" * 100_000 + "x", "глубоко.html")


def test_a_page_of_a_hundred_thousand_elements_is_kept_whole() -> None:
    page = f"<html><body><nav>Меню</nav>{'<p><b>слово</b> и</p>' * 60_000}</body></html>"
    found = article(page, "много.html")
    assert found.text.count("слово и") == 60_000
    assert found.text.startswith("Меню")


def test_code_lists_and_bullets_keep_their_lines() -> None:
    code = "<pre><code>если x:\n    печать(x)\n    ещё(x)\n</code></pre>"
    bullets = "<ul><li><p>раз слово</p></li><li>два слова</li></ul>"
    page = f"<html><body><article>{BODY}{code}{bullets}{BODY}</article></body></html>"
    text = article(page, "код.html").text
    assert "если x:\n    печать(x)\n    ещё(x)" in text
    assert "- раз слово\n- два слова" in text


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Китай и США — Пример", "Китай и США"),
        ("Пример | Китай и США | Анна Петрова", "Китай и США"),
        ("Китай – США: гонка", "Китай – США: гонка"),
        ("Китай и США | Другое", "Китай и США | Другое"),
    ],
)
def test_names_of_outlet_and_author_are_no_part_of_the_title(title: str, shown: str) -> None:
    page = f"""<html><head><title>{title}</title><meta name="author" content="Анна Петрова">
    <meta property="og:site_name" content="Пример"></head><body><article>{BODY}</article></body></html>"""
    assert article(page, "a.html").title == shown


def test_saved_pages_know_where_they_came_from() -> None:
    page = PAGE.replace("<html", "<!-- saved from url=(0031)https://example.com/news/a?gclid=1 -->\n<html")
    page = re.sub("<link rel=.canonical.*?>", "", page)
    assert article(page, "a.html").url == "https://example.com/news/a"


def test_a_page_saved_in_one_file() -> None:
    import base64

    part = base64.encodebytes(re.sub("<link rel=.canonical.*?>", "", PAGE).encode()).decode()
    saved = (
        "From: <Saved by a browser>\nSnapshot-Content-Location: https://example.com/a?utm_medium=x\n"
        'MIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="----b"\n\n'
        '------b\nContent-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: base64\n\n'
        f"{part}\n------b\nContent-Type: image/png\n\nпиксели\n------b--\n"
    )
    for name in ("a.mhtml", "a"):
        found = article(saved, name)
        assert "Джастин Линь" in found.text
        assert (found.url, found.address) == ("https://example.com/a", f"/тексты/{name}")
    assert "saved page without a page" in reason(
        saved.replace("text/html; charset", "text/css; charset"), "a.mht"
    )
