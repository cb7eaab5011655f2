"""What the keys do with stories, and with groups of the article list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitui.tui.screens.panes_screen import PanesScreen

if TYPE_CHECKING:
    from aitui.explorer.stories import StoryRow


class StoryActions(PanesScreen):
    """The actions of the stories."""

    def _story(self) -> tuple[StoryRow, int | None] | None:
        here = self.stories_pane.current()
        if here is None:
            self.explorer.say("Nothing waits here.")
        return here

    def do_focus_stories(self) -> None:
        self.explorer.stories.show()

    def do_same_story(self) -> None:
        if (here := self._story()) is not None:
            self.explorer.stories.same(here[0])

    def do_not_same_story(self) -> None:
        if (here := self._story()) is not None:
            self.explorer.stories.not_same(*here)

    def do_unsure_story(self) -> None:
        if (here := self._story()) is not None:
            self.explorer.stories.put_aside(here[0])

    def do_stories_aside(self) -> None:
        self.explorer.stories.toggle_aside()

    def open_story(self) -> None:
        """Read the article that the cursor is on; of a story its first one."""
        here = self.stories_pane.current()
        if here is not None:
            story, member = here
            self.explorer.open_article(story.members[0] if member is None else member)
            self.explorer.go("reader")

    def do_group(self) -> None:
        if self.explorer.focus == "search":
            self.explorer.search.toggle_group(self.search_pane.cursor)
            return
        article = self.articles.current()
        if article is not None:
            self.explorer.grouping.toggle(article)

    def do_grouping(self) -> None:
        self.explorer.grouping.toggle_all()
        self.explorer.search.fold()
        self.explorer.changed("search")
