"""The entity card: names, where and when it is mentioned, how each spelling was learned, with whom."""

from __future__ import annotations

from typing import NamedTuple

from rich.style import Style

from aitui.explorer.actions import Pane
from aitui.store.rows import EntityCard
from aitui.tui.widgets.pane import Piece
from aitui.tui.widgets.rowlist import RowList
from aitui.tui.widgets.spark import spark

_RULES = {
    "gazetteer": "known name",
    "model": "model name",
    "latin-run": "Latin letters in the text",
    "capitalised": "written like a name",
    "gloss": "explained in brackets",
    "surname": "surname of a full name",
    "acronym": "short for a long name",
    "ocr": "damaged form",
    "han": "Chinese characters beside a cue word",
    "alias": "your alias",
}


class Line(NamedTuple):
    """One line of the card; Enter goes to a place or to another entity."""

    label: str
    text: str
    place: tuple[int, int] | None = None
    entity: int | None = None


class EntityPane(RowList):
    """The card of the lit entity."""

    pane: Pane = "entity"

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._made_of: EntityCard | None = None
        self._lines: list[Line] = []

    def count(self) -> int:
        return len(self._lines)

    def changed(self) -> None:
        card = self.explorer.card
        if card is not self._made_of:
            self._made_of = card
            self._lines = [] if card is None else self._tell(card)
            self.cursor = self.top = 0
        super().changed()

    def row(self, index: int, base: Style, width: int) -> list[Piece]:
        line = self._lines[index]
        mark = "› " if line.place is not None or line.entity is not None else "  "
        return [(f" {line.label:<11}", self.quiet(base)), (mark, self.quiet(base)), (line.text, base)]

    def empty(self) -> str:
        return "Enter on an entity in pane 3 opens its card."

    def heading(self) -> list[Piece]:
        card = self.explorer.card
        return [(f" {card.row.name} · {card.row.type}", self.theme.head)] if card is not None else []

    def current(self) -> Line | None:
        return self._lines[self.cursor] if self.cursor < len(self._lines) else None

    def _tell(self, card: EntityCard) -> list[Line]:
        row = card.row
        lines = [
            Line("name", f"{row.name}  ({row.type}, {row.uid})"),
            *(
                Line("names" if n == 0 else "", f"{lang}  {name}")
                for n, (lang, name) in enumerate(sorted(row.names.items()))
            ),
            Line("mentions", f"{row.mentions} in {row.articles} articles, {row.languages} languages"),
            Line("published", f"{card.first or 'undated'} to {card.last or 'undated'}"),
        ]
        bars = spark(card.months, 60)
        if bars:
            lines.append(Line("", bars))
        lines += [
            Line("languages" if n == 0 else "", f"{lang}  {mentions} in {articles}")
            for n, (lang, mentions, articles) in enumerate(card.languages)
        ]
        lines += [
            Line("sources" if n == 0 else "", f"{source}  {mentions} in {articles}")
            for n, (source, mentions, articles) in enumerate(card.sources[:12])
        ]
        lines += [
            Line(
                "found as" if n == 0 else "",
                f"{form.surface}  {form.mentions} ×, {_RULES.get(form.rule, form.rule)}"
                + (", adjective" if form.kind == "adj" else ""),
                place=(form.article_id, form.start),
            )
            for n, form in enumerate(card.forms)
        ]
        for n, (other, shared, association) in enumerate(card.together):
            name = self.explorer.entity_label(self.explorer.entity_row(other))
            lines.append(
                Line(
                    "together" if n == 0 else "",
                    f"{name}  {shared} articles, {association:.2f}",
                    entity=other,
                )
            )
        return lines
