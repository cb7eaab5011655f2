"""What the keys do with a search: its facets, its order, its scope, the reasons that count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitui.explorer.actions import OF_SEARCH, Pane
from aitui.explorer.state import Explorer
from aitui.tui.screens.panes_screen import PanesScreen
from aitui.tui.theme import Theme
from aitui.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from aitui.explorer.narrowing import Narrowing
    from aitui.explorer.parts import Matches
    from aitui.explorer.saved_searches import SearchLine


class SearchActions(PanesScreen):
    """The actions of the search and its facets; the main screen is one of these."""

    def __init__(self, explorer: Explorer, theme: Theme) -> None:
        super().__init__(explorer, theme)
        self._line: SearchLine | None = None
        self.answers |= {"search name": self._save_search, "other name": self._rename_search}
        # Where a search began: given up, it is as if it had not been.
        self._before: tuple[Pane, str, Narrowing, Matches | None] | None = None

    # ------------------------------------------------------------------ asking

    def do_search(self) -> None:
        self._remember()
        self.explorer.search.begin()
        self._ask_words("")

    def do_edit_search(self) -> None:
        self._remember()
        self._ask_words(self.explorer.search.text)

    def _remember(self) -> None:
        asked = self.explorer.search
        self._before = (self.explorer.focus, asked.good, asked.narrowing, self.explorer.matches)

    def _ask_words(self, text: str) -> None:
        self.explorer.go("search")
        self._asked["search"] = self.explorer.saved.history()
        self.ask("search", self._label(), text)

    def _label(self) -> str:
        scope = self.explorer.search.narrowing.scope
        return {"everything": "search", "list": "search the list", "article": "search the article"}[scope]

    def search_key(self, prompt: Prompt, key: str) -> bool:
        """Answer a key of the search line that is no editing; False for any other."""
        if key in ("pagedown", "pageup"):
            self.search_pane.page(1 if key == "pagedown" else -1)
        elif key == "tab":
            self.explorer.search.next_scope()
            prompt.label = self._label()
            self.status.refresh()
        else:
            return False
        return True

    def give_search_up(self) -> None:
        """Bring back what was there before the search began."""
        if self._before is not None:
            pane, text, narrowing, matches = self._before
            self.explorer.search.run_again(text, narrowing, matches)
            self.explorer.go(pane)

    # ------------------------------------------------------------------ narrowing

    def do_facets(self) -> None:
        if self.explorer.focus == "facets":
            self.explorer.go("search")
        else:
            self.explorer.faceting.show()

    def do_include(self) -> None:
        self._toggle(excluded=False)

    def do_exclude(self) -> None:
        self._toggle(excluded=True)

    def _toggle(self, *, excluded: bool) -> None:
        line = self.facets_pane.current()
        if line is not None:
            self.explorer.faceting.toggle(line, excluded=excluded)

    def do_clear_facets(self) -> None:
        self.explorer.search.clear()

    def do_next_facet(self) -> None:
        self.facets_pane.step_facet(1)

    def do_previous_facet(self) -> None:
        self.facets_pane.step_facet(-1)

    def do_reason(self) -> None:
        from aitui.explorer.alike import MEANING

        hit, asked = self.search_pane.current(), self.explorer.search
        key = self.explorer.key("reason")
        if asked.narrowing.off:
            asked.turn_on()
            self.explorer.say("Every reason counts again.")
        elif hit is not None and hit.why == MEANING:
            asked.alike.toggle()
        elif hit is not None:
            asked.put(hit.why)
            self.explorer.say(f"Without what was found for “{hit.why}”; {key} brings it back.")

    def do_alike(self) -> None:
        self.explorer.search.alike.toggle()

    def do_scope(self) -> None:
        self.explorer.search.next_scope()
        self.explorer.say(f"Searched: {self.explorer.search.told()[0]}.")

    def peel_search(self) -> bool:
        """Let go of what narrows the search and was put on last; False when nothing does."""
        return self.explorer.focus in OF_SEARCH and self.explorer.search.peel()

    # ------------------------------------------------------------------ keeping

    def do_focus_searches(self) -> None:
        self.explorer.saved.show()

    def open_search(self) -> None:
        """Search again what the cursor is on."""
        if (line := self.searches_pane.current()) is not None:
            self.explorer.saved.open(line)

    def do_save_search(self) -> None:
        self._line = None
        name = ""
        if self.explorer.focus == "searches":
            self._line = self.searches_pane.current()
            if self._line is None:
                return
            name = self._line.name
        elif not self.explorer.search.asked:
            key = self.explorer.key("search")
            self.explorer.say(f"There is no search to save; {key} begins one.")
            return
        elif self.explorer.search.error is not None:
            self.explorer.say(
                f"A search with a mistake is not saved; {self.explorer.key('edit_search')} edits it."
            )
            return
        self.ask("search name", "save the search as", name)

    def _save_search(self, name: str) -> None:
        if self._line is not None:
            self.explorer.saved.keep(self._line, name)
        else:
            self.explorer.saved.save(name)

    def do_rename_search(self) -> None:
        self._line = self.searches_pane.current()
        if self._line is not None and self._line.kind == "saved":
            self.ask("other name", f"call “{self._line.name}”", self._line.name)
        else:
            self.explorer.say(f"Only a saved search has a name; {self.explorer.key('save_search')} saves it.")

    def _rename_search(self, name: str) -> None:
        if self._line is not None:
            self.explorer.saved.rename(self._line, name)

    def remove_search(self) -> None:
        """Take away the saved search at the cursor, or forget the one made lately."""
        if (line := self.searches_pane.current()) is not None:
            self.explorer.saved.remove(line)
