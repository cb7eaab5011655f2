"""Feeds and pages from the command line, against a server on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from web_server import Site, serving

from aitui.__main__ import main

RSS = """<rss version="2.0"><channel><title>Новости</title><link>https://example.com/</link>
<item><title>Китай</title><link>https://example.com/1</link>
<description>Китай ограничил вывоз.</description></item>
<item><title>США</title><link>https://example.com/2</link>
<description>США ответили Китаю.</description></item>
<item><link>https://example.com/3</link></item></channel></rss>"""


@dataclass(frozen=True)
class Result:
    """What a command printed."""

    code: int
    out: str
    err: str

    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


class Shell:
    """Runs commands in a home of their own."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *argv: str) -> Result:
        self._capsys.readouterr()
        code = main(list(argv))
        captured = self._capsys.readouterr()
        return Result(code, captured.out, captured.err)


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setenv("AITUI_HOME", str(tmp_path / "дом"))
    monkeypatch.delenv("AITUI_DB", raising=False)
    monkeypatch.chdir(tmp_path)
    return Shell(capsys)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        site.page("/rss", RSS, "application/rss+xml")
        yield site


def test_a_feed_is_followed_listed_updated_and_unfollowed(shell: Shell, site: Site) -> None:
    url = site.url + "/rss"
    added = shell("add", "--allow-private", url)
    assert added.code == 1
    assert "entry 3: has neither title nor text" in added.err
    assert "2 added" in added.out
    assert "1 feed followed" in added.out
    (row,) = shell("feeds", "--nl").rows()
    assert (row["state"], row["url"], row["title"], row["entries"]) == ("good", url, "Новости", 3)
    assert "Новости" in shell("feeds").out
    assert "1 feed, none is due" in shell("update").out
    assert shell("add", "--allow-private", url).out.endswith("1 failed, 1 feed followed already\n")
    updated = shell("update", "--all")
    assert updated.code == 0
    assert "1 feed, 1 entry left out; 0 added, 0 updated, 2 in already" in updated.out
    assert shell("remove", url).out.endswith("Новости is followed no more\n")
    assert shell("feeds", "--nl").out == ""
    assert len(shell("articles", "--nl").rows()) == 2


def test_what_fails_is_told_and_seen_in_the_list(shell: Shell, site: Site) -> None:
    url = site.url + "/rss"
    shell("add", "--allow-private", url)
    site.page("/rss", "", status=500)
    failed = shell("update", "--nl", url)
    assert failed.code == 1
    assert "500" in failed.err
    assert [(row["state"], row["entries"]) for row in failed.rows()] == [("failed", None)]
    (row,) = shell("feeds", "--nl").rows()
    assert (row["state"], row["failures"]) == ("failing", 1)
    assert "500" in row["error"]
    assert "500" in shell("feeds").out


def test_lists_of_feeds_come_in_and_go_out(shell: Shell, site: Site, tmp_path: Path) -> None:
    folder = tmp_path / "разное"
    folder.mkdir()
    (folder / "ленты.opml").write_text(
        f'<opml><body><outline text="Азия"><outline text="Моё" xmlUrl="{site.url}/rss"/>'
        f'<outline text="Нет" xmlUrl="{site.url}/none"/></outline></body></opml>',
        "utf-8",
    )
    (folder / "текст.txt").write_text("Просто текст о Китае.", "utf-8")
    added = shell("add", "--allow-private", str(folder))
    assert "3 added" in added.out
    assert "2 feeds followed" in added.out
    assert "404" in added.err
    out = shell("feeds", "--opml").out
    assert '<outline text="Азия">' in out
    assert f'xmlUrl="{site.url}/rss"' in out
    assert shell("feeds", "--opml", "--json").code == 2


def test_the_list_of_feeds_is_the_same_in_another_corpus(shell: Shell, site: Site, tmp_path: Path) -> None:
    site.page("/другая", RSS.replace("Новости", "Кавычки &quot; и &lt;знаки&gt;"), "application/rss+xml")
    (tmp_path / "мои.opml").write_text(
        '<opml><body><outline text="Азия">'
        f'<outline text="Китай"><outline xmlUrl="{site.url}/другая"/></outline>'
        f'<outline text="Моё" xmlUrl="{site.url}/rss" htmlUrl="https://example.com/"/></outline>'
        f'<outline xmlUrl="{site.url}/none"/></body></opml>',
        "utf-8",
    )
    shell("add", "--allow-private", "мои.opml")
    out = shell("feeds", "--opml").out
    assert out.count("xmlUrl=") == 3
    (tmp_path / "наружу.opml").write_text(out, "utf-8")
    shell("add", "--allow-private", "наружу.opml", "--db", "другой.db")
    assert shell("feeds", "--opml", "--db", "другой.db").out == out


def test_a_dry_run_fetches_and_keeps_nothing(shell: Shell, site: Site, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    shown = shell("add", "--dry-run", "--nl", "--allow-private", site.url + "/rss", "a.png", str(tmp_path))
    rows = shown.rows()
    assert [row["state"] for row in rows] == [
        "feed",
        "new",
        "new",
        "rejected",
        "rejected",
        "skipped",
        "rejected",
    ]
    assert len({tuple(row) for row in rows}) == 1
    assert "neither title nor text" in rows[3]["reason"]
    assert "an image" in rows[4]["reason"]
    assert not (tmp_path / "дом").exists()


def test_private_addresses_are_refused_unless_allowed(shell: Shell, site: Site) -> None:
    refused = shell("add", site.url + "/rss")
    assert refused.code == 1
    assert "--allow-private" in refused.err
    assert site.seen == []
    assert shell("feeds", "--nl").out == ""


def test_full_texts_come_with_the_first_fetch_and_mend_what_came_before(shell: Shell, site: Site) -> None:
    words = "".join(f"<p>Китай ограничил вывоз галлия и германия в {n} стран мира.</p>" for n in range(20))
    site.page("/1", f"<html><body><article>{words}</article></body></html>")
    site.page("/rss", RSS.replace("https://example.com/1", site.url + "/1"))

    def lengths() -> dict[str, int]:
        return {row["title"]: row["length"] for row in shell("articles", "--nl").rows()}

    shell("add", "--allow-private", site.url + "/rss")
    assert lengths()["Китай"] < 100
    shell("add", "--allow-private", "--full-text", site.url + "/rss")
    assert lengths()["Китай"] > 1_000
    assert lengths()["США"] < 100
    shell("update", "--all")
    assert lengths()["Китай"] > 1_000
    assert site.paths().count("/1") == 1


def test_full_texts_of_what_came_in_before_though_the_feed_tells_nothing_of_it(
    shell: Shell, site: Site
) -> None:
    words = "".join(f"<p>Китай ограничил вывоз галлия и германия в {n} стран мира.</p>" for n in range(40))
    for path in ("/1", "/2"):
        site.page(path, f"<html><body><article>{words}</article></body></html>")
    before = RSS.replace("https://example.com/1", site.url + "/1").replace(
        "https://example.com/2", site.url + "/2"
    )
    site.page("/rss", before, ETag='"1"')

    def lengths() -> list[int]:
        return sorted(row["length"] for row in shell("articles", "--nl").rows())

    shell("add", "--allow-private", site.url + "/rss")
    assert lengths()[-1] < 100
    told = shell("update", "--full-text")
    assert told.code == 1
    assert "aitui update --full-text ADDRESS" in told.err
    # The server says that nothing has changed, and the pages are read all the same.
    site.page("/rss", "", status=304)
    told = shell("update", "--full-text", site.url + "/rss")
    assert "1 feed, 1 unchanged; 0 added, 2 updated" in told.out
    assert lengths()[0] > 1_000
    # Asked again, nothing is fetched again: there is no part left.
    shell("update", "--full-text")
    assert (site.paths().count("/1"), site.paths().count("/2")) == (1, 1)


def test_a_name_and_password_in_an_address_are_neither_sent_nor_kept(
    shell: Shell, site: Site, tmp_path: Path
) -> None:
    address = site.url.replace("://", "://anna:geheim@")
    site.page("/closed", "", status=401)
    shell("add", "--allow-private", f"{address}/rss")
    told = shell("add", "--allow-private", f"{address}/closed")
    assert "aitui sends none" in told.err
    assert not any("authorization" in headers for _, headers in site.seen)
    said = [told.out, told.err, *(shell(name, "--nl").out for name in ("runs", "feeds", "articles"))]
    assert not any("geheim" in text for text in said)
    assert not any(b"geheim" in path.read_bytes() for path in tmp_path.rglob("*.db*"))


def test_a_feed_that_a_page_names_is_told_with_how_to_follow_it(shell: Shell, site: Site) -> None:
    words = "".join(f"<p>Китай ограничил вывоз галлия и германия в {n} стран мира.</p>" for n in range(9))
    link = "<link rel='alternate' type='application/rss+xml' href='/rss'>"
    site.page("/1", f"<html><head>{link}</head><body><article>{words}</article></body></html>")
    told = shell("add", "--allow-private", site.url + "/1")
    assert f"to follow it: aitui add {site.url}/rss" in told.err
    assert told.code == 0
    assert shell("feeds", "--nl").out == ""
    assert f"aitui add {site.url}/rss" in shell("add", "--allow-private", "--dry-run", site.url + "/1").err


def test_commands_that_need_a_corpus_make_none(shell: Shell, tmp_path: Path) -> None:
    for command in (["feeds"], ["update"], ["remove", "https://example.com/rss"]):
        assert shell(*command, "--db", "нет.db").code == 1
    assert not (tmp_path / "нет.db").exists()


def test_feeds_that_are_not_followed_are_told(shell: Shell, site: Site) -> None:
    shell("add", "--allow-private", site.url + "/rss")
    for command in ("update", "remove"):
        told = shell(command, "https://example.org/other")
        assert told.code == 1
        assert "not followed" in told.err
