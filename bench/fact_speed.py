"""How fast are claims read, and very many of them listed, grouped and compared?  A set of `facts.py`.

Corpora are drawn (`claim_corpora`); nothing of the grouping is kept between two readings, so each figure is
what is worked in the background.  Seconds of the processor, so that a busy machine does not count.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import claim_corpora
from corpora import entity
from language import Row
from measure import cache

from aitui.analysis import corroboration
from aitui.analysis.annotator import annotate
from aitui.analysis.claims import find_claims
from aitui.analysis.contradiction import contradictions
from aitui.explorer import facts, told_again
from aitui.ingest import files
from aitui.ingest.demo import demo_folder
from aitui.model import Article
from aitui.store import claims, database, entities
from aitui.store.database import Connection
from aitui.store.rows import ClaimFilter

# The first rows of a list, and so many claims as are grouped at once on the screen.
_FIRST, _AT_ONCE = 200, 20_000
_COPIES = 10


def demo_texts() -> list[Article]:
    """Return the articles of the demo."""
    found = files.read_inputs([str(path) for path in sorted(demo_folder().glob("*.jsonl"))])
    return [one for one in found if isinstance(one, Article)]


def speed(shared: Path, verbose: bool, *, big: bool = False, folder: Path | None = None) -> Iterator[Row]:
    """Reading claims out of texts, and listing, grouping and comparing very many of them.

    Args:
        big: a million claims instead of a hundred thousand.
        folder: where corpora are kept; None for a place that goes away.
    """
    yield _reading()
    with cache(folder) as kept:
        base = claim_corpora.BASE
        path = claim_corpora.multiplied(_COPIES, kept) if big else claim_corpora.corpus(base, kept)
        with database.reading(path) as conn:
            yield from _many(conn)


def _reading() -> Row:
    found = [(one, annotate(one)) for one in demo_texts()]
    size = sum(len(one.text.encode()) for one, _ in found)

    def stage() -> None:
        for one, a in found:
            find_claims(one.text, a.sentences, a.mentions, a.timexes, a.quantities, a.lang)

    stage()
    return Row("speed", "claims out of texts, MB/s of one core", size / 1e6 / _seconds(stage))


def _many(conn: Connection) -> Iterator[Row]:
    number, length = conn.execute(
        "SELECT (SELECT count(*) FROM claim), (SELECT sum(length(CAST(text AS BLOB))) FROM body)"
    ).fetchone()
    name = f"{number:,} claims"
    about = entities.by_uid(conn, entity(0)[0])
    for whom, entity_id in (("all", None), ("an entity", about)):
        took = _seconds(partial(claims.tellings, conn, entity_id, limit=_FIRST))
        yield Row(name, f"first {_FIRST} of {whom}, ms", 1e3 * took, "≤ 100")
    own = claims.tellings(conn, about)
    took = _seconds(lambda: facts.find(conn, () if about is None else (about,)))
    yield Row(name, "facts of that entity, s", took, "", f"{len(own):,} claims")
    newest = claims.tellings(conn, None, limit=_AT_ONCE)
    groups = corroboration.facts(newest, {})
    yield Row(name, f"newest {_AT_ONCE:,} grouped, s", _seconds(lambda: corroboration.facts(newest, {})))
    yield Row(name, "… compared, s", _seconds(lambda: contradictions(groups, silent=False)))
    yield Row(name, "… statements told again, s", _seconds(lambda: told_again.read(conn)))
    yield from _shown(conn, name)
    found: list[facts.Dispute] = []
    took = _seconds(lambda: found.extend(facts.disputes(conn)))
    yield Row(name, "contradictions of all of them, s", took, "", f"{len(found):,} found")
    yield Row(name, "resident at most, MB", _resident())
    sql = "SELECT sum(pgsize) FROM dbstat WHERE name IN ('claim_row', 'claim_kind')"
    size = conn.execute(sql).fetchone()[0]
    yield Row(name, "bytes of claims a byte of text", size / length, "", f"{size / number:.0f} bytes a claim")


def _shown(conn: Connection, name: str) -> Iterator[Row]:
    """What the explorer shows, grouped and compared: the newest, older ones, and what a filter keeps."""
    found = facts.find(conn, limit=_AT_ONCE)
    for what, narrow in (
        ("the newest", claims.ANY),
        ("those before them", claims.ANY._replace(before=found.rest)),
        ("only revenue", ClaimFilter("revenue")),
        ("only in roubles, which none has", ClaimFilter(unit="RUB")),
        ("only of 2016", ClaimFilter(since=20160101, until=20161231)),
    ):
        took = _seconds(partial(facts.find, conn, limit=_AT_ONCE, narrow=narrow))
        yield Row(name, f"shown: {what}, s", took, "", f"of {claims.count(conn, narrow=narrow):,}")
    yield Row(name, "resident so far, MB", _resident())


def _resident() -> float:
    """Return the most memory that the process has held so far, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 if sys.platform == "linux" else 1 << 20)


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
