"""A screen of panes: which there are, where they stand, which has the focus, and how a question is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.screen import Screen

from aitui.explorer.actions import Action, Pane
from aitui.explorer.state import Explorer
from aitui.tui.arrange import place
from aitui.tui.layout import PanesLayout
from aitui.tui.panes.articles import ArticlesPane
from aitui.tui.panes.bookmarks import BookmarksPane
from aitui.tui.panes.concordance import ConcordancePane
from aitui.tui.panes.entities import EntitiesPane
from aitui.tui.panes.entity import EntityPane
from aitui.tui.panes.facets import FacetsPane
from aitui.tui.panes.facts import FactsPane
from aitui.tui.panes.notice import Notice
from aitui.tui.panes.palette import Palette
from aitui.tui.panes.reader import CounterpartPane, ReaderPane
from aitui.tui.panes.review import ReviewPane
from aitui.tui.panes.search import SearchPane
from aitui.tui.panes.searches import SearchesPane
from aitui.tui.panes.silence import SilencePane
from aitui.tui.panes.status import StatusLine
from aitui.tui.panes.stories import StoriesPane
from aitui.tui.panes.tellings import TellingsPane
from aitui.tui.panes.timeline import TimelinePane
from aitui.tui.panes.versions import VersionsPane
from aitui.tui.screens.looking import Looking
from aitui.tui.theme import Theme
from aitui.tui.widgets.pane import PaneWidget
from aitui.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from aitui.tui.app import AituiApp

# Actions that may be repeated by a held key; any other one finds the panes at rest.
_MOVES = {"down", "up", "page_down", "page_up", "half_down", "half_up"}


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
        self.search_pane = SearchPane(explorer, theme)
        self.facets_pane = FacetsPane(explorer, theme)
        self.searches_pane = SearchesPane(explorer, theme)
        self.bookmarks = BookmarksPane(explorer, theme)
        self.card = EntityPane(explorer, theme)
        self.concordance = ConcordancePane(explorer, theme)
        self.review_pane = ReviewPane(explorer, theme)
        self.facts_pane = FactsPane(explorer, theme)
        self.tellings_pane = TellingsPane(explorer, theme)
        self.silence_pane = SilencePane(explorer, theme)
        self.versions_pane = VersionsPane(explorer, theme)
        self.stories_pane = StoriesPane(explorer, theme)
        self.status = StatusLine(explorer, theme)
        self.palette = Palette(explorer, theme)
        self.notice = Notice(theme)
        self.panes: dict[Pane, PaneWidget] = {
            "articles": self.articles,
            "reader": self.reader,
            "counterpart": CounterpartPane(explorer, theme),
            "entities": self.entities,
            "timeline": self.timeline,
            "search": self.search_pane,
            "facets": self.facets_pane,
            "searches": self.searches_pane,
            "bookmarks": self.bookmarks,
            "entity": self.card,
            "concordance": self.concordance,
            "review": self.review_pane,
            "facts": self.facts_pane,
            "tellings": self.tellings_pane,
            "silence": self.silence_pane,
            "versions": self.versions_pane,
            "stories": self.stories_pane,
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
        self.status.refresh(layout=True)

    @property
    def current(self) -> PaneWidget:
        """The pane in focus."""
        return self.panes[self.explorer.focus]

    def perform(self, action: Action) -> None:
        """Do an action, or say why it cannot be done."""
        if action.name not in _MOVES:
            self.current.settle()
        reason = self.explorer.unavailable(action)
        if reason:
            self.explorer.say(f"{reason[0].upper()}{reason[1:]}.")
            return
        if action.name not in {"find", "next_match", "previous_match", "cancel", *_MOVES}:
            self.finding = False
        getattr(self, f"do_{action.name}")()

    def ask(self, kind: str, label: str, text: str = "") -> None:
        """Open the prompt in the status line."""
        history = self._asked.setdefault(kind, [])
        self.status.prompt = Prompt(kind, label, text, len(text), history)
        self.explorer.message = ""
        self.status.refresh()
