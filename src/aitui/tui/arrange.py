"""Where each pane stands, for any size of the terminal."""

from __future__ import annotations

from aitui.explorer.actions import READERS, Pane

# What stands in the middle and needs the whole width, as its columns do.
BROAD: tuple[Pane, ...] = ("tellings",)

# Below these the panes fold: to one list and the reader, then to the focused pane alone.
WIDE = 100
NARROW = 60
LOW = 12
# What a text needs to stand in lines as long as they get; what is left beside it goes to the lists too.
_TEXT = 104

Places = dict[Pane, tuple[int, int, int, int]]


def place(
    width: int, height: int, *, focus: Pane, side: Pane, centre: Pane, zoomed: bool, pair: bool = False
) -> Places:
    """Return (x, y, width, height) of every pane that is in view.

    Args:
        width, height: cells for panes, the status line not counted.
        focus: the focused pane.
        side: the list shown beside the centre where there is room for one only.
        centre: what stands in the middle, one of `CENTRES`.
        zoomed: the focused pane has everything.
        pair: there are two readers: side by side in a wide terminal, else one above the other.
    """
    if pair and centre == "reader" and not zoomed:
        return _place_pair(width, height, focus)
    if zoomed or width < NARROW:
        return {focus: (0, 0, width, height)}
    if centre in BROAD:
        return _place_broad(width, height, focus, centre)
    if height < LOW and focus == "timeline":
        return {focus: (0, 0, width, height)}
    if width < WIDE or height < LOW:
        if side == "timeline":
            below = max(4, height * 2 // 5)
            return {centre: (0, 0, width, height - below), side: (0, height - below, width, below)}
        left = max(24, width * 3 // 8)
        return {side: (0, 0, left, height), centre: (left, 0, width - left, height)}
    below = _below(height)
    left, right = min(60, width * 32 // 100), min(44, width * 21 // 100)
    spare = max(0, width - left - right - _TEXT)
    left, right = left + spare * 2 // 5, right + spare // 5
    top = height - below
    return {
        "articles": (0, 0, left, top),
        centre: (left, 0, width - left - right, top),
        "entities": (width - right, 0, right, top),
        "timeline": (0, top, width, below),
    }


def _below(height: int) -> int:
    """Return the height of the timeline beneath the other panes."""
    return max(4, min(height // 4, max(12, height // 5)))


def _place_pair(width: int, height: int, focus: Pane) -> Places:
    """Return the places of two readers: the lists fold away, but for one that is in focus."""
    beside = width >= WIDE
    if focus in READERS:
        return _readers(0, 0, width, height, focus, beside=beside)
    if width < NARROW or height < LOW:
        return {focus: (0, 0, width, height)}
    if focus == "timeline":
        below = _below(height)
        return {
            focus: (0, height - below, width, below),
            **_readers(0, 0, width, height - below, READERS[0], beside=beside),
        }
    own = max(24, min(60, width * 32 // 100))
    if focus == "entities":
        at, x = width - own, 0
    else:
        at, x = 0, own
    return {focus: (at, 0, own, height), **_readers(x, 0, width - own, height, READERS[0], beside=beside)}


def _place_broad(width: int, height: int, focus: Pane, centre: Pane) -> Places:
    """Return the place of a pane that has the whole screen, but for a list that is in focus."""
    if focus == centre:
        return {centre: (0, 0, width, height)}
    if height < LOW:
        return {focus: (0, 0, width, height)}
    if focus == "timeline":
        below = _below(height)
        return {centre: (0, 0, width, height - below), focus: (0, height - below, width, below)}
    own = max(24, min(60, width * 32 // 100))
    if focus == "entities":
        return {centre: (0, 0, width - own, height), focus: (width - own, 0, own, height)}
    return {focus: (0, 0, own, height), centre: (own, 0, width - own, height)}


def _readers(x: int, y: int, width: int, height: int, focus: Pane, *, beside: bool) -> Places:
    first, second = READERS
    if beside:
        left = width // 2
        return {first: (x, y, left, height), second: (x + left, y, width - left, height)}
    if height >= LOW // 2:
        top = height // 2
        return {first: (x, y, width, top), second: (x, y + top, width, height - top)}
    return {focus: (x, y, width, height)}
