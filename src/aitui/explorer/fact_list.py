"""The facts in the pane: of what is lit or of all, in an order, narrowed by fields and a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from aitui.errors import AituiError, StoppedError
from aitui.explorer import fact_filter, facts
from aitui.explorer.facts import NOTHING, Dispute, Fact, Found, day_of, key_of, measure_of
from aitui.explorer.jobs import Jobs
from aitui.model import Telling
from aitui.store import articles, claims, fact_marks, mentions
from aitui.store.claim_quotes import Key
from aitui.store.database import Connection
from aitui.text.fold import fold

if TYPE_CHECKING:
    from aitui.explorer.state import Explorer
    from aitui.store.rows import EntityRow

# So many claims are read at once, the newest first; the heading says of how many, a key reads older ones.
LIMIT = 20_000
# Claims that are shown, each by itself, until they are grouped.
FIRST = 200
ORDERS = ("date", "disagreement", "corroboration", "entity", "measure")
# Sentences that are kept, so that moving about reads nothing again.
_KEPT = 2_000
# Facts that are looked through at once for a text; tellings that a find looks into.
_PAGE, _LOOKED_AT = 500, 20


class Facts:
    """The facts of what is lit, or of all.

    Attributes:
        rows: in the order chosen, those that hold the filter.
        disputes: of all facts that were read, the open ones first.
        names: canonical names of the entities, by id.
        order: one of `ORDERS`.
        loaded: whether `rows` are those of what is lit now; `grouped`: whether they are told once each.
        cut: whether there are more claims than were read.
        wanted: what narrows the facts.
        beside: the entity chosen beside a pinned one: facts name both.
    """

    def __init__(self, explorer: Explorer, reader: Connection, own: Connection, jobs: Jobs) -> None:
        self._explorer = explorer
        self._reader = reader
        self._own = own
        self._jobs = jobs
        self._found = NOTHING
        self.rows: list[Fact] = []
        self.order = ORDERS[0]
        self.loaded = False
        self.grouped = False
        self.cut = False
        self.beside: EntityRow | None = None
        self.wanted = fact_filter.NOTHING
        # Where the claims begin that are read now and were read before: none for the newest.
        self._windows: list[tuple[str, int] | None] = [None]
        self._kept: set[int] | None = None  # facts that hold the filter, by their place in what was read
        self._asked = 0
        self._then: Callable[[], None] | None = None
        self._texts: dict[Key, str] = {}

    @property
    def disputes(self) -> list[Dispute]:
        return self._found.disputes

    @property
    def names(self) -> Mapping[int, str]:
        return self._found.names

    @property
    def older(self) -> bool:
        """Whether there are older claims than those that were read."""
        return self._found.rest is not None

    @property
    def window(self) -> tuple[str, int] | None:
        """Where the claims begin that are read; None for the newest."""
        return self._windows[-1]

    @property
    def newer(self) -> bool:
        """Whether newer claims were read before."""
        return len(self._windows) > 1

    @property
    def about(self) -> list[EntityRow]:
        """The entities that the facts speak of, the lit one first; none for all facts."""
        lit = self._explorer.lit
        return [row for row in (None if lit is None else lit.row, self.beside) if row is not None]

    # ------------------------------------------------------------------ reading

    def show(self) -> None:
        """Open the pane with the facts of what is lit, or with all."""
        if not self.loaded:
            self.load()
        self._explorer.go("facts")

    def follow(self) -> None:
        """Another entity is lit, or judgements changed what is one: facts in view are read anew."""
        self.loaded = self.grouped = False
        self._windows = [None]
        lit = self._explorer.lit
        if lit is None or not lit.pinned:
            self.beside = None
        if self._explorer.centre in ("facts", "tellings"):
            self.load()

    def put_beside(self, row: EntityRow) -> None:
        """Show the facts that name the pinned entity and this one; of the pinned one alone if it is that."""
        lit = self._explorer.lit
        row_or_none = None if lit is not None and lit.row.id == row.id else row
        if self._explorer.centre != "facts" or row_or_none == self.beside:
            return
        self.beside = row_or_none
        self._windows = [None]
        self.load()
        self._explorer.changed("entities", "status")

    def page(self, step: int) -> None:
        """Read the claims before (1) or after (-1) those that are read now."""
        if step > 0 and not self.grouped:  # whether there are older ones is known then
            self.when_grouped(lambda: self.page(step))
            return
        if step > 0 and self._found.rest is not None:
            self._windows.append(self._found.rest)
        elif step < 0 and self.newer:
            self._windows.pop()
        else:
            self._explorer.say("These are the oldest statements." if step > 0 else "These are the newest.")
            return
        self.load()

    def when_grouped(self, then: Callable[[], None]) -> None:
        """Call `then` with the facts read and told once each: now, or when they are."""
        if self.grouped:
            then()
        else:
            self._then = then
            if not self.loaded:
                self.load()

    def load(self) -> None:
        """Read the facts; the newest request wins.  Of many, the first are shown before they are grouped."""
        explorer, view = self._explorer, self._explorer.view
        about = [row.id for row in self.about]
        marks = fact_marks.live(self._own)
        self.wanted = fact_filter.parse(explorer.filters.get("facts", ""))
        narrow = self.wanted.claims._replace(before=self._windows[-1])
        self._asked += 1
        asked = self._asked
        self._found, self.rows = NOTHING, []
        self.loaded = self.grouped = False

        def stale() -> bool:
            return asked != self._asked

        def first(found: list[Telling]) -> None:
            if not stale() and not self.grouped and len(found) == FIRST:
                self._take(Found(facts.single(found), [], [], {}))

        def done(found: Found) -> None:
            if not stale():
                self.grouped = True
                self._take(found)
                then, self._then = self._then, None
                if then is not None:
                    then()

        def failed(error: AituiError) -> None:
            if not stale():
                self._asked += 1
                self._then = None
                explorer.failed(error)
            elif not isinstance(error, StoppedError):
                explorer.failed(error)

        explorer.changed("facts", "tellings")
        self._jobs.submit(
            "first facts",
            lambda connection: facts.tellings(connection, about, view, FIRST, narrow),
            first,
            lambda error: None,  # the other lane tells it
        )
        self._jobs.submit(
            "facts",
            lambda connection: facts.find(connection, about, view, LIMIT, marks, stale, narrow),
            done,
            failed,
        )

    def remark(self) -> None:
        """The marks have changed: what was read is joined, told apart and ranked anew."""
        self._explorer.timeline.refold()
        if not self.grouped:
            if self.loaded:
                self.load()
            return
        marks, found, asked = fact_marks.live(self._own), self._found, self._asked

        def done(again: Found) -> None:
            if asked == self._asked:
                self._take(again)

        self._jobs.submit(
            "facts", lambda connection: facts.marked(connection, found, marks), done, self._explorer.failed
        )

    def _take(self, found: Found) -> None:
        self._found, self.loaded = found, True
        # Who settles one wants the next open one.
        found.disputes.sort(key=lambda dispute: dispute.settled)
        self.cut = found.read < found.of or not self.grouped
        self._texts.clear()
        self._kept = None
        self._put_in_order()
        if self.wanted.text:
            self._hold(self._explorer.filters["facts"], lambda: None)
        if self.grouped:
            self._explorer.tellings.follow()
        self._explorer.changed("facts", "tellings", "status")

    # ------------------------------------------------------------------ contradictions

    def step(self, step: int, fact: Fact | None = None) -> None:
        """Go to the next (1) or previous (-1) contradiction; facts that are not read yet are read first.

        Args:
            fact: begin with those of this one.
        """
        focus = self._explorer.focus

        def there() -> None:
            if self._explorer.focus == focus:  # else the person has gone on
                self._step(step, fact)

        self.when_grouped(there)

    def _step(self, step: int, fact: Fact | None) -> None:
        explorer, found = self._explorer, self._found.disputes
        if not found:
            names = " + ".join(explorer.entity_label(row) for row in self.about)
            explorer.say(f"No contradiction among the facts{' of ' if names else ''}{names}.")
            return
        opened = explorer.tellings.dispute if explorer.focus == "tellings" else None
        of_fact = [] if fact is None else self.disputes_of(fact)
        if opened in found:
            at = found.index(opened) + step
            if not 0 <= at < len(found):
                at %= len(found)
                edge = "first" if step > 0 else "last"
                explorer.say(f"Went on from the {edge} contradiction.")
        elif of_fact:
            at = found.index(of_fact[0])
        else:
            at = 0 if step > 0 else len(found) - 1
        explorer.tellings.open_dispute(found[at])

    # ------------------------------------------------------------------ order and filter

    def sort(self) -> None:
        """Sort by the next order."""
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self._put_in_order()
        self._explorer.changed("facts", "status")

    def _put_in_order(self) -> None:
        kept, wanted = self._kept, self.wanted
        rows = [
            fact
            for at, fact in enumerate(self._found.facts)
            if (kept is None or at in kept) and wanted.keeps(fact)
        ]
        # What a person deprecated stands last in every order.
        rows.sort(key=day_of, reverse=True)
        if self.order == "corroboration":
            rows.sort(key=lambda fact: (-fact.origins, -fact.languages, -fact.sources))
        elif self.order == "disagreement":
            rows.sort(key=lambda fact: -fact.disputed)
        elif self.order == "measure":
            rows.sort(key=_measure)
        elif self.order == "entity":
            rows.sort(key=self._subject)
        rows.sort(key=lambda fact: fact.rank == "deprecated")
        self.rows = rows

    def _subject(self, fact: Fact) -> tuple[str, str]:
        return fold(self.subject(fact)) or "\uffff", fact.first.measured or "\uffff"

    def subject(self, fact: Fact) -> str:
        """Return the name of what a fact is about, empty where no entity is named."""
        entities = fact.first.entities
        return self._found.names.get(entities[0], "") if entities else ""

    def filter(self, text: str, then: Callable[[], None] = lambda: None) -> None:
        """Keep only facts of a measure, unit, language, outlet or days (`fact_filter`), and that hold a text.

        What the fields name is looked for in the whole corpus; the text in what was read.
        """
        before, self.wanted = self.wanted, fact_filter.parse(text)
        self._explorer.filters["facts"] = text
        if self.wanted.claims != before.claims:
            self._windows = [None]
            self._kept = None
            self.load()
            self.when_grouped(then)
        else:
            self._hold(text, then)

    def _hold(self, text: str, then: Callable[[], None]) -> None:
        """Keep of what was read only what holds the text of a filter."""
        explorer, wanted, found = self._explorer, fold(self.wanted.text), self._found

        def stale() -> bool:
            return explorer.filters.get("facts") != text or found is not self._found

        def done(kept: set[int] | None) -> None:
            if stale():
                return
            self._kept = kept
            self._put_in_order()
            explorer.changed("facts", "status")
            then()

        def query(connection: Connection) -> set[int]:
            kept: set[int] = set()
            for start in range(0, len(found.facts), _PAGE):
                if stale():
                    break
                page = found.facts[start : start + _PAGE]
                texts = claims.texts(connection, [one for fact in page for one in fact.tellings])
                kept.update(
                    start + at
                    for at, fact in enumerate(page)
                    if wanted in fold(_holds(fact, fact.tellings, texts, found.names))
                )
            return kept

        if wanted:
            self._jobs.submit("filter facts", query, done, explorer.failed)
        else:
            done(None)

    # ------------------------------------------------------------------ what is drawn of a fact

    def sentence(self, telling: Telling) -> str:
        """Return the words of a claim, as they stand in the text."""
        at = key_of(telling)
        if at not in self._texts:
            if len(self._texts) > _KEPT:
                self._texts.clear()
            self._texts |= claims.texts(self._reader, [telling])
        return self._texts[at]

    def text(self, fact: Fact) -> str:
        """Return what a find looks into, of the tellings that were first."""
        told = fact.tellings[:_LOOKED_AT]
        return _holds(fact, told, {key_of(one): self.sentence(one) for one in told}, self._found.names)

    def part(self, telling: Telling, span: tuple[int, int] | None) -> str:
        """Return the words of a span of a claim; empty where there is none."""
        return (
            "" if span is None else self.sentence(telling)[span[0] - telling.start : span[1] - telling.start]
        )

    def spans_of_names(self, telling: Telling) -> Mapping[tuple[int, int], int]:
        """Return the places of the names in a telling's sentence, each with its entity."""
        found = mentions.of_article(self._reader, telling.article_id, self._explorer.view)
        return {(m.start, m.end): m.entity_id for m in found if telling.start <= m.start < telling.end}

    def title(self, telling: Telling) -> str:
        """Return the title of the article that tells a fact."""
        rows = articles.rows(self._reader, [telling.article_id])
        return rows[telling.article_id].title if telling.article_id in rows else ""

    def disputes_of(self, fact: Fact) -> list[Dispute]:
        """Return in which disputes a fact stands, open ones first."""
        first = key_of(fact.first)
        return [
            dispute
            for dispute in self._found.disputes
            if first in (key_of(dispute.one.first), key_of(dispute.other.first))
        ]

    def told(self) -> str:
        """Return in one line what is listed."""
        names = " + ".join(self._explorer.entity_label(row) for row in self.about)
        if not self.loaded:
            return f"{names} · …" if names else "Reading the facts …"
        open_ones = sum(not dispute.settled for dispute in self._found.disputes)
        parts = [names, _many(len(self.rows), "fact")]
        if self.cut and self.grouped:
            parts.append(f"of {self._found.read:,} of {self._found.of:,} statements")
            keys = [(self.older, "older_facts", "older"), (self.newer, "newer_facts", "newer")]
            parts += [f"{self._explorer.key(action)} {word}" for there, action, word in keys if there]
        if not self.grouped:
            parts.append("grouping …")
        elif open_ones:
            parts.append(f"{_many(open_ones, 'contradiction')} ({self._explorer.key('next_contradiction')})")
        else:
            parts.append("no contradiction")
        return " · ".join(filter(None, parts))


def _measure(fact: Fact) -> tuple[str, str, str, float]:
    # Measures known in all languages first; words of several languages have no order of their own.
    told = fact.first
    return told.measured or "\uffff", told.unit or "\uffff", told.per or "", -(told.low or told.high or 0)


def _holds(
    fact: Fact, tellings: Iterable[Telling], texts: Mapping[Key, str], names: Mapping[int, str]
) -> str:
    """Return what a filter and a find look into."""
    told = [measure_of(fact.first), fact.rank, *(names.get(one, "") for one in fact.first.entities)]
    for one in tellings:
        told += [texts[key_of(one)], one.source or "", one.lang, one.published or "", one.edtf or ""]
    return "\n".join(told)


def _many(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
