"""Are facts read, joined and contradicted rightly, and how fast?  `facts.py [--only SET…] [--big] …`

`planted` sets and the demo are our own and need nothing; the gold pair, three real texts
(`data/wanted_claims.tsv`: places, subjects and measures listed by hand, no text) and parallel sentences lie
under `--shared` and are left out with a line where they are missing.  `measures` are the figures of
`measures.py`, on which all else rests; `speed` is in `fact_speed.py`.  Every corpus is made as `aitui add`
makes it and read as `aitui facts` reads it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import measures
from fact_speed import demo_texts, speed
from language import SHARED, MissingError, Row
from measure import machine, note, table
from span_sets import read_rows

from aitui.analysis.annotator import annotate
from aitui.analysis.contradiction import contradictions
from aitui.analysis.retelling import Told, retold, words
from aitui.explorer import facts
from aitui.explorer.facts import Fact
from aitui.ingest import pipeline
from aitui.model import Article, Telling
from aitui.store import database

HERE = Path(__file__).resolve().parent
_SETS = ("first", "second", "third", "fourth")
_EXPECTED = ("conflict", "alike", "same", "apart")
# Sentences of one made text of parallel sentences, and how many are read.
_BLOCK, _PARALLEL = 20, 400


class Pair(NamedTuple):
    """Two planted texts and how they stand to each other; see `planted/README.md`."""

    id: str
    expect: str
    one: Article
    other: Article


def pairs(name: str) -> list[Pair]:
    """Return the planted pairs of a set."""
    lines = (HERE / f"planted/{name}.jsonl").read_text(encoding="utf-8").splitlines()
    found = []
    for row in map(json.loads, lines):
        one, other = (
            Article(text, f"{row['id']}/{side}", row["id"], f"{row['id']} {side}", lang, published)
            for side in ("one", "other")
            for lang, published, text in [row[side]]
        )
        found.append(Pair(row["id"], row["expect"], one, other))
    return found


def read(articles: Sequence[Article]) -> tuple[list[Fact], dict[int, str]]:
    """Return the facts of texts, as a corpus of them has them, and the address of each article."""
    with TemporaryDirectory() as folder, database.writing(Path(folder) / "facts.db") as conn:
        summary = pipeline.add(conn, articles)
        if summary.failures:
            raise summary.failures[0]
        addresses = {row[0]: str(row[1]) for row in conn.execute("SELECT id, address FROM article")}
        return facts.read(conn), addresses


class Verdict(NamedTuple):
    """What is said of planted pairs.

    Attributes:
        right, wrong: ids by what was expected.
        between: conflicts between texts of different pairs, which should be none.
    """

    right: dict[str, list[str]]
    wrong: dict[str, list[str]]
    between: list[str]


def judge(planted: Sequence[Pair]) -> Verdict:
    """Put all pairs into one corpus and say which were taken as expected."""
    found, addresses = read([article for pair in planted for article in (pair.one, pair.other)])

    def pair_of(telling: Telling) -> str:
        return addresses[telling.article_id].split("/")[0]

    conflicts, between = set(), []
    for conflict in contradictions([fact.tellings for fact in found])[0]:
        one, other = pair_of(conflict.one), pair_of(conflict.other)
        if one == other:
            conflicts.add(one)
        else:
            between.append(f"{one}-{other}")
    joined = set()
    for fact in found:
        told = {pair_of(telling) for telling in fact.tellings}
        if len(told) > 1:
            between.append("=".join(sorted(told)))
        elif len({telling.article_id for telling in fact.tellings}) > 1:
            joined |= told
    right: dict[str, list[str]] = {expect: [] for expect in _EXPECTED}
    wrong: dict[str, list[str]] = {expect: [] for expect in _EXPECTED}
    for pair in planted:
        seen = "conflict" if pair.id in conflicts else "same" if pair.id in joined else "quiet"
        good = seen == pair.expect if pair.expect in ("conflict", "same") else seen != "conflict"
        if pair.expect == "apart":
            good = seen == "quiet"
        (right if good else wrong)[pair.expect].append(pair.id)
    return Verdict(right, wrong, between)


def planted(shared: Path, verbose: bool) -> Iterator[Row]:
    """Our own pairs of conflicts, look-alikes, agreeing and neutral facts."""
    for name in _SETS:
        verdict = judge(pairs(name))
        for expect in _EXPECTED:
            right, wrong = verdict.right[expect], verdict.wrong[expect]
            whole = len(right) + len(wrong)
            yield Row(f"planted {name}", expect, len(right) / whole, "≥ 1", f"{len(right)} of {whole}")
            if verbose and wrong:
                note(f"{name}: {expect} not so taken: {' '.join(wrong)}")
        yield Row(f"planted {name}", "wrong between pairs", len(verdict.between), "≤ 0")
        if verbose and verdict.between:
            note(f"{name}: between pairs: {' '.join(verdict.between)}")


def gold(shared: Path, verbose: bool) -> Iterator[Row]:
    """The gold pair: each of its facts is told in both texts, so each is one fact with two tellings."""
    stated = shared / "gold/facts.json"
    if not stated.exists():
        raise MissingError(f"{stated} is missing")
    wanted = json.loads(stated.read_text(encoding="utf-8"))["facts"]
    texts = _seeds(shared, sorted({doc for fact in wanted for doc, _, _ in fact["evidence"]}))
    found, addresses = read(texts)

    def speaks_of(fact: dict[str, object], telling: Telling) -> bool:
        evidence: list[tuple[str, int, int]] = fact["evidence"]  # type: ignore[assignment]
        return any(
            addresses[telling.article_id] == doc and telling.start < end and start < telling.end
            for doc, start, end in evidence
        )

    told_twice = [fact for fact in found if len({one.article_id for one in fact.tellings}) > 1]
    paired = [
        fact["id"]
        for fact in wanted
        if any(all(speaks_of(fact, one) for one in told.tellings) for told in told_twice)
    ]
    missed = [str(fact["id"]) for fact in wanted if fact["id"] not in paired]
    yield Row(
        "gold pair", "facts joined", len(paired) / len(wanted), "≥ 1", f"{len(paired)} of {len(wanted)}"
    )
    # Of one place in the story, and of no fact of the gold: what both tell besides.
    wrong = [
        told
        for told in told_twice
        if any(any(speaks_of(fact, one) for one in told.tellings) for fact in wanted)
        and not any(all(speaks_of(fact, one) for one in told.tellings) for fact in wanted)
    ]
    yield Row("gold pair", "wrong pairs", len(wrong), "≤ 0", f"of {len(told_twice)} joined")
    if verbose and missed:
        note(f"gold pair: not joined: {' '.join(missed)}")


def _seeds(shared: Path, docs: Sequence[str]) -> list[Article]:
    found = []
    for doc in docs:
        path = shared / f"seeds/{doc}.txt"
        if not path.exists():
            raise MissingError(f"{path} is missing")
        found.append(Article(path.read_bytes().decode("utf-8"), doc))
    return found


def seeds(shared: Path, verbose: bool) -> Iterator[Row]:
    """Subject and measure of every figure of three real texts that a reader would want, listed by hand."""
    rows = read_rows(HERE / "data/wanted_claims.tsv")
    right = {"subject": 0, "measure": 0}
    wanted = {"subject": 0, "measure": 0}
    for article in _seeds(shared, sorted({row["doc"] for row in rows})):
        found = annotate(article)
        at = {found.quantities[one.quantity].start: one for one in found.claims if one.quantity is not None}
        for row in rows:
            if row["doc"] != article.address:
                continue
            claim = at.get(int(row["start"]))
            read_as = {
                "subject": claim.entities[0] if claim else "",
                "measure": (claim.measured if claim else None) or "",
            }
            for what, value in read_as.items():
                if row[what] == "-":
                    continue
                wanted[what] += 1
                right[what] += value in row[what].split("|")
                if verbose and value not in row[what].split("|"):
                    note(f"{row['doc'][:3]} {row['start']}: {what} {row[what]}, read {value or 'none'}")
    for what, whole in wanted.items():
        yield Row(
            "three real texts", f"{what} of a figure", right[what] / whole, "", f"{right[what]} of {whole}"
        )


def parallel(shared: Path, verbose: bool) -> Iterator[Row]:
    """Parallel sentences as texts of twenty: those of one text are followed, those of two texts are not."""
    path = shared / "eval/pud_parallel/pud.tsv"
    if not path.exists():
        raise MissingError(f"{path} is missing")
    rows = read_rows(path)[:_PARALLEL]
    for one, other in (("en", "it"), ("fr", "es"), ("en", "fr")):
        texts = [
            [[_told(row[lang], lang) for row in rows[at : at + _BLOCK]] for at in range(0, len(rows), _BLOCK)]
            for lang in (one, other)
        ]
        followed = wrong = elsewhere = 0
        for a, first in enumerate(texts[0]):
            for b, second in enumerate(texts[1]):
                found = retold(first, second)
                followed += sum(i == j for i, j in found) if a == b else 0
                wrong += sum(i != j for i, j in found) if a == b else 0
                elsewhere += len(found) if a != b else 0
        name = f"parallel {one} {other}"
        yield Row(name, "sentences followed", followed / len(rows), "", f"{followed} of {len(rows)}")
        yield Row(name, "wrong pairs", wrong + elsewhere, "≤ 0", f"in {len(texts[0]) ** 2} pairs of texts")


def _told(sentence: str, lang: str) -> Told:
    found = annotate(Article(sentence, lang=lang, published="2016-11-20"))
    numbers = {slug: hash(slug) for slug in (one.entity for one in found.mentions)}
    return Told(
        frozenset(numbers.values()),
        frozenset((q.unit, q.low, q.high) for q in found.quantities)
        | frozenset((t.earliest, t.latest) for t in found.timexes if t.earliest),
        words(sentence, found.lang),
    )


def demo(shared: Path, verbose: bool) -> Iterator[Row]:
    """The demo corpus: facts told again, and conflicts, which there should be none of."""
    found, _ = read(demo_texts())
    figures = [one for fact in found for one in fact.tellings if one.unit is not None]
    measured = sum(one.measured is not None for one in figures)
    yield Row("demo", "facts told by several articles", sum(len(fact.tellings) > 1 for fact in found))
    yield Row("demo", "figures with a measure", measured / len(figures), "", f"{measured} of {len(figures)}")
    conflicts = contradictions([fact.tellings for fact in found])[0]
    yield Row("demo", "conflicts", len(conflicts))
    if verbose:
        for conflict in conflicts:
            note(f"demo: {conflict.reason}")


def of_measures(shared: Path, verbose: bool) -> Iterator[Row]:
    """Dates and quantities, by their own benchmark."""
    yield from measures.report(shared, verbose=verbose)


SETS: dict[str, Callable[..., Iterator[Row]]] = {
    "planted": planted, "gold": gold, "seeds": seeds, "parallel": parallel, "demo": demo, "speed": speed,
    "measures": of_measures,
}  # fmt: skip


def report(only: Sequence[str], shared: Path, verbose: bool = False, *, big: bool = False) -> Iterator[Row]:
    """Yield the figures of the chosen sets; one that is missing is told on stderr."""
    for name in only:
        note(f"{name} …")
        try:
            yield from SETS[name](shared, verbose, **({"big": big} if name == "speed" else {}))
        except MissingError as missing:
            note(f"{name} left out: {missing}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder that holds the test sets")
    parser.add_argument("--only", nargs="+", choices=list(SETS), help="these sets alone")
    parser.add_argument("--big", action="store_true", help="a million claims: minutes, a gigabyte")
    parser.add_argument("--verbose", action="store_true", help="tell on stderr what was missed")
    options = parser.parse_args()
    print(machine(), end="\n\n")
    rows = report(options.only or list(SETS), options.shared, options.verbose, big=options.big)
    table(
        ("set", "figure", "value", "goal", "reached", ""),
        [(r.set, r.figure, f"{r.value:,.3f}", r.goal, _SIGNS[r.reached], r.note) for r in rows],
    )


_SIGNS = {True: "yes", False: "no", None: ""}


if __name__ == "__main__":
    main()
