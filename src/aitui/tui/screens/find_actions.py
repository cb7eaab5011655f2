"""What the keys of finding in a pane do: `/`, and `n` and `N` after it."""

from __future__ import annotations

from aitui.explorer.actions import LISTS, READERS, Action, Pane
from aitui.explorer.state import Before, Explorer
from aitui.frozen import frozen
from aitui.tui.screens.panes_screen import PanesScreen
from aitui.tui.theme import Theme
from aitui.tui.widgets.pane import PaneWidget
from aitui.tui.widgets.prompt import Prompt


@frozen
class _Began:
    """Where a find began: one that finds nothing or is given up is as if it had not been."""

    pane: PaneWidget
    cursor: int
    top: int
    before: Before


class FindActions(PanesScreen):
    """The actions of finding in a pane; the main screen is one of these."""

    def __init__(self, explorer: Explorer, theme: Theme) -> None:
        super().__init__(explorer, theme)
        self._found: dict[Pane, str] = {}
        self._began: _Began | None = None

    def do_find(self) -> None:
        self._began = _Began(self.current, self.current.cursor, self.current.top, self.explorer.before())
        self.ask("find", "/")

    def find_changed(self, prompt: Prompt) -> None:
        """Look for what is typed so far, from where the find began."""
        began = self._began
        if began is None:
            return
        if began.pane.pane in READERS or not prompt.text:
            self._go_back(began)
        else:  # what it brings with it waits for what is found
            began.pane.go_back(began.cursor, began.top)
        if not prompt.text:
            self.explorer.say("")
            return

        def then(found: bool) -> None:
            self.explorer.say("" if found else "not found")
            if not found or began.pane.cursor == began.cursor:
                self._go_back(began)

        self.looking.start(began.pane, prompt.text, 0, then)

    def find_done(self, prompt: Prompt) -> None:
        """Go to what was typed; with nothing typed, to the next line with what was found last."""
        focus, began, self._began = self.explorer.focus, self._began, None
        text = prompt.text or self._found.get(focus, "")
        if not text:
            return
        self._found[focus] = text
        self.finding = True

        def then(found: bool) -> None:
            if not found and began is not None:
                self._go_back(began)
            self._tell(text, found)

        self.looking.start(self.current, text, 0 if prompt.text else 1, then, keys_wait=True)

    def find_left(self) -> None:
        """Be where the find began."""
        if self._began is not None:
            self.explorer.message = ""
            self._go_back(self._began)
            self._began = None

    def let_go_of_find(self) -> bool:
        """Forget what was found last in this pane; False where nothing was."""
        return bool(self._found.pop(self.explorer.focus, ""))

    def _go_back(self, began: _Began) -> None:
        self.explorer.go_back_to(began.before)
        began.pane.go_back(began.cursor, began.top)

    def _tell(self, text: str, found: bool) -> None:
        if not found:
            key = self.explorer.key("search")
            self.explorer.say(f"“{text}” is not in this pane; {key} searches every article.")

    # ------------------------------------------------------------------ going on

    def do_next_match(self) -> None:
        self._step(1)

    def do_previous_match(self) -> None:
        self._step(-1)

    def _step(self, step: int) -> None:
        """Right after a find in a list `n` goes on with it, else with the match set."""
        pane = self.current
        if text := self._goes_on():
            before = pane.cursor

            def then(found: bool) -> None:
                self._tell(text, found)
                if found and pane.cursor == before:
                    self.explorer.say(f"No other line here holds “{text}”.")

            self.looking.start(pane, text, step, then, keys_wait=True)
        else:
            self.explorer.step(step)

    def _goes_on(self) -> str:
        """Return the text of the find in the list in focus that `n` goes on with; empty where none is."""
        focus = self.explorer.focus
        return self._found.get(focus, "") if self.finding and focus in LISTS else ""

    def unavailable(self, action: Action) -> str:
        if action.name in ("next_match", "previous_match") and self._goes_on():
            return ""
        return super().unavailable(action)
