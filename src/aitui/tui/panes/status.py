"""The status line: the prompt while one is typed, else what is lit, the last message and the useful keys."""

from __future__ import annotations

from rich.cells import cell_len
from textual.strip import Strip
from textual.widget import Widget

from aitui.explorer.actions import key_name
from aitui.explorer.state import Explorer
from aitui.tui.cells import cut, cut_left
from aitui.tui.theme import Theme
from aitui.tui.widgets.pane import Piece, fit
from aitui.tui.widgets.prompt import Prompt


class StatusLine(Widget, can_focus=False):
    """One line at the bottom.

    Attributes:
        empty: whether the list in focus has no rows: what is done to a row does nothing there, and the line
            that stands in it tells the key that helps.
    """

    def __init__(self, explorer: Explorer, theme: Theme) -> None:
        super().__init__()
        self.explorer = explorer
        self.theme = theme
        self.prompt: Prompt | None = None
        self.empty = False

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        style = self.theme.status
        if self.prompt is not None:
            return self._prompt_line(self.prompt, width)
        left = f" {self.explorer.progress.told() or self.explorer.message or self.told()}"
        strong = self.theme.strong + style
        for right in self._hints():
            room = width - cell_len(left) - cell_len(right) - 1
            if room >= 2:
                return fit([(left, strong), (" " * room, style), (right, style)], width, style)
        return fit([(left, strong)], width, style)

    def _prompt_line(self, prompt: Prompt, width: int) -> Strip:
        style = self.theme.status
        text = prompt.text
        # Keep the cursor in view on a narrow line, whatever is asked.
        label = cut(prompt.label, max(8, width - 14))
        before = cut_left(text[: prompt.cursor], max(8, width - cell_len(label) - 24))
        at, after = text[prompt.cursor : prompt.cursor + 1], text[prompt.cursor + 1 :]
        pieces: list[Piece] = [
            (f" {label} ", self.theme.head_on),
            (" ", style),
            (before, self.theme.strong + style),
            (at or " ", self.theme.cursor),
            (after, self.theme.strong + style),
        ]
        note = ""
        if prompt.kind == "search":
            error = self.explorer.search.error
            total = self.explorer.search.total
            note = str(error) if error is not None else f"{total or 0:,} article{'' if total == 1 else 's'}"
            if error is None and total is None:
                note = self.explorer.progress.told()
        elif self.explorer.message:
            note = self.explorer.message
        used = sum(cell_len(part) for part, _ in pieces)
        if note and used + cell_len(note) + 3 <= width:
            pieces += [(" " * (width - used - cell_len(note) - 1), style), (note, style)]
        return fit(pieces, width, style)

    def told(self) -> str:
        """Return what is lit and where its matches stand."""
        key = self.explorer.key
        if self.explorer.range.on:
            chosen = cut(self.explorer.range.text(), 60)
            does = f"{key('bookmark')} keeps · {key('copy')} copies · {key('new_entity')} new entity"
            return f"range “{chosen}” · {does} · {key('cancel')} lets it go"
        if self.explorer.focus == "facts":
            return self.explorer.facts.told()
        if self.explorer.focus == "tellings":
            return self.explorer.tellings.keys()
        found, lit = self.explorer.active_matches(), self.explorer.lit
        if found is not None and found.kind != "entity":
            at = f"{found.index + 1:,}/" if found.index >= 0 else ""
            what = "find" if found.kind == "find" else "search"
            number = f"{len(found.article):,}"
            if found.kind == "search" and (hits := self.explorer.search.walk.told()):
                number = hits
            return f"{what} “{found.label}” · {at}{number} · {key('cancel')} lets it go"
        if lit is None:
            if self.explorer.pair.open:
                return self.explorer.pair.told()
            if self.explorer.article is None:
                return "No article is open."
            if self.explorer.focus == "review":
                return self._asked()
            if self.explorer.welcome:
                return self._welcome()
            return f"{key('focus_entities')} chooses an entity: its mentions light up in every article."
        name = self.explorer.entity_label(lit.row)
        if not lit.loaded:
            return f"{name} · …"
        at = f"{found.index + 1}/" if found is not None and found.index >= 0 else ""
        pinned = " · pinned" if lit.pinned else ""
        return (
            f"{name} · {at}{_many(lit.total, 'mention')} · {_many(lit.articles, 'article')}"
            f" · {_many(lit.languages, 'language')}{pinned}"
        )

    def _welcome(self) -> str:
        """Return the keys to begin with, in a narrow window the one that shows the others."""
        key = self.explorer.key
        rest = f"{key('help')} all keys · {key('cancel')} hides"
        whole = f"New here? {key('open')} reads · {key('focus_entities')} lights an entity · {rest}"
        return next((told for told in (whole, f"New here? {rest}") if cell_len(told) < self.size.width), rest)

    def _asked(self) -> str:
        """Return how many pairs wait for an answer."""
        total = self.explorer.review.total
        return f"{_many(total, 'pair')} may be one entity." if total else "No pair of entities waits."

    def _hints(self) -> list[str]:
        """Return the keys that help here, from as many as are useful to that of the help alone.

        Enter comes first, then what the fewest panes have, then what steps through what is lit or found.
        """
        known = [
            action
            for action in self.explorer.actions
            if action.hint
            and action.keys
            and not (self.empty and action.panes)
            and not self.explorer.unavailable(action)
        ]
        here = sorted(
            (action for action in known if action.panes),
            key=lambda action: (action.name != "open", len(action.panes)),
        )
        lit = [action for action in known if not action.panes and action.needs in ("matches", "pair")]
        # The ways on that are less used stand first in the table.
        rest = [action for action in reversed(known) if action not in here and action not in lit]
        last = [action for action in rest if action.name == "help"]
        useful = [*here, *lit, *(action for action in rest if action not in last)]
        return [
            " · ".join(f"{key_name(action.keys[0])} {action.hint}" for action in useful[:count] + last)
            for count in range(min(6, len(useful)), -1, -1)
        ]


def _many(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
