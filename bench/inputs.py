"""How fast is each kind of input read?  `inputs.py [--size MB]`

The same texts in every run, as each kind of input, from bytes to articles, one core; nothing is annotated
or stored.  Feeds and pages against their parsers alone in the same run.
"""

from __future__ import annotations

import csv
import io
import json
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from html import escape
from itertools import islice
from pathlib import Path

import feedparser
from measure import Sample, arguments, interleave, machine, median, ratio, spread, table
from texts import SHARES, articles, stock
from trafilatura import bare_extraction

from aitui.errors import InputError
from aitui.ingest.readers import kinds
from aitui.ingest.readers.interface import Given, Raw
from aitui.model import Article

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "ingest" / "readers"))
from pdf_file import pdf

# Entries of a feed; longer ones are rare.
_ENTRIES = 100
_FURNITURE = "<li><a href='/section'>Section of the site</a></li>" * 60
# As pages of news say it.
_SAID = """<meta name="author" content="Ли Мин">
<meta property="article:published_time" content="2025-01-07">"""

Inputs = list[tuple[str, bytes]]


def plain(texts: list[Article]) -> Iterator[tuple[str, bytes]]:
    return ((f"{number}.txt", one.text.encode()) for number, one in enumerate(texts))


def lines(texts: list[Article]) -> Iterator[tuple[str, bytes]]:
    rows = (json.dumps({"title": one.title, "text": one.text}, ensure_ascii=False) for one in texts)
    yield "all.jsonl", "\n".join(rows).encode()


def rows(texts: list[Article]) -> Iterator[tuple[str, bytes]]:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("title", "text"))
    writer.writerows((one.title or "", one.text) for one in texts)
    yield "all.csv", out.getvalue().encode()


def markdown(texts: list[Article]) -> Iterator[tuple[str, bytes]]:
    return ((f"{number}.md", one.text.encode()) for number, one in enumerate(texts))


def pages(texts: list[Article]) -> Iterator[tuple[str, bytes]]:
    for number, one in enumerate(texts):
        head = f"<head><title>{escape(one.title or '')}</title>{_SAID}</head>"
        body = f"<nav><ul>{_FURNITURE}</ul></nav><article>{_paragraphs(one.text)}</article>"
        yield (
            f"{number}.html",
            f"<html>{head}<body>{body}<footer>{_FURNITURE}</footer></body></html>".encode(),
        )


def pdfs(texts: list[Article]) -> Iterator[tuple[str, bytes]]:
    # A line a page: the hardest of PDF, that of finding lines, is left out.
    return ((f"{number}.pdf", pdf(*one.text.splitlines())) for number, one in enumerate(texts))


def feeds(texts: list[Article]) -> Iterator[tuple[str, bytes]]:
    waiting = iter(texts)
    while some := list(islice(waiting, _ENTRIES)):
        items = "".join(
            f"<item><title>{escape(one.title or '')}</title><link>https://news.example/{number}</link>"
            f"<description>{escape(_paragraphs(one.text))}</description></item>"
            for number, one in enumerate(some)
        )
        yield "feed.xml", f"<rss version='2.0'><channel><title>Лента</title>{items}</channel></rss>".encode()


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


def reading(inputs: Inputs, size: int) -> Sample:
    began = time.process_time()
    for name, data in inputs:
        for found in kinds.read(Raw(io.BytesIO(data), name, f"/{name}"), Given()):
            if isinstance(found, InputError):
                raise SystemExit(f"an input failed: {found}")
    return {"rate": size / 1000 / (time.process_time() - began)}


def parsing(parse: Callable[[bytes], object], inputs: Inputs, size: int) -> Sample:
    began = time.process_time()
    for _, data in inputs:
        parse(data)
    return {"rate": size / 1000 / (time.process_time() - began)}


def main() -> None:
    parser = arguments(__doc__, runs=3)
    parser.add_argument("--size", type=float, default=1.0, help="MB of text a run (default 1)")
    options = parser.parse_args()
    print(machine(), end="\n\n")
    for lang in SHARES:
        stock(lang)
    texts = list(articles(int(options.size * 1e6), 1))
    size = sum(len(one.text.encode()) for one in texts)
    made = {make.__name__: list(make(texts)) for make in (plain, lines, rows, markdown, pages, feeds, pdfs)}
    tasks: dict[str, Callable[[], Sample]] = {
        name: partial(reading, inputs, size) for name, inputs in made.items()
    }
    peers = {"pages": "trafilatura alone", "feeds": "feedparser alone"}
    tasks[peers["pages"]] = partial(parsing, bare_extraction, made["pages"], size)
    tasks[peers["feeds"]] = partial(
        parsing, lambda data: feedparser.parse(io.BytesIO(data)), made["feeds"], size
    )
    found = interleave(tasks, options.runs)
    table(
        ("kind", "KB of text/s", "articles/s", "its parser alone"),
        [
            (
                name,
                spread(values["rate"]),
                f"{median(values['rate']) * 1000 * len(texts) / size:,.0f}",
                ratio(values["rate"], found[peers[name]]["rate"]) if name in peers else "–",
            )
            for name, values in found.items()
        ],
    )


if __name__ == "__main__":
    main()
