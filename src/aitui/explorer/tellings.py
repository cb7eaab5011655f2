"""The tellings of a fact, of two facts that contradict each other, or of a fact that was kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from aitui.explorer.actions import Pane
from aitui.explorer.facts import Dispute, Fact, key_of
from aitui.frozen import frozen
from aitui.model import Telling
from aitui.store import articles, claim_quotes, workspace
from aitui.store.database import Connection
from aitui.store.rows import BookmarkRow, ClaimQuote

if TYPE_CHECKING:
    from aitui.explorer.first_told import Turn
    from aitui.explorer.state import Explorer

# So many tellings of a fact are shown, the first told; the heading says when there are more.
LIMIT = 200


class Told(NamedTuple):
    """One telling as it is shown.

    Attributes:
        sentence: its words, as they stand in the text.
        figure: where in them the figure stands; names: (start, end, entity) of the names.
        published: EDTF, None when unknown.
        article: id of the article, None when it is not in this corpus.
        start: where in its text to go to.
        note: what is to be said of it, such as that the text has changed.
        said: the words that name who says so, empty where nobody is named.
        telling: None for one of a kept fact that is no claim of the corpus any more.
    """

    sentence: str
    lang: str
    source: str | None
    title: str
    published: str | None
    figure: tuple[int, int] | None
    names: tuple[tuple[int, int, int], ...]
    article: int | None
    start: int
    note: str = ""
    said: str = ""
    telling: Telling | None = None


class Column(NamedTuple):
    """Tellings that stand together under a heading: a language, or one side of a contradiction."""

    heading: str
    tellings: list[Told]


@frozen
class _Shown:
    """What is open: a fact, a dispute, or a kept fact."""

    fact: Fact | None = None
    dispute: Dispute | None = None
    kept: BookmarkRow | None = None


class Tellings:
    """What the pane of the tellings shows.

    Attributes:
        columns: beside each other where there is room.
        turns: who told it first, instead of by language; None as long as nobody asked.
        back: the pane that they were opened from.
        opened: how many times something was opened: another number, something else in view.
    """

    def __init__(self, explorer: Explorer, reader: Connection) -> None:
        self._explorer = explorer
        self._reader = reader
        self._shown = _Shown()
        self.columns: list[Column] = []
        self.turns: list[Turn] | None = None
        self.back: Pane = "facts"
        self.opened = 0

    @property
    def fact(self) -> Fact | None:
        return self._shown.fact

    @property
    def dispute(self) -> Dispute | None:
        return self._shown.dispute

    @property
    def kept(self) -> BookmarkRow | None:
        return self._shown.kept

    @property
    def by_language(self) -> bool:
        """Whether a column is a language."""
        return self.turns is None and self._shown.dispute is None

    @property
    def ordered(self) -> list[Told]:
        """All tellings in the order in which the cursor goes through them."""
        return [told for column in self.columns for told in column.tellings]

    # ------------------------------------------------------------------ what is opened

    def open(self, fact: Fact) -> None:
        """Show the tellings of a fact by language."""
        self._show(_Shown(fact=fact))

    def open_dispute(self, dispute: Dispute) -> None:
        """Show two facts that cannot both hold, side by side."""
        self._show(_Shown(dispute=dispute))

    def open_kept(self, mark: BookmarkRow) -> None:
        """Show a fact that was kept, as it was told then."""
        self._show(_Shown(kept=mark))

    def _show(self, shown: _Shown) -> None:
        explorer = self._explorer
        if explorer.focus != "tellings":
            self.back = explorer.focus
        self._shown, self.turns = shown, None
        self.opened += 1
        self._fill()
        explorer.go("tellings")
        explorer.changed("tellings", "status")

    def leave(self) -> None:
        """Go back to where the tellings were opened from."""
        self._explorer.go(self.back)

    def follow(self) -> None:
        """Facts were read anew: show what is open as it is now, or let it go where it is no more."""
        facts = self._explorer.facts
        shown = self._shown
        if shown.dispute is not None:
            sides = {key_of(shown.dispute.left), key_of(shown.dispute.right)}
            for dispute in facts.disputes:
                if {key_of(dispute.left), key_of(dispute.right)} == sides:
                    self._shown = _Shown(dispute=dispute)
                    break
            else:
                # A person's word has ended it; or another entity is lit, and nothing is known of it.
                fact = _holding(facts.rows, shown.dispute.left)
                self._shown = shown if fact is None else _Shown(fact=fact)
        elif shown.fact is not None:
            self._shown = _Shown(fact=_holding(facts.rows, shown.fact.first) or shown.fact)
        self._fill()

    # ------------------------------------------------------------------ who told it first

    def toggle_turns(self) -> None:
        """Order the tellings by when they came out, or by language again."""
        from aitui.explorer import first_told

        if self.turns is not None:
            self.turns = None
        elif self._shown.fact is None and self._shown.dispute is None:
            self._explorer.say("Who told it first is worked out for a fact of this corpus.")
            return
        else:
            told = self._of_fact(self._told_tellings())
            self.turns = first_told.turns([one.published for one in told])
        self._fill()
        self._explorer.changed("tellings", "status")

    def _told_tellings(self) -> Sequence[Telling]:
        shown = self._shown
        if shown.dispute is not None:
            return (*shown.dispute.one.tellings, *shown.dispute.other.tellings)
        return () if shown.fact is None else shown.fact.tellings

    # ------------------------------------------------------------------ columns

    def _fill(self) -> None:
        shown = self._shown
        if self.turns is not None:
            told = self._of_fact(self._told_tellings())
            if len(told) == len(self.turns):
                self.columns = [Column("", [told[turn.at] for turn in self.turns])]
                return
            self.turns = None
        if shown.dispute is not None:
            sides = ((shown.dispute.one, shown.dispute.left), (shown.dispute.other, shown.dispute.right))
            self.columns = [Column(_heading(fact), self._of_fact(_led(fact, one))) for fact, one in sides]
        elif shown.fact is not None:
            self.columns = _by_language(self._of_fact(shown.fact.tellings))
        elif shown.kept is not None:
            quotes = self._explorer.bookmarks.tellings.get(shown.kept.uid, [])
            self.columns = _by_language([self._of_quote(quote) for quote in quotes[:LIMIT]])
        else:
            self.columns = []

    def _of_fact(self, tellings: Sequence[Telling]) -> list[Told]:
        facts = self._explorer.facts
        found = []
        for one in tellings[:LIMIT]:
            names = facts.spans_of_names(one).items()
            figure = None if one.figure is None else (one.figure[0] - one.start, one.figure[1] - one.start)
            found.append(
                Told(
                    facts.sentence(one), one.lang, one.source, facts.title(one), one.published, figure,
                    tuple((a - one.start, b - one.start, entity) for (a, b), entity in names),
                    one.article_id, one.start if one.figure is None else one.figure[0],
                    said=facts.part(one, one.said), telling=one,
                )
            )  # fmt: skip
        return found

    def _of_quote(self, quote: ClaimQuote) -> Told:
        """Return a kept telling where it is now, with the words that were kept whatever became of them."""
        figure = None
        if quote.figure_start is not None and quote.figure_end is not None:
            figure = (quote.figure_start - quote.start, quote.figure_end - quote.start)
        article = articles.by_uid(self._reader, quote.article)
        start, note = quote.start, "this article is not in the corpus"
        if article is not None:
            body = articles.text(self._reader, article)
            start, _, state = workspace.locate(body.text, quote)
            note = {
                "exact": "",
                "moved": "the text has changed; found at a new place",
                "orphan": "the text has changed and no longer says so",
            }[state]
            start = 0 if state == "orphan" else start + (figure[0] if figure is not None else 0)
        return Told(
            quote.exact, quote.lang, quote.source, quote.title, quote.published, figure, (), article, start,
            note,
        )  # fmt: skip

    def quotes(self, tellings: Sequence[Telling]) -> list[ClaimQuote]:
        """Return the words of tellings, as they are kept."""
        return claim_quotes.quotes(self._reader, tellings, str(self._explorer.corpus))

    # ------------------------------------------------------------------ going there

    def go_to(self, told: Told) -> None:
        """Open the place of a telling in its article."""
        if told.article is None:
            self._explorer.say("This article is not in the corpus; its words are kept here.")
            return
        self._explorer.open_article(told.article, told.start)
        self._explorer.go("reader")
        if told.note:
            self._explorer.say(f"{told.note[0].upper()}{told.note[1:]}.")

    def keys(self) -> str:
        """Return in one line what can be said of what is open."""
        key, shown = self._explorer.key, self._shown
        ranks = f"{key('prefer_fact')} prefers · {key('deprecate_fact')} deprecates"
        if shown.dispute is not None:
            return f"{ranks} this side · {key('same_fact')} one fact · {key('different_facts')} two facts"
        if shown.fact is not None:
            apart = f" · {key('different_facts')} not of this fact" if len(shown.fact.tellings) > 1 else ""
            return f"{ranks} it{apart}"
        return self.told()

    def told(self) -> str:
        """Return in one line what is open."""
        facts, shown = self._explorer.facts, self._shown
        if shown.dispute is not None and shown.dispute in facts.disputes:
            at = facts.disputes.index(shown.dispute) + 1
            settled = " · settled" if shown.dispute.settled else ""
            return f"contradiction {at}/{len(facts.disputes)} · {shown.dispute.reason}{settled}"
        if shown.fact is not None:
            return counted(shown.fact)
        return "" if shown.kept is None else f"kept on {shown.kept.created_at[:10]}"


def counted(fact: Fact) -> str:
    """Return how many sources and languages tell a fact, and from how many origins."""
    parts = ((fact.sources, "source"), (fact.languages, "language"), (fact.origins, "origin"))
    return " · ".join(f"{number} {word}{'' if number == 1 else 's'}" for number, word in parts)


def _heading(fact: Fact) -> str:
    return counted(fact) + (f" · {fact.rank}" if fact.rank else "")


def _led(fact: Fact, first: Telling) -> list[Telling]:
    """Return the tellings of a fact with the one that was compared before the others."""
    return [first, *(one for one in fact.tellings if key_of(one) != key_of(first))]


def _by_language(told: Sequence[Told]) -> list[Column]:
    """Return a column a language; the one that most tell it in first, so that the columns are full."""
    by_lang: dict[str, list[Told]] = {}
    for one in told:
        by_lang.setdefault(one.lang, []).append(one)
    return [Column(lang, by_lang[lang]) for lang in sorted(by_lang, key=lambda lang: -len(by_lang[lang]))]


def _holding(rows: Sequence[Fact], telling: Telling) -> Fact | None:
    """Return the fact that a claim tells."""
    wanted = key_of(telling)
    return next((fact for fact in rows if any(key_of(one) == wanted for one in fact.tellings)), None)
