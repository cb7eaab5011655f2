"""Which articles tell the same story as one, best in another language: by names, figures, dates and days."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from datetime import date

from aitui.explorer.alignment import Named
from aitui.frozen import frozen
from aitui.model import Quantity, Sentence, Timex
from aitui.store import articles, counterparts, mentions
from aitui.store.database import Connection
from aitui.store.rows import CandidateRow, DateRow, MentionRow
from aitui.store.visible import VisibleMap
from aitui.text.spans import containing

# How many articles are compared by all their entities, and how many of those by figures and dates as well;
# articles in the same language come after all others, so that fewer of them are needed.
COMPARED = {True: 60, False: 20}
READ = {True: 16, False: 6}
# Days that halve what an article published so much earlier or later gains by nearness.
HALF_LIFE = 7.0
# What a figure or a day that both tell adds to the likeness (0..1), and how many count.
FIGURE, DAY, COUNTED = 0.06, 0.03, 4
# Numbers of things up to this one are no figures.
SMALL = 12
# The figures of a longer text (code points) are not read: it would take seconds.
FIGURES_WITHIN = 200_000


@frozen
class Counterpart:
    """An article that may tell the same story.

    Attributes:
        score: higher is better; comparable within one answer only.
        entities, figures, dates: how many both have.
        days: between the two publications, None when one of them is not known.
        foreign: it is in another language.
    """

    article_id: int
    score: float
    entities: int
    figures: int
    dates: int
    days: int | None
    foreign: bool

    def reason(self) -> str:
        """Return in words why: `4 shared entities, 2 figures, 1 day apart`."""
        told = [_many(self.entities, "shared entity", "shared entities")]
        told += [_many(self.figures, "figure", "figures")] if self.figures else []
        told += [_many(self.dates, "date", "dates")] if self.dates else []
        if self.days is None:
            told.append("publication day unknown")
        else:
            told.append(f"{_many(self.days, 'day', 'days')} apart" if self.days else "same day")
        return ", ".join(told)


@frozen
class Told:
    """What one article tells that can be compared across languages.

    Attributes:
        figures, dates: (start, end, key); equal keys are equal in any language.
    """

    figures: list[tuple[int, int, Hashable]]
    dates: list[tuple[int, int, Hashable]]


def find(conn: Connection, article_id: int, view: VisibleMap, must: int | None = None) -> list[Counterpart]:
    """Return the counterparts of an article: those in another language first, the most alike first in each.

    Args:
        view: what the user's judgements change.
        must: an entity that they must mention; None for no such wish.
    """
    own = _weighed_counts(mentions.of_article(conn, article_id, view))
    row = articles.rows(conn, [article_id]).get(article_id)
    if row is None or not own:
        return []
    total = articles.count(conn)
    held = counterparts.rarity(conn, own, view)
    weights = {i: math.log(1 + total / held[i][0]) for i in own if i in held}
    day = counterparts.published(conn, article_id)
    found = counterparts.sharing(conn, article_id, {i: w * w for i, w in weights.items()}, held, must, view)
    compared = []
    for foreign, number in COMPARED.items():
        nearest = sorted(
            (c for c in found if (c.lang != row.lang) == foreign),
            key=lambda c: -c.share * _nearness(_apart(day, c.published)),
        )
        compared += [
            (*_likeness(conn, c, own, weights, held, total, view), c, foreign) for c in nearest[:number]
        ]
    told = tell(conn, article_id)
    out = []
    for foreign, number in READ.items():
        best = sorted((c for c in compared if c[3] == foreign), key=lambda c: -c[0])[:number]
        for likeness, shared, candidate, _ in best:
            other = tell(conn, candidate.article_id)
            figures = len({k for _, _, k in told.figures} & {k for _, _, k in other.figures})
            dates = len({k for _, _, k in told.dates} & {k for _, _, k in other.dates})
            days = _apart(day, candidate.published)
            score = (likeness + FIGURE * min(figures, COUNTED) + DAY * min(dates, COUNTED)) * _nearness(days)
            out.append(Counterpart(candidate.article_id, score, shared, figures, dates, days, foreign))
    return sorted(out, key=lambda c: (not c.foreign, -c.score, c.article_id))


def _weighed_counts(rows: Iterable[MentionRow]) -> dict[int, float]:
    return {i: 1 + math.log(n) for i, n in Counter(row.entity_id for row in rows).items()}


def _likeness(
    conn: Connection,
    candidate: CandidateRow,
    own: dict[int, float],
    weights: dict[int, float],
    held: dict[int, tuple[int, int]],
    total: int,
    view: VisibleMap,
) -> tuple[float, int]:
    """Return how alike the entities of two articles are, 0..1, and how many they share.

    The mean of two measures: their cosine (tf-idf) alone would put a note that names one of the entities
    and nothing else first; how much of the own article is told alone, a roundup that names everything.
    """
    other = _weighed_counts(mentions.of_article(conn, candidate.article_id, view))
    new = [i for i in other if i not in held]
    held.update(counterparts.rarity(conn, new, view))
    weights.update((i, math.log(1 + total / held[i][0])) for i in new if i in held)

    def square(counts: dict[int, float]) -> float:
        return sum((n * weights.get(i, 0.0)) ** 2 for i, n in counts.items())

    both = {i: n for i, n in own.items() if i in other}
    if not both:
        return 0.0, 0
    dot = sum(n * other[i] * weights.get(i, 0.0) ** 2 for i, n in both.items())
    cosine = dot / math.sqrt(square(own) * square(other))
    return math.sqrt(cosine * square(both) / square(own)), len(both)


def tell(conn: Connection, article_id: int) -> Told:
    """Return the figures and dates of an article.  Figures are read from the text: the corpus keeps none."""
    from aitui.analysis.measures.quantities import find_quantities

    row = articles.rows(conn, [article_id])[article_id]
    body = articles.text(conn, article_id)
    days = counterparts.dates(conn, article_id)
    if len(body.text) > FIGURES_WITHIN:
        return Told([], _dates(days))
    starts, ends = body.sentences[0::2], body.sentences[1::2]
    sentences = [Sentence(a, b) for a, b in zip(starts, ends, strict=True)]
    timexes = [
        Timex(d.start, d.end, body.text[d.start : d.end], d.earliest, d.kind, d.earliest, d.latest)
        for d in days
    ]
    numbers = find_quantities(body.text, row.lang, sentences, timexes)
    figures = [(q.start, q.end, key) for q in numbers if (key := figure_key(q)) is not None]
    return Told(figures, _dates(days))


def figure_key(quantity: Quantity) -> Hashable | None:
    """Return what makes two figures the same; None for one that any two texts may have by chance.

    «Over 1 bn» in one text is often «1 bn» in another.  «Two», «three companies» say nothing.
    """
    bounds = sorted({value for value in (quantity.low, quantity.high) if value is not None})
    if quantity.unit in ("count", "ratio") and not any(value > SMALL for value in bounds):
        return None
    return "figure", tuple(bounds), quantity.unit


def _dates(days: Sequence[DateRow]) -> list[tuple[int, int, Hashable]]:
    return [(d.start, d.end, ("date", d.earliest, d.latest)) for d in days]


def named(
    sentence_starts: Sequence[int], sentence_ends: Sequence[int], found: Iterable[MentionRow], told: Told
) -> list[Named]:
    """Return what each sentence of a text names: entities, figures, dates."""
    keyed: list[tuple[int, int, Hashable]] = [(m.start, m.end, ("entity", m.entity_id)) for m in found]
    sides: list[Named] = [{} for _ in sentence_starts]
    for start, end, key in [*keyed, *told.figures, *told.dates]:
        at = containing(sentence_starts, sentence_ends, start)
        if at is not None:
            sides[at].setdefault(key, []).append((start, end))
    return sides


def _apart(one: str | None, other: str | None) -> int | None:
    """Return the days between two first days, None when one is not known."""
    if one is None or other is None:
        return None
    try:
        return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
    except ValueError:  # a year beyond what `date` can hold
        return None


def _nearness(days: int | None) -> float:
    """Return 1 for the same day, down to a half for years apart; what is not known stands in the middle."""
    return 0.75 if days is None else 0.5 + 0.5 / (1 + days / HALF_LIFE)


def _many(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
