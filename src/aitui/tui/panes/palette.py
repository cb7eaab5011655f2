"""The list of all actions with their keys: help and command palette in one; typing filters it."""

from __future__ import annotations

from rich.cells import cell_len
from textual.strip import Strip
from textual.widget import Widget

from aitui.explorer.actions import Action, key_name
from aitui.explorer.state import Explorer
from aitui.text.fold import fold
from aitui.tui.theme import Theme
from aitui.tui.widgets.pane import fit

# A narrower terminal shows the first key of each action alone, so that there is room for what it does.
_WIDE = 60


def _keys(action: Action, most: int | None = None) -> str:
    return " ".join(key_name(key) for key in action.keys[:most])


def _told(action: Action, reason: str) -> str:
    return action.help + (f" — {reason}" if reason else "")


class Palette(Widget, can_focus=False):
    """An overlay: what can be done here first, the rest dim with the reason."""

    def __init__(self, explorer: Explorer, theme: Theme) -> None:
        super().__init__()
        self.explorer = explorer
        self.theme = theme
        self.open = False
        self.title = ""
        self.cursor = 0
        self.top = 0
        self._shown: list[tuple[Action, str]] = []
        self._goal = ""

    def show(self, title: str) -> None:
        """Open with every action."""
        self.open, self.title = True, title
        self.filter("")

    def hide(self) -> None:
        self.open = False

    def filter(self, text: str) -> None:
        """Keep the actions whose name, help or key holds every word of `text`.

        One that is called just so comes first, also where it cannot be done here: the line says why.
        """
        from aitui.explorer.going import parse

        goal = parse(text, self.explorer.focus)
        self._goal = f"Enter goes to {goal.told}." if goal is not None else ""
        words = fold(text.replace("_", " ")).split()
        typed = " ".join(words)
        ranked: list[tuple[bool, int, bool, int, Action, str]] = []
        for order, action in enumerate(self.explorer.actions):
            name = action.name.replace("_", " ")
            told = fold(f"{name} {action.help} {_keys(action)}")
            if all(word in told for word in words):
                reason = self.explorer.unavailable(action)
                here = 0 if action.panes and not reason else (2 if reason else 1)
                ranked.append((name != typed, here, not name.startswith(typed), order, action, reason))
        ranked.sort(key=lambda row: row[:4])
        self._shown = [(action, reason) for *_, action, reason in ranked]
        self.cursor = self.top = 0
        self.refresh()

    def move(self, step: int) -> None:
        self.cursor = max(0, min(self.cursor + step, len(self._shown) - 1))
        rows = max(1, self.size.height - 2)
        self.top = min(max(self.top, self.cursor - rows + 1), self.cursor)
        self.refresh()

    def chosen(self) -> Action | None:
        """Return the action of the cursor."""
        return self._shown[self.cursor][0] if self._shown else None

    def render_line(self, y: int) -> Strip:
        width, theme = self.size.width, self.theme
        if y == 0:
            return fit([(f" {self.title}", theme.head_on)], width, theme.head_on)
        # Wide enough that no key is cut off.
        most = None if width >= _WIDE else 1
        column = max(len(_keys(action, most)) for action in self.explorer.actions)
        if y == self.size.height - 1:
            return fit([(f" {self._footer(width - column - 2)}", theme.head)], width, theme.head)
        if self._goal:
            return fit(
                [(f" {self._goal}" if y == 1 else "", theme.strong + theme.status)], width, theme.status
            )
        index = self.top + y - 1
        if index >= len(self._shown):
            empty = " No action is called this." if not self._shown and y == 1 else ""
            return fit([(empty, theme.dim)], width, theme.status)
        action, reason = self._shown[index]
        base = theme.cursor if index == self.cursor else theme.status
        dim = base if index == self.cursor or not reason else theme.status + theme.dim.without_color
        return fit([(f" {_keys(action, most):<{column}} ", base), (_told(action, reason), dim)], width, base)

    def _footer(self, room: int) -> str:
        """Return how to use the list, or the whole of the line of the cursor where it has no room there."""
        if self._shown and not self._goal:
            told = _told(*self._shown[self.cursor])
            if cell_len(told) > room:
                return told
        return "Enter does it · type to filter · :120 :50% :2025-01 go there · Esc closes"
