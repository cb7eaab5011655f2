"""One row a group: what the article list, the first paint and the hits of a search share."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping, Sequence

from aitui.frozen import NamedTuple
from aitui.store.stories import Group

# What stands before the title of another article of an opened group.
MEMBER = "└"
# So many languages of a story are named.
_LANGUAGES = 4


class Folded(NamedTuple):
    """A list with one row a group.

    Attributes:
        shown: ids of the rows.
        members: group -> its articles that the list has, in its order.
    """

    shown: array[int]
    members: dict[int, list[int]]


def fold(ids: array[int], of: Mapping[int, int], opened: Collection[int] = ()) -> Folded:
    """Return a list with one row a group; of an opened one the others follow the first.

    Args:
        ids: in the order of the list.
        of: article -> group.
        opened: groups.
    """
    members: dict[int, list[int]] = {}
    for i in ids:
        if i in of:
            members.setdefault(of[i], []).append(i)
    if not members:
        return Folded(ids, members)
    shown: array[int] = array("q")
    for i in ids:
        if i not in of:
            shown.append(i)
        elif members[of[i]][0] == i:
            shown.extend(members[of[i]] if of[i] in opened else (i,))
    return Folded(shown, members)


def told(group: Group | None, number: int | None, *, opened: bool = False) -> str:
    """Return what a row tells of its group: `×5` for near-copies, `×3 ru it en` for a story.

    Args:
        group: None where it is gone meanwhile.
        number: of its articles in the list; None for all that there are.
        opened: whether the others follow.
    """
    number = number or (0 if group is None else len(group.members))
    return sign(number, group.langs if group is not None and group.texts > 1 else (), opened=opened)


def sign(number: int, langs: Sequence[str], *, opened: bool) -> str:
    """Return how a row shows that it stands for some articles, in some languages; empty for one alone."""
    if number < 2:
        return ""
    return " ".join([f"{'▾' if opened else '×'}{number}", *langs[:_LANGUAGES]])
