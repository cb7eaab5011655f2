"""Are stories suggested, and only stories?  `story_pairs.py [--shared FOLDER] [--speed CORPUS]`

A planted set: of parallel sentences (UNER's PUD) eight in a row are one happening; each language that tells
it leaves out three in ten and says the rest in its own order, a day earlier or later.  Others tell happenings
of their own on the same days.  Told is how many pairs of one happening come into one story, and how many of
the pairs in one story are of one happening, by the likeness that is asked for.  The second table takes the
demo corpus, whose articles say in their names which report they retell.
With `--speed` it is measured instead how long the newest articles of a corpus take.
No text of a set is part of the project: the figures are measured where the set lies.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

from copies import LANGS, SHARED, sentences
from measure import cache, machine, table

from aitui.analysis import stories as rules
from aitui.explorer import stories
from aitui.ingest import demo, files, pipeline
from aitui.model import Article
from aitui.store import articles, database, visible

LENGTH, LEFT_OUT, TELLS = 8, 0.3, 0.6
THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
DAYS = 12


def planted(told: dict[str, list[str]], luck: random.Random) -> list[tuple[Article, str]]:
    """Return articles, each with the name of the happening that it tells."""
    out = []
    for number, begin in enumerate(range(0, 1000 - LENGTH, LENGTH)):
        day = date(2026, 3, 1) + timedelta(luck.randrange(DAYS))
        langs = [lang for lang in LANGS if luck.random() < TELLS] or ["ru"]
        if number % 3 == 0:
            langs = langs[:1]  # told once
        for lang in langs:
            lines = [told[lang][begin + at] for at in range(LENGTH) if luck.random() > LEFT_OUT]
            luck.shuffle(lines)
            text = ("" if lang == "zh" else " ").join(lines)
            published = (day + timedelta(luck.choice((-1, 0, 0, 1)))).isoformat()
            out.append((Article(text, f"/{number}/{lang}", lang=lang, published=published), str(number)))
    luck.shuffle(out)
    return out


def pairs(groups: Iterable[Sequence[str]]) -> set[frozenset[str]]:
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


def measured(path: Path, truth: dict[str, str]) -> None:
    """Print precision and recall of the pairs by likeness."""
    by_story: dict[str, list[str]] = {}
    for address, story in truth.items():
        by_story.setdefault(story, []).append(address)
    wanted = pairs(by_story.values())
    rows = []
    with database.reading(path) as conn:
        view = visible.load(conn, ())
        for threshold in THRESHOLDS:
            rules.LIKE = threshold
            found = stories.find(conn, view, []).rows
            told = pairs([articles.address(conn, i) or "" for i in row.members] for row in found)
            told = {pair for pair in told if pair <= truth.keys()}
            right = len(told & wanted)
            precision, recall = right / max(1, len(told)), right / max(1, len(wanted))
            total = precision + recall
            f1 = 2 * precision * recall / total if total else 0.0
            rows.append(
                (
                    f"{threshold}",
                    str(len(found)),
                    str(len(told)),
                    f"{precision:.2f}",
                    f"{recall:.2f}",
                    f"{f1:.2f}",
                )
            )
    print(f"{len(truth)} articles, {len(wanted)} pairs of one happening")
    table(("likeness", "stories", "pairs", "precision", "recall", "F1"), rows)


def speed(path: Path) -> None:
    """Tell how long it takes to compare the newest articles of a corpus, and what comes of it."""
    rows = []
    with database.reading(path) as conn:
        view = visible.load(conn, ())
        for number in (2_500, 5_000, 10_000, stories.NEWEST):
            begun = time.process_time()
            found = stories.find(conn, view, [], number)
            took = time.process_time() - begun
            members = sum(len(row.members) for row in found.rows)
            spoken = sum(len(row.langs) > 1 for row in found.rows)
            told = (found.compared, f"{took:.1f}", len(found.rows), members, spoken)
            rows.append(tuple(map(str, told)))
    table(("articles", "CPU s", "stories", "articles in them", "in several languages"), rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED, help="where eval/ lies")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--cache", type=Path, help="folder for the corpora; a temporary one unless told")
    parser.add_argument(
        "--speed", type=Path, metavar="CORPUS", help="how long the newest articles of it take"
    )
    options = parser.parse_args()
    print(machine(), end="\n\n")
    if options.speed is not None:
        speed(options.speed)
        return
    with cache(options.cache) as where:
        folder = options.shared / "eval"
        if folder.is_dir():
            items = planted(sentences(folder), random.Random(options.seed))
            path = where / "stories-planted.db"
            path.unlink(missing_ok=True)
            with database.writing(path) as conn:
                pipeline.add(conn, [article for article, _ in items])
            measured(path, {article.address or "": story for article, story in items})
        path = where / "stories-demo.db"
        path.unlink(missing_ok=True)
        with database.writing(path) as conn:
            pipeline.add(conn, files.read_inputs([str(demo.demo_folder())]))
            truth = {}
            for i in articles.ids(conn):
                name = articles.address(conn, i) or ""
                truth[name] = name.split("-")[1] if "-ft-" in name or "-bloomberg-" in name else name
        measured(path, truth)


if __name__ == "__main__":
    main()
