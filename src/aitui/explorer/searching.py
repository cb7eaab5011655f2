"""The search of the corpus: what was asked, what narrows it, what was found, what is still on its way."""

from __future__ import annotations

from array import array
from datetime import date
from typing import TYPE_CHECKING, Literal

from aitui.errors import AituiError, QueryError
from aitui.explorer import asking
from aitui.explorer.alike import Alike
from aitui.explorer.hit_groups import HitGroups
from aitui.explorer.hit_walk import HitWalk
from aitui.explorer.jobs import Jobs
from aitui.explorer.narrowing import Narrowing, Scope, same
from aitui.explorer.parts import Matches
from aitui.frozen import replace
from aitui.query import Query, Regex, parse
from aitui.store import others, ranking, search
from aitui.store.database import Connection
from aitui.store.ordering import ORDERS
from aitui.store.others import AS_TYPED, Others
from aitui.store.rows import Facet, Hit
from aitui.store.visible import VisibleMap

if TYPE_CHECKING:
    from aitui.explorer.state import Explorer

# Hits of the first answer, and how many more each time the cursor comes near the last one.
PAGE = 50
NEAR = 25
# Seconds until a search that found little is looked for in other words: what it found is drawn meanwhile.
_DELAY = 0.05

_SORTED = {
    "rank": "best first",
    "published": "newest published first",
    "event": "by the last day that is told of, newest first",
    "ingested": "newest in first",
}

Asked = Literal["new", "more", "again"]


class Search:
    """One search at a time; the newest wins.

    Attributes:
        text: as typed.
        query: that of the hits that are shown, its dates and names worked out; None before the first.
        error: why what is typed cannot be searched; the hits of the last good one stay.
        narrowing: what narrows it.
        hits: the first ones in the order chosen; more come as the cursor comes near the last of them.
        total: articles that match, all of them; None until they are counted.
        looked: into how many articles a pattern was looked, of how many; None where it was all of them.
        shown: what the hits are of: another object for another search, or for another narrowing.
        done: whether the hits are those of a search that was made.
        running: whether hits are on their way.
        looking: whether it is being looked for in other words, the hits of what was typed being there.
        others: what it finds in other words, for all who ask about it; `AS_TYPED` until that is known.
        open_when_found: whether the first hit is to be opened as soon as it is there.
        groups: the hits that have a row: of near-copies, and of a story, the first.
        walk: every hit of these articles, for `n`.
        alike: what is near the search in meaning, below its hits.
        names: what the values of the facets that are on are called.
    """

    def __init__(self, explorer: Explorer, own: Connection, jobs: Jobs) -> None:
        self._explorer = explorer
        self._own = own
        self._jobs = jobs
        self.text = ""
        self.query: Query | None = None
        self.error: QueryError | None = None
        self.narrowing = Narrowing()
        self.hits: list[Hit] = []
        self.total: int | None = None
        self.looked: tuple[int, int] | None = None
        self.shown: object = None
        self.done = False
        self.running = False
        self.looking = False
        self.others = AS_TYPED
        self.open_when_found = False
        self.groups = HitGroups()
        self.walk = HitWalk(explorer, jobs)
        self.alike = Alike(explorer, jobs)
        self.names: dict[tuple[str, str | int], str] = {}
        self._limit = PAGE
        # How many hits there are when further ones have come; 0 where none are on their way.
        self._coming = 0
        # What is asked for as it was typed; with what narrows it, it is still wanted.
        self._typed: Query | None = None
        self._awaited: tuple[Query, Narrowing] | None = None
        # Of what `others` is.
        self._others_of: tuple[Query, VisibleMap] | None = None
        # Whether its hits are to be what `n` steps.
        self._mark = True
        # Where an earlier walk stood that is to be gone on with.
        self._restored: Matches | None = None

    # ------------------------------------------------------------------ asking

    def run(self, text: str, *, typing: bool = False) -> None:
        """Search the corpus; results come as they are found, a mistake keeps the last good ones."""
        self._restored = None
        self._start(text, typing=typing, mark=True)

    def go_on(self, text: str, *, walked: bool) -> None:
        """Search what the session before did.

        Args:
            text: what `kept` returned then.
            walked: whether the open article was led to by a hit: `n` goes on from there.
        """
        explorer = self._explorer
        if walked and explorer.article is not None:
            here = array("q", [explorer.offset])
            self._restored = Matches("search", text, array("q", [explorer.article.row.id]), here, here, 0)
        self._start(text, typing=False, mark=True)

    def run_again(self, text: str, narrowing: Narrowing, matches: Matches | None) -> None:
        """Show an earlier search again; what `n` steps is `matches`, as it was then."""
        self.narrowing = narrowing
        self._start(text, typing=False, mark=False)
        self._restored = matches
        self._explorer.matches = matches
        self._explorer.changed("reader", "status")

    def again(self) -> None:
        """Ask anew what is shown: the corpus or the names in it have changed."""
        if self._typed is not None and self.done:
            self._mark, self._restored = False, self._explorer.matches
            self._ask("again", self._limit)

    def _start(self, text: str, *, typing: bool, mark: bool) -> None:
        self.text = text
        try:
            query = parse(text, typing=typing)
        except QueryError as error:
            # What is still on its way was asked before the mistake: it is the last good one.
            self.error, self.open_when_found = error, False
            self._explorer.changed("search", "status")
            return
        self.error = None
        self.open_when_found = False
        if query.empty:
            self.query = self._typed = self._awaited = None
            self.running = False
            self.hits, self.total, self.done = [], None, False
            self.alike.forget()
            self.fold(anew=True)
            self._jobs.stop("search")
            self._look_no_further()
            if mark and self._explorer.matches is not None and self._explorer.matches.kind == "search":
                self._explorer.matches = None
            self._explorer.changed("search", "facets", "status")
            return
        self._typed, self._mark = query, mark
        self._ask()

    def _ask(self, what: Asked = "new", limit: int = 0) -> None:
        """Read the first hits of the present query under the present narrowing, a page of them by default.

        Args:
            what: `new` for another search or narrowing, `more` for further hits, `again` for the same.
        """
        typed, narrowing, view = self._typed, self.narrowing, self._explorer.view
        if typed is None:
            return
        self._awaited = typed, narrowing
        self.running = True
        self._look_no_further()
        limit = limit or PAGE
        self._coming = limit if what == "more" else 0
        person, today = asking.kept(typed, self._own), date.today()
        known, known_of = self.others, self._others_of

        def read(connection: Connection) -> tuple[Query, list[Hit], Others]:
            query = asking.resolve(typed, today, person)
            filters = narrowing.filters(connection, view)
            off, order = narrowing.off, narrowing.order
            # The hits of what was typed come first, unless the others are known, or all were there before.
            shared = Others() if what == "again" else AS_TYPED
            there = known_of == (query, view) and known.knows(off | query.off)
            if what == "more" or (what == "new" and there):
                shared = known
            hits = search.search(
                connection, query, limit, filters, off=off, visible=view, order=order, others=shared
            )
            return query, hits, shared

        def done(found: tuple[Query, list[Hit], Others]) -> None:
            if (typed, narrowing) == self._awaited:
                self.query, hits, self.others = found
                self._others_of = self.query, view
                self._limit = limit
                self._found(self.query, narrowing, hits, what)

        def failed(error: AituiError) -> None:
            if (typed, narrowing) == self._awaited:
                self._failed(error)

        self._jobs.submit("search", read, done, failed)
        self._explorer.changed("search", "status")

    def _found(self, query: Query, narrowing: Narrowing, hits: list[Hit], what: Asked) -> None:
        self.hits, self.done, self.running = hits, True, False
        if what == "new":
            self.alike.forget()
        self.fold(anew=what == "new")
        if what == "new":
            self.shown = query, narrowing
        if what != "more":
            few = len(hits) < self._limit and others.may_be(query, len(hits))
            self.looking = few and self.others is AS_TYPED
            self.looked = None
            self._total(query)
        self._walk(query, narrowing, further=what == "more")
        if not self.looking:
            self._restored = None
        self._tell(query, narrowing)
        if self.looking:
            self._look_further(query, narrowing)

    def _total(self, query: Query) -> None:
        """Tell how many match where the hits say so."""
        every = len(self.hits) < self._limit and not self.looking and not _looks(query)
        self.total = len(self.hits) if every else None

    def _walk(self, query: Query, narrowing: Narrowing, *, further: bool) -> None:
        """Let `n` step the hits."""
        explorer = self._explorer
        stepped = explorer.matches.kind if explorer.matches is not None else ""
        if self.hits and (self._mark or stepped == "search"):
            self.walk.begin(query, narrowing.off, self.hits, further=further)
            standing = explorer.matches is not None and explorer.matches.index >= 0
            if self._restored is not None and self._restored.kind == "search" and not standing:
                self.walk.restore(self._restored)
        elif self._mark and stepped == "search":
            explorer.matches = None

    def _tell(self, query: Query, narrowing: Narrowing) -> None:
        """Show the hits, and go on with what follows them."""
        # One after the other, by one thread: the total is wanted first.
        if self.total is None and not self.looking:
            self._count(query, narrowing)
        else:
            self.walk.go_on()
        explorer = self._explorer
        explorer.faceting.follow()
        explorer.changed("search", "facets", "reader", "status")
        if self.open_when_found and self.hits and explorer.focus == "search":
            self.open_hit(0)

    def _look_further(self, query: Query, narrowing: Narrowing) -> None:
        """Look for the search in other words; what is found so is added to the hits that are there."""
        view, limit = self._explorer.view, self._limit

        def current() -> bool:
            return self.looking and query is self.query and narrowing == self.narrowing

        def read(connection: Connection) -> tuple[Others, list[Hit] | None]:
            off, order = narrowing.off, narrowing.order
            shared, any_found = search.in_other_words(connection, query, off=off, visible=view)
            if not any_found:
                return shared, None
            filters = narrowing.filters(connection, view)
            hits = search.search(
                connection, query, limit, filters, off=off, visible=view, order=order, others=shared
            )
            return shared, hits

        def done(found: tuple[Others, list[Hit] | None]) -> None:
            if current():
                self.others, hits = found
                over(self.hits if hits is None else hits)

        def failed(error: AituiError) -> None:
            if current():
                over(self.hits)
                self._explorer.failed(error)

        def over(hits: list[Hit]) -> None:
            further = bool(self.hits)
            self.looking, self.hits = False, hits
            self.fold()
            self._total(query)
            self._walk(query, narrowing, further=further)
            self._restored = None
            self._tell(query, narrowing)

        self._jobs.submit("others", read, done, failed, delay=_DELAY)

    def _look_no_further(self) -> None:
        """Another search is asked for: nobody waits for this one in other words."""
        if self.looking:
            self.looking = False
            self._jobs.stop("others")

    def _count(self, query: Query, narrowing: Narrowing) -> None:
        """Count all that match, then every hit of those listed: the first hits do not wait for it."""
        view, pattern, shared = self._explorer.view, _looks(query), self.others

        def read(connection: Connection) -> tuple[int, tuple[int, int] | None]:
            filters, off = narrowing.filters(connection, view), narrowing.off
            if not pattern:
                number = search.count(connection, query, filters, off=off, visible=view, others=shared)
                return number, None
            found = search.found(connection, query, filters, off=off, visible=view)
            return len(found.ids), (found.read, found.of) if found.read < found.of else None

        def done(counted: tuple[int, tuple[int, int] | None]) -> None:
            if query is self.query and narrowing == self.narrowing:
                self.total, self.looked = counted
                self._explorer.changed("search", "facets", "status")
                self.walk.go_on()

        self._jobs.submit("hits", read, done, self._explorer.failed)

    def _failed(self, error: AituiError) -> None:
        self.running = False
        if isinstance(error, QueryError):  # what it names is not there, such as a source or a saved search
            self.error = error
            self._explorer.changed("search", "status")
        else:
            self._explorer.failed(error)

    def more(self, index: int) -> None:
        """Read further hits when a place in the list comes near the last one, or up to a place behind it.

        As many as are ranked are read at once, no more.
        """
        limit = max(self._limit * 2, min(index + 1, self._limit + ranking.RANKED))
        busy = self.looking or (self.running and not 0 < self._coming < limit)
        if not (self.whole or busy) and index >= len(self.hits) - NEAR:
            self._ask("more", limit)

    @property
    def asked(self) -> bool:
        """Whether there is a search, answered or not."""
        return self._typed is not None

    @property
    def good(self) -> str:
        """The last search without a mistake, as it was typed; empty where there is none."""
        if self.error is None:
            return self.text
        return "" if self.query is None else self.query.text

    @property
    def found(self) -> str:
        """The search whose hits are shown, as it was typed."""
        return self.text if self.query is None else self.query.text

    @property
    def reachable(self) -> int | None:
        """How many articles can be listed: not all of very many are ranked.  None until they are counted."""
        if self.done and len(self.hits) < self._limit and not self.looking:
            return len(self.hits)
        if self.total is None or self.narrowing.order != "rank":
            return self.total
        return min(self.total, ranking.RANKED)

    @property
    def whole(self) -> bool:
        """Whether all that can be listed is in the list."""
        return self.reachable is not None and len(self.hits) >= self.reachable

    # ------------------------------------------------------------------ narrowing

    def narrow(self, narrowing: Narrowing) -> None:
        """Search again under another narrowing."""
        if narrowing == self.narrowing:
            return
        self.narrowing = narrowing
        self._mark = True
        self._ask()
        self._explorer.changed("search", "facets", "status")

    def put(self, layer: Facet | str) -> None:
        """Put a facet on, or a reason off; what is so already comes off again."""
        layers = [one for one in self.narrowing.layers if not same(one, layer)]
        if layer not in self.narrowing.layers:
            layers.append(layer)
        self.narrow(replace(self.narrowing, layers=tuple(layers)))

    def peel(self) -> bool:
        """Let go of what was put on last, the scope at the end; False when nothing was on."""
        on = self.narrowing
        if on.layers:
            self.narrow(replace(on, layers=on.layers[:-1]))
        elif on.scope != "everything":
            self.narrow(replace(on, scope="everything", within=None))
        else:
            return False
        return True

    def begin(self) -> None:
        """A new search is about to be typed: it is narrowed by nothing, and keeps the order."""
        self.narrowing = Narrowing(order=self.narrowing.order)

    def turn_on(self) -> None:
        """Let every reason count."""
        self.narrow(replace(self.narrowing, layers=self.narrowing.facets))

    def clear(self) -> None:
        """Let go of every facet and turn every reason on."""
        self.narrow(replace(self.narrowing, layers=()))

    def sort(self) -> None:
        """Sort by the next order."""
        order = ORDERS[(ORDERS.index(self.narrowing.order) + 1) % len(ORDERS)]
        self.narrow(replace(self.narrowing, order=order))
        self._explorer.say(f"Sorted: {_SORTED[order]}.")

    def next_scope(self) -> None:
        """Search in less: everything, the articles that the list shows, the open article; then all again."""
        explorer, scope = self._explorer, self.narrowing.scope
        filtered = bool(explorer.filters.get("articles"))
        if scope == "everything" and filtered:
            self._scope("list", explorer.article_ids)
        elif scope != "article" and explorer.article is not None:
            self._scope("article", array("q", [explorer.article.row.id]))
        else:
            self._scope("everything", None)

    def _scope(self, scope: Scope, within: array[int] | None) -> None:
        self.narrow(replace(self.narrowing, scope=scope, within=within))

    def label(self, field: str, value: str | int) -> str:
        """Return what a value of a facet is called."""
        if field == "year":
            return str(value) or "undated"
        if field == "lang":
            return "unknown" if value == "und" else str(value)
        if field == "source" and value == 0:
            return "no source"
        return self.names.get((field, value), str(value))

    def kept(self) -> str:
        """Return what the next session searches: with what narrows it, as far as words can say that."""
        return self.written()[0] if self.error is None else self.good

    def written(self) -> tuple[str, list[str]]:
        """Return the search with its facets in words, and what of the narrowing cannot be put into words."""
        parts, left = [self.text.strip()], []
        if self.narrowing.layers and any(word in self.text.split() for word in ("OR", "|")):
            parts = [f"({parts[0]})"]
        alternatives: dict[str, list[str]] = {}
        reasons: list[str] = []
        for layer, told in zip(self.narrowing.layers, self.told()[1:], strict=True):
            said = self._said(layer) if isinstance(layer, Facet) else f"-why:{layer}"
            if not said:
                left.append(told)
            elif not isinstance(layer, Facet):
                reasons.append(said)
            elif layer.excluded:
                parts.append(f"-{said}")
            else:
                alternatives.setdefault(layer.field, []).append(said)
        for some in alternatives.values():
            parts.append(some[0] if len(some) == 1 else f"({' OR '.join(some)})")
        return " ".join([*parts, *reasons]), left

    def _said(self, facet: Facet) -> str:
        """Return a value of a facet as a search says it; empty where it cannot."""
        name = self.label(facet.field, facet.value).translate({ord(quote): " " for quote in '"«»“”„'})
        match facet.field:
            case "lang":
                return f"lang:{facet.value}"
            case "year" if facet.value:
                return f"published:{facet.value}"
            case "type":
                return f"type:{facet.value}"
            case "source" if facet.value:
                return f'source:"{name}"'
            case "entity":
                return f'@"{self._explorer.entity_row(int(facet.value)).uid}"'
        return ""

    def told(self) -> list[str]:
        """Return what narrows the search, a few words each: where is searched first."""
        explorer, on = self._explorer, self.narrowing
        where = {
            "everything": "everywhere",
            "list": f"in the {len(on.within or ()):,} articles listed",
            "article": f"in “{explorer.article_row(on.within[0]).title}”" if on.within else "",
        }[on.scope]
        told = [where]
        for layer in on.layers:
            if isinstance(layer, Facet):
                told.append(f"{'−' if layer.excluded else '+'}{self.label(layer.field, layer.value)}")
            else:
                told.append(f"without {layer}")
        return told

    def fold(self, *, anew: bool = False) -> None:
        """Give near-copies and stories one row, or each article its own, as the article list does.

        Args:
            anew: whether the hits are of another search than those of before.
        """
        grouping = self._explorer.grouping
        there = {hit.article_id for hit in self.hits}
        alike = [hit for hit in self.alike.hits if hit.article_id not in there]
        self.groups.show([*self.hits, *alike], grouping.of if grouping.on else {}, anew=anew)

    def toggle_group(self, index: int) -> None:
        """Open the group of a row, or close it."""
        rows = self.groups.rows
        if index >= len(rows) or not self.groups.toggle(rows[index]):
            self._explorer.say("This article stands alone.")
        self._explorer.changed("search")

    # ------------------------------------------------------------------ opening

    def open_hit(self, index: int) -> None:
        """Open the hit of a row; while hits are on their way, the first of them when they are there."""
        if self.running or (self.looking and not self.hits):
            self.open_when_found = True
            return
        self.open_when_found = False
        if index >= len(self.groups.rows):
            return
        hit = self.groups.rows[index]
        self._explorer.open_article(hit.article_id, hit.start)
        self.walk.stand_on(hit)
        self._explorer.go("reader")


def _looks(query: Query) -> bool:
    """Tell whether a search looks for a pattern: not into all articles, perhaps."""
    return any(isinstance(leaf, Regex) for leaf in query.leaves(absent=True))
