"""What the user is doing: which lists, which article, which entity is lit, which matches `n` steps.

No screen here.  A front end calls methods, hears by `notify` which parts changed, and draws them.
Every row that a list shows is read by id when it is drawn; lists themselves are arrays of ids.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path

from aitui.config import Rate
from aitui.errors import AituiError, StoreError
from aitui.explorer import rooms
from aitui.explorer.actions import (
    ACTIONS,
    CENTRES,
    OF_SEARCH,
    READERS,
    Action,
    Pane,
    key_name,
    pane_keys,
    where,
)
from aitui.explorer.bookmarks import Bookmarks
from aitui.explorer.first_rows import LIMIT as FIRST_ROWS
from aitui.explorer.first_rows import STARTS
from aitui.explorer.grouping import Grouping
from aitui.explorer.holding import articles_holding
from aitui.explorer.jobs import Jobs
from aitui.explorer.judged import Judged
from aitui.explorer.lens import Lens
from aitui.explorer.lists import (
    Lists,
    Order,
    RowCache,
    entities_holding,
    gone,
    gone_entity,
    lists_reader,
)
from aitui.explorer.pairing import Pair
from aitui.explorer.parts import NAMING, Lit, Matches, OpenArticle
from aitui.explorer.progress import Progress
from aitui.explorer.ranging import Range
from aitui.explorer.reading import Reading
from aitui.explorer.sorting import ORDERS, Sorting
from aitui.explorer.timeline import Timeline
from aitui.frozen import NamedTuple
from aitui.store import (
    articles,
    database,
    entities,
    mentions,
    orders,
    sessions,
    timeline,
    workspace,
)
from aitui.store.database import Connection
from aitui.store.rows import (
    ArticleRow,
    EntityCard,
    EntityRow,
    Mark,
    MentionSet,
    TimelineRow,
)
from aitui.store.visible import RAW, VisibleMap
from aitui.text.fold import fold

# Seconds that the first paint waits for what judgements change; more of them come in a moment later.
START_PATIENCE = 0.15
# Seconds that a key waits for another program that writes to the workspace, and that the end does.
KEY_PATIENCE, END_PATIENCE = 0.5, 5.0

# Places that one can go back to.
_TRAVELLED = 500
# Characters of a text from which on a place that was left is out of view, about a screen of them.
_FAR = 1_500

Notify = Callable[[frozenset[str]], None]


class Before(NamedTuple):
    """What looking around in the panes may change.

    Attributes:
        here: the open article and the place in it.
        lit: the lit entity.
        matches: the match set.
    """

    here: tuple[int, int] | None
    lit: int | None
    matches: Matches | None


class Explorer:
    """The state of one session and everything that changes it.

    Args:
        corpus: path of the corpus, as the workspace names it.
        reader: read-only connection for what a key needs at once (rows by id, one article).
        own: the workspace, read and written on this thread.
        jobs: runs everything that grows with the corpus.
        notify: told which parts changed: panes, `status`.
        actions: the table of actions, with this person's keys.
        browser: the command that opens an address of the web, empty for none.
        rates: at which the number lens exchanges currencies.
    """

    concordance = cached_property(rooms.concordance)
    fact_judge = cached_property(rooms.fact_judge)
    faceting = cached_property(rooms.faceting)
    facts = cached_property(rooms.facts)
    going = cached_property(rooms.going)
    judge = cached_property(rooms.judge)
    links = cached_property(rooms.links)
    plain = cached_property(rooms.plain)
    review = cached_property(rooms.review)
    saved = cached_property(rooms.saved)
    search = cached_property(rooms.search)
    silence = cached_property(rooms.silence)
    stories = cached_property(rooms.stories)
    tellings = cached_property(rooms.tellings)
    updating = cached_property(rooms.updating)
    versions = cached_property(rooms.versions)

    def __init__(
        self,
        corpus: Path,
        reader: Connection,
        own: Connection,
        jobs: Jobs,
        notify: Notify = lambda parts: None,
        actions: Sequence[Action] = ACTIONS,
        browser: str = "",
        rates: Sequence[Rate] = (),
    ) -> None:
        self.corpus = corpus
        self.actions = actions
        self.pane_keys = pane_keys(actions)
        self._reader = reader
        self._own = own
        database.wait_at_most(own, KEY_PATIENCE)
        self._jobs = jobs
        self._browser = browser
        self.notify = notify
        # What the user's judgements change; every list of entities and mentions is read through it.
        self.view: VisibleMap = RAW
        self.judged = Judged(self, reader, own, jobs)
        self.focus: Pane = "articles"
        self.centre: Pane = "reader"
        self.zoomed = False
        self.article_ids: array[int] = array("q")
        self.article_order = Order(array("q"))
        self.entity_ids: array[int] = array("q")
        self.filters: dict[Pane, str] = {}
        self.whole = False
        self._all_articles: array[int] = array("q")
        self._all_entities: array[int] = array("q")
        self.article: OpenArticle | None = None
        self.offset = 0
        self.lit: Lit | None = None
        self.matches: Matches | None = None
        self.places: Matches | None = None
        # A step that was asked for before the places were read, and the pane it was asked in.
        self._waiting_step = 0
        self._waiting_focus: Pane = "articles"
        self.timeline = Timeline(self, own, jobs)
        self.card: EntityCard | None = None
        # Whether a card is on its way.
        self.card_due = False
        self.bookmarks = Bookmarks(self, reader, own, jobs)
        self.pair = Pair(self, reader, jobs)
        self.range = Range(self)
        self.reading = Reading(self, own, jobs)
        self.sorting = Sorting(self, jobs)
        self.grouping = Grouping(self, reader, jobs)
        self.progress = Progress(self, jobs)
        self.lens = Lens(self, jobs, rates)
        self.unfolded = False
        self.message = ""
        self._history: deque[tuple[int, int]] = deque(maxlen=_TRAVELLED)
        self._future: deque[tuple[int, int]] = deque(maxlen=_TRAVELLED)
        # Where the last jump inside an article led.
        self._landed: tuple[int, int] | None = None
        self._corpus_version = 0
        self._file = database.identity(corpus)
        self._replaced = False
        self._started = False
        # Under which name the workspace keeps the place; empty before `begin_session`.
        self._session = ""
        self._kept: dict[str, object] = {}
        # Whether the keys to begin with are told.
        self.welcome = False
        self._article_rows = RowCache(lambda ids: articles.rows(reader, ids), gone)
        self._entity_rows = RowCache(lambda ids: entities.rows(reader, ids, self.view), gone_entity)

    def entered(self, room: str) -> bool:
        """Tell whether one of `rooms` was asked for before: one that was not has nothing to follow."""
        return room in vars(self)

    # ------------------------------------------------------------------ start and end

    def start(self) -> None:
        """Load the lists and go back to where the last session ended."""
        self._corpus_version = database.data_version(self._reader)
        self._started = True
        before, place = sessions.look(self._own, str(self.corpus))
        self.welcome = sessions.new_here(self._own)
        self.bookmarks.read()
        self.reading.read()
        self.grouping.begin(self._own)
        self.sorting.take(_as_dict(place.get("sort")))
        self._read_first_rows()
        self.zoomed = place.get("zoomed") is True
        article = articles.by_uid(self._reader, str(place.get("article", "")))
        if article is None and self.article_ids:
            article = self.article_ids[0]
        if article is not None:
            self._load_article(article, _as_int(place.get("offset")))
        self.pair.take(_as_dict(place.get("beside")))
        entity, pinned = str(place.get("entity", "")), place.get("pinned") is True
        self.timeline.take(place.get("level"), _as_dict(place.get("filters")).get("timeline"))
        asked, walked = place.get("search"), place.get("walked") is True

        def then() -> None:
            self._light_kept(entity, pinned=pinned)
            if isinstance(asked, str) and not self.search.asked:
                self.search.go_on(asked, walked=walked)

        self.judged.follow(then, START_PATIENCE)
        for kept, text in _as_dict(place.get("filters")).items():
            if kept in ("articles", "entities") and isinstance(text, str):
                self.apply_filter(kept, text, patience=START_PATIENCE)  # type: ignore[arg-type]
        pane = place.get("focus")
        if pane in STARTS:
            self.go(pane)
        elif pane in OF_SEARCH and isinstance(asked, str):
            self.go("search")
        self._tell_of_others(before)
        self.changed("articles", "entities", "reader", "timeline", "search", "bookmarks", "status")

    def begin_session(self) -> None:
        """Take the place for this session and count the start.

        Written once the first screen stands: a disk may take longer than all the rest.
        """
        if self._started and not self._session:
            with suppress(StoreError):  # it cannot be written now: it is tried again when the place is kept
                self._session, _ = sessions.begin(self._own, str(self.corpus))
                sessions.count_start(self._own)

    def _tell_of_others(self, before: str) -> None:
        """Where another session than the one before goes on elsewhere, let one key go there.

        Its line may have dropped.
        """
        other = sessions.elsewhere(self._own, before, str(self.corpus))
        article = articles.by_uid(self._reader, str(other.get("article", "")))
        if article is not None and (self.article is None or self.article.row.id != article):
            self._history.append((article, _as_int(other.get("offset"))))
            self.say(f"Another session of yours is open; {self.key('back')} goes to where it is.")

    def _read_first_rows(self) -> None:
        """Read the beginning of both lists, as far as it is quick in their orders."""
        order = self.sorting.order("articles")
        first = orders.article_ids(self._reader, order, FIRST_ROWS, self.reading.uids)
        self._all_articles = first
        self.grouping.read(first)
        self.grouping.show(first)
        by_date = first if order == ORDERS["articles"][0] else articles.ids(self._reader, limit=FIRST_ROWS)
        self.article_order = Order(by_date)
        self._all_entities = self.entity_ids = entities.ids(self._reader, FIRST_ROWS, self.view)
        usual = order != "mentions" and self.sorting.order("entities") == ORDERS["entities"][0]
        self.whole = usual and FIRST_ROWS not in (len(self._all_articles), len(self._all_entities))

    def _light_kept(self, slug: str, *, pinned: bool) -> None:
        """Light what was lit when the last session ended, unless another entity was chosen since."""
        entity = entities.by_uid(self._reader, slug, self.view)
        if self.lit is None and entity is not None:
            # A list that goes by its mentions is not to be seen in another order first.
            waits = self.sorting.order("articles") == "mentions"
            self.light(entity, START_PATIENCE if waits else 0.0)
            if self.lit is not None:
                self.lit.pinned = pinned
        elif self.lit is None:
            self.timeline.load(None)

    def load_rest(self) -> None:
        """Read the rest of long lists, once the first rows are painted: it would hold up the paint."""
        view = self.view

        def done(found: Lists) -> None:
            # Under a view of before, entities would come back that are gone.
            if view is self.view:
                self._lists_loaded(*found)

        if not self.whole:
            self._jobs.submit(
                "lists", lists_reader(self.sorting, view, list(self.grouping.accepted)), done, self.failed
            )

    def _lists_loaded(
        self, all_articles: array[int], order: Order, all_entities: array[int], groups: dict[int, int]
    ) -> None:
        """Take the whole lists in the place of their beginnings."""
        self.whole = True
        self._all_articles, self.article_order, self._all_entities = all_articles, order, all_entities
        self.grouping.take(groups)
        self.apply_filter("articles", self.filters.get("articles", ""))
        self.apply_filter("entities", self.filters.get("entities", ""))
        self.changed("articles", "entities", "reader", "status")

    def reload(self) -> None:
        """Read the corpus anew: what came in, changed or went out since it was read."""
        if self._is_replaced():
            return
        before = len(self._all_articles)
        load = self.judged.anew()
        self._corpus_version = database.data_version(self._reader)

        def query(connection: Connection) -> tuple[VisibleMap, Lists]:
            view = load(connection)
            return view, lists_reader(self.sorting, view, list(self.grouping.accepted))(connection)

        def done(found: tuple[VisibleMap, Lists]) -> None:
            self.view, lists = found
            self._article_rows.clear()
            self._entity_rows.clear()
            self._lists_loaded(*lists)
            opened, self.article = self.article, None
            article = articles.by_uid(self._reader, opened.row.uid) if opened is not None else None
            if article is not None:
                self._load_article(article, self.offset)
            elif self.article_ids:
                self._load_article(self.article_ids[0], 0)
            self.pair.reload()
            self._relight()
            if self.entered("search"):
                self.search.again()
            self.review.read()
            now = len(self._all_articles)
            change = f", {now - before:+d}" if now != before else ""
            self.say(f"Read anew: {now} article{'' if now == 1 else 's'}{change}.")
            self.changed("articles", "entities", "reader", "timeline", "status")

        self._jobs.submit("lists", query, done, self.failed)

    def look_for_changes(self) -> None:
        """Follow what other programs judged; say so when one has written to the corpus since."""
        if self.judged.look_for_changes():
            self.bookmarks.read()
            self.reading.read()
            self.facts.remark()
            self.stories.remark()
            self.changed("bookmarks", "reader", "articles")
        if self._replaced or self._is_replaced():
            return
        version = database.data_version(self._reader)
        if version != self._corpus_version:
            self._corpus_version = version
            # Where our own update writes, that tells what comes of it.
            if "updating" not in self.__dict__ or not self.updating.speaks:
                self.say(f"The corpus has changed; {self.key('reload')} reads it anew.")

    def _is_replaced(self) -> bool:
        """Tell whether another file lies where the corpus was, the person too: what is shown is of before."""
        self._replaced = database.replaced(self._reader, self.corpus, self._file)
        if self._replaced:
            what = "No" if database.identity(self.corpus) is None else "Another"
            self.say(f"{what} file lies where this corpus was; {self.key('quit')} and start again.")
        return self._replaced

    def place(self) -> dict[str, object]:
        """Return what the next session begins with."""
        place: dict[str, object] = {
            "focus": "reader" if self.focus in READERS else self.focus,
            "offset": self.offset,
            "zoomed": self.zoomed,
            "filters": {pane: text for pane, text in self.filters.items() if text},
            "sort": self.sorting.kept(),
            "level": self.timeline.level,
        }
        if self.article is not None:
            place["article"] = self.article.row.uid
        if beside := self.pair.kept():
            place["beside"] = dict(beside)
        if self.lit is not None:
            place["entity"], place["pinned"] = self.lit.row.uid, self.lit.pinned
        walk = self.matches if self.matches is not None and self.matches.kind == "search" else None
        if (walk is not None or self.focus in OF_SEARCH) and self.entered("search") and self.search.asked:
            place["search"], place["walked"] = self.search.kept(), walk is not None and walk.index >= 0
        return place

    def keep_place(self) -> None:
        """Keep the place meanwhile, when it is another by now: not every end is heard of."""
        self.begin_session()
        place = self.place()
        if self._session and place != self._kept:
            try:
                sessions.keep(self._own, self._session, place)
            except AituiError:  # another writes now; there will be another time
                return
            self._kept = place

    def close(self) -> None:
        """Keep the place and close everything."""
        try:
            self.begin_session()
            if self._started:
                database.wait_at_most(self._own, END_PATIENCE)
                sessions.end(self._own, self._session, str(self.corpus), self.place())
        finally:
            self._jobs.close()
            self._own.close()
            self._reader.close()

    def settle_in(self) -> None:
        """Tell the keys to begin with no more."""
        self.welcome = False
        sessions.known(self._own)
        self.changed("status")

    def changed(self, *parts: str) -> None:
        """Tell the front end which parts to draw anew; what holds of the reader holds of both."""
        if "reader" in parts and self.pair.open:
            self.pair.follow()
            parts = (*parts, *READERS)
        self.notify(frozenset(parts))

    def say(self, message: str) -> None:
        """Show one line until the next key."""
        self.message = message
        self.changed("status")

    def failed(self, error: AituiError) -> None:
        """Say why a query in the background came to nothing."""
        self.say(str(error))

    def key(self, name: str) -> str:
        """Return how to reach an action, as people are told it: its first key, else its palette entry."""
        keys = next(action.keys for action in self.actions if action.name == name)
        return key_name(keys[0]) if keys else f":{name.replace('_', ' ')}"

    # ------------------------------------------------------------------ panes

    def go(self, pane: Pane) -> None:
        """Move the focus; a pane of the middle takes the place of the one before it.

        Of two readers the active one is meant; `pair.turn_to` makes the other one active.
        """
        before, centre = self.focus, self.centre
        if pane in READERS:
            pane = self.pair.active
        self.focus = pane
        if self.entered("search"):
            self.search.open_when_found = False
        if pane in READERS:
            self.centre = "reader"
        elif pane in CENTRES:
            self.centre = pane
        if pane == "bookmarks":
            self.bookmarks.read()
            self.bookmarks.look_after()
        elif pane == "timeline":
            self.timeline.attend()
        elif pane == "facets":
            self.faceting.follow()
        parts = {before, pane, "status"}
        if centre != self.centre or self.zoomed or self.pair.open:
            parts.add("layout")
        self.changed(*parts)

    def toggle_zoom(self) -> None:
        self.zoomed = not self.zoomed
        self.changed("layout", "status")

    def unavailable(self, action: Action) -> str:
        """Return why an action cannot be done now, empty if it can."""
        if action.panes and self.focus not in action.panes:
            return f"only in {', '.join(where(action))}"
        if action.needs == "article" and self.article is None:
            return "no article is open"
        if action.needs == "entity" and self.lit is None:
            return f"no entity is lit; {self.key('focus_entities')} chooses one"
        if action.mode == "range" and not self.range.on:
            return f"there is no range; {self.key('range')} in the reader begins one"
        if action.needs == "pair" and not self.pair.open:
            return f"there is one reader only; {self.key('counterpart')} opens a second one"
        if action.needs == "matches" and self.active_matches() is None and not self._reading_places():
            return (
                f"nothing to step through; {self.key('focus_entities')} chooses an entity, "
                f"{self.key('find')} finds here, {self.key('search')} everywhere"
            )
        return ""

    # ------------------------------------------------------------------ rows of the lists

    def article_row(self, article_id: int, at: int | None = None) -> ArticleRow:
        """Return one row of the article list, from the cache or by id; `at` is where it stands there."""
        return self._article_rows.get(article_id, self.article_ids, at)

    def entity_row(self, entity_id: int, at: int | None = None) -> EntityRow:
        """Return one row of the entity list, from the cache or by id; `at` is where it stands there."""
        return self._entity_rows.get(entity_id, self.entity_ids, at)

    def timeline_rows(self, marks: Sequence[Mark]) -> dict[tuple[int, int], TimelineRow]:
        """Return what places of the timeline say, by article and start."""
        found = timeline.rows(self._reader, marks, named=False)
        return {(row.article_id, row.start): row for row in found}

    def put_in_order(self, pane: Pane, ids: array[int], then: Callable[[], None]) -> None:
        """Show the articles or the entities in another order; a filter stays."""
        if pane == "articles":
            self._all_articles = ids
        else:
            self._all_entities = ids
        self.apply_filter(pane, self.filters.get(pane, ""), then)
        self.changed(pane, "ordered")

    def apply_filter(
        self, pane: Pane, text: str, then: Callable[[], None] = lambda: None, patience: float = 0.0
    ) -> None:
        """Keep only the rows of a list that hold `text`; empty shows all again, at once.

        Args:
            pane: `articles`, `entities`, `facts` or `timeline`, which knows more than texts.
            text: compared folded.
            then: called when the rows are there, unless another filter was set meanwhile.
            patience: seconds to wait for them.
        """
        if pane == "facts":
            self.facts.filter(text, then)
            return
        self.filters[pane] = text
        view, wanted = self.view, fold(text)

        if pane == "timeline":
            self.timeline.filter(text, then)
            return

        def stale() -> bool:
            return self.filters[pane] != text

        def done(found: array[int]) -> None:
            if stale():
                return
            if pane == "articles":
                self.grouping.show(found, then)
                return
            self.entity_ids = found
            self.changed(pane, "status")
            then()

        def query(connection: Connection) -> array[int]:
            if pane == "articles":
                return articles_holding(connection, every, wanted, stale)
            return entities_holding(connection, every, wanted, stale, view)

        def failed(error: AituiError) -> None:
            if not stale():
                self.filters[pane] = ""
                self.changed(pane)
            self.failed(error)

        every = self._all_articles if pane == "articles" else self._all_entities
        if wanted:
            self._jobs.submit(f"filter {pane}", query, done, failed, patience)
        else:
            done(every)

    # ------------------------------------------------------------------ the reader

    def open_article(self, article_id: int, offset: int = 0, *, keep_history: bool = True) -> None:
        """Open an article at an offset and remember where the reader was."""
        before = self._here()
        if not self._load_article(article_id, offset):
            return
        if keep_history:
            self.jumped(before)
        self.centre = "reader"
        self.changed("layout", "articles", "reader", *NAMING)

    def _here(self) -> tuple[int, int] | None:
        """Return the open article and the place in it."""
        return (self.article.row.id, self.offset) if self.article is not None else None

    def jumped(self, before: tuple[int, int] | None) -> None:
        """Let `H` lead back to where the reader was, unless that is still in view.

        One jump after another in one article is one step: nobody read where they only passed through.

        Args:
            before: the article and the place in it.
        """
        here = self._here()
        if before is None or here is None:
            return
        if before[0] == here[0]:
            passing = before == self._landed
            if not passing and abs(before[1] - here[1]) < _FAR:
                return
            self._landed = here
            if passing:
                return
        self._history.append(before)
        self._future.clear()

    @contextmanager
    def jump(self) -> Iterator[None]:
        """A block that may lead to another place of the open article: what `H` goes back over."""
        before = self._here()
        yield
        self.jumped(before)

    def before(self) -> Before:
        """Return what `go_back_to` brings back."""
        return Before(self._here(), self.lit.row.id if self.lit is not None else None, self.matches)

    def go_back_to(self, before: Before) -> None:
        """Be where one was before one looked around, as if one had not."""
        here, lit, matches = before
        if here is not None and here != self._here():
            self._load_article(*here)
            if self._history and self._history[-1] == here:
                self._history.pop()
        if lit is None and self.lit is not None:
            self.unlight()
        elif lit is not None and self.lit is not None and lit != self.lit.row.id:
            self.light(lit)
        self.matches = matches
        self.changed("articles", "reader", *NAMING, "status")

    def preview_article(self, article_id: int) -> None:
        """Show an article beside the list without going there: moving the cursor is enough."""
        if self.pair.holds(article_id):
            return  # it is in view, and the reader in focus stays the one that changes
        if (self.article is None or self.article.row.id != article_id) and self._load_article(article_id, 0):
            self.changed("reader", *NAMING)

    def _load_article(self, article_id: int, offset: int) -> bool:
        """Put an article into the reader; False when another process has taken it out meanwhile."""
        if self.pair.holds(article_id):
            self.pair.turn()
        elif self.article is None or self.article.row.id != article_id:
            opened = self.read_article(article_id)
            if opened is None:
                return False
            self.article = opened
            if self.matches is not None and self.matches.kind == "find":
                self.matches = None
        assert self.article is not None
        self.offset = max(0, min(offset, len(self.article.text)))
        return True

    def read_article(self, article_id: int) -> OpenArticle | None:
        """Read an article from the corpus; None when another process has taken it out meanwhile."""
        try:
            body = articles.text(self._reader, article_id)
        except KeyError:
            self.say("This article is no longer in the corpus.")
            return None
        opened = OpenArticle(
            row=self.article_row(article_id),
            version_uid=body.version_uid,
            text=body.text,
            boilerplate=body.boilerplate,
            sentence_starts=body.sentences[0::2],
            sentence_ends=body.sentences[1::2],
        )
        opened.take(mentions.of_article(self._reader, article_id, self.view))
        return opened

    def move_to(self, offset: int) -> None:
        """The reader's cursor moved."""
        self.offset = offset
        self.pair.follow()

    def current_sentence(self) -> tuple[int, int] | None:
        return self.article.sentence_at(self.offset) if self.article is not None else None

    def step_sentence(self, step: int) -> bool:
        """Move to the next (1) or previous (-1) sentence; False at the end."""
        if self.article is None or not self.article.sentence_starts:
            return False
        starts = self.article.sentence_starts
        current = self.current_sentence()
        at = bisect_left(starts, current[0] if current else 0) + step
        if not 0 <= at < len(starts):
            return False
        self.offset = starts[at]
        self.changed("reader")
        return True

    def neighbour(self, step: int) -> None:
        """Open the next (1) or previous (-1) article of the list."""
        if self.article is None or not self.article_ids:
            return
        try:
            at = self.article_ids.index(self.grouping.row_of(self.article.row.id)) + step
        except ValueError:
            at = 0
        if 0 <= at < len(self.article_ids):
            self.open_article(self.article_ids[at])
        else:
            self.say("This is the last article." if step > 0 else "This is the first article.")

    def back(self) -> None:
        self._travel(self._history, self._future, "Nothing to go back to.")

    def forward(self) -> None:
        self._travel(self._future, self._history, "Nothing to go forward to.")

    def _travel(self, source: deque[tuple[int, int]], other: deque[tuple[int, int]], empty: str) -> None:
        if not source or self.article is None:
            self.say(empty)
            return
        other.append((self.article.row.id, self.offset))
        article_id, offset = source.pop()
        self.open_article(article_id, offset, keep_history=False)

    def toggle_boilerplate(self) -> None:
        self.unfolded = not self.unfolded
        self.changed("reader")

    # ------------------------------------------------------------------ entities

    def light(self, entity_id: int, patience: float = 0.0) -> None:
        """Light an entity: its mentions in the open text at once, counts and places when they are read.

        Args:
            entity_id: which one.
            patience: seconds to wait for counts and places, and for the list that goes by them.
        """
        if self.lit is not None and (self.lit.pinned or self.lit.row.id == entity_id):
            if self.lit.pinned:
                self.facts.put_beside(self.entity_row(entity_id))
            return
        self.lit = Lit(self.entity_row(entity_id))
        self.places = None
        self._waiting_step = 0
        self.changed("reader", "articles", "entities", "status")
        view = self.view

        def query(
            connection: Connection,
        ) -> tuple[MentionSet, tuple[int, int, int]]:
            return (
                mentions.of_entity(connection, entity_id, view),
                mentions.summary(connection, entity_id, view),
            )

        def done(found: tuple[MentionSet, tuple[int, int, int]]) -> None:
            self._entity_loaded(entity_id, *found, patience)

        self._jobs.submit("entity", query, done, self.failed, patience)
        self.timeline.load(entity_id)
        self._follow_lit()

    def _entity_loaded(
        self, entity_id: int, places: MentionSet, totals: tuple[int, int, int], patience: float
    ) -> None:
        if self.lit is None or self.lit.row.id != entity_id:
            return
        self.lit.counts = Counter(places.article_id)
        self.lit.total, self.lit.articles, self.lit.languages = totals
        self.lit.loaded = True
        self.places = Matches(
            "entity", self.entity_label(self.lit.row), places.article_id, places.start, places.end
        )
        self.changed("articles", "status")
        self.sorting.follow_lit(patience)
        if self.centre == "concordance" and self.concordance.of_lit and self.matches is None:
            self.concordance.read(self.places)
        step, self._waiting_step = self._waiting_step, 0
        if step and self.matches is None:
            focus = self.focus
            self.step(step)
            if focus != self._waiting_focus:  # the person went on meanwhile
                self.go(focus)

    def _reading_places(self) -> bool:
        return self.lit is not None and not self.lit.loaded

    def unlight(self) -> None:
        """Let the lit entity go."""
        self.lit = None
        self.places = None
        if self.entered("concordance") and self.concordance.of_lit:
            self.concordance.reading = False
        self.timeline.load(None)
        self._follow_lit()
        self.sorting.follow_lit()
        self.changed("reader", "articles", "entities", "status")

    def _follow_lit(self) -> None:
        """Another entity is lit, or none: what is shown of it follows."""
        if self.entered("facts"):
            self.facts.follow()

    def toggle_pin(self) -> None:
        if self.lit is not None:
            self.lit.pinned = not self.lit.pinned
            name = self.lit.row.name
            let_go = f"{name} is pinned; {self.key('pin')} lets it go."
            self.say(let_go if self.lit.pinned else f"{name} is free again.")
            self.changed("entities")

    def entity_label(self, row: EntityRow) -> str:
        """Return the name in the language of the open text and the canonical one: `Китай · China`.

        A name that the user has chosen stands alone: it is what they look for.
        """
        shown = self.view.entity(row.id)
        if shown is not None and shown.named:
            return row.name
        own = row.names.get(self.article.row.lang) if self.article is not None else None
        return f"{own} · {row.name}" if own and own != row.name else row.name

    def lit_spans(self, article: OpenArticle | None = None) -> tuple[Sequence[int], Sequence[int]]:
        """Return starts and ends of the lit entity's mentions in an article; in the open one by default."""
        article = article or self.article
        if self.lit is None or article is None:
            return (), ()
        return article.by_entity.get(self.lit.row.id, ((), ()))

    def open_card(self, entity_id: int) -> None:
        """Light an entity and show its card in the middle."""
        self.light(entity_id)
        if self.card is not None and self.card.row.id != entity_id:
            self.card = None
        self._load_card(entity_id)
        self.go("entity")

    def _load_card(self, entity_id: int) -> None:
        view = self.view

        def done(card: EntityCard) -> None:
            self.card, self.card_due = card, False
            self.changed("entity")

        def failed(error: AituiError) -> None:
            self.card_due = False
            self.changed("entity")
            self.failed(error)

        from aitui.store import cards

        self.card_due = True
        self._jobs.submit("card", lambda connection: cards.card(connection, entity_id, view), done, failed)

    # ------------------------------------------------------------------ judgements

    def rows_read(self) -> int:
        """Return how many rows of the long lists are read: -1 for all of them."""
        return -1 if self.whole else FIRST_ROWS

    def take(self, view: VisibleMap, entity_ids: array[int]) -> None:
        """Show what judgements make of the corpus: all that is shown of entities follows.

        Args:
            view: what they change.
            entity_ids: the entities in the order of the list, as many as `rows_read` said.
        """
        self.view = view
        self._entity_rows.clear()
        self._all_entities = entity_ids
        if self.sorting.order("entities") == ORDERS["entities"][0]:
            self.apply_filter("entities", self.filters.get("entities", ""))
        elif self.whole:
            self.sorting.again("entities")
        if self.article is not None:
            self.article.take(mentions.of_article(self._reader, self.article.row.id, view))
        self.pair.rejudge()
        if self.card is not None:
            card = entities.by_uid(self._reader, self.card.row.uid, view)
            self.card = None
            if card is not None:
                self._load_card(card)
        self._relight()
        if self.entered("search"):
            self.search.again()
        self.load_rest()
        if self.entered("review"):
            self.review.read()
        self.changed("reader", "articles", "entities", "entity", "timeline", "judged", "status")

    def _relight(self) -> None:
        """Light again what was lit, as it is now: under another id, with other places, or not at all."""
        lit = self.lit
        if lit is None:
            self.timeline.load(None)
            self._follow_lit()
            return
        entity_id = entities.by_uid(self._reader, lit.row.uid, self.view)
        if entity_id is None or not mentions.summary(self._reader, entity_id, self.view)[0]:
            self.unlight()
            return
        self.lit = None
        self.light(entity_id)
        if self.lit is not None:
            self.lit.pinned = lit.pinned

    # ------------------------------------------------------------------ matches

    def active_matches(self) -> Matches | None:
        """Return the one set that `n` steps: the last find or search until Esc, else the lit entity."""
        return self.matches if self.matches is not None else self.places

    def find_in_article(self, text: str) -> int:
        """Mark every occurrence of `text` in the open article and go to the next; returns how many."""
        if self.article is None:
            return 0
        before = self._here()
        body, wanted = self.article.folded(), fold(text)
        starts: array[int] = array("q")
        at = body.find(wanted) if wanted else -1
        while at >= 0:
            starts.append(at)
            at = body.find(wanted, at + len(wanted))
        ends = array("q", (start + len(wanted) for start in starts))
        here = array("q", [self.article.row.id]) * len(starts)
        self.matches = Matches("find", text, here, starts, ends) if starts else None
        if self.matches is not None:
            self.matches.index = min(bisect_left(starts, self.offset), len(starts) - 1)
            self.offset = starts[self.matches.index]
            self.jumped(before)
        self.changed("reader", "status")
        return len(starts)

    def clear_matches(self) -> None:
        self.matches = None
        self.changed("reader", "status")

    def step(self, step: int) -> None:
        """Go to the next (1) or previous (-1) match, opening its article; at once, or when it is known."""
        found = self.active_matches()
        if found is None and self._reading_places():
            self._waiting_step, self._waiting_focus = step, self.focus
            return
        if found is None or not len(found.article):
            self.say("No matches to step through.")
            return
        if found.kind == "search":
            self.search.walk.step(step)
            return
        count = len(found.article)
        if found.index < 0 or not self._stands_on(found):
            at = self._nearest(found, step)
        else:
            at = found.index + step
        if not 0 <= at < count:
            at %= count
            self.message = "Went on from the first match." if step > 0 else "Went on from the last match."
        found.index = at
        article_id, start = found.article[at], found.start[at]
        self.open_article(article_id, start)
        self.go("reader")

    def _stands_on(self, found: Matches) -> bool:
        """Tell whether the reader is where the last step led."""
        place = (found.article[found.index], found.start[found.index])
        return self.article is not None and place == (self.article.row.id, self.offset)

    def _nearest(self, found: Matches, step: int) -> int:
        """Return the first match at or after the reader's place (before it, stepping back)."""
        if self.article is None:
            return 0
        here = (self.position(self.article.row.id), self.offset)
        for at, (article, start) in enumerate(zip(found.article, found.start, strict=True)):
            if (self.position(article), start) >= here:
                return at if step > 0 else at - 1
        return len(found.article) if step > 0 else len(found.article) - 1

    def position(self, article_id: int) -> int:
        """Return where an article stands in the list; one that is not read yet stands behind the others."""
        return self.article_order.place(article_id)

    def undo(self) -> None:
        self._replay(workspace.undo, "Undone: {}", "Nothing to undo.")

    def redo(self) -> None:
        self._replay(workspace.redo, "Done again: {}", "Nothing to redo.")

    def _replay(
        self, run: Callable[[Connection, Callable[[str], str]], str | None], done: str, empty: str
    ) -> None:
        what = run(self._own, self.judge.namer())
        self.bookmarks.read()
        self.reading.read()
        self.saved.read()
        self.facts.remark()
        self.stories.remark()
        self.judged.follow()
        self.say(done.format(what) if what else empty)
        self.changed("bookmarks", "reader", "articles")

    def chosen(self) -> tuple[int, int] | None:
        """Return the range, else the current sentence."""
        return self.range.span() or self.current_sentence()

    def quote(self) -> str:
        """Return what is chosen with title, source and date, as one would paste it."""
        sentence = self.chosen()
        if self.article is None or sentence is None:
            return ""
        row = self.article.row
        words = " ".join(self.article.text[sentence[0] : sentence[1]].split())
        told = ", ".join(part for part in (row.title, row.source, row.published or "date unknown") if part)
        return f"“{words}” ({told})"


def _as_int(value: object) -> int:
    return value if isinstance(value, int) else 0


def _as_dict(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}
