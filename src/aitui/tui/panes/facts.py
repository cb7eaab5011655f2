"""The facts: one line each, and under the list the one chosen with its sentence."""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from aitui.explorer.actions import Pane
from aitui.explorer.facts import Fact, key_of, measure_of
from aitui.explorer.tellings import counted
from aitui.model import Telling
from aitui.text.clean import clean_line
from aitui.text.dates import told
from aitui.tui.cells import cut
from aitui.tui.widgets.pane import Piece, fit
from aitui.tui.widgets.rowlist import WAITING, RowList
from aitui.tui.widgets.sentence import sentence_lines

# Cells of the date, of the figure and of a name in the list.
_DATE, _FIGURE, _NAME = 10, 16, 14
# A pane of so many cells tells sources, languages and origins in whole words.
_WIDE = 90
# Lines under the list: a rule, how often it is told, the sentence in some lines, what contradicts it.
_DETAILS = 8
_MARKS = {"preferred": "★", "deprecated": "✗"}


class FactsPane(RowList):
    """Facts of the lit entity or of all; Enter goes from a fact to its tellings."""

    pane: Pane = "facts"

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._details_of: Fact | None = None
        self._details: list[list[Piece]] = []
        self._width = 0
        # The list that the cursor stands in, and what it is a list of.
        self._listed: list[Fact] = []
        self._told_of: tuple[object, ...] = ()

    @property
    def rows(self) -> int:
        """Lines of the list: the details need theirs."""
        lines = max(0, self.extent.height - 1)
        return lines - (_DETAILS if self.count() and lines >= _DETAILS + 4 else 0)

    def line(self, y: int, width: int) -> Strip:
        current = self.current()
        if y < self.rows or current is None:
            return super().line(y, width)
        lines = self._told(current, width)
        at = y - self.rows
        return fit(lines[at] if at < len(lines) else [], width, self.theme.text)

    # ------------------------------------------------------------------ rows

    def count(self) -> int:
        return len(self.explorer.facts.rows)

    def row(self, index: int, base: Style, width: int) -> list[Piece]:
        facts, quiet = self.explorer.facts, self.quiet(base)
        fact = facts.rows[index]
        first, strong = fact.first, self.theme.strong + base
        date = cut(told(first.edtf) if first.edtf is not None else "", _DATE)
        mark = "+" if self.explorer.fact_judge.is_marked(fact) else " "
        rank = _MARKS.get(fact.rank, "!" if fact.disputed else " ")
        pieces: list[Piece] = [
            (mark + rank, strong),
            (f"{date}{' ' * (_DATE - cell_len(date))} ", quiet),
            ("→ " if first.status == "forecast" else "  ", quiet),
        ]
        # One cell stays free at the edge, where another pane begins.
        left = width - _DATE - 6
        if facts.order == "entity":
            name = cut(clean_line(facts.subject(fact)), _NAME)
            pieces.append((f"{name}{' ' * (_NAME - cell_len(name))} ", base))
            left -= _NAME + 1
        shared = counted(fact) if width >= _WIDE else _shortly(fact)
        # Of a narrow line the figure leaves the counts their room.
        room = max(8, left - cell_len(shared) - 6)
        figure = cut(clean_line(self._figure(first)), min(_FIGURE, room))
        if figure:
            pieces += [(figure, strong), (" ", base)]
            left -= cell_len(figure) + 1
        words = cut(clean_line(" ".join(self._words(fact).split())), max(0, left - cell_len(shared) - 1))
        gap = " " * max(1, left - cell_len(words) - cell_len(shared))
        several = self.theme.count + base if fact.origins > 1 else quiet
        return [*pieces, (words + gap, base), (shared, several)]

    def _figure(self, told: Telling) -> str:
        """Return the figure of a telling: as the lens tells it, else as the text has it."""
        own = " ".join(self.explorer.facts.part(told, told.figure).split())
        return self.explorer.lens.told(told) or own

    def _words(self, fact: Fact) -> str:
        """Return what is stated: of whom and what, in words of no language where the measure is known."""
        facts, first = self.explorer.facts, fact.first
        if first.measured is not None:
            subject = "" if facts.order == "entity" else facts.subject(fact)
            return " ".join(filter(None, (subject, measure_of(first))))
        return facts.sentence(first) if first.measure is None else facts.part(first, first.measure)

    def row_text(self, index: int) -> str:
        return self.explorer.facts.text(self.explorer.facts.rows[index])

    def empty(self) -> str:
        explorer, facts = self.explorer, self.explorer.facts
        if not facts.loaded:
            return WAITING
        if text := explorer.filters.get("facts"):
            return f"No fact holds “{text}”; {explorer.key('cancel')} shows all."
        if facts.about:
            names = " and ".join(row.name for row in facts.about)
            return f"Nothing stated of {names}; {explorer.key('cancel')} lets it go."
        return f"No facts yet: aitui add FILE…; {explorer.key('out')} goes back."

    def heading(self) -> list[Piece]:
        explorer, facts = self.explorer, self.explorer.facts
        if not facts.rows and not explorer.filters.get("facts"):
            return []
        names = " + ".join(explorer.entity_label(row) for row in facts.about)
        about = f" · {names}" if names else ""
        kept = f" · only “{text}”" if (text := explorer.filters.get("facts")) else ""
        more = "+" if facts.cut else ""
        order = f" · by {facts.order} ({explorer.key('sort')})"
        open_ones = sum(not dispute.settled for dispute in facts.disputes)
        # Narrow, the status line tells it in words.
        word = f"contradiction{'' if open_ones == 1 else 's'} ({explorer.key('next_contradiction')})"
        disputed = f" · {open_ones} {word if self.extent.width >= _WIDE else '!'}" if open_ones else ""
        where = f"{explorer.lens.heading()}{self.position()}{more}"
        return [(f"{where}{about}{kept}{disputed}{order}", self.theme.head)]

    def changed(self) -> None:
        self._details_of = None
        self._stay()
        super().changed()

    def _stay(self) -> None:
        """Keep the cursor on its fact where facts were grouped or judged; another list begins at its top."""
        facts, before = self.explorer.facts, self._listed
        if facts.rows is before or not facts.rows:
            return
        about = [row.id for row in facts.about]
        told = (facts.order, about, self.explorer.filters.get("facts"), facts.window)
        if told != self._told_of:
            self.cursor = self.top = 0
        elif self.cursor < len(before):
            chosen = key_of(before[self.cursor].first)
            same = (at for at, fact in enumerate(facts.rows) if chosen in map(key_of, fact.tellings))
            self.cursor = next(same, self.cursor)
        self._listed, self._told_of = facts.rows, told

    def moved(self) -> None:
        """Show under the list what the cursor is on; a held key passes it by."""
        below = 1 + self.rows
        if below < self.extent.height:
            self.refresh(Region(0, below, self.extent.width, self.extent.height - below))

    def current(self) -> Fact | None:
        rows = self.explorer.facts.rows
        return rows[self.cursor] if self.cursor < len(rows) else None

    # ------------------------------------------------------------------ below the list

    def _told(self, fact: Fact, width: int) -> list[list[Piece]]:
        """Return the lines under the list: how often it is told, its sentence, what contradicts it."""
        if fact is self._details_of and width == self._width:
            return self._details
        facts, theme = self.explorer.facts, self.theme
        first = fact.first
        names = " · ".join(facts.names[one] for one in first.entities if one in facts.names)
        about = " · ".join(part for part in (measure_of(first), names) if part)
        who = f"{first.lang} {first.published or 'undated'} {first.source or 'unknown source'}"
        lines: list[list[Piece]] = [
            [("─" * width, theme.dim)],
            [(f" {counted(fact)}", theme.strong), (f"  {about}", theme.dim)],
            [(f" {who}", theme.dim)],
        ]
        said = self._said(fact)
        room = _DETAILS - len(lines) - len(said)
        sentence = sentence_lines(
            facts.sentence(first),
            None if first.figure is None else (first.figure[0] - first.start, first.figure[1] - first.start),
            [(a - first.start, b - first.start, e) for (a, b), e in facts.spans_of_names(first).items()],
            {row.id for row in facts.about},
            max(8, width - 2),
            theme,
            self.explorer.lens.of_snippet(facts.sentence(first), first.lang, cut=False),
        )
        if len(sentence) > room:
            sentence = [*sentence[: room - 1], [*sentence[room - 1], ("…", theme.dim)]]
        lines += [[(" ", theme.text), *pieces] for pieces in sentence]
        self._details_of, self._details, self._width = fact, lines + said, width
        return self._details

    def _said(self, fact: Fact) -> list[list[Piece]]:
        """Return what is to be said of a fact: a person's mark, or what contradicts it."""
        facts, theme = self.explorer.facts, self.theme
        if fact.rank:
            reason = f": {fact.reason}" if fact.reason else ""
            return [[(f" {_MARKS[fact.rank]} {fact.rank}{reason}", theme.strong)]]
        found = [dispute for dispute in facts.disputes_of(fact) if not dispute.settled]
        if not found:
            return []
        other = found[0].right if found[0].one.first == fact.first else found[0].left
        figure = self._figure(other)
        who = f"{other.lang} {other.published or 'undated'} {other.source or 'unknown source'}"
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        return [
            [(" ! ", theme.strong), (figure, theme.match), (f" says {who}{more}", theme.text)],
            [(f"   {found[0].reason}", theme.dim)],
        ]


def _shortly(fact: Fact) -> str:
    """Return how often a fact is told; of one telling nothing, and origins only where they differ."""
    if len(fact.tellings) < 2:
        return ""
    origins = f" · {fact.origins} orig" if fact.origins != fact.sources else ""
    return f"{fact.sources} src · {fact.languages} lang{origins}"
