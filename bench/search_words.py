"""What the searches of a benchmark look for: words drawn from an index by how many articles hold them."""

from __future__ import annotations

import random
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from aitui.text import stem

SEED = 7
EACH = 12

# Name of a class of words, and the share of articles that hold one: at least, and less than.
SHARES = {
    "a rare word, under 0.1 %": (0.00002, 0.001),
    "a word in 0.1 to 1 %": (0.001, 0.01),
    "a word in 2 to 8 %": (0.02, 0.08),
    "a word in 25 to 35 %": (0.25, 0.35),
}
TWO, PHRASE, PREFIX, CJK, NAME, TYPING = (
    "two words, 0.5 to 8 % each",
    "a phrase of two words",
    "the beginning of a word, four letters",
    "Chinese, two or three characters",
    "a name, found in every script",
    "a word as it is typed, letter by letter",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One search.

    Attributes:
        typed: as typed into aitui.
        words: its words, as the others are asked; one that ends with `*` is a beginning.
        phrase: whether they stand side by side.
        raw: whether the raw index can be asked the same.
    """

    typed: str
    words: tuple[str, ...]
    phrase: bool = False
    raw: bool = True


def drawn(path: Path, each: int = EACH) -> dict[str, list[Asked]]:
    """Return searches by class, drawn from a corpus by a fixed seed."""
    luck = random.Random(SEED)
    conn = sqlite3.connect(path)
    conn.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'article_fts', 'col')")
    number = conn.execute("SELECT count(*) FROM article").fetchone()[0]
    share = {
        word: docs / number
        for word, docs in conn.execute("SELECT term, doc FROM temp.words WHERE col = 'body' AND doc > 1")
        if len(word) > 3 and word.isalpha() and word[0] < "\u0e01"
    }
    found: dict[str, list[Asked]] = {}
    for name, (low, high) in SHARES.items():
        fitting = sorted(word for word, part in share.items() if low <= part < high)
        found[name] = [Asked(word, (word,)) for word in luck.sample(fitting, min(each, len(fitting)))]
    ids = luck.sample(range(1, number + 1), min(number, 60 * each))
    texts = dict(
        conn.execute(
            f"""SELECT a.id, b.text FROM article a JOIN body b ON b.version_id = a.version_id
            WHERE a.id IN ({",".join(map(str, ids))})"""
        )
    )
    pairs, phrases, runs = list[tuple[str, str]](), list[tuple[str, str]](), list[str]()
    for one in ids:
        words = [word for _, _, word in stem.words(texts[one])]
        runs += [
            word[:length] for word in words[:9] if stem.is_run(word) and len(word) > 4 for length in (2, 3)
        ]
        middling = sorted({word for word in words if 0.005 <= share.get(word, 0) < 0.08})
        if len(middling) > 1:
            pairs.append(tuple(luck.sample(middling, 2)))  # type: ignore[arg-type]
        at = luck.randrange(max(1, len(words) - 1))
        if len(words) > 1 and all(share.get(word, 0) > 0.001 for word in words[at : at + 2]):
            phrases.append((words[at], words[at + 1]))
    found[TWO] = [Asked(" ".join(pair), pair) for pair in pairs[:each]]
    found[PHRASE] = [Asked(f'"{" ".join(pair)}"', pair, phrase=True) for pair in phrases[:each]]
    some = [one.words[0] for one in (*found["a word in 0.1 to 1 %"], *found["a word in 2 to 8 %"])]
    found[PREFIX] = [Asked(f"{word[:4]}*", (f"{word[:4]}*",)) for word in some[::2][:each]]
    # The raw index takes a whole run of characters for one word.
    found[CJK] = [Asked(run, (run,), raw=False) for run in luck.sample(runs, min(each, len(runs)))]
    names = conn.execute(
        "SELECT name FROM entity JOIN entity_total ON entity_id = id ORDER BY mentions DESC LIMIT ?",
        (40 * each,),
    ).fetchall()
    chosen = [name.split()[-1].lower() for (name,) in names[:: len(names) // each or 1]][:each]
    found[NAME] = [Asked(name, (name,)) for name in chosen]
    found[TYPING] = [
        Asked(word[:length], (f"{word[:length]}*",))
        for word in some[1::2][: max(1, each // 4)]
        for length in range(1, len(word) + 1)
    ]
    conn.close()
    return found
