"""The entity card: names, where and when it is mentioned, how each spelling was learned, with whom."""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style

from aitui.explorer.actions import Pane
from aitui.frozen import NamedTuple
from aitui.store.rows import EntityCard, FormRow, SeenRow, ShareRow
from aitui.tui.cells import cut, cut_left
from aitui.tui.widgets.pane import Piece
from aitui.tui.widgets.rowlist import WAITING, RowList
from aitui.tui.widgets.spark import Histogram, bars, spark

_RULES = {
    "gazetteer": "known name",
    "model": "model name",
    "latin-run": "Latin letters in the text",
    "capitalised": "written like a name",
    "gloss": "explained in brackets",
    "surname": "surname of a full name in the article",
    "acronym": "acronym",
    "ocr": "damaged form",
    "han": "Chinese characters beside a cue word",
    "alias": "your alias",
    "alias-list": "your list",
    "judgement": "moved here by you",
}
# Cells of a name before the counts of a language or source, and of the longest histogram.
_NAME, _BARS = 18, 48
_SOURCES = 12


class Line(NamedTuple):
    """One line of the card; Enter goes to a place or to another entity.

    Attributes:
        months: a histogram that is drawn behind the text, in what room there is.
        quote: words before a hit, the hit and the words after it, in place of the text.
        member: slug of what was merged into the entity and has this spelling; None where it gives the name.
    """

    label: str
    text: str
    place: tuple[int, int] | None = None
    entity: int | None = None
    months: Histogram = ()
    quote: tuple[str, str, str] | None = None
    member: str | None = None


class EntityPane(RowList):
    """The card of the lit entity."""

    pane: Pane = "entity"

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._made_of: EntityCard | None = None
        self._lines: list[Line] = []
        # First and last month, which all histograms of a card share.
        self._span: tuple[str, str] | None = None

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
        quiet = self.quiet(base)
        head: list[Piece] = [(f" {line.label:<11}", quiet), (mark, quiet)]
        room = width - 14
        if line.quote is not None:
            left, hit, right = line.quote
            left = cut_left(left, max(4, (room - cell_len(hit)) // 2))
            lit = self.theme.lit if base is self.theme.text else base
            return [*head, ("  ", base), (left, quiet), (hit, lit), (right, quiet)]
        drawn = ""
        if line.months and self._span is not None:
            drawn = bars(line.months, *self._span, min(_BARS, room - cell_len(line.text) - 2))
        return [*head, (line.text, base), (f"  {drawn}" if drawn else "", quiet)]

    def empty(self) -> str:
        if self.explorer.card_due:
            return WAITING
        key = self.explorer.key
        return f"{key('open')} on an entity opens its card; {key('focus_entities')} goes to the entities."

    def heading(self) -> list[Piece]:
        card = self.explorer.card
        return [(f" {card.row.name} · {card.row.type}", self.theme.head)] if card is not None else []

    def current(self) -> Line | None:
        return self._lines[self.cursor] if self.cursor < len(self._lines) else None

    def _tell(self, card: EntityCard) -> list[Line]:
        row = card.row
        self._span = (card.months[0][0], card.months[-1][0]) if card.months else None
        called: dict[str, list[str]] = {}
        for lang, name in sorted(row.names.items()):
            called.setdefault(name, []).append(lang)
        names = [f"{name}  {' '.join(langs)}" for name, langs in called.items()]
        lines = [
            Line("name", f"{row.name}  ({row.type}, {row.uid})"),
            *(Line("names" if n == 0 else "", name) for n, name in enumerate(names)),
            Line(
                "mentions",
                f"{row.mentions} in {_many(row.articles, 'article')}, {_many(row.languages, 'language')}",
            ),
            self._seen("first seen", card.first),
            self._seen("last seen", card.last),
        ]
        months = spark(card.months, _BARS + 18)
        if months:
            lines.append(Line("by month", months))
        lines += self._shares("languages", card.languages)
        lines += self._shares("sources", card.sources[:_SOURCES])
        for n, form in enumerate(card.forms):
            place = (form.article_id, form.start)
            told = f"{form.surface}  {form.mentions} ×, {self._how(form)}"
            member = form.member if form.joined else None
            quote = (form.left, form.surface, form.right)
            lines.append(Line("found as" if n == 0 else "", told, place, member=member))
            lines.append(Line("", "", place, quote=quote, member=member))
        for n, other in enumerate(card.together):
            name = self.explorer.entity_label(self.explorer.entity_row(other.entity_id))
            told = f"{name}  {_many(other.articles, 'article')}, {other.expected:.1f} by chance"
            lines.append(Line("together" if n == 0 else "", told, entity=other.entity_id))
        return lines

    def _seen(self, label: str, seen: SeenRow | None) -> Line:
        if seen is None:
            return Line(label, "undated")
        title = self.explorer.article_row(seen.article_id).title
        return Line(label, f"{seen.day}  {title}", (seen.article_id, seen.start))

    def _shares(self, label: str, rows: list[ShareRow]) -> list[Line]:
        """Draw what is told apart, each with its part of the time that all share."""
        widest = min(_NAME, max((cell_len(row.name) for row in rows), default=0))
        most = max((len(f"{row.mentions} in {row.articles}") for row in rows), default=0)
        lines = []
        for n, row in enumerate(rows):
            name = cut(row.name, _NAME)
            counts = f"{row.mentions} in {row.articles}"
            text = f"{name}{' ' * (widest - cell_len(name))}  {counts:<{most}}"
            lines.append(Line(label if n == 0 else "", text, months=row.months))
        return lines

    def _how(self, form: FormRow) -> str:
        """Return in words how a spelling was learned."""
        told = rule_in_words(form.rule)
        if form.judgement is None and form.rule != "gazetteer" and form.score < 0.995:
            told = f"{form.score:.0%} sure, {told}"
        if form.judgement is not None:
            named = f" {form.judgement.origin}" if form.judgement.origin else ""
            told += f"{named}, {form.judgement.created_at[:10]}"
        if form.kind == "adj":
            told += ", adjective"
        if form.joined:
            told += f"; from {form.member}, joined: {form.joined}"
        return told


def rule_in_words(rule: str) -> str:
    """Return what a person is told of the rule that made a mention."""
    kind, _, tagger = rule.partition("-")
    return f"name tagger ({tagger})" if kind == "tagger" else _RULES.get(rule, rule)


def _many(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
