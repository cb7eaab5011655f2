"""What the commands that judge entities share: the corpus and the workspace at hand, before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from aitui.cli.options import article_of, corpus, entity_id, own_workspace
from aitui.cli.output import Column
from aitui.errors import StoreError, UsageError

if TYPE_CHECKING:
    from aitui.store.database import Connection
    from aitui.store.judgements import Place, Plan
    from aitui.store.rows import Judgement
    from aitui.store.visible import VisibleMap

dry_option = click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")


class Bench:
    """A corpus, the workspace and the judgements that hold, for one command.

    Attributes:
        done: the last plan that was made.
    """

    def __init__(self, conn: Connection, own: Connection) -> None:
        from aitui.store import judgements, visible

        self.conn = conn
        self.own = own
        self.done: Plan | None = None
        self.view = visible.load(conn, judgements.live(own))
        # What plans are made from: the joins that the corpus makes by itself among them.
        self.live = self.view.held(self.view.judgements)

    def plan(self, make: Callable[[Sequence[Judgement]], Plan], dry_run: bool) -> VisibleMap:
        """Do what a plan says, unless it is only to be shown; return the map after it."""
        from aitui.store import judgements, visible

        if dry_run:
            self.done = make(self.live)
            return visible.load(self.conn, judgements.applied(self.live, self.done), self.view)
        self.done = record(self.own, make, self.view.automatic)
        return visible.load(self.conn, judgements.live(self.own), self.view)

    def slug(self, name: str) -> str:
        """Return the slug that a name of the command line means; one that was merged keeps its own."""
        from aitui.store import entities

        if name in self.view.slugs or entities.by_uid(self.conn, name) is not None:
            return name
        found = entity_id(self.conn, name, self.view)
        return entities.rows(self.conn, [found], self.view)[found].uid

    def known(self, name: str) -> str | None:
        """Return the slug of an entity called just so, None when there is none."""
        from aitui.store import entities

        if name in self.view.slugs or entities.by_uid(self.conn, name) is not None:
            return name
        found = entities.named(self.conn, name, self.view)
        return None if found is None else entities.rows(self.conn, [found], self.view)[found].uid

    def target(self, name: str, source: str) -> str:
        """Return the slug of an entity, else one for a new entity of that name."""
        from aitui.analysis.naming.linking import slug_of
        from aitui.store import judgements

        known = self.known(name)
        if known is not None and known != source:
            return known
        return judgements.free_slug(self.live, slug_of(name), source)


@contextmanager
def bench_of(db: str | None) -> Iterator[Bench]:
    from aitui.store import database

    with database.reading(corpus(db)) as conn, own_workspace() as own:
        yield Bench(conn, own)


def record(
    own: Connection, make: Callable[[Sequence[Judgement]], Plan], automatic: Sequence[Judgement] = ()
) -> Plan:
    """Do what a plan says, and tell on the standard error how it is taken back."""
    from aitui.store import judgements

    plan = judgements.record(own, make, automatic)
    click.echo(f"aitui undo {plan.number} takes it back", err=True)
    return plan


def live() -> list[Judgement]:
    from aitui.store import judgements

    with own_workspace() as own:
        return judgements.live(own)


def place_of(bench: Bench, slug: str, mention: str) -> Place:
    """Return the place that ARTICLE:START names.

    Raises:
        UsageError: it is not written so.
        StoreError: there is no such mention of the entity.
    """
    from aitui.store import articles, entities, judgements, mentions

    uid, _, number = mention.rpartition(":")
    if not uid or not number.isdecimal():
        raise UsageError(f"--mention: “{mention}” is not ARTICLE:START, such as 4f3a…:120")
    found = article_of(bench.conn, uid)
    shown = entities.by_uid(bench.conn, slug, bench.view)
    body = articles.text(bench.conn, found)
    for row in mentions.of_article(bench.conn, found, bench.view):
        if (row.start, row.entity_id) == (int(number), shown):
            article = articles.rows(bench.conn, [found])[found].uid
            return judgements.Place(
                article, body.version_uid, row.start, row.end, body.text[row.start : row.end]
            )
    raise StoreError(
        f"{mention}: no mention of {slug} begins there; `aitui mentions --entity {slug}` lists them"
    )


def counted(
    bench: Bench, slugs: Sequence[str], after: VisibleMap, dry_run: bool
) -> Iterator[dict[str, object]]:
    """Yield the counts of entities before and after."""
    from aitui.store import previews

    for when, view in (("before", bench.view), ("would be" if dry_run else "after", after)):
        for counts in previews.counts(bench.conn, slugs, view):
            yield {
                "when": when,
                "entity": counts.slug,
                "name": counts.name,
                "mentions": counts.mentions,
                "articles": counts.articles,
                "languages": counts.languages,
                "forms": counts.forms,
            }


COUNTS = [
    Column("WHEN", 8, lambda row: row["when"]),
    Column("ENTITY", 28, lambda row: row["entity"], shrinks=True),
    Column("MENTIONS", 8, lambda row: row["mentions"], right=True),
    Column("ARTICLES", 8, lambda row: row["articles"], right=True),
    Column("LANGUAGES", 9, lambda row: row["languages"], right=True),
    Column("FORMS", 5, lambda row: row["forms"], right=True),
    Column("NAME", 0, lambda row: row["name"]),
]
