"""The rows that the store hands out.  Offsets are code points into the article's current text."""

from __future__ import annotations

from array import array

from aitui.frozen import NamedTuple


class ArticleRow(NamedTuple):
    """An article as lists show it.

    Attributes:
        title_made: True when the title was made from the first sentence.
        source: name of the outlet, None when unknown.
        published: EDTF, None when unknown.
        length: of the text, in code points.
    """

    id: int
    uid: str
    title: str
    title_made: bool
    source: str | None
    lang: str
    published: str | None
    author: str | None
    url: str | None
    length: int


class ArticleText(NamedTuple):
    """The current text of an article.

    Attributes:
        boilerplate: `(start, end, reason)`, sorted.
        sentences: start and end by turns, sorted.
    """

    version_id: int
    version_uid: str
    text: str
    boilerplate: list[tuple[int, int, str]]
    sentences: array[int]


class EntityRow(NamedTuple):
    """An entity as lists show it.

    Attributes:
        uid: slug, the same in every language.
        names: language code to its name there.
        mentions, articles, languages: how many in the corpus.
    """

    id: int
    uid: str
    type: str
    name: str
    names: dict[str, str]
    mentions: int
    articles: int
    languages: int


class MentionRow(NamedTuple):
    """One mention in one article; `rule` is what made it, `score` how sure it is, 0..1."""

    start: int
    end: int
    entity_id: int
    kind: str
    rule: str
    score: float


class MentionSet(NamedTuple):
    """All mentions of an entity, in the order of `articles.ids`, then by start; arrays of equal length."""

    article_id: array[int]
    start: array[int]
    end: array[int]


# `start` of the place of an article on the timeline.
PUBLISHED = -1


class Mark(NamedTuple):
    """A place on the timeline, with what its line looks like; `(day, article_id, start)` is its key.

    Days are numbers, 20250107.

    Attributes:
        day: by the clock that was asked for; 0 where it is not known.
        start: of the time expression, -1 for an article.
        first, last: the days that are told of.  `last` is 0 where it is the first one too, None for an open
            end, and -1 for an open start: `first` is the last day then.
        status: 0 unknown, 1 past, 2 forecast.
    """

    day: int
    article_id: int
    start: int
    first: int
    last: int | None
    status: int
    lang: str


class DayCount(NamedTuple):
    """How many places of one kind a day of the timeline has.

    Attributes:
        article: whether they are articles, else dated sentences.
        grain: how exact their date is, from 0 for a day to 6 for more than ten years.
    """

    day: int
    lang: str
    status: int
    article: bool
    grain: int
    number: int


class TimelineRow(NamedTuple):
    """What a place on the timeline says.

    Attributes:
        earliest, latest: first and last day, ISO; None for an open start or end, or an article without date.
        edtf: as the text has it; None for an article without a date.
        kind: `published` (an article came out) or `event` (a dated sentence).
        status: `past`, `forecast` or `unknown`.
        start, end: of the time expression; -1, -1 for `published`.
        text: the sentence in one line, or the title.
        entities: slugs of the entities of the sentence, or the most mentioned ones of the article.
        sentence: start and end of the sentence, None for `published`.
        published: of the article, EDTF, None when unknown; `ingested`: the day it came in, ISO.
    """

    earliest: str | None
    latest: str | None
    edtf: str | None
    kind: str
    status: str
    article_id: int
    start: int
    end: int
    text: str
    entities: tuple[str, ...] = ()
    sentence: tuple[int, int] | None = None
    lang: str = "und"
    source: str | None = None
    published: str | None = None
    ingested: str = ""


# Why an article can be found, the best reason first: the words as typed, another form of them, another name
# of the same, the same name in another script, a word that is nearly the same, what it is called in another
# language, a part of a name.
REASONS = ("exact", "form", "alias", "script", "fuzzy", "translation", "partly")


class Hit(NamedTuple):
    """An article that a search found.

    Attributes:
        score: higher is better; comparable within one search only.
        snippet: the sentence of the best hit, one line.
        start, end: the hit; 0, 0 when only a title given beside the text has it.
        why: of `REASONS`, the weakest one that the shown sentence needs.
        best: the weakest one that the article needs, with its title.
        spans: start and end of every hit in the snippet, in order.
    """

    article_id: int
    uid: str
    title: str
    source: str | None
    lang: str
    published: str | None
    score: float
    snippet: str
    start: int
    end: int
    why: str
    spans: tuple[tuple[int, int], ...] = ()
    best: str = "exact"


class SavedSearch(NamedTuple):
    """A query that a person keeps under a name.

    Attributes:
        name: unique, whatever its case.
        created_at, seen_at: when it was made, and when what it finds was last looked at; ISO, UTC.
    """

    uid: str
    name: str
    query: str
    created_at: str
    seen_at: str


class BookmarkRow(NamedTuple):
    """A passage that a reader kept, with what finds it again in a changed text.

    Attributes:
        corpus: path of the corpus file, as it was opened.
        article: uid of the article; `version` that of the text it was taken from.
        title: of the article, for when it is no longer in the corpus.
        exact: the words kept; `prefix` and `suffix` are up to 32 characters around them.
        created_at: ISO, UTC.
    """

    uid: str
    corpus: str
    article: str
    version: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    title: str
    note: str
    created_at: str


class Facet(NamedTuple):
    """A value of a facet that articles must have, or must not.

    Attributes:
        field: one of `facets.FIELDS`.
        value: language code, row id of the outlet or of the entity, type of an entity, or year; empty where
            the article has none (0 for an outlet).
        excluded: whether articles that have it are left out.
        touched: what judgements make of it, from `facets.resolve`; None where they do not touch it.
    """

    field: str
    value: str | int
    excluded: bool = False
    touched: str | None = None


class Filters(NamedTuple):
    """What narrows a list; None means any.

    Attributes:
        entity_id: only articles that mention it.
        lang: ISO 639-1 code.
        source: name of the outlet, compared folded.
        since, until: first and last day of publication, ISO; an article without a date is left out.
        versions: the texts that mention the entity under the user's judgements, as a JSON array of row ids;
            None where no judgement touches it.
        sources: row ids of outlets, as a JSON array.
        status, type: for the timeline: `past` or `forecast`, and the type of an entity that is named.
        articles: only these, row ids as a JSON array.
        added_after: only articles that came in, or changed, after this moment, ISO, UTC.
        facets: of the values of one facet any will do, all facets must be met, nothing excluded.
    """

    entity_id: int | None = None
    lang: str | None = None
    source: str | None = None
    since: str | None = None
    until: str | None = None
    versions: str | None = None
    sources: str | None = None
    status: str | None = None
    type: str | None = None
    articles: str | None = None
    added_after: str | None = None
    facets: tuple[Facet, ...] = ()


class ClaimFilter(NamedTuple):
    """What narrows claims beside whom they are about; None means any.

    Attributes:
        measured: what is measured; claims that do not say so are kept where `unmeasured` is set.
        unit: of the figure.
        lang: ISO 639-1 code of the article.
        source: name of the outlet, compared folded.
        since, until: first and last day, 20250107, of what is told, else of publication; a stretch of days
            counts where any part of it does.
        before: only articles that stand behind this one in order: its `published_sort` and id.
    """

    measured: str | None = None
    unmeasured: bool = False
    unit: str | None = None
    lang: str | None = None
    source: str | None = None
    since: int | None = None
    until: int | None = None
    before: tuple[str, int] | None = None


class ContextRow(NamedTuple):
    """One place with what stands around it, for a line of a concordance.

    Attributes:
        start, end: of the place, in code points.
        left, hit, right: the words before, of and after it, each in one line.
    """

    article_id: int
    lang: str
    source: str | None
    published: str | None
    start: int
    end: int
    left: str
    hit: str
    right: str


class CandidateRow(NamedTuple):
    """An article that may tell the same story; `share` is the weight of the entities it has in common.

    Attributes:
        published: first day, ISO; None when unknown.
    """

    article_id: int
    lang: str
    published: str | None
    share: float


class DateRow(NamedTuple):
    """A time expression with its first and last day, ISO; `latest` None for an open end."""

    start: int
    end: int
    kind: str
    earliest: str
    latest: str | None


class FormRow(NamedTuple):
    """One spelling under which an entity was found, and how it was learned.

    Attributes:
        surface: as it stands in the texts.
        rule: the rule that found it; `kind` is name, adj or ocr.
        member: slug of what the entity was merged from that has the spelling; None where nothing was merged.
        mentions: how many there are.
        article_id, start, end: where it was first met: in the oldest article with a date, else in any.
        left, right: the words before and after it in that sentence, each in one line.
        joined: in words, why that part is one with the entity; empty for the part that gives it its name.
        score: 0..1, how sure the rule was of its mentions, the mean.
        judgement: the user's own that gave it to the entity, None where a rule alone did.
    """

    surface: str
    kind: str
    rule: str
    member: str | None
    mentions: int
    article_id: int
    start: int
    end: int
    left: str = ""
    right: str = ""
    joined: str = ""
    judgement: Judgement | None = None
    score: float = 1.0


class ShareRow(NamedTuple):
    """The part of a language or a source in the mentions of an entity.

    Attributes:
        months: (YYYY-MM, mentions), oldest first; articles without a date are left out.
    """

    name: str
    mentions: int
    articles: int
    months: list[tuple[str, int]]


class SeenRow(NamedTuple):
    """When and where an entity was first or last mentioned: day of publication, ISO, and the place."""

    day: str
    article_id: int
    start: int


class CompanyRow(NamedTuple):
    """An entity that is mentioned in the same articles.

    Attributes:
        articles: that mention both.
        expected: how many would by chance, if neither had to do with the other.
        likelihood: Dunning's log-likelihood ratio (G²) of the two, negative where they meet less often than
            by chance.
    """

    entity_id: int
    articles: int
    expected: float
    likelihood: float


class EntityCard(NamedTuple):
    """What the corpus knows of an entity.

    Attributes:
        languages, sources: most mentioned first.
        months: (YYYY-MM, mentions), oldest first; articles without a date are left out.
        first, last: None when nothing is dated.
        forms: spellings, most frequent first.
        together: strongest association first.
        read: how many of the mentions the forms were counted on.
    """

    row: EntityRow
    languages: list[ShareRow]
    sources: list[ShareRow]
    months: list[tuple[str, int]]
    first: SeenRow | None
    last: SeenRow | None
    forms: list[FormRow]
    together: list[CompanyRow]
    read: int


class Judgement(NamedTuple):
    """One decision of a person about entities or their mentions.  Entities are slugs.

    Attributes:
        kind: `same`, `different`, `unsure` (of the pair `entity`, `other`); `not_mention` (of `entity`);
            `reassign` (from `entity` to `other`); `alias` (a form belongs to `entity`, whoever had it, and
            is looked for where nobody did); `name`, `type` (of `entity`, in `value`).
        other: the second slug.
        value: the name or type; for `reassign` and `alias` the name of an entity that is new.
        form: spelling as `text.fold.key` gives it, for what concerns mentions.
        article: uid of the article that it is confined to; None for everywhere.
        version, start, end, exact: one place in that article, its text's uid and the words; None for all.
        spelling: for `alias`, the form as given where its capitals count; None where they do not.
        origin: for `alias`, the name of the list that it was read from; None for one given by itself.
        created_at: ISO, UTC.
        seq: order in which they were made; where two contradict each other the later one holds.
        automatic: nobody's decision, but a join that a corpus makes by itself; it gives way to every other.
    """

    uid: str
    kind: str
    entity: str
    other: str | None = None
    value: str | None = None
    form: str | None = None
    article: str | None = None
    version: str | None = None
    start: int | None = None
    end: int | None = None
    exact: str | None = None
    spelling: str | None = None
    origin: str | None = None
    created_at: str = ""
    seq: int = 0
    automatic: bool = False


class LinkRow(NamedTuple):
    """Two entities of a corpus that their names make one (`same`), or perhaps (`likely`).

    Attributes:
        one, other: ids, the smaller first.
        score: 0..1, how alike they are.
        reason: in words.
    """

    one: int
    other: int
    verdict: str
    score: float
    reason: str


class PairRow(NamedTuple):
    """Two entities of which a person is asked whether they are one.

    Attributes:
        one, other: as they are shown, the more mentioned first.
        score: 0..1, how alike they are.
        reason: in words.
        together: articles that mention both.
        unsure: whether the person has put the pair aside.
    """

    one: EntityRow
    other: EntityRow
    score: float
    reason: str
    together: int
    unsure: bool = False


class ClaimQuote(NamedTuple):
    """The exact words of a claim that a person spoke of, with what finds them again and tells who said them.

    Attributes:
        uid: derived from text and place.
        corpus: path of the corpus file, as it was opened.
        article, version: uids.
        start, end: of the sentence; `figure_start`, `figure_end` of its figure, None where there is none.
        exact: the sentence; `prefix` and `suffix` are up to 32 characters around it.
        title, source, lang, published: of the article, for when it is no longer in the corpus.
    """

    uid: str
    corpus: str
    article: str
    version: str
    start: int
    end: int
    figure_start: int | None
    figure_end: int | None
    exact: str
    prefix: str
    suffix: str
    title: str
    source: str | None
    lang: str
    published: str | None

    @property
    def figure(self) -> str:
        """The figure, empty where there is none."""
        if self.figure_start is None or self.figure_end is None:
            return ""
        return self.exact[self.figure_start - self.start : self.figure_end - self.start]


class FactMark(NamedTuple):
    """What a person says of a fact, through a claim that tells it.

    Attributes:
        kind: `same`, `different` (of the pair `claim`, `other`), `preferred`, `deprecated` (of `claim`).
        reason: in the person's words, empty where none was given.
        created_at: ISO, UTC.
    """

    uid: str
    kind: str
    claim: ClaimQuote
    other: ClaimQuote | None
    reason: str
    created_at: str


class RunRow(NamedTuple):
    """What a run did.

    Attributes:
        kind: `add`, `reindex`, `link` or `update`.
        version: of the program.
        params: what it was asked for.
        state: `done`, `stopped`, or `running`: also of one that was killed.
        counts: what came of it.
        read: how many articles are as this run read them.
    """

    id: int
    kind: str
    version: str
    params: dict[str, object]
    started: str
    finished: str | None
    state: str
    counts: dict[str, int]
    read: int


class VersionRow(NamedTuple):
    """One text that stood at the address of an article.

    Attributes:
        seq: 1 for the first.
        came: when the run began that brought it in, ISO, UTC.
        length: in code points.
        current: whether it is the one that is read now.
    """

    id: int
    seq: int
    came: str
    length: int
    current: bool
