"""What the keys do with pairs of entities: marked ones, and those of the review queue."""

from __future__ import annotations

from aitui.store.rows import PairRow
from aitui.tui.screens.judging_actions import JudgingActions


class ReviewActions(JudgingActions):
    """The actions of the review queue, and those that it shares with other panes."""

    def _pair(self) -> PairRow | None:
        """Return the pair that the cursor is on; None in every other pane, and where nothing waits."""
        if self.explorer.focus != "review":
            return None
        pair = self.review_pane.current()
        if pair is None:
            self.explorer.say("Nothing waits here.")
        return pair

    def do_focus_review(self) -> None:
        self.explorer.review.show()

    def do_review_of_lit(self) -> None:
        self.explorer.review.toggle_of_lit()

    def do_review_aside(self) -> None:
        self.explorer.review.toggle_aside()

    def open_pair(self) -> None:
        """Read a place of the first of the pair."""
        pair = self._pair()
        if pair is not None:
            self.explorer.review.open(pair)

    def do_merge(self) -> None:
        pair = self._pair()
        if pair is not None:
            self.explorer.review.same(pair)
        elif self.explorer.focus != "review":
            self.merge_marked()

    def do_not_same(self) -> None:
        pair = self._pair()
        if pair is not None:
            self.explorer.review.not_same(pair)
        elif self.explorer.focus != "review":
            self.explorer.judge.not_same()

    def do_unsure(self) -> None:
        pair = self._pair()
        if pair is not None:
            self.explorer.review.put_aside(pair)
        elif self.explorer.focus != "review":
            self.explorer.judge.unsure()
