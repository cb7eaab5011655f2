"""A screen of panes: which there are, where they stand, which has the focus, and how a question is asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import Screen

from aitui.explorer import rooms
from aitui.explorer.actions import Action, Pane
from aitui.explorer.state import Explorer
from aitui.tui.arrange import place
from aitui.tui.layout import PanesLayout
from aitui.tui.panes.articles import ArticlesPane
from aitui.tui.panes.entities import EntitiesPane
from aitui.tui.panes.notice import Notice
from aitui.tui.panes.palette import Palette
from aitui.tui.panes.reader import CounterpartPane, ReaderPane
from aitui.tui.panes.status import StatusLine
from aitui.tui.panes.timeline import TimelinePane
from aitui.tui.screens.looking import Looking
from aitui.tui.theme import Theme
from aitui.tui.widgets.pane import PaneWidget
from aitui.tui.widgets.prompt import Prompt
from aitui.tui.widgets.rowlist import WAITING, RowList

if TYPE_CHECKING:
    from aitui.tui.app import AituiApp
    from aitui.tui.panes.bookmarks import BookmarksPane
    from aitui.tui.panes.concordance import ConcordancePane
    from aitui.tui.panes.entity import EntityPane
    from aitui.tui.panes.facets import FacetsPane
    from aitui.tui.panes.facts import FactsPane
    from aitui.tui.panes.feeds import FeedsPane
    from aitui.tui.panes.review import ReviewPane
    from aitui.tui.panes.search import SearchPane
    from aitui.tui.panes.searches import SearchesPane
    from aitui.tui.panes.silence import SilencePane
    from aitui.tui.panes.stories import StoriesPane
    from aitui.tui.panes.tellings import TellingsPane
    from aitui.tui.panes.versions import VersionsPane

P = TypeVar("P", bound=PaneWidget)

# What is done to the row of the cursor.
_OF_A_ROW = {"open", "delete"}
# Actions that may be repeated by a held key; any other one finds the panes at rest.
_MOVES = {"down", "up", "page_down", "page_up", "half_down", "half_up"}


# Under which name the screen has a pane that is not called as the pane is.
_NAMES: dict[Pane, str] = {
    "search": "search_pane",
    "facets": "facets_pane",
    "searches": "searches_pane",
    "feeds": "feeds_pane",
    "entity": "card",
    "review": "review_pane",
    "facts": "facts_pane",
    "tellings": "tellings_pane",
    "silence": "silence_pane",
    "versions": "versions_pane",
    "stories": "stories_pane",
}


# Modules of panes that the first screen does not show.
LATER = tuple(
    f"aitui.tui.panes.{name}"
    for name in (
        "bookmarks", "concordance", "entity", "facets", "facts", "feeds", "review", "search", "searches",
        "silence", "stories", "tellings", "versions",
    )
)  # fmt: skip


def load_rest() -> None:
    """Import what a start did without, so that the first key that needs it does not wait; any thread may."""
    rooms.load()
    for name in LATER:
        import_module(name)


class Panes(dict[Pane, PaneWidget]):
    """The panes that there are; one that the first screen does not show is made when it is asked for.

    Args:
        screen: makes it.
    """

    def __init__(self, screen: PanesScreen) -> None:
        super().__init__()
        self._screen = screen

    def __missing__(self, pane: Pane) -> PaneWidget:
        made: PaneWidget = getattr(self._screen, _NAMES.get(pane, pane))
        return made


class PanesScreen(Screen[None], inherit_bindings=False):
    """The panes and what every group of actions needs of them; the groups are subclasses, joined in `main`.

    Args:
        explorer: what the panes show.
        theme: its colours.

    Attributes:
        answers: what the answer to a question goes to, by the kind of the prompt.
        pressed: how many keys were pressed; what is answered late asks whether the person has gone on.
        looking: the find that is under way.
        finding: true as long as `n` goes on with the find of a list, until more is done than moving.
    """

    app: AituiApp
    AUTO_FOCUS = ""

    def __init__(self, explorer: Explorer, theme: Theme) -> None:
        super().__init__()
        self.explorer = explorer
        self.colours = theme
        self.articles = ArticlesPane(explorer, theme)
        self.reader = ReaderPane(explorer, theme)
        self.entities = EntitiesPane(explorer, theme)
        self.timeline = TimelinePane(explorer, theme)
        self.status = StatusLine(explorer, theme)
        self.palette = Palette(explorer, theme)
        self.notice = Notice(theme)
        self.panes: dict[Pane, PaneWidget] = Panes(self)
        self.panes |= {
            "articles": self.articles,
            "reader": self.reader,
            "entities": self.entities,
            "timeline": self.timeline,
        }
        self.side: Pane = "articles"
        self.answers: dict[str, Callable[[str], object]] = {}
        self.pressed = 0
        self.looking = Looking(self)
        self.finding = False
        self._asked: dict[str, list[str]] = {}
        self._layout_of_panes = PanesLayout()

    @property
    def layout(self) -> PanesLayout:
        return self._layout_of_panes

    def compose(self) -> ComposeResult:
        yield from self.panes.values()
        yield self.status
        yield self.palette
        yield self.notice

    # ------------------------------------------------------------------ panes that come later

    def _later(self, pane: Pane, widget: P) -> P:
        """Put a pane that is made now among the others."""
        self.panes[pane] = widget
        self.mount(widget)
        widget.changed()
        return widget

    @cached_property
    def counterpart(self) -> CounterpartPane:
        return self._later("counterpart", CounterpartPane(self.explorer, self.colours))

    @cached_property
    def search_pane(self) -> SearchPane:
        from aitui.tui.panes.search import SearchPane

        return self._later("search", SearchPane(self.explorer, self.colours))

    @cached_property
    def facets_pane(self) -> FacetsPane:
        from aitui.tui.panes.facets import FacetsPane

        return self._later("facets", FacetsPane(self.explorer, self.colours))

    @cached_property
    def searches_pane(self) -> SearchesPane:
        from aitui.tui.panes.searches import SearchesPane

        return self._later("searches", SearchesPane(self.explorer, self.colours))

    @cached_property
    def feeds_pane(self) -> FeedsPane:
        from aitui.tui.panes.feeds import FeedsPane

        return self._later("feeds", FeedsPane(self.explorer, self.colours))

    @cached_property
    def bookmarks(self) -> BookmarksPane:
        from aitui.tui.panes.bookmarks import BookmarksPane

        return self._later("bookmarks", BookmarksPane(self.explorer, self.colours))

    @cached_property
    def card(self) -> EntityPane:
        from aitui.tui.panes.entity import EntityPane

        return self._later("entity", EntityPane(self.explorer, self.colours))

    @cached_property
    def concordance(self) -> ConcordancePane:
        from aitui.tui.panes.concordance import ConcordancePane

        return self._later("concordance", ConcordancePane(self.explorer, self.colours))

    @cached_property
    def review_pane(self) -> ReviewPane:
        from aitui.tui.panes.review import ReviewPane

        return self._later("review", ReviewPane(self.explorer, self.colours))

    @cached_property
    def facts_pane(self) -> FactsPane:
        from aitui.tui.panes.facts import FactsPane

        return self._later("facts", FactsPane(self.explorer, self.colours))

    @cached_property
    def tellings_pane(self) -> TellingsPane:
        from aitui.tui.panes.tellings import TellingsPane

        return self._later("tellings", TellingsPane(self.explorer, self.colours))

    @cached_property
    def silence_pane(self) -> SilencePane:
        from aitui.tui.panes.silence import SilencePane

        return self._later("silence", SilencePane(self.explorer, self.colours))

    @cached_property
    def versions_pane(self) -> VersionsPane:
        from aitui.tui.panes.versions import VersionsPane

        return self._later("versions", VersionsPane(self.explorer, self.colours))

    @cached_property
    def stories_pane(self) -> StoriesPane:
        from aitui.tui.panes.stories import StoriesPane

        return self._later("stories", StoriesPane(self.explorer, self.colours))

    # ------------------------------------------------------------------ where they stand

    def where(self, width: int, height: int) -> dict[Pane, tuple[int, int, int, int]]:
        """Return the place of every pane in view; remember which list was last in focus."""
        focus = self.explorer.focus
        if focus in ("articles", "entities", "timeline"):
            self.side = focus
        return place(
            width,
            height,
            focus=focus,
            side=self.side,
            centre=self.explorer.centre,
            zoomed=self.explorer.zoomed,
            pair=self.explorer.pair.open,
        )

    def relayout(self) -> None:
        """Place the panes anew; asked of a child, since Textual forgets a parent's arrangement only so."""
        width, height = self.size.width, max(1, self.size.height - 1)
        for pane, (_, _, *extent) in self.where(width, height).items():  # not made in the midst of arranging
            self.panes[pane].expect(Size(*extent))
        self.status.refresh(layout=True)

    @property
    def current(self) -> PaneWidget:
        """The pane in focus."""
        return self.panes[self.explorer.focus]

    def perform(self, action: Action) -> None:
        """Do an action, or say why it cannot be done."""
        if action.name not in _MOVES:
            self.current.settle()
        reason = self.unavailable(action)
        if reason:
            self.explorer.say(f"{reason[0].upper()}{reason[1:]}.")
            return
        if action.name not in {"find", "next_match", "previous_match", "cancel", *_MOVES}:
            self.finding = False
        getattr(self, f"do_{action.name}")()

    def unavailable(self, action: Action) -> str:
        """Return why an action cannot be done now; empty where it can."""
        reason = self.explorer.unavailable(action)
        if not reason and action.name in _OF_A_ROW and self.nothing_listed():
            return "nothing is listed here"
        return reason

    def nothing_listed(self) -> bool:
        """Tell whether the list in focus has no rows and waits for none."""
        pane = self.panes.get(self.explorer.focus)  # one that is not made yet has none that were read
        return isinstance(pane, RowList) and not pane.count() and pane.empty() != WAITING

    def ask(self, kind: str, label: str, text: str = "") -> None:
        """Open the prompt in the status line."""
        history = self._asked.setdefault(kind, [])
        self.status.prompt = Prompt(kind, label, text, len(text), history)
        self.explorer.message = ""
        self.status.refresh()
