"""Which pages programs may fetch."""

from __future__ import annotations

import pytest

from aitui.ingest.robots import parse

RULES = """\ufeff# правила
User-agent: badbot
Disallow: /

User-Agent: other
User-agent: *
Disallow: /поиск
Disallow: /*.pdf$
Disallow: /a/*/b
Allow: /a/open/b   # the longer rule wins
Crawl-delay: 10
Disallow:
"""


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("/", True),
        ("/новости", True),
        ("/поиск?q=1", False),
        ("/%D0%BF%D0%BE%D0%B8%D1%81%D0%BA", False),
        ("/x/y.pdf", False),
        ("/x.pdf?download", True),
        ("/a/1/b/c", False),
        ("/a/open/b", True),
        ("/robots.txt", True),
    ],
)
def test_rules_for_all(path: str, may: bool) -> None:
    assert parse(RULES, "aitui").allow(path) is may


def test_rules_that_name_us_go_before_those_for_all() -> None:
    rules = parse(RULES + "\nUser-agent: aitui\nDisallow: /news\n", "aitui")
    assert rules.allow("/x/y.pdf")
    assert not rules.allow("/news/1")


def test_no_rules_no_limits() -> None:
    assert parse("", "aitui").allow("/")
    assert parse("<html>not found</html>", "aitui").allow("/")
    # A pattern of many signs is no trap.
    assert parse("User-agent: *\nDisallow: " + "/*a" * 200 + "b", "aitui").allow("/" + "/xa" * 5_000)
