"""Stories: articles that may tell one happening, suggested by the program, accepted or refused by the person.

What is suggested is worked out when it is asked for; what was accepted is one row of the article list.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from aitui.errors import AituiError
from aitui.explorer.apart import Apart
from aitui.explorer.counterparts import SMALL
from aitui.explorer.jobs import Jobs
from aitui.store import articles, copies, counterparts, signs, stories, story_marks, vectors
from aitui.store.clusters import components
from aitui.store.database import Connection
from aitui.store.rows import Filters
from aitui.store.signs import SignsRow
from aitui.store.story_marks import Plan, StoryMark
from aitui.store.visible import VisibleMap

if TYPE_CHECKING:
    from aitui.analysis.stories import Story, Told
    from aitui.explorer.state import Explorer

# Articles that are compared: the newest.  Twice as many take a little more than twice as long.
NEWEST = 20_000
# With more articles they are compared in a process of their own.
_FEW = 2_000

# Most articles have no figures: each would keep an empty set of its own.
_NONE: frozenset[Hashable] = frozenset()

State = Literal["suggested", "accepted", "unsure"]


class StoryRow(NamedTuple):
    """A story as it is listed.

    Attributes:
        members: ids, oldest publication first.
        uids: of each member its own, or where the person spoke of near-copies of it, theirs.
        langs: the most frequent first.
        score: 0..1, how alike they are on average; 0 where only the person says so.
        reason: in words.
        state: `suggested` where somebody is to be asked, `accepted`, or `unsure` when it was put aside.
        new: members that the accepted story does not have yet.
    """

    members: tuple[int, ...]
    uids: tuple[tuple[str, ...], ...]
    langs: tuple[str, ...]
    score: float
    reason: str
    state: State
    new: frozenset[int]


# A line of the list: a story, and one of its articles or None for the story itself.
Line = tuple[StoryRow, int | None]


class Found(NamedTuple):
    """What was found: stories, suggested ones first.

    Attributes:
        compared: how many articles were looked at.
        total: how many there are, as far as filters leave them.
        cut: whether older articles were left out.
    """

    rows: list[StoryRow]
    compared: int
    total: int
    cut: bool


def find(
    conn: Connection,
    view: VisibleMap,
    marks: Sequence[StoryMark],
    limit: int = NEWEST,
    filters: Filters | None = None,
) -> Found:
    """Return the stories of the newest articles, and those that a person accepted.

    Args:
        conn: a corpus.
        view: which entities are one under the person's judgements; single mentions that were judged count.
        marks: what the person said of stories.
        limit: so many articles are compared.
        filters: what narrows the articles that are compared.
    """
    from aitui.analysis import stories as rules

    every, total = articles.count(conn), articles.count(conn, filters)
    # Each number that is told again and again is kept once.
    numbers: dict[int, int] = {}
    dates: dict[int, int] = {}
    told = [_told(row, view, numbers, dates) for row in signs.newest(conn, limit, filters)]
    weights = {
        entity: math.log(1 + every / number)
        for entity, (number, _) in counterparts.rarity(conn, numbers, view).items()
    }

    said = story_marks.accepted(marks)
    known = {uid for mark in marks for uid in (mark.article, mark.other)}
    stand_for = _representatives(conn, [each.id for each in told], known)
    same = [[stand_for[uid] for uid in story if uid in stand_for] for story in said]
    apart = [
        (stand_for[m.article], stand_for[m.other])
        for m in marks
        if m.kind == "different" and m.article in stand_for and m.other in stand_for
    ]
    if filters is not None:
        inside = {each.id for each in told}
        same = [ids for ids in same if inside.intersection(ids)]
    found = rules.stories(
        rules.pairs(
            told, lambda entity: weights.get(entity, 0.0), _meaning(conn, [each.id for each in told])
        ),
        [sorted(set(ids)) for ids in same if len(set(ids)) > 1],
        apart,
    )
    out = _rows(conn, found, marks, stand_for)
    order = ("suggested", "unsure", "accepted")
    cut = total > limit >= 0
    return Found(sorted(out, key=lambda row: order.index(row.state)), limit if cut else total, total, cut)


def _meaning(conn: Connection, ids: Sequence[int]) -> Callable[[int, int], float]:
    """Return how near two articles are in meaning, as far as vectors were made of them."""
    from aitui.analysis import meaning

    known = vectors.of(conn, ids, meaning.MODEL) if vectors.any_there(conn, meaning.MODEL) else {}
    if not known:
        return lambda one, other: 0.0
    place = {i: at for at, i in enumerate(known)}
    rows = meaning.unpacked(list(known.values()))

    def near(one: int, other: int) -> float:
        if one not in place or other not in place:
            return 0.0
        return float(rows[place[one]] @ rows[place[other]])

    return near


def _told(row: SignsRow, view: VisibleMap, numbers: dict[int, int], dates: dict[int, int]) -> Told:
    from aitui.analysis.stories import Told

    entities: dict[int, int] = {}
    for i, number in row.entities.items():
        seen = view.of.get(i, i)
        seen = numbers.setdefault(seen, seen)
        entities[seen] = entities.get(seen, 0) + number
    figures = set()
    for low, high, unit in row.figures:
        bounds = tuple(sorted({value for value in (low, high) if value is not None}))
        if unit not in ("count", "ratio") or any(value > SMALL for value in bounds):
            figures.add((bounds, unit))
    day = None
    if row.published is not None:
        try:
            day = date.fromisoformat(row.published).toordinal()
            day = dates.setdefault(day, day)
        except ValueError:  # a year beyond what `date` can hold
            day = None
    return Told(row.article_id, row.lang, day, entities, frozenset(figures) or _NONE, row.days or _NONE)


def _representatives(conn: Connection, ids: Sequence[int], uids: set[str]) -> dict[str, int]:
    """Return uid -> the article that was compared for it: itself, or a near-copy of it."""
    chosen = {group: i for i, group in copies.groups(conn, ids).items()}
    here = {uid: i for uid in uids if (i := articles.by_uid(conn, uid)) is not None}
    groups = copies.groups(conn, list(here.values()))
    return {uid: chosen.get(groups.get(i, i), i) for uid, i in here.items()}


def _rows(
    conn: Connection, found: Sequence[Story], marks: Sequence[StoryMark], stand_for: Mapping[str, int]
) -> list[StoryRow]:
    """Return what is listed of stories; what the person said of a near-copy is said of who stands for it."""
    spoken_of: dict[int, list[str]] = {}
    for uid, i in sorted(stand_for.items()):
        spoken_of.setdefault(i, []).append(uid)
    of = {uid: story for story in story_marks.accepted(marks) for uid in story}
    doubted = components((m.article, m.other) for m in marks if m.kind != "different")
    out = []
    for story in found:
        listed = articles.rows(conn, story.members)
        order = sorted(listed, key=lambda i: (listed[i].published or "9", i))
        if len(order) < 2:
            continue
        langs = Counter(listed[i].lang for i in order)
        uids = tuple(tuple(spoken_of.get(i, (listed[i].uid,))) for i in order)
        parts = {next((of[uid] for uid in known if uid in of), None) for known in uids}
        largest = max((part for part in parts if part), key=len, default=())
        state: State = "suggested"
        if len(parts) == 1 and None not in parts:
            state = "accepted"
        elif all(_meet(doubted, uids[0], known) for known in uids):
            state = "unsure"
        there = {i for i, known in zip(order, uids, strict=True) if not set(known).isdisjoint(largest)}
        new = frozenset(order) - there if largest else frozenset()
        spoken = tuple(sorted(langs, key=lambda lang: (-langs[lang], lang)))
        out.append(StoryRow(tuple(order), uids, spoken, story.score, story.reason, state, new))
    return out


def _meet(parts: Mapping[str, frozenset[str]], ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Tell whether one of ours and one of theirs are in one part."""
    return any(not parts.get(uid, frozenset()).isdisjoint(theirs) for uid in ours)


def _all(row: StoryRow) -> list[str]:
    return [uid for uids in row.uids for uid in uids]


class Stories:
    """The stories of a session.

    Args:
        explorer: what the person is doing.
        own: the workspace.
        jobs: compares articles.

    Attributes:
        lines: what is listed; stories put aside only on demand.
        found: all that was found; None before.
    """

    def __init__(self, explorer: Explorer, own: Connection, jobs: Jobs) -> None:
        self._explorer = explorer
        self._own = own
        self._jobs = jobs
        self.lines: list[Line] = []
        self.found: Found | None = None
        self.with_aside = False
        self._marks = story_marks.live(own)

    def show(self) -> None:
        """Open the list."""
        self._explorer.go("stories")
        self.read()

    def toggle_aside(self) -> None:
        """List what was put aside too, or no longer."""
        self.with_aside = not self.with_aside
        told = (
            "Stories put aside are listed too."
            if self.with_aside
            else "Stories put aside are left out again."
        )
        self._explorer.say(told)
        self._list()

    def read(self) -> None:
        """Compare the articles as they are now."""
        explorer = self._explorer
        apart = Apart(explorer.corpus, find, explorer.view, list(self._marks))

        def done(found: Found) -> None:
            self.found = found
            self._list()

        few = len(explorer.article_order) <= _FEW
        self._jobs.submit("stories", apart.__call__ if few else apart, done, explorer.failed)

    def place(self, line: int) -> str:
        """Return which story a line is of, and how many are listed: `2/10`."""
        heads = [at for at, (_, member) in enumerate(self.lines) if member is None]
        return f"{bisect_right(heads, line)}/{len(heads)}"

    def aside(self) -> int:
        """Return how many were put aside."""
        return sum(row.state == "unsure" for row in self.found.rows) if self.found is not None else 0

    def waiting(self) -> int:
        """Return how many wait for an answer."""
        return sum(row.state == "suggested" for row in self.found.rows) if self.found is not None else 0

    def _list(self) -> None:
        rows = self.found.rows if self.found is not None else []
        shown = [row for row in rows if self.with_aside or row.state != "unsure"]
        self.lines = [(row, member) for row in shown for member in (None, *row.members)]
        self._explorer.changed("stories", "status")

    # ------------------------------------------------------------------ answers

    def same(self, row: StoryRow) -> None:
        """They tell one happening."""
        self._do(lambda marks: story_marks.same(marks, _all(row), self._words(row)), "One story")

    def not_same(self, row: StoryRow, member: int | None) -> None:
        """They do not tell one happening; or one of them, or what is new, not what the others tell."""
        taken = row.new if member is None else {member}
        one = [uid for uids, i in zip(row.uids, row.members, strict=True) if i in taken for uid in uids]
        rest = [uid for uid in _all(row) if uid not in one]
        words = self._words(row)
        if one and len(row.members) > 2:
            self._do(lambda marks: story_marks.different(marks, one, rest, words), "Taken out of")
        else:
            self._do(lambda marks: story_marks.apart(marks, _all(row), words), "Not one story")

    def put_aside(self, row: StoryRow) -> None:
        """Undecided: it comes back on demand."""
        self._do(lambda marks: story_marks.unsure(marks, _all(row), self._words(row)), "Put aside")

    def _words(self, row: StoryRow) -> str:
        title = " ".join(self._explorer.article_row(row.members[0]).title.split())
        return f"“{title if len(title) <= 40 else title[:39].rstrip() + '…'}”"

    def _do(self, make: Callable[[Sequence[StoryMark]], Plan], told: str) -> None:
        try:
            plan = story_marks.record(self._own, make)
        except AituiError as error:
            self._explorer.say(str(error))
            return
        self.remark()
        self._explorer.say(f"{told}: {plan.target}; {self._explorer.key('undo')} takes it back.")

    def remark(self) -> None:
        """Follow what was said, here or in another program: the lists fold anew."""
        explorer, before = self._explorer, self._marks
        self._marks = story_marks.live(self._own)
        accepted = story_marks.accepted(self._marks)
        if self._marks == before and accepted == explorer.grouping.accepted:
            return
        explorer.grouping.accepted = accepted
        if self.found is not None:
            self.read()
        explorer.changed("stories")

        def done(of: dict[int, int]) -> None:
            explorer.grouping.take(of)
            explorer.grouping.again()
            if explorer.entered("search"):
                explorer.search.fold()
            explorer.changed("search")

        self._jobs.submit(
            "groups", lambda connection: stories.heads(connection, accepted), done, explorer.failed
        )
