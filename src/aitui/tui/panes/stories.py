"""Stories: one line a story, its articles below it; suggested ones first, those that were accepted last."""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style

from aitui.explorer.actions import Pane
from aitui.explorer.stories import StoryRow
from aitui.tui.cells import cut
from aitui.tui.widgets.pane import Piece
from aitui.tui.widgets.rowlist import WAITING, RowList

# Cells from which on there is room for the source.
_SOURCED = 72
_MARKS = {"suggested": " ", "accepted": "✓", "unsure": "?"}


class StoriesPane(RowList):
    """Stories with their articles; `current` is a story, and the article where the cursor is on one."""

    pane: Pane = "stories"

    def count(self) -> int:
        return len(self.explorer.stories.lines)

    def row(self, index: int, base: Style, width: int) -> list[Piece]:
        story, member = self.explorer.stories.lines[index]
        if member is None:
            return self._story(story, base, width)
        row = self.explorer.article_row(member)
        new = "+" if member in story.new and story.state != "accepted" else " "
        lang = "–" if row.lang == "und" else row.lang
        day = row.published[:10] if row.published else "undated"
        # The title first: the source has what it leaves, a quarter of the line at most.
        source = f"  {cut(row.source, width // 4)}" if row.source and width >= _SOURCED else ""
        title = cut(row.title, max(8, width - 17 - cell_len(source)))
        return [
            (f"  {new} {lang:<2.2} {day:<10} ", self.quiet(base)),
            (title, base),
            (source, self.quiet(base)),
        ]

    def _story(self, story: StoryRow, base: Style, width: int) -> list[Piece]:
        told = f" ×{len(story.members)} {' '.join(story.langs[:6])}  "
        alike = f"{round(100 * story.score)} % · {story.reason}" if story.score else story.reason
        first = self.explorer.article_row(story.members[0])
        day = first.published[:10] if first.published else "undated"
        return [
            (_MARKS[story.state], self.theme.strong + base),
            (told, self.theme.strong + base),
            (f"{day}  ", self.quiet(base)),
            (alike, self.quiet(base)),
        ]

    def row_text(self, index: int) -> str:
        story, member = self.explorer.stories.lines[index]
        row = self.explorer.article_row(story.members[0] if member is None else member)
        return f"{row.title} {row.source or ''} {row.published or ''} {' '.join(story.langs)}"

    def empty(self) -> str:
        found, key = self.explorer.stories, self.explorer.key
        if found.found is None:
            return WAITING
        if found.aside():
            return f"Nothing waits here; {found.aside()} put aside: {key('stories_aside')} lists them."
        return "No two articles tell one happening, as far as their names, figures and dates go."

    def heading(self) -> list[Piece]:
        found, key = self.explorer.stories, self.explorer.key
        if found.found is None or not found.lines:
            return []
        told = f" {found.place(self.cursor)} · {found.waiting()} to answer"
        if found.found.cut:
            told += f" · newest {found.found.compared:,} articles"
        told += f" · {found.aside()} aside ({key('stories_aside')})" if found.aside() else ""
        answers = f"{key('same_story')} same · {key('not_same_story')} not · {key('unsure_story')} unsure"
        return [(f"{told} · {answers}", self.theme.head)]

    def current(self) -> tuple[StoryRow, int | None] | None:
        lines = self.explorer.stories.lines
        return lines[self.cursor] if self.cursor < len(lines) else None
