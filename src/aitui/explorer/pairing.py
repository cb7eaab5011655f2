"""Two-pane reading: a second article beside the open one, which follows by what both name.

The explorer's open article is the one in focus, whichever side it stands on; this room keeps the other one.
So all that acts on the open article (keep, copy, find, judge) acts on the focused side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from aitui.explorer import counterparts
from aitui.explorer.actions import READERS, Pane
from aitui.explorer.alignment import Alignment, Shared, Span, align
from aitui.explorer.counterparts import Counterpart
from aitui.explorer.jobs import Jobs
from aitui.explorer.parts import NAMING, OpenArticle
from aitui.store import articles, mentions
from aitui.store.database import Connection

if TYPE_CHECKING:
    from aitui.explorer.state import Explorer

NOTHING = Shared(0, (), ())


class Pair:
    """The second reader.

    Args:
        explorer: whose open article it stands beside.
        reader: the corpus.
        jobs: looks for counterparts and aligns.

    Attributes:
        active: the pane that shows the explorer's open article.
        other: the article of the other pane; None while there is one reader only.
        other_offset: its place.
        candidates: the counterparts of the article `of`, best first; `index` is the one shown.
    """

    def __init__(self, explorer: Explorer, reader: Connection, jobs: Jobs) -> None:
        self._explorer = explorer
        self._reader = reader
        self._jobs = jobs
        self.active: Pane = "reader"
        self.other: OpenArticle | None = None
        self.other_offset = 0
        self.candidates: list[Counterpart] = []
        self.index = 0
        self.of = 0
        self._alignment: Alignment | None = None
        # Ids of the articles that are aligned, or are about to be.
        self._aligned: tuple[int, int] = (0, 0)
        # The sentences that stand beside each other: of the open article, of the other one.
        self._at: tuple[int, int] | None = None
        self._shared = NOTHING
        # What the last session left beside its article, until that is shown.
        self._left: Mapping[str, object] = {}

    @property
    def open(self) -> bool:
        """Whether there are two readers."""
        return self.other is not None

    @property
    def inactive(self) -> Pane:
        """The pane that is not the active one."""
        return READERS[1 - READERS.index(self.active)]

    def shown(self, pane: Pane) -> tuple[OpenArticle | None, int]:
        """Return article and place of one of the two readers."""
        if pane == self.active:
            return self._explorer.article, self._explorer.offset
        return self.other, self.other_offset

    def marks(self, pane: Pane) -> Sequence[Span]:
        """Return where the current sentence of a reader names what that of the other one names too."""
        return self._shared.mine if pane == self.active else self._shared.theirs

    @property
    def shared(self) -> int:
        """How many things both current sentences name."""
        return self._shared.number

    def told(self) -> str:
        """Return why this article stands beside the open one."""
        if self.other is None or self._explorer.article is None:
            return ""
        ids = {self.other.row.id, self._explorer.article.row.id}
        if not self.candidates or ids != {self.of, self.candidates[self.index].article_id}:
            key = self._explorer.key("counterpart")
            return f"Two articles of your choice; {key} looks for the counterpart of this one."
        why = self.candidates[self.index].reason()
        return f"{why} · candidate {self.index + 1} of {len(self.candidates)}"

    # ------------------------------------------------------------------ the counterpart

    def find(self) -> None:
        """Look for the counterparts of the open article, and show the best one beside it."""
        opened, lit, view = self._explorer.article, self._explorer.lit, self._explorer.view
        if opened is None:
            return
        article_id, must = opened.row.id, lit.row.id if lit is not None else None
        focus = self._explorer.focus

        def done(found: list[Counterpart]) -> None:
            if self._explorer.article is None or self._explorer.article.row.id != article_id:
                return  # the person went on meanwhile
            if not found:
                key = self._explorer.key("cancel")
                wish = f" and mentions {lit.row.name} ({key} lets it go)" if lit is not None else ""
                self._explorer.say(f"No other article shares an entity with this one{wish}.")
                return
            self.candidates, self.of = found, article_id
            # Who went on to another pane meanwhile is left there.
            self._show(0, go=self._explorer.focus == focus)

        self._explorer.say("Looking for a counterpart …")
        self._jobs.submit(
            "counterparts",
            lambda connection: counterparts.find(connection, article_id, view, must),
            done,
            self._explorer.failed,
        )

    def step(self, step: int) -> None:
        """Show the next (1) or previous (-1) candidate in the place of this one."""
        if self._explorer.article is None or self.other is None:
            return
        if self.of not in (self._explorer.article.row.id, self.other.row.id):
            self.find()  # both articles are others by now
        elif not 0 <= self.index + step < len(self.candidates):
            self._explorer.say(f"This is the {'last' if step > 0 else 'best'} candidate.")
        else:
            self._show(self.index + step, go=True)

    def _show(self, index: int, *, go: bool) -> None:
        """Put a candidate beside the article that it is one of."""
        candidate = self.candidates[index]
        found = self._explorer.read_article(candidate.article_id)
        if found is None:
            return
        self.index = index
        explorer = self._explorer
        assert explorer.article is not None
        if explorer.article.row.id == self.of:
            self.other, self.other_offset = found, 0
        else:  # the candidate's side is in focus
            explorer.article, explorer.offset = found, 0
        if go:
            explorer.go("reader")
        self._align()
        explorer.say(self.told())
        explorer.changed("layout", "reader", "articles", *NAMING)

    # ------------------------------------------------------------------ from one session to the next

    def kept(self) -> Mapping[str, object]:
        """Return what the next session needs to show both articles; nothing of one reader."""
        opened = self._explorer.article
        if self.other is None or opened is None:
            return self._left
        return {
            "of": opened.row.uid,
            "article": self.other.row.uid,
            "offset": self.other_offset,
            "left": self.active != READERS[0],
        }

    def take(self, left: Mapping[str, object]) -> None:
        """Remember what `kept` returned in the last session."""
        self._left = left

    def come_back(self) -> None:
        """Show what the last session left beside the open article, unless somebody went on since.

        Once the first screen stands: it would hold up the paint.
        """
        left, self._left = self._left, {}
        explorer, opened = self._explorer, self._explorer.article
        if self.open or opened is None or opened.row.uid != left.get("of"):
            return
        article_id = articles.by_uid(self._reader, str(left.get("article", "")))
        if article_id is None or (found := explorer.read_article(article_id)) is None:
            return
        offset = left.get("offset")
        self.other, self.other_offset = found, min(offset, len(found.text)) if isinstance(offset, int) else 0
        if left.get("left") is True:
            self.active = READERS[1]
            if explorer.focus in READERS:
                explorer.focus = self.active
        self._align()
        explorer.changed("layout", "reader", "articles", *NAMING)

    # ------------------------------------------------------------------ sides

    def turn(self) -> None:
        """Make the other article the open one; nothing moves, and the focus of a reader goes along."""
        explorer = self._explorer
        explorer.article, self.other = self.other, explorer.article
        explorer.offset, self.other_offset = self.other_offset, explorer.offset
        self.active = self.inactive
        if explorer.focus in READERS:
            explorer.focus = self.active
        self._shared = Shared(self._shared.number, self._shared.theirs, self._shared.mine)
        self._at = self._at[::-1] if self._at is not None else None

    def turn_to(self, pane: Pane) -> None:
        """Go to one of the two readers."""
        if pane != self.active and self.open:
            self.turn()
        self._explorer.go("reader")
        self._explorer.changed("reader", "articles", *NAMING)

    def swap(self) -> None:
        """Exchange left and right; the focus stays with its article."""
        self.active = self.inactive
        if self._explorer.focus in READERS:
            self._explorer.focus = self.active
        self._explorer.changed("layout", "reader", "status")

    def close(self) -> None:
        """Go back to one reader: the left one stays."""
        if self.active != READERS[0]:
            self.turn()
        if self._explorer.focus in READERS:
            self._explorer.focus = READERS[0]
        self.other, self._alignment, self._at, self._shared = None, None, None, NOTHING
        self._explorer.changed("layout", *READERS, "articles", *NAMING)

    def holds(self, article_id: int) -> bool:
        """Tell whether the other reader shows this article."""
        return self.other is not None and self.other.row.id == article_id

    # ------------------------------------------------------------------ following

    def follow(self) -> None:
        """Bring the other reader to the sentence that stands for the current one, when that is another."""
        mine, other = self._explorer.article, self.other
        if mine is None or other is None:
            return
        if {mine.row.id, other.row.id} != set(self._aligned):
            self._align()
        sentence = mine.sentence_index(self._explorer.offset)
        if self._alignment is None or sentence is None or (self._at and self._at[0] == sentence):
            return
        side = self._aligned.index(mine.row.id)
        target = self._alignment.follow(side, sentence)
        self._at = sentence, target
        self._shared = self._alignment.shared(side, sentence, target)
        self.other_offset = other.sentence_starts[target]
        self._explorer.notify(frozenset({self.inactive}))

    def _align(self) -> None:
        """Align the two articles in the background; until then the other one stays where it is."""
        mine, other = self._explorer.article, self.other
        self._alignment, self._at, self._shared = None, None, NOTHING
        if mine is None or other is None:
            return
        self._aligned = mine.row.id, other.row.id
        pair = (mine, mine.mentions), (other, other.mentions)

        def query(connection: Connection) -> Alignment | None:
            first, second = (
                counterparts.named(
                    opened.sentence_starts,
                    opened.sentence_ends,
                    found,
                    counterparts.tell(connection, opened.row.id),
                )
                for opened, found in pair
            )
            return align(first, second) if first and second else None

        def done(found: Alignment | None) -> None:
            self._alignment = found
            self._explorer.changed("reader")

        self._jobs.submit("alignment", query, done, self._explorer.failed)

    # ------------------------------------------------------------------ changes around it

    def rejudge(self) -> None:
        """Take up the mentions of the other article anew: judgements have changed them."""
        if self.other is not None:
            self.other.take(mentions.of_article(self._reader, self.other.row.id, self._explorer.view))
            self._align()

    def reload(self) -> None:
        """Read the other article anew; when it is gone, so is the second reader."""
        if self.other is None:
            return
        article_id = articles.by_uid(self._reader, self.other.row.uid)
        found = self._explorer.read_article(article_id) if article_id is not None else None
        if found is None:
            self.close()
            return
        self.other, self.other_offset = found, min(self.other_offset, len(found.text))
        self._align()
