"""`aitui annotate`: findings as JSON lines, without a corpus."""

from __future__ import annotations

import sys
from pathlib import PurePath
from typing import TYPE_CHECKING

import click

from aitui.cli.options import language, published_on, tagger_option, taggers
from aitui.cli.output import to_json
from aitui.errors import InputError
from aitui.text.clean import clean_line

if TYPE_CHECKING:
    from aitui.model import Annotation, Article


@click.command("annotate")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--lang", metavar="CODE", help="The language of the texts; otherwise it is identified.")
@click.option(
    "--published", metavar="DATE", help="When they were published, where a text does not say so itself."
)
@tagger_option
@click.pass_context
def annotate_command(
    ctx: click.Context, files: tuple[str, ...], lang: str | None, published: str | None, tagger: str | None
) -> None:
    """Print what stands in texts, one JSON object a text: mentions, dates, quantities, furniture, claims.

    Nothing is stored.  `start` and `end` count code points of the text as decoded, line ends untouched; of
    a page, PDF, feed or Markdown file they count in the text that `aitui add` would keep.
    FILE is what `aitui add` takes; `doc` is the name of the file without its ending.

    A quantity tells `low` and `high` (one of them null for an open bound), `unit`, `comparator`, `per` (what
    it is counted against, such as year), `change` (`from` or `to` for the ends of a change, `by` for its
    size), `direction` (up, down) and `qualifiers`: of a cell of a table its row head and its column head.
    """
    lang, published, helpers = language(lang), published_on(published), taggers(tagger)
    from aitui.analysis.annotator import annotate
    from aitui.ingest.files import read_inputs
    from aitui.ingest.pipeline import whole
    from aitui.ingest.readers.interface import FeedFound, FeedOffered

    failed = False
    for name in files:
        stdin = sys.stdin.buffer if name == "-" else None
        for item in read_inputs([name], stdin=stdin, lang=lang, published=published):
            if isinstance(item, FeedFound):
                click.echo(
                    clean_line(f"aitui: {name}: names feeds; `aitui add {name}` follows them"), err=True
                )
                failed = True
                break
            if isinstance(item, InputError):
                click.echo(clean_line(f"aitui: {item}"), err=True)
                failed = True
            elif not isinstance(item, FeedOffered):
                article = whole(item)
                click.echo(to_json(record(_doc(name, article), article, annotate(article, helpers))))
    if failed:
        ctx.exit(1)


def _doc(name: str, article: Article) -> str:
    """Return the stem of the file, the address of a JSON line, `-` for standard input."""
    if article.address is None:
        return name
    path = PurePath(article.address)
    return path.stem if path.is_absolute() else article.address


def record(doc: str, article: Article, found: Annotation) -> dict[str, object]:
    """Return the findings in the stable form that other programs read."""
    layout = found.layout
    return {
        "doc": doc,
        "lang": found.lang,
        "published": layout.published,
        "title": layout.title,
        "text_length": len(article.text),
        "mentions": [
            {
                "start": mention.start,
                "end": mention.end,
                "surface": mention.surface,
                "entity": mention.entity,
                "name": mention.name,
                "type": mention.type,
                "kind": mention.kind,
                "rule": mention.rule,
                "score": mention.score,
            }
            for mention in found.mentions
        ],
        "dates": [
            {"start": t.start, "end": t.end, "surface": t.surface, "value": t.value, "kind": t.kind}
            for t in found.timexes
        ],
        "quantities": [
            {
                "start": quantity.start,
                "end": quantity.end,
                "surface": quantity.surface,
                "low": quantity.low,
                "high": quantity.high,
                "unit": quantity.unit,
                "comparator": quantity.comparator,
                "per": quantity.per,
                "change": quantity.change,
                "direction": quantity.direction,
                "qualifiers": [
                    {"start": start, "end": end, "surface": article.text[start:end]}
                    for start, end in quantity.qualifiers
                ],
            }
            for quantity in found.quantities
        ],
        "boilerplate": [{"start": b.start, "end": b.end, "reason": b.reason} for b in layout.boilerplate],
        "claims": [
            {
                "start": claim.start,
                "end": claim.end,
                "entities": list(claim.entities),
                "measure": claim.measured,
                "quantity": claim.quantity,
                "date": claim.date,
                "attribution": claim.attribution,
                "status": claim.status,
                "qualifiers": list(claim.qualifiers),
                "measure_text": claim.measure,
                "speaker": claim.speaker,
            }
            for claim in found.claims
        ],
    }
