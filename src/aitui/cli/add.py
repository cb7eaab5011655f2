"""`aitui add`: texts into the corpus."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING

import click

from aitui.cli.options import (
    corpus,
    db_option,
    format_options,
    language,
    published_on,
    readers_of,
    readers_options,
    tagger_option,
    taggers,
)
from aitui.cli.progress import Form, complain, progress_option, shown, stoppable
from aitui.errors import InputError, UsageError
from aitui.frozen import frozen
from aitui.text.clean import clean_line

if TYPE_CHECKING:
    from pathlib import Path

    from aitui.ingest.executors import Readers
    from aitui.ingest.meter import Meter
    from aitui.ingest.pipeline import Summary
    from aitui.ingest.readers.interface import FeedFound, FeedOffered, Given, Item, SkippedInputError
    from aitui.model import Article


@click.command("add")
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@db_option
@click.option(
    "--source", metavar="NAME", help="Who published the texts, where an input does not say so itself."
)
@click.option("--lang", metavar="CODE", help="Their language, such as ru; otherwise it is identified.")
@click.option(
    "--published", metavar="DATE", help="When they were published, where an input does not say so itself."
)
@click.option(
    "--mapping", metavar="FILE", help="For tables and JSON: which column is the text, the title and so on."
)
@click.option(
    "--full-text",
    is_flag=True,
    help="For feeds that give the beginning of their articles: read the pages too, now and with each update.",
)
@click.option("--allow-private", "private", is_flag=True, help="Fetch from private and local addresses too.")
@tagger_option
@readers_options
@progress_option
@click.option("--dry-run", is_flag=True, help="Show what would come in, and change nothing.")
@format_options
@click.pass_context
def add_command(
    ctx: click.Context,
    inputs: tuple[str, ...],
    db: str | None,
    source: str | None,
    lang: str | None,
    published: str | None,
    mapping: str | None,
    full_text: bool,
    private: bool,
    tagger: str | None,
    jobs: int,
    cluster: str | None,
    progress: Form | None,
    dry_run: bool,
    form: str | None,
) -> None:
    """Add texts to the corpus: files, folders, globs, addresses of the web, or - for standard input.

    Text files are read as they are, in UTF-8, UTF-16 or the encoding that is detected.  Pages of the web that
    were saved (HTML, MHTML), letters (EML), PDF and Markdown give their text, feeds their entries.  What is
    packed (gzip, bzip2, xz) or in an archive (ZIP, tar) is read as if it lay there.  A page is fetched by its
    address; a feed too, and it is followed from then on, as are the feeds of an OPML list: `aitui update`
    fetches what is new.

    A line of a .jsonl file or a row of a .csv file is an article with `text` and any of `id url title
    published lang source author`; where its columns are called otherwise, --mapping says how.  What a folder
    holds beside all that is named and skipped.

    Adding the same text again changes nothing; a changed file becomes a new version of its article.  What
    cannot be read is listed with its reason, the rest is added, and the exit code is 1.  Ctrl-C ends after
    the article in hand.  Stopped in the middle, even by force, the corpus holds whole articles only, and the
    same command goes on where it was.  The same comes in whoever reads the texts: this process, --jobs or a
    --cluster.

    --json, --nl, --csv and --tsv are forms of what --dry-run shows.
    """
    lang, published, helpers = language(lang), published_on(published), taggers(tagger)
    if form is not None and not dry_run:
        raise UsageError(f"--{form} is a form of what --dry-run shows; add --dry-run")
    from aitui.ingest.addresses import without_password
    from aitui.ingest.files import read_inputs
    from aitui.ingest.meter import Meter, total
    from aitui.ingest.readers.interface import Given

    stdin = sys.stdin.buffer if "-" in inputs else None
    meter = Meter(None if dry_run or progress == "none" else total(inputs))
    items = read_inputs(
        inputs,
        stdin=stdin,
        lang=lang,
        published=published,
        source=source,
        mapping=mapping,
        meter=meter,
        private=private,
        full_text=full_text and not dry_run,
    )
    path = corpus(db)
    if dry_run:
        failed = bool(_preview(items, path, form, helpers))
    else:
        with closing(readers_of(jobs, cluster, helpers)) as readers, shown(progress) as show:
            named = [without_password(name) for name in inputs]
            params: dict[str, object] = {"inputs": named, "taggers": list(helpers)}
            following = _Following(Given(lang, published, source, mapping), full_text, private)
            summary, followed = _add(items, path, params, readers, meter, show, following)
        # Once the bar is gone: nothing is to be told beside it.
        _tell(summary, path, followed)
        if summary.stopped:
            ctx.exit(130)
        failed = bool(summary.failures)
    if failed:
        ctx.exit(1)


@frozen
class _Following:
    """How the feeds among the inputs are to be followed."""

    given: Given
    full_text: bool
    private: bool


def _add(
    items: Iterable[Item],
    path: Path,
    params: dict[str, object],
    readers: Readers,
    meter: Meter,
    show: Callable[[Summary], None],
    following: _Following,
) -> tuple[Summary, int]:
    """Add; return what came of it, and how many feeds are followed that were not before."""
    from aitui.ingest import pipeline
    from aitui.store import database

    with stoppable() as stop, database.writing(path) as conn:
        summary = pipeline.add(
            conn, items, readers=readers, progress=show, params=params, meter=meter, stop=stop
        )
        followed = 0
        if summary.feeds and not summary.stopped:
            from aitui.ingest import subscriptions

            followed, waiting = subscriptions.follow(
                conn,
                summary.feeds,
                following.given,
                full_text=following.full_text,
                private=following.private,
            )
            if waiting:
                more, outcomes = subscriptions.update(
                    conn,
                    waiting,
                    readers=readers,
                    progress=show,
                    params=params,
                    stop=stop,
                    older=following.full_text,
                )
                summary.take(more)
                summary.failures += [InputError(one.url, one.error) for one in outcomes if one.error]
    return summary, followed


def _tell(summary: Summary, path: Path, followed: int) -> None:
    """Say what came of adding."""
    complain(summary.failures)
    _tell_skipped(summary.skipped)
    _tell_offered(summary.offered)
    parts = [f"{summary.added} added", f"{summary.updated} updated", f"{summary.same} in already"]
    if summary.failures:
        parts.append(f"{len(summary.failures)} failed")
    if summary.feeds:
        known = 0 if summary.stopped else len({feed.url for feed in summary.feeds}) - followed
        if followed or not known:
            parts.append(f"{followed} {'feed' if followed == 1 else 'feeds'} followed")
        if known:
            parts.append(f"{known} {'feed' if known == 1 else 'feeds'} followed already")
    if summary.skipped:
        parts.append(f"{len(summary.skipped)} skipped")
    parts += [f"{count} read as {encoding}" for encoding, count in sorted(summary.encodings.items())]
    click.echo(clean_line(f"{path}: {', '.join(parts)}"))
    if summary.stopped:
        click.echo("aitui: stopped; what came in stays, and the same command goes on from here", err=True)


def _preview(items: Iterable[Item], path: Path, form: str | None, helpers: tuple[str, ...]) -> int:
    """Print what would come in and return the number of failures."""
    from aitui.analysis.annotator import annotate
    from aitui.cli.output import Column, emit
    from aitui.ingest.pipeline import whole
    from aitui.ingest.readers.interface import FeedFound, FeedOffered, SkippedInputError
    from aitui.store import articles, database, uids, writer

    failures: list[InputError] = []
    skipped: list[SkippedInputError] = []
    offered: list[FeedOffered] = []
    reader = database.open_reader(path) if path.exists() else None

    def state(article: Article) -> str:
        known = reader and articles.current_version(reader, uids.article_uid(article.address, article.text))
        if reader is None or known is None:
            return "new"
        return "changed" if writer.needs(reader, article) else "same"

    def records() -> Iterator[dict[str, object]]:
        for item in items:
            if isinstance(item, FeedOffered):
                offered.append(item)
                continue
            if isinstance(item, SkippedInputError):
                skipped.append(item)
            elif isinstance(item, InputError):
                failures.append(item)
            if isinstance(item, InputError | FeedFound):
                if form is not None or isinstance(item, FeedFound):
                    yield _other(item)
                continue
            article = whole(item)
            found = annotate(article, helpers)
            layout = found.layout
            yield {
                "state": state(article),
                "address": article.address,
                "url": article.url,
                "title": layout.title,
                "title_made": layout.title_made,
                "lang": found.lang,
                "published": layout.published,
                "publisher": layout.publisher,
                "author": layout.author,
                "encoding": article.encoding,
                "length": len(article.text),
                "sentences": len(found.sentences),
                "mentions": len(found.mentions),
                "entities": len({mention.entity for mention in found.mentions}),
                "dates": len(found.timexes),
                "reason": None,
            }

    columns = [
        Column("STATE", 7, lambda row: row["state"]),
        Column("LANG", 4, lambda row: row["lang"]),
        Column("PUBLISHED", 10, lambda row: row["published"] or "unknown"),
        Column("BY", 24, lambda row: _by(row["author"], row["publisher"]), shrinks=True),
        Column("ENCODING", 8, lambda row: row["encoding"]),
        Column("MENTIONS", 8, lambda row: row["mentions"], right=True),
        Column("DATES", 5, lambda row: row["dates"], right=True),
        Column("TITLE", 0, lambda row: f"{row['title']}{' (made)' if row['title_made'] else ''}"),
    ]
    if reader is None:
        emit(records(), form, columns)
    else:
        with closing(reader), database.translated(path):
            emit(records(), form, columns)
    complain(failures)
    complain(skipped)
    _tell_offered(offered)
    return len(failures)


def _other(item: InputError | FeedFound) -> dict[str, object]:
    """Return the record of what is no article: a feed that would be followed, or an input left out."""
    from aitui.ingest.readers.interface import FeedFound, SkippedInputError

    feed = item if isinstance(item, FeedFound) else None
    known = {
        "state": "feed" if feed else "skipped" if isinstance(item, SkippedInputError) else "rejected",
        "address": feed.url if feed else item.where if isinstance(item, InputError) else None,
        "url": feed.url if feed else None,
        "title": feed.title if feed else None,
    }
    rest = (
        "title_made",
        "lang",
        "published",
        "publisher",
        "author",
        "encoding",
        "length",
        "sentences",
        "mentions",
    )
    reason = item.reason if isinstance(item, InputError) else None
    return {**known, **dict.fromkeys((*rest, "entities", "dates")), "reason": reason}


def _by(author: object, publisher: object) -> str:
    return ", ".join(str(name) for name in (author, publisher) if name) or "unknown"


def _tell_offered(offered: Iterable[FeedOffered]) -> None:
    """Say of each feed that a page names how to follow it."""
    for one in {one.url: one for one in offered}.values():
        told = f"aitui: {one.page} names a feed; to follow it: aitui add {one.url}"
        click.echo(clean_line(told), err=True)


def _tell_skipped(skipped: Iterable[SkippedInputError]) -> None:
    """Say what was passed over in folders, one line for each kind of file."""
    kinds: dict[str, list[str]] = {}
    for one in skipped:
        kinds.setdefault(one.kind, []).append(one.where)
    for kind, names in sorted(kinds.items()):
        told = names[0] if len(names) == 1 else f"{len(names)} times, such as {names[0]}"
        click.echo(clean_line(f"aitui: skipped {kind}: {told}"), err=True)
