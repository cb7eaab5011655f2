"""`aitui merge` and `split`: what is one entity and what is not, for scripts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from aitui.cli.bench import COUNTS, Bench, bench_of, counted, dry_option, place_of
from aitui.cli.options import db_option, format_options
from aitui.cli.output import emit
from aitui.errors import StoreError, UsageError

if TYPE_CHECKING:
    from aitui.store.judgements import Plan
    from aitui.store.rows import Judgement
    from aitui.store.visible import VisibleMap


@click.command("merge")
@click.argument("names", metavar="A B...", nargs=-1, required=True)
@dry_option
@db_option
@format_options
def merge_command(names: tuple[str, ...], dry_run: bool, db: str | None, form: str | None) -> None:
    """Make entities one, by slug or any of their names.

    They are counted, lit and listed as one from then on, here and in every other corpus; `u` in the explorer
    takes it back.  Refused when two of them were judged not the same; `aitui split` takes them apart.
    """
    from aitui.store import judgements

    if len(names) < 2:
        raise UsageError("name two entities or more; `aitui entities` lists them")
    with bench_of(db) as bench:
        slugs = [bench.slug(name) for name in names]
        view = bench.plan(lambda now: judgements.merge(now, slugs), dry_run)
        emit(counted(bench, slugs, view, dry_run), form, COUNTS)


@click.command("split")
@click.argument("name", metavar="A")
@click.argument("member", metavar="[B]", required=False)
@click.option("--form", "spelling", metavar="TEXT", help="Take this spelling out of A, wherever it stands.")
@click.option("--mention", metavar="ARTICLE:START", help="Take one mention out of A.")
@click.option(
    "--to", metavar="NAME", help="Where the spelling or mention goes: a slug or name, or a new name."
)
@dry_option
@db_option
@format_options
def split_command(
    name: str,
    member: str | None,
    spelling: str | None,
    mention: str | None,
    to: str | None,
    dry_run: bool,
    db: str | None,
    form: str | None,
) -> None:
    """Take apart what was merged into A, or only B out of it, or a spelling or mention out of A.

    What was split stays apart: a later merge of the two is refused.  A spelling or a mention goes to the
    entity given with --to, else to a new one that is called like it.
    """
    from aitui.store import judgements

    chosen = [value for value in (member, spelling, mention) if value is not None]
    if len(chosen) > 1:
        raise UsageError("name one thing to split: B, --form or --mention")
    if to is not None and spelling is None and mention is None:
        raise UsageError("--to says where a spelling or mention goes: add --form or --mention")
    with bench_of(db) as bench:
        slug = bench.slug(name)
        if spelling is not None or mention is not None:
            view, target = _split_mentions(bench, slug, spelling, mention, to, dry_run)
            emit(counted(bench, [slug, target], view, dry_run), form, COUNTS)
            return
        if member is None:
            cluster = sorted(judgements.together(bench.live, slug))
            if len(cluster) < 2:
                raise StoreError(f"{slug}: nothing is merged into it; say what to split: --form, --mention")
            view = bench.plan(lambda now: judgements.dissolve(now, slug), dry_run)
            emit(counted(bench, cluster, view, dry_run), form, COUNTS)
            return
        other = member if member in judgements.together(bench.live, slug) else bench.slug(member)
        view = bench.plan(lambda now: judgements.split(now, slug, other), dry_run)
        emit(counted(bench, [slug, other], view, dry_run), form, COUNTS)


def _split_mentions(
    bench: Bench, slug: str, spelling: str | None, mention: str | None, to: str | None, dry_run: bool
) -> tuple[VisibleMap, str]:
    from aitui.store import judgements, previews

    place = None if mention is None else place_of(bench, slug, mention)
    exact = spelling if place is None else place.exact
    assert exact is not None
    title = " ".join((to or exact).split())
    target = bench.target(title, slug)

    def make(now: Sequence[Judgement]) -> Plan:
        return judgements.reassign(now, slug, target, exact, name=title, place=place)

    view = bench.plan(make, dry_run=True)
    if not previews.changes(bench.conn, bench.view, view):
        raise StoreError(
            f"“{exact}” is no spelling of {slug} here; `aitui mentions --entity {slug}` lists them"
        )
    return (view if dry_run else bench.plan(make, dry_run=False)), target
