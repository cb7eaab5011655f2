"""Are facts read, joined and contradicted rightly, and how fast?  `facts.py [--only SET…] [--verbose]`

`planted` sets are our own and need nothing; `gold` and `seeds` lie under `--shared` and are left out with a
line where they are missing.  Every corpus is made as `aitui add` makes it and read as `aitui facts` reads it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from measure import machine, note, table

from aitui.analysis.contradiction import contradictions
from aitui.explorer import facts
from aitui.explorer.facts import Fact
from aitui.ingest import pipeline
from aitui.model import Article, Telling
from aitui.store import database

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[0] / "../shared"
_SETS = ("first", "second", "third")
_EXPECTED = ("conflict", "alike", "same", "apart")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    set: str
    figure: str
    value: str
    goal: str = ""


class Pair(NamedTuple):
    """Two planted texts and how they stand to each other; see `planted/README.md`."""

    id: str
    expect: str
    one: Article
    other: Article


class MissingError(Exception):
    """A set is not there."""


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
    goals = {"conflict": "all", "alike": "all silent", "same": "all", "apart": "all"}
    for name in _SETS:
        if not (HERE / f"planted/{name}.jsonl").exists():
            continue
        verdict = judge(pairs(name))
        for expect in _EXPECTED:
            right, wrong = verdict.right[expect], verdict.wrong[expect]
            yield Row(f"planted {name}", expect, f"{len(right)} of {len(right) + len(wrong)}", goals[expect])
            if verbose and wrong:
                note(f"{name}: {expect} not so taken: {' '.join(wrong)}")
        yield Row(f"planted {name}", "conflicts and joins between pairs", str(len(verdict.between)), "0")
        if verbose and verdict.between:
            note(f"{name}: between pairs: {' '.join(verdict.between)}")


SETS: dict[str, Callable[[Path, bool], Iterator[Row]]] = {"planted": planted}


def report(only: Sequence[str], shared: Path, verbose: bool = False) -> list[Row]:
    """Return the figures of the chosen sets; one that is missing is told on stderr."""
    rows: list[Row] = []
    for name in only:
        note(f"{name} …")
        try:
            rows += SETS[name](shared, verbose)
        except MissingError as missing:
            note(f"{name} left out: {missing}")
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder that holds the test sets")
    parser.add_argument("--only", nargs="+", choices=list(SETS), help="these sets alone")
    parser.add_argument("--verbose", action="store_true", help="tell on stderr what was missed")
    options = parser.parse_args()
    print(machine(), end="\n\n")
    rows = report(options.only or list(SETS), options.shared, options.verbose)
    table(("set", "figure", "value", "goal"), [(row.set, row.figure, row.value, row.goal) for row in rows])


if __name__ == "__main__":
    main()
