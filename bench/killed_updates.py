"""`aitui update` killed at random moments, against feeds on a server of our own.

Half of the entries are in when it begins.  Then the feeds have twice as many, and some of the old ones have
other words; two feeds give only the beginning of their articles, so that the pages are read too.
"""

from __future__ import annotations

import json
import random
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from html import escape
from pathlib import Path

import killing
from reliability import LostError, lines, run, sound

from aitui.store import database, feeds

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "ingest"))
from web_server import Answering, Site, serving

_UPDATE = (sys.executable, "-m", "aitui", "update", "--progress", "none", "--db")
_FEEDS = 4
# One of so many entries has other words later.
_CHANGED = 10
# Of an article of a feed that gives no more.
_BEGINNING = 120


class Outlets:
    """Feeds, a corpus that follows them, and what an undisturbed update makes of it.

    Attributes:
        wanted: what the corpus comes to; before: what it held at the beginning.
        new: how many articles are new or changed.
        pace: of an undisturbed update.
    """

    def __init__(self, site: Site, folder: Path, count: int) -> None:
        self._site, self._folder = site, folder
        self._texts = [json.loads(line)["text"] for line in lines(count, "лента ")]
        self._begun = folder / "было.db"
        self._publish(count // 2, changed=False)
        with database.writing(self._begun) as conn, database.transaction(conn):
            for number in range(_FEEDS):
                feeds.follow(conn, f"{site.url}/rss/{number}", full_text=number % 2 == 1, private=True)
        run([*_UPDATE, str(self._begun)])
        with closing(sqlite3.connect(self._begun)) as corpus, corpus:
            corpus.execute("UPDATE feed SET next_at = NULL")
        self.before = sound(self._begun)
        self._publish(count, changed=True)
        self.new = count - count // 2 + len(range(0, count // 2, _CHANGED))
        whole = self.corpus("обновлён")
        self.pace = killing.pace(self.command(whole), lambda: self.done(whole), self.new)
        self.wanted = sound(whole)
        if len(self.before) != count // 2 or len(self.wanted) != count:
            raise LostError(
                f"{len(self.before)} and {len(self.wanted)} articles of {count}: nothing was tried"
            )

    def corpus(self, name: str) -> Path:
        """Return a corpus as it was before the update."""
        return killing.copied(self._begun, self._folder, name)

    def command(self, path: Path) -> list[str]:
        """Return the command that updates a corpus."""
        return [*_UPDATE, str(path)]

    def done(self, path: Path) -> int:
        """Return how many new and changed articles are in."""
        return killing.number(path, "SELECT count(*) FROM version") - len(self.before)

    def completes(self, path: Path) -> int:
        """Check a corpus, update it again, and compare; return how many articles were as they are to be."""
        found = sound(path)
        if lost := self.before.keys() - found.keys():
            raise LostError(f"{len(lost)} articles that were in are gone")
        if torn := [uid for uid, value in found.items() if value not in self._versions(uid)]:
            raise LostError(f"{len(torn)} articles are not whole")
        run(self.command(path))
        if sound(path) != self.wanted:
            raise LostError("the next update did not complete it")
        return sum(found[uid] == self.wanted[uid] for uid in found)

    def _versions(self, uid: str) -> tuple[object, ...]:
        return self.before.get(uid), self.wanted[uid]

    def _publish(self, count: int, changed: bool) -> None:
        """Put the first articles into their feeds."""
        items: dict[int, list[str]] = {number: [] for number in range(_FEEDS)}
        for number, text in enumerate(self._texts[:count]):
            if changed and number % _CHANGED == 0:
                text += " Позже дополнено: в Казани ждут 300 гостей."
            link, feed = f"{self._site.url}/новость/{number}", number % _FEEDS
            beginning = text[:_BEGINNING] if feed % 2 else text
            items[feed].append(
                f"<item><title>Новость {number}</title><link>{link}</link>"
                f"<description>{escape(beginning)}</description></item>"
            )
            self._site.page(f"/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D1%8C/{number}", _page(number, text))
        for number, of_feed in items.items():
            body = (
                f"<rss version='2.0'><channel><title>Лента {number}</title>{''.join(of_feed)}</channel></rss>"
            )
            self._site.does(f"/rss/{number}", _tagged(body.encode(), f'"{count}"'))


def _page(number: int, text: str) -> str:
    return (
        f"<!DOCTYPE html><html lang='ru'><head><title>Новость {number}</title></head><body><article>"
        f"<h1>Новость {number}</h1><p>{escape(text)}</p></article></body></html>"
    )


def _tagged(body: bytes, etag: str) -> Callable[[Answering], None]:
    """Answer with a feed, or that it has not changed since it was last told."""

    def answer(request: Answering) -> None:
        if request.headers.get("If-None-Match") == etag:
            request.reply(b"", "application/rss+xml", 304, {"ETag": etag})
        else:
            request.reply(body, "application/rss+xml", 200, {"ETag": etag})

    return answer


@contextmanager
def outlets(folder: Path, count: int) -> Iterator[Outlets]:
    """Feeds with so many articles in all, for the length of a block."""
    with serving() as site:
        yield Outlets(site, folder, count)


def killed(of: Outlets, times: int, seed: int = 1) -> str:
    """kill -9 at random moments of `aitui update`"""
    luck, tally = random.Random(seed), killing.Tally()
    for number in range(times):
        path = of.corpus(f"убит {number}")
        killing.kill(of.command(path), lambda at=path: of.done(at), of.new, of.pace, luck)  # type: ignore[misc]
        tally.count(of.completes(path) - (len(of.wanted) - of.new), of.new)
    return tally.told(f"{of.new} new and changed articles in")
