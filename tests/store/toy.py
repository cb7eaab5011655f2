"""A toy annotator, so that the store is tested without the analysis."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from aitui.model import (
    Annotation,
    Article,
    Boilerplate,
    Claim,
    EntityType,
    Layout,
    Mention,
    Quantity,
    Sentence,
    Timex,
)
from aitui.store import database, links, runs, timeline, writer
from aitui.store.rows import LinkRow, TimelineRow
from aitui.store.visible import RAW, VisibleMap
from aitui.store.writer import EntityNames

NAMES: dict[str, tuple[str, str, EntityType]] = {
    "Китай": ("china", "China", "place"),
    "Китаем": ("china", "China", "place"),
    "Cina": ("china", "China", "place"),
    "中国": ("china", "China", "place"),
    "Хуавэй": ("huawei", "Huawei", "organization"),
    "Huawei": ("huawei", "Huawei", "organization"),
    "Justin Lin": ("justin-lin", "Justin Lin", "person"),
    "Джастин Линь": ("justin-lin", "Justin Lin", "person"),
    "Тайвань": ("taiwan", "Taiwan", "place"),
    "Taiwan": ("taiwan", "Taiwan", "place"),
    "台湾": ("taiwan", "Taiwan", "place"),
    "瓦倫蒂諾·納瓦羅": ("walundinuo-nawaluo", "瓦倫蒂諾·納瓦羅", "person"),
    "Valentino Navarro": ("valentino-navarro", "Valentino Navarro", "person"),
    "ONU": ("united-nations", "United Nations", "organization"),
    "联合国": ("united-nations", "United Nations", "organization"),
    "OpenAI": ("openai", "OpenAI", "organization"),
}
KNOWN = {
    "china": EntityNames({"ru": "Китай", "it": "Cina", "en": "China", "zh": "中国"}, ["КНР"], "gazetteer"),
    "huawei": EntityNames({"ru": "Хуавэй", "zh": "华为"}, [], "gazetteer"),
}
_MENTIONS = re.compile("|".join(sorted(NAMES, key=len, reverse=True)))
_SENTENCES = re.compile(r"[^\s.!?。§][^.!?。§]*[.!?。]?")
_SHARES = re.compile(r"(\d+) ?%")
_DATES = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def names_of(uid: str) -> EntityNames:
    return KNOWN.get(uid, EntityNames())


def annotate(article: Article) -> Annotation:
    """Sentences end at a stop, names are those of `NAMES`, dates are ISO days, «§…§» is furniture.

    A sentence with a name and a share («20 %») or a day is a claim.
    """
    text = article.text
    boilerplate = tuple(Boilerplate(m.start(), m.end(), "nav") for m in re.finditer("§[^§]*§", text))
    sentences = tuple(
        Sentence(m.start(), m.end())
        for m in _SENTENCES.finditer(text)
        if not any(b.start < m.end() and m.start() < b.end for b in boilerplate)
    )
    title = article.title or next((text[s.start : s.end].strip()[:60] for s in sentences), "—")
    mentions = tuple(
        Mention(m.start(), m.end(), m[0], *NAMES[m[0]], "name", "gazetteer", 0.75)
        for m in _MENTIONS.finditer(text)
        if any(s.start <= m.start() and m.end() <= s.end for s in sentences)
    )
    timexes = tuple(
        Timex(m.start(), m.end(), m[0], m[0], "date", m[0], m[0], "past") for m in _DATES.finditer(text)
    )
    shares = tuple(
        Quantity(m.start(), m.end(), m[0], float(m[1]), float(m[1]), "percent")
        for m in _SHARES.finditer(text)
    )
    claims = tuple(_claims(sentences, mentions, timexes, shares))
    layout = Layout(
        title, None, article.title is None, article.published, article.source, article.author, boilerplate, ()
    )
    return Annotation(article.lang or "ru", layout, sentences, mentions, timexes, shares, claims)


def _claims(
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    timexes: Sequence[Timex],
    shares: Sequence[Quantity],
) -> Iterator[Claim]:
    for sentence in sentences:
        named = [m for m in mentions if sentence.start <= m.start < sentence.end]
        date = next((t.value for t in timexes if sentence.start <= t.start < sentence.end), None)
        figure = next(
            (at for at, share in enumerate(shares) if sentence.start <= share.start < sentence.end), None
        )
        if named and (figure is not None or date):
            slugs = tuple(dict.fromkeys(mention.entity for mention in named))
            measured = None if figure is None else "share"
            yield Claim(
                sentence.start, sentence.end, slugs, None, figure, date, None, "past", measured=measured
            )


@contextmanager
def filled(path: Path, articles: Iterable[Article]) -> Iterator[database.Connection]:
    """Open a new corpus with articles in it for writing."""
    with database.writing(path) as conn:
        with database.transaction(conn):
            run = writer.Writer(conn, runs.begin(conn, "test", {}), names_of)
            for article in articles:
                run.put(article, annotate(article), (None, None))
        yield conn


def link(path: Path, *pairs: tuple[str, str, str, float]) -> Path:
    """Link entities by slug: one, other, verdict, score."""
    with database.writing(path) as conn, database.transaction(conn):
        ids = dict(conn.execute("SELECT uid, id FROM entity"))
        rows = [
            LinkRow(min(ids[one], ids[other]), max(ids[one], ids[other]), verdict, score, "they sound alike")
            for one, other, verdict, score in pairs
        ]
        links.write(conn, runs.begin(conn, "test", {}), rows)
    return path


def dated(
    conn: database.Connection, entity: int | None = None, clock: str = "event", view: VisibleMap = RAW
) -> list[TimelineRow]:
    """Return what the timeline says, newest first."""
    return timeline.rows(conn, timeline.marks(conn, entity, clock, view=view), view)
