"""The one door to the analysis: text in, everything found in it out."""

from __future__ import annotations

from collections.abc import Sequence

from aitui.analysis import claims, language
from aitui.analysis.form import layout, sentences
from aitui.analysis.measures import edtf, quantities, timex
from aitui.analysis.naming import names
from aitui.analysis.naming.taggers import registry
from aitui.frozen import replace
from aitui.model import Annotation, Article


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
    tagger = registry.tagger_for(taggers, lang)
    mentions = names.find_mentions(text, lang, found, form.boilerplate, tagger)
    timexes = timex.find_timexes(text, lang, found, published)
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
