"""Reading one article: all that the corpus keeps of it, worked out without the corpus.

It runs in this process, in others or on other machines; what comes back is plain values.
"""

from __future__ import annotations

from collections.abc import Sequence

from aitui.errors import TaggerError
from aitui.frozen import frozen
from aitui.model import Annotation, Article
from aitui.store import fulltext
from aitui.text.sketch import sketch


@frozen
class Reading:
    """What was found in one article.

    Attributes:
        days: first and last day of the date of publication, ISO; None where unknown.
        glosses: slug of an entity mentioned, and another name that the text explains it by.
        words: what the full-text index is fed with.
        keys: by which near-copies are found.
    """

    annotation: Annotation
    days: tuple[str | None, str | None]
    glosses: tuple[tuple[str, str], ...]
    words: fulltext.Columns
    keys: tuple[int, ...]


def read(article: Article, taggers: Sequence[str] | None = None) -> Reading:
    """Read an article.

    Args:
        article: the text as it came in.
        taggers: names of the name taggers that help; None for those that the annotator takes by itself.

    Raises:
        TaggerError: a name tagger that was asked for cannot be loaded.
    """
    from aitui.analysis.annotator import annotate

    return digest(article, annotate(article) if taggers is None else annotate(article, taggers))


def digest(article: Article, annotation: Annotation) -> Reading:
    """Return what is kept of an annotated article."""
    from aitui.analysis.measures import edtf
    from aitui.analysis.naming import joins

    layout = annotation.layout
    furniture = [(span.start, span.end, span.reason) for span in layout.boilerplate]
    names = fulltext.names(annotation.mentions)
    return Reading(
        annotation,
        edtf.iso_bounds(layout.published) if layout.published else (None, None),
        tuple(sorted(set(joins.explained(article.text, annotation.mentions)))),
        fulltext.columns(layout.title, article.text, furniture, annotation.lang, names),
        sketch(article.text, [span[:2] for span in furniture]),
    )


def read_each(batch: Sequence[Article], taggers: Sequence[str] | None = None) -> list[Reading | str]:
    """Read articles; in place of one that cannot be read stands the reason.

    Raises:
        TaggerError: every text would fail like the first one.
    """
    from aitui.analysis.annotator import annotate_all
    from aitui.analysis.naming.taggers.registry import DEFAULT

    try:
        found = annotate_all(batch, DEFAULT if taggers is None else taggers)
        return [digest(article, one) for article, one in zip(batch, found, strict=True)]
    except TaggerError:
        raise
    except Exception as error:  # one text must not stop the others
        if len(batch) > 1:
            return [read_each([article], taggers)[0] for article in batch]
        return [f"could not be annotated ({type(error).__name__}: {error}); please report it"]
