"""How a row of the article list reads: for the list itself, and for what is painted before it is there."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal, Protocol

    Part = Literal["plain", "quiet", "count"]

    class Listed(Protocol):
        """What is shown of an article."""

        @property
        def title(self) -> str: ...
        @property
        def lang(self) -> str: ...
        @property
        def published(self) -> str | None: ...


# Cells of a list from which on dates have their century, and from which on there are dates at all.
_CENTURY, _DATED = 44, 28


def article_line(
    row: Listed, width: int, *, opened: bool, read: bool, number: int = 0, group: str = ""
) -> list[tuple[str, Part]]:
    """Return one line: two marks, mentions of the lit entity, language, date, group, title.

    Args:
        width: cells there are; a narrow list leaves the century out, a very narrow one the date.
        opened: whether it is the article in the reader.
        read: whether it was read; its title then stands back.
        number: mentions of the lit entity.
        group: what `Grouping.mark` returns; empty for an article alone.
    """
    # Three cells, whatever comes; the reader tells the exact number.
    count = f"{number}" if number < 1000 else f"{min(number // 1000, 99)}k"
    lang = "–" if row.lang == "und" else row.lang
    if width >= _CENTURY:
        date = f"{row.published[:10] if row.published else 'undated':<10} "
    elif width >= _DATED:
        date = f"{row.published[2:10] if row.published else '–':<8} "
    else:
        date = ""
    return [
        (("▸" if opened else " ") + ("✓" if read else " "), "plain"),
        (f"{count:>3} " if number else "    ", "count"),
        (f"{lang:<2.2} ", "quiet"),
        (date, "quiet"),
        (f"{group} " if group else "", "count"),
        (row.title, "quiet" if read and not opened else "plain"),
    ]
