"""Feeds of every make, well-formed or not, and hostile ones."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from read_bytes import article, items, reason

from aitui.errors import InputError
from aitui.ingest.readers import feed, json_feed
from aitui.ingest.readers.interface import Given
from aitui.model import Article

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Новости &amp; мнения</title><link>https://example.com/</link><ttl>90</ttl>
<item><title>Китай &lt;b&gt;ограничил&lt;/b&gt; вывоз</title><link>/a?utm_source=rss&amp;id=1</link>
<pubDate>Tue, 07 Jan 2025 23:30:00 -0800</pubDate><dc:creator>Анна Петрова</dc:creator>
<description>Коротко.</description>
<content:encoded><![CDATA[<p>Китай ограничил вывоз&nbsp;галлия.</p><p>США ответят<br>скоро.</p>
<ul><li>раз</li><li>два</li></ul><script>alert(1)</script><style>p{}</style>]]></content:encoded></item>
<item><title>Только заголовок</title><guid isPermaLink="false">tag:example.com,2025:2</guid></item>
<item><link>https://example.com/empty</link></item>
<item><title>Китай снова</title><link>https://example.com/a?id=1</link></item>
</channel></rss>"""


def test_entries_become_articles() -> None:
    first, second, third = items(RSS, "лента.xml", address="https://example.com/rss", media_type="text/xml")
    assert first == Article(
        "Китай ограничил вывоз галлия.\n\nСША ответят\nскоро.\n\n- раз\n- два",
        "https://example.com/a?id=1",
        "Китай ограничил вывоз",
        "Новости & мнения",
        published="2025-01-07",
        url="https://example.com/a?id=1",
        author="Анна Петрова",
        partial=True,
    )
    assert isinstance(second, Article)
    # A headline alone is a text too; what has no address is known by its id.
    assert (second.text, second.address) == ("Только заголовок", "tag:example.com,2025:2")
    assert isinstance(third, InputError)
    assert "entry 3: has neither title nor text" in str(third)


def test_the_feed_says_its_name_and_how_long_it_holds() -> None:
    found = feed.parse(RSS.encode(), "лента", Given(), "https://example.com/rss")
    assert (found.title, found.site, found.ttl) == ("Новости & мнения", "https://example.com/", 90)
    hourly = RSS.replace(
        "<ttl>90</ttl>",
        '<s:updatePeriod xmlns:s="http://purl.org/rss/1.0/modules/syndication/">hourly</s:updatePeriod>'
        '<s:updateFrequency xmlns:s="http://purl.org/rss/1.0/modules/syndication/">2</s:updateFrequency>',
    )
    assert feed.parse(hourly.encode(), "лента", Given()).ttl == 30


def test_atom_and_rdf() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Лента</title><entry>
    <title type="text">a &lt;b> c</title>
    <link href="https://example.com/1"/><updated>2024-02-03T10:00:00Z</updated><author><name>Ли</name></author>
    <summary type="text">5 &lt; 7 &amp; 9 > 8</summary></entry></feed>"""
    found = article(atom, "лента.atom")
    assert (found.title, found.text, found.published) == ("a <b> c", "5 < 7 & 9 > 8", "2024-02-03")
    rdf = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <channel><title>中文</title></channel><item><title>标题</title><link>https://example.com/2</link></item></rdf:RDF>"""
    assert article(rdf, "лента").title == "标题"


@pytest.mark.parametrize(
    ("encoding", "said", "charset"),
    [
        ("utf-8", "", None),
        ("utf-8", "<?xml version='1.0'?>", None),
        ("utf-8", "<?xml version='1.0' encoding='iso-8859-1'?>", None),
        ("utf-8", "<?xml version='1.0' encoding='utf-8'?>", "iso-8859-1"),
        ("cp1252", "<?xml version='1.0' encoding='utf-8'?>", None),
        ("cp1252", "\n<?xml version='1.0' encoding='windows-1252'?>", None),
        ("utf-16", "<?xml version='1.0' encoding='utf-16'?>", None),
    ],
)
def test_the_bytes_say_which_encoding_it_is_where_the_label_is_wrong_or_missing(
    encoding: str, said: str, charset: str | None
) -> None:
    items = "<title>Attualità</title><item><title>È già così</title></item>"
    told = f"{said}<rss version='2.0'><channel>{items}</channel></rss>"
    found = feed.parse(told.encode(encoding), "лента", Given(), "https://example.com/rss", charset)
    first = found.entries[0]
    assert isinstance(first, Article)
    assert (found.title, first.title) == ("Attualità", "È già così")


def test_cyrillic_that_is_called_utf8_is_read() -> None:
    told = (
        "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>Вести из Китая</title>"
        "<item><title>Китай ограничил вывоз редких металлов</title></item></channel></rss>"
    )
    assert (
        feed.parse(told.encode("cp1251"), "лента", Given(), "https://example.com/").title == "Вести из Китая"
    )


def _names(*entries: tuple[str | None, str | None], site: str = "https://example.com/") -> list[str | None]:
    guid = "<guid isPermaLink='false'>{}</guid>"
    told = "".join(
        f"<item><title>Новость {number}</title>{f'<link>{link}</link>' if link else ''}"
        f"{guid.format(own) if own else ''}</item>"
        for number, (link, own) in enumerate(entries)
    )
    text = f"<rss version='2.0'><channel><title>Лента</title><link>{site}</link>{told}</channel></rss>"
    found = feed.parse(text.encode(), "лента", Given(), "https://example.com/rss").entries
    return [one.address for one in found if isinstance(one, Article)]


def test_ids_of_two_feeds_do_not_meet() -> None:
    ours, theirs = _names((None, "17")), _names((None, "17"), site="https://example.org/")
    assert ours == ["https://example.com/#17"]
    assert theirs == ["https://example.org/#17"]
    assert _names((None, "urn:uuid:17")) == _names((None, "urn:uuid:17"), site="https://example.org/")


def test_entries_that_lead_to_one_page_are_told_apart_by_their_ids() -> None:
    page = "https://example.com/live"
    assert len(set(_names((page, "1"), (page, "2")))) == 2
    assert len(set(_names((f"{page}#a", None), (f"{page}#b", None)))) == 2
    # A front page is that of no entry, also while it is the only one.
    assert _names(("https://example.com/", "1")) == ["https://example.com/#1"]
    assert _names((page, "1"), (page, "1")) == [page]


def test_a_json_feed_may_number_its_items() -> None:
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Лента",
        "home_page_url": "https://example.com/",
        "items": [{"id": 7, "content_text": "Китай и Италия."}, {"id": "8", "content_text": "Ещё."}],
    }
    found = json_feed.parse(
        json.dumps(data).encode(), "лента", Given(), "https://example.com/feed.json"
    ).entries
    names = [one.address for one in found if isinstance(one, Article)]
    assert names == ["https://example.com/#7", "https://example.com/#8"]


def test_a_json_feed() -> None:
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Лента",
        "home_page_url": "https://example.com/",
        "items": [
            {
                "id": "1",
                "url": "https://example.com/1?fbclid=x",
                "title": "Заголовок",
                "content_html": "<p>Раз\x1b[2J</p><p>Два</p>",
                "date_published": "2025-01-07T23:30:00-08:00",
                "authors": [{"name": "Анна"}],
            },
            {"id": "2", "content_text": "<не разметка>"},
            "чужое",
        ],
    }
    first, second, third = items(json.dumps(data, ensure_ascii=False), "feed.json")
    assert isinstance(first, Article)
    assert (first.text, first.url, first.author) == ("Раз[2J\n\nДва", "https://example.com/1", "Анна")
    assert (first.published, first.source) == ("2025-01-07", "Лента")
    assert isinstance(second, Article)
    assert second.text == "<не разметка>"
    assert "no entry" in str(third)
    with pytest.raises(InputError, match="no items"):
        json_feed.parse(b"{}", "лента", Given())


# ---------------------------------------------------------------------------- hostile


def rss(item: str, prologue: str = "") -> str:
    return f"{prologue}<rss version='2.0'><channel><title>Л</title><item>{item}</item></channel></rss>"


def test_escape_sequences_do_not_get_through_either_parser() -> None:
    well_formed = article(rss("<title>а\x9b2Jб</title><description>\x9dв</description>"), "л.xml")
    broken = article(rss("<title>а&#27;]52;c;aGk=&#7;б</title><description>&#27;[2Jв</description>"), "л.xml")
    for found in (well_formed, broken):
        assert not CONTROLS.search(found.text + str(found.title))
        assert "в" in found.text
        assert str(found.title).startswith("а")


def test_a_bomb_of_entities_is_refused() -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    bomb = rss("<title>&l8;</title>", f'<!DOCTYPE rss [<!ENTITY l0 "хa">{entities}]>')
    assert "entities" in reason(bomb, "л.xml")


def test_files_are_not_read_by_way_of_entities(tmp_path: Path) -> None:
    (tmp_path / "тайна").write_text("тайна", "utf-8")
    declared = f'<!DOCTYPE rss [<!ENTITY a SYSTEM "{(tmp_path / "тайна").as_uri()}">]>'
    assert "тайна" not in str(items(rss("<title>б &a;</title>", declared), "л.xml"))


def test_a_feed_that_is_an_address_or_a_path_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "л.xml").write_text(rss("<title>тайна</title>"), "utf-8")
    for text in (str(tmp_path / "л.xml"), "http://127.0.0.1:9/feed"):
        with pytest.raises(InputError, match="no feed"):
            feed.parse(text.encode(), "лента", Given())


def test_elements_nested_without_end_are_refused() -> None:
    deep = rss(f"<title>{'<div>' * 50_000}{'</div>' * 50_000}</title>")
    assert "nested too deeply" in reason(deep, "л.xml")


def test_xml_of_another_kind_is_no_feed() -> None:
    assert "no feed" in reason("<?xml version='1.0'?><проект/>", "pom.xml")


def test_doctypes_and_comments_before_the_root_do_not_hide_it() -> None:
    prologue = (
        '<?xml version="1.0"?>\n<!-- лента -->\n<!DOCTYPE rss PUBLIC "-//X//DTD" "http://x.example/a.dtd">\n'
    )
    assert article(rss("<title>Раз</title>", prologue), "без имени").title == "Раз"
