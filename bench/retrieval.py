"""Is what one looks for among the first five?  `retrieval.py UNER PUD`

200 known-item queries, 40 each in Russian, Italian, English, German and Chinese (`data/retrieval.tsv`; the
rule by which they were drawn stands in `retrieval_set.py`); `--queries data/retrieval_held_out.tsv` asks the
held-out set, at which nobody looks.  The corpus: the 1,000 PUD sentences in each of
the five languages, each an article, read by `aitui add` as any text is.  A query is asked of the articles of
its language, by the search that the explorer makes.  Found means among the first five.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pud
from measure import note, table

from aitui.errors import AituiError
from aitui.ingest import pipeline
from aitui.model import Article
from aitui.query import parse
from aitui.store import database, search, visible, widening
from aitui.store.rows import Filters

FIRST = 5
_QUERIES = Path(__file__).parent / "data" / "retrieval.tsv"


def sentences(uner: Path, parallel: Path) -> dict[str, list[str]]:
    """Return the PUD sentences of each language, in their order."""
    found = {lang: pud.of_uner(uner, lang) for lang in ("ru", "en", "de", "zh")}
    return found | {"it": pud.of_table(parallel, "it")}


def place(
    conn: database.Connection, view: visible.VisibleMap, row: dict[str, str]
) -> tuple[int, str, int, int]:
    """Return the place of the item among the first hits, 0 where it is not there, and why it was found.

    Also how many of these hits are found as typed, and how many in other words.
    """
    try:
        hits = search.search(conn, parse(row["query"]), FIRST, Filters(lang=row["lang"]), visible=view)
        with patch.object(widening, "FEW", 0):
            typed = search.search(conn, parse(row["query"]), FIRST, Filters(lang=row["lang"]), visible=view)
    except AituiError as error:
        return 0, str(error), 0, 0
    assert hits[: len(typed)] == typed, "what is found in other words comes last"
    for number, hit in enumerate(hits, 1):
        if hit.uid == row["item"]:
            return number, hit.why, len(typed), len(hits) - len(typed)
    return 0, f"{len(hits)} others", len(typed), len(hits) - len(typed)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("uner", type=Path, help="folder of the UNER sets")
    parser.add_argument("pud", type=Path, help="table of the PUD sentences")
    parser.add_argument("--corpus", type=Path, help="keep the corpus there, and take it from there")
    parser.add_argument("--queries", type=Path, default=_QUERIES, help="the set of queries")
    parser.add_argument("--missed", action="store_true", help="list the queries that found nothing")
    options = parser.parse_args()
    with options.queries.open(encoding="utf-8", newline="") as stream:
        queries = list(csv.DictReader(stream, delimiter="\t"))
    with TemporaryDirectory() as folder:
        path = options.corpus or Path(folder) / "pud.db"
        if not path.exists():
            note("reading the sentences …")
            with database.writing(path) as conn:
                given = (
                    Article(text, f"{lang}:{number:04}", lang=lang)
                    for lang, texts in sentences(options.uner, options.pud).items()
                    for number, text in enumerate(texts)
                )
                pipeline.add(conn, given)
        with database.reading(path) as conn:
            view = visible.load(conn, ())
            addresses = dict(conn.execute("SELECT address, uid FROM article"))
            found, why = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
            typed, other, items = Counter[str](), Counter[str](), Counter[str]()
            for row in queries:
                at, told, plain, wide = place(conn, view, {**row, "item": addresses[row["item"]]})
                found[row["lang"], row["kind"]] += at > 0
                typed[row["kind"]] += plain
                other[row["kind"]] += wide
                items[row["kind"]] += at > plain
                if at:
                    why[row["kind"], told] += 1
                elif options.missed:
                    print(*row.values(), told, sep="\t")
    langs, kinds = (tuple(dict.fromkeys(row[name] for row in queries)) for name in ("lang", "kind"))
    asked = Counter((row["lang"], row["kind"]) for row in queries)

    def share(chosen: list[tuple[str, str]]) -> str:
        right, of = sum(found[one] for one in chosen), sum(asked[one] for one in chosen)
        return f"{right} of {of}"

    rows = [
        (kind, *(share([(lang, kind)]) for lang in langs), share([(lang, kind) for lang in langs]))
        for kind in kinds
    ]
    whole = [share([(lang, kind) for kind in kinds]) for lang in langs]
    rows.append(("all", *whole, f"{share(list(asked))}, {sum(found.values()) / len(queries):.0%}"))
    table(("among the first five", *langs, "all"), rows)
    reasons = sorted({reason for _, reason in why})
    heads = ("hits among the first five", "as typed", "in other words", "of these the item")
    table(heads, [(kind, str(typed[kind]), str(other[kind]), str(items[kind])) for kind in kinds])
    table(("found as", *reasons), [(kind, *(str(why[kind, one]) for one in reasons)) for kind in kinds])


if __name__ == "__main__":
    main()
