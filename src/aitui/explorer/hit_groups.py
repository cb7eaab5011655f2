"""The rows of a search: near-copies and stories as one row each, opened by a key."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence

from aitui.explorer.folding import MEMBER, fold, sign
from aitui.store.rows import Hit


class HitGroups:
    """Hits with one row a group, which stands where the first of its hits stands.

    Attributes:
        rows: the hits that have a row.
    """

    def __init__(self) -> None:
        self.rows: list[Hit] = []
        self._hits: Sequence[Hit] = ()
        self._of: Mapping[int, int] = {}
        self._members: dict[int, list[int]] = {}
        self._opened: set[int] = set()
        self._places: dict[int, int] = {}

    def show(self, hits: Sequence[Hit], of: Mapping[int, int], *, anew: bool) -> None:
        """Take the hits of a search.

        Args:
            hits: in order.
            of: article -> group.
            anew: whether they are of another search than those of before: its groups are closed.
        """
        if anew:
            self._opened.clear()
        self._hits, self._of = hits, of
        self._places = {hit.article_id: at for at, hit in enumerate(hits)}
        self._fold()

    def _fold(self) -> None:
        ids = array("q", (hit.article_id for hit in self._hits))
        shown, self._members = fold(ids, self._of, self._opened)
        self.rows = [self._hits[self._places[i]] for i in shown]

    def place(self, hit: Hit) -> int:
        """Return where a hit stands among all, folded or not, from 0."""
        return self._places[hit.article_id]

    def mark(self, hit: Hit) -> str:
        """Return what a row tells of its group: `×5`, `×3 ru it en`, the sign of a member; empty for none."""
        group = self._of.get(hit.article_id)
        members = self._members.get(group, []) if group is not None else []
        if len(members) < 2:
            return ""
        if members[0] != hit.article_id:
            return MEMBER
        langs = list(dict.fromkeys(self._hits[self._places[i]].lang for i in members))
        return sign(len(members), langs if len(langs) > 1 else (), opened=group in self._opened)

    def toggle(self, hit: Hit) -> bool:
        """Open the group of a hit, or close it; False where it stands alone."""
        group = self._of.get(hit.article_id)
        if group is None or len(self._members.get(group, ())) < 2:
            return False
        self._opened ^= {group}
        self._fold()
        return True
