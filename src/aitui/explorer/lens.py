"""The number lens: every quantity in one scale and unit, whatever language states it.

Money and parameters are told in billions from a million on, smaller amounts in full; what is counted has no
unit to compare and is told in millions or billions.  Nothing is exchanged but at a rate that the person gave
with its date.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from aitui.config import Rate
from aitui.explorer.jobs import Jobs
from aitui.explorer.parts import OpenArticle
from aitui.model import Quantity, Sentence
from aitui.text.substitute import Span

if TYPE_CHECKING:
    from aitui.explorer.state import Explorer
    from aitui.store.database import Connection

# From here on an amount is told in the scale of its unit.
_LARGE = 1e6
_BILLIONS, _MILLIONS, _ONES = (1e9, "bn"), (1e6, "m"), (1.0, "")
# Units as they are told behind a number; money by its ISO 4217 code.
_UNITS = {"percent": "%", "count": "", "ratio": ""}
_COUNTED = ("year", "month", "week", "day", "hour", "parameter", "token")
# Digits that are told of a number.
_DIGITS = 6
# A no-break space, so that a line does not end inside a number; a dash that no line ends behind.
_SPACE, _DASH = "\u00a0", "\u2012"
_BOUNDS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "~": "~"}
# Longer snippets are left as they are: they are read while a line is drawn.
_LONGEST = 2_000
# Panes with numbers in them.
_PANES = ("reader", "facts", "tellings", "search", "concordance", "timeline")
# Snippets and articles whose quantities are kept.
_KEPT, _ARTICLES = 2_000, 20


class Stated(Protocol):
    """A quantity, or a claim that states one."""

    @property
    def low(self) -> float | None: ...
    @property
    def high(self) -> float | None: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def comparator(self) -> str | None: ...


def told(stated: Stated, rates: Mapping[str, Rate]) -> str:
    """Return a quantity in the scale of its unit, empty where there is none.

    Args:
        rates: by currency, what it is exchanged at; what is exchanged is marked by ≈.
    """
    low, high, unit = stated.low, stated.high, stated.unit
    if unit is None or (low is None and high is None):
        return ""
    about = ""
    if (rate := rates.get(unit)) is not None:
        low, high = (None if value is None else value * rate.rate for value in (low, high))
        unit, about = rate.to, "≈"
    most = max(abs(value) for value in (low, high) if value is not None)
    if unit == "ratio" and most < 1:
        # A share in words: half is 50 %, a third no more than 33.3 %.
        low, high = (None if value is None else float(f"{100 * value:.3g}") for value in (low, high))
        unit = "percent"
    divisor, sign = _scale(unit, most)
    numbers = [_number(value / divisor) for value in dict.fromkeys((low, high)) if value is not None]
    bound = _BOUNDS.get(stated.comparator or "=", "")
    if low is None or high is None:
        bound = bound if bound in ("<", "≤", ">", "≥") else "≤" if low is None else "≥"
    number = _DASH.join(numbers)
    if unit == "ratio":
        return f"{bound}×{number}"
    name = _UNITS.get(unit, unit)
    if unit in _COUNTED and (sign or numbers != ["1"]):
        name += "s"
    return about + bound + _SPACE.join(filter(None, (number, sign, name)))


def _scale(unit: str, most: float) -> tuple[float, str]:
    """Return by what an amount is divided, and the sign for it."""
    if most < _LARGE or (unit not in ("parameter", "token", "count") and not _is_money(unit)):
        return _ONES
    return _MILLIONS if unit in ("token", "count") and most < _BILLIONS[0] else _BILLIONS


def _is_money(unit: str) -> bool:
    return len(unit) == 3 and unit.isupper()


def _number(value: float) -> str:
    """Return a number with a decimal point and its thousands apart, as ISO 80000 has it."""
    if not math.isfinite(value):
        return str(value)
    whole = math.floor(math.log10(abs(value))) + 1 if value else 1
    text = f"{value:,.{max(0, _DIGITS - max(whole, 0) if whole > 0 else _DIGITS - whole)}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(",", _SPACE).replace("-", "\u2212")


class Lens:
    """Whether quantities are told in one scale, and how those of a text read then.

    Args:
        explorer: whose panes it changes.
        jobs: reads the quantities of whole articles.
        rates: what the person gave, at most one for a currency.

    Attributes:
        on: whether the lens is on.
    """

    def __init__(self, explorer: Explorer, jobs: Jobs, rates: Sequence[Rate] = ()) -> None:
        self._explorer = explorer
        self._jobs = jobs
        self._rates = {rate.of: rate for rate in rates}
        self.on = False
        self._articles: OrderedDict[str, list[Span]] = OrderedDict()
        # Articles whose numbers are being read, by uid of the version.
        self._wanted: dict[str, OpenArticle] = {}
        # Languages whose tables are loaded, or are being so: it would hold up the drawing of a line.
        self._loaded: set[str] = set()
        self._loading: set[str] = set()
        self._snippets: dict[tuple[str, str], list[Span]] = {}

    def toggle(self) -> None:
        """Tell numbers in one scale, or as the texts have them."""
        explorer = self._explorer
        self.on = not self.on
        if self.on:
            rates = self.rates()
            exchanged = f"{rates}." if rates else "No exchange rate is configured: currencies stay."
            explorer.say(f"Numbers in one scale; {explorer.key('lens')} shows the text's own. {exchanged}")
        else:
            explorer.say("Numbers as the texts have them.")
        explorer.changed(*_PANES, "status")

    def rates(self) -> str:
        """Return the rates with their dates, empty where none was given."""
        return " · ".join(
            f"1 {rate.of} = {_number(rate.rate)} {rate.to} of {rate.date}" for rate in self._rates.values()
        ).replace(_SPACE, " ")

    def heading(self) -> str:
        """Return what the heading of a pane tells while the lens is on, empty while it is off."""
        if not self.on:
            return ""
        rates = self.rates()
        return f" {self._explorer.key('lens')} {rates} ·" if rates else f" {self._explorer.key('lens')} ·"

    def told(self, stated: Stated) -> str:
        """Return a quantity as the lens tells it, empty where there is none or the lens is off."""
        return told(stated, self._rates) if self.on else ""

    def of_article(self, article: OpenArticle) -> list[Span]:
        """Return the quantities of an open article; none as long as they are being read."""
        if not self.on:
            return []
        uid = article.version_uid
        if uid not in self._articles:
            while len(self._articles) >= _ARTICLES:
                self._articles.popitem(last=False)
            self._articles[uid] = []
            self._wanted[uid] = article
            self._read()
        return self._articles[uid]

    def _read(self) -> None:
        """Read the numbers of the articles that are asked for: of two readers, both."""
        wanted, rates = dict(self._wanted), self._rates

        def query(connection: Connection) -> dict[str, list[Span]]:
            return {uid: _of_article(article, rates) for uid, article in wanted.items()}

        def done(found: dict[str, list[Span]]) -> None:
            self._articles.update(found)
            for uid in found:
                self._wanted.pop(uid, None)
            self._explorer.changed("reader")

        self._jobs.submit("lens", query, done, self._explorer.failed)

    def _can_read(self, lang: str) -> bool:
        """Tell whether the tables of a language are loaded; else load them, and draw again when they are."""
        if lang in self._loaded:
            return True
        if lang not in self._loading:
            self._loading.add(lang)
            langs = set(self._loading)

            def query(connection: Connection) -> None:
                for one in langs:
                    _spans("1", one, [Sentence(0, 1)], None, {})

            def done(found: None) -> None:
                self._loading -= langs
                self._loaded |= langs
                self._explorer.changed(*_PANES)

            self._jobs.submit("lens tables", query, done, self._explorer.failed)
        return lang in self._loaded

    def of_snippet(self, text: str, lang: str, *, cut: bool = True) -> list[Span]:
        """Return the quantities of a short text.

        Args:
            cut: it is a piece of a longer one: a number at its edge may go on there, and is left as it is.
        """
        if not self.on or len(text) > _LONGEST or not self._can_read(lang):
            return []
        key = (text, lang)
        if key not in self._snippets:
            if len(self._snippets) >= _KEPT:
                self._snippets.clear()
            self._snippets[key] = _spans(text, lang, [Sentence(0, len(text))], None, self._rates)
        edges = (0, len(text)) if cut else (-1, -1)
        return [span for span in self._snippets[key] if span[0] != edges[0] and span[1] != edges[1]]


def _of_article(article: OpenArticle, rates: Mapping[str, Rate]) -> list[Span]:
    places = zip(article.sentence_starts, article.sentence_ends, strict=True)
    sentences = [Sentence(start, end) for start, end in places]
    return _spans(article.text, article.row.lang, sentences, article.row.published, rates)


def _spans(
    text: str, lang: str, sentences: Sequence[Sentence], published: str | None, rates: Mapping[str, Rate]
) -> list[Span]:
    """Return every quantity of a text as the lens tells it, in order."""
    from aitui.analysis.measures import quantities, timex

    times = timex.find_timexes(text, lang, sentences, published)
    found: list[Quantity] = quantities.find_quantities(text, lang, sentences, times)
    return [(one.start, one.end, words) for one in found if (words := told(one, rates))]
