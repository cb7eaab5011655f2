"""The plain values that the layers exchange.  No behaviour and no I/O.

Every `start`/`end` is a half-open range of Unicode code points into the text of one version, and
`text[start:end]` is what the value speaks of.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from aitui.frozen import frozen

# Types of an entity (`kind` belongs to mentions only).
EntityType = Literal["person", "organization", "place", "product", "law", "event", "work", "concept"]

# `name`: a noun or name; `adj`: an adjective or demonym of a named entity; `ocr`: a damaged form.
MentionKind = Literal["name", "adj", "ocr"]


@frozen
class Article:
    """One text as it came in, before it is annotated.

    Attributes:
        text: the immutable text, exactly as decoded (universal newlines off).
        address: canonical address (URL, absolute path, `id` of a JSON line); None for standard input.
        title: title given beside the text, None when the text itself must tell.
        source: name of the outlet or account, None when unknown.
        lang: ISO 639-1 code given beside the text, None to identify it.
        published: EDTF date given beside the text, None when unknown.
        url: web address, if any.
        author: byline given beside the text.
        encoding: the encoding that the bytes were read with, such as `utf-8`.
        partial: whether this may be a part of what stands at the address, as in a feed: it never takes the
            place of a much longer text, nor of one that came after it.
        alias: another address that it may be in by already, as an entry of a feed may.
    """

    text: str
    address: str | None = None
    title: str | None = None
    source: str | None = None
    lang: str | None = None
    published: str | None = None
    url: str | None = None
    author: str | None = None
    encoding: str = "utf-8"
    partial: bool = False
    alias: str | None = None


@frozen
class Boilerplate:
    """A stretch that is not the story: `reason` such as header, byline, nav, promo, author-bio, caption."""

    start: int
    end: int
    reason: str


@frozen
class Layout:
    """What the form of a text says: its title, who published it and when, and its furniture.

    Attributes:
        title: the title; made from the first sentence where the text has none.
        title_span: where the title stands in the text, None when made or given beside the text.
        title_made: True when the title was made.
        published: EDTF date that the text states for itself, None when it states none.
        publisher: outlet that the text names as its own.
        author: author that the text names.
        boilerplate: sorted, disjoint.
        blocks: the body without boilerplate, one span a paragraph, bullet or table row, sorted and
            disjoint.  A paragraph that a page break cut in two is one block (line breaks inside).
    """

    title: str
    title_span: tuple[int, int] | None
    title_made: bool
    published: str | None
    publisher: str | None
    author: str | None
    boilerplate: tuple[Boilerplate, ...]
    blocks: tuple[tuple[int, int], ...]


@frozen
class Sentence:
    """The unit that is cited.  May hold line breaks where a page break fell into it."""

    start: int
    end: int


@frozen
class Mention:
    """One occurrence of an entity.

    Attributes:
        surface: `text[start:end]`.
        entity: slug of the entity, the same in every language (`china`, `openai`).
        name: canonical name of the entity.
        type: type of the entity.
        kind: name, adj or ocr.
        rule: the rule that made it, such as `gazetteer`, `latin-run`, `gloss`, `surname`, `ocr`.
        score: 0..1, how sure the rule is.
        parent: slug of the family or owner of an entity that the text itself made known, such as a new
            version of a known model; None for entities of the gazetteer, which keeps their parents.
    """

    start: int
    end: int
    surface: str
    entity: str
    name: str
    type: EntityType
    kind: MentionKind = "name"
    rule: str = "gazetteer"
    score: float = 1.0
    parent: str | None = None


@frozen
class Timex:
    """A time expression.

    Attributes:
        value: EDTF (ISO 8601-2; seasons 21-24, quarters 33-36, halves 40-41) or an ISO 8601 duration.
        kind: date, period, season, quarter, relative or duration.
        earliest: first day, ISO, None for a bare duration or an open start.
        latest: last day, ISO, None for a bare duration or an open end.
        status: `past`, `forecast`, or `unknown` when nothing tells.
    """

    start: int
    end: int
    surface: str
    value: str
    kind: str
    earliest: str | None = None
    latest: str | None = None
    status: str = "unknown"


@frozen
class Quantity:
    """A number that the text states.

    Attributes:
        low, high: plain numbers («131,5 млрд долларов» is 131500000000.0), equal for a single value,
            one of them None for an open bound.
        unit: ISO 4217 code, percent, percentage_point, ratio, year, month, week, day, hour, TFLOPS,
            parameter, token, a sign of physics (km, kg, °C, MW, GB, km/h), count.
        comparator: `=`, `~`, `<`, `>`, `<=`, `>=`.
        per: what it is counted against, such as `million tokens` or `year`; None if nothing.
        change: `from` and `to` for the ends of a change, two quantities one after the other; `by` for its
            size; None for what only stands there.
        direction: `up` or `down` of that change, None when nothing tells.
        qualifiers: for a cell of a table, where its row head and its column head stand in the text.
    """

    start: int
    end: int
    surface: str
    low: float | None
    high: float | None
    unit: str
    comparator: str = "="
    per: str | None = None
    change: str | None = None
    direction: str | None = None
    qualifiers: tuple[tuple[int, int], ...] = ()


@frozen
class Claim:
    """A sentence that states a figure or a dated event about entities.  `start`/`end` are its evidence.

    Attributes:
        entities: slugs, the subject first.
        measure: the words of the text that say what is measured; None when not told.
        quantity: index into `Annotation.quantities`, None for a dated event without a figure.
        date: EDTF as-of date, None when not told.
        attribution: who is said to say so, in the words of the text; None when nobody.
        status: `past` or `forecast`.
        measured: what is measured, in one word for all languages (`revenue`); None when not known.
        qualifiers: what narrows it, sorted: `input`, `in:china`, `of:downloads`, `with:minimax`.
        speaker: slug of who is said to say so, or whose words these are; None when nobody known.
    """

    start: int
    end: int
    entities: tuple[str, ...]
    measure: str | None
    quantity: int | None
    date: str | None
    attribution: str | None
    status: str
    measured: str | None = None
    qualifiers: tuple[str, ...] = ()
    speaker: str | None = None


@frozen
class Annotation:
    """Everything found in one text.  All tuples are sorted by start."""

    lang: str
    layout: Layout
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    timexes: tuple[Timex, ...]
    quantities: tuple[Quantity, ...]
    claims: tuple[Claim, ...]


class Telling(NamedTuple):
    """A claim as one article tells it: what is compared when the same fact is looked for elsewhere.

    Attributes:
        article_id, number: which claim of which article; the pair is unique in a corpus.
        version_id: the text it stands in.
        source: name of the outlet, None when unknown.
        published: EDTF; `day` its first day, ISO; both None when unknown.
        start, end: of the sentence; `figure` and `measure` are spans too, None where there is none.
        words: fingerprint of the sentence, equal for copies.
        low, high, unit, comparator, per: as of `Quantity`; `unit` None for a happening without a figure.
        edtf: date that is told of; earliest, latest: its days as numbers, 20250107; None when unknown.
        entities: ids, the subject first.
        measured: what is measured, in one word for all languages (`revenue`); None when not known.
        qualifiers: what narrows it (`input`, `in:china`), sorted.
        said: span of the words that name who says so, None where nobody is named.
        speaker: id of who says so, None when nobody known.
        change, direction: as of `Quantity`.
    """

    article_id: int
    number: int
    version_id: int
    lang: str
    source: str | None
    published: str | None
    day: str | None
    start: int
    end: int
    figure: tuple[int, int] | None
    measure: tuple[int, int] | None
    words: int
    low: float | None
    high: float | None
    unit: str | None
    comparator: str | None
    per: str | None
    edtf: str | None
    earliest: int | None
    latest: int | None
    status: str
    entities: tuple[int, ...]
    measured: str | None = None
    qualifiers: tuple[str, ...] = ()
    said: tuple[int, int] | None = None
    speaker: int | None = None
    change: str | None = None
    direction: str | None = None
