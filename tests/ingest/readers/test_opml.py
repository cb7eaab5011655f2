"""Lists of feeds in and out."""

from __future__ import annotations

from read_bytes import feeds, items, reason

from aitui.errors import InputError
from aitui.ingest.readers import opml
from aitui.ingest.readers.interface import FeedFound

LIST = """<?xml version="1.0"?><opml version="1.0"><head><title>Мои ленты</title></head><body>
<outline text="Азия"><outline text="Китай/США">
<outline type="rss" text="A &amp; Б" xmlurl="https://example.com/a?x=1&amp;utm_source=o" htmlUrl="https://example.com/"/>
</outline></outline>
<outline title="Б & В" xmlUrl="HTTP://Example.org/b"/>
<outline text="Дважды" xmlUrl="http://example.org/b"/>
<outline text="Чужое" xmlUrl="file:///etc/passwd"/>
</body></opml>"""


def test_feeds_keep_their_names_and_folders() -> None:
    found = items(LIST, "ленты.xml")
    assert found[0] == FeedFound(
        "https://example.com/a?x=1", "A & Б", "https://example.com/", "Азия/Китай∕США"
    )
    # An ampersand that should have been written otherwise spoils nothing; one feed is one.
    assert isinstance(found[1], FeedFound)
    assert (found[1].url, found[1].folder) == ("http://example.org/b", None)
    assert isinstance(found[2], InputError)
    assert "file:///etc/passwd" in str(found[2])
    assert len(found) == 3


def test_the_way_out_and_in_again_loses_nothing() -> None:
    kept = [
        FeedFound(
            "https://example.com/1", 'Кавычки " и <знаки> & \x1b', "https://example.com/", "Азия/Китай"
        ),
        FeedFound("https://example.com/2?a=1&b=2", "Два", None, "Азия"),
        FeedFound("https://example.com/3", "Три", None, "Европа"),
        FeedFound("https://example.com/4", None, None, None),
        FeedFound("https://example.com/5", "Пять", None, "Азия/Китай"),
    ]
    back = {feed.url: feed for feed in feeds(opml.write(kept), "ленты.opml")}
    assert len(back) == 5
    for feed in kept:
        again = back[feed.url]
        assert (again.site, again.folder) == (feed.site, feed.folder)
        assert again.title == (feed.title.replace("\x1b", "").strip() if feed.title else None)


def test_what_is_no_list_is_refused() -> None:
    assert "without feeds" in reason("<opml><body/></opml>", "a.opml")
    assert "entities" in reason('<!DOCTYPE opml [<!ENTITY a "b">]><opml>&a;</opml>', "a.opml")
    assert "damaged" in reason("", "a.opml")
