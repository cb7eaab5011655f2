"""The one door to the analysis: text in, everything found in it out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from aitui.analysis import claims, language
from aitui.analysis.form import layout, sentences
from aitui.analysis.measures import edtf, quantities, timex
from aitui.analysis.naming import names
from aitui.analysis.naming.taggers import registry
from aitui.analysis.naming.taggers.interface import Reading, ReadsTogether, Tagger
from aitui.frozen import replace
from aitui.model import Annotation, Article, Layout, Sentence


def annotate(article: Article, taggers: Sequence[str] = registry.DEFAULT) -> Annotation:
    """Return what stands in a text.  Pure: the same article always gives the same answer.

    What was given beside the text (language, title, date, source, author) goes before what the text says.

    Args:
        article: the text.
        taggers: names of name taggers as `registry.parse` returns them; the first that speaks the language of
            the text helps to find its names, none for the rules alone.  Names, not objects, so that a call
            travels to another process.

    Raises:
        TaggerError: a tagger is not installed or cannot be loaded.
    """
    return annotate_all([article], taggers)[0]


def annotate_all(articles: Sequence[Article], taggers: Sequence[str] = registry.DEFAULT) -> list[Annotation]:
    """Return what `annotate` does of each of some texts; faster, since taggers read them together."""
    begun = [_begin(article) for article in articles]
    chosen = [registry.tagger_for(taggers, one.lang) for one in begun]
    return [_finish(one, reading) for one, reading in zip(begun, _readings(begun, chosen), strict=True)]


class _Begun(NamedTuple):
    """A text whose names are still to be found; `read` is what a tagger reads."""

    text: str
    lang: str
    form: Layout
    sentences: list[Sentence]
    read: str


def _begin(article: Article) -> _Begun:
    text = article.text
    lang = language.identify(text, article.lang)
    form = layout.read_layout(text, lang, article.title)
    published = next((day for day in (article.published, form.published) if day and _is_date(day)), None)
    form = replace(
        form,
        published=published,
        publisher=article.source or form.publisher,
        author=article.author or form.author,
    )
    found = sentences.split(text, lang, form.blocks)
    return _Begun(text, lang, form, found, names.readable(text, form.boilerplate))


def _readings(begun: Sequence[_Begun], taggers: Sequence[Tagger | None]) -> list[Reading | None]:
    """Return what taggers make of the texts, those of one language read together."""
    found: list[Reading | None] = [None] * len(begun)
    groups: dict[tuple[int, str], list[int]] = {}
    for number, (one, tagger) in enumerate(zip(begun, taggers, strict=True)):
        if tagger is not None:
            groups.setdefault((id(tagger), one.lang), []).append(number)
    for (_, lang), numbers in groups.items():
        tagger = taggers[numbers[0]]
        assert tagger is not None
        texts = [(begun[number].read, begun[number].sentences) for number in numbers]
        if isinstance(tagger, ReadsTogether):
            readings = tagger.read_all(texts, lang)
        else:
            readings = [tagger.read(text, lang, inside) for text, inside in texts]
        for number, reading in zip(numbers, readings, strict=True):
            found[number] = reading
    return found


def _finish(one: _Begun, reading: Reading | None) -> Annotation:
    text, lang, form, found, read = one
    mentions = names.mentions_read(text, read, lang, found, reading)
    timexes = timex.find_timexes(text, lang, found, form.published)
    numbers = quantities.find_quantities(text, lang, found, timexes)
    stated = claims.find_claims(text, found, mentions, timexes, numbers, lang)
    return Annotation(
        lang, form, tuple(found), tuple(mentions), tuple(timexes), tuple(numbers), tuple(stated)
    )


def _is_date(value: str) -> bool:
    """Tell whether a date is one; what is none counts as unknown, never as today."""
    try:
        return any(edtf.bounds(value))
    except ValueError:
        return False
