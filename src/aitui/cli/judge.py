"""`aitui merge`, `split`, `alias` and `judgements`: the user's last word on entities, for scripts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aitui.cli.options import article_of, corpus, db_option, entity_id, format_options, limit_option
from aitui.cli.output import Column, emit
from aitui.errors import InputError, StoreError, UsageError
from aitui.text.clean import clean_line

if TYPE_CHECKING:
    from aitui.store.database import Connection
    from aitui.store.judgements import Place, Plan
    from aitui.store.rows import Judgement
    from aitui.store.visible import VisibleMap

_DRY = click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
_LONGEST_FORM = 200


class _Bench:
    """A corpus, the workspace and the judgements that hold, for one command."""

    def __init__(self, conn: Connection, own: Connection) -> None:
        from aitui.store import judgements, visible

        self.conn = conn
        self.own = own
        self.live = judgements.live(own)
        self.view = visible.load(conn, self.live)

    def plan(self, make: Callable[[Sequence[Judgement]], Plan], dry_run: bool) -> VisibleMap:
        """Do what a plan says, unless it is only to be shown; return the map after it."""
        from aitui.store import judgements, visible

        if dry_run:
            return visible.load(self.conn, judgements.applied(self.live, make(self.live)))
        judgements.record(self.own, make)
        return visible.load(self.conn, judgements.live(self.own))

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
def _bench(db: str | None) -> Iterator[_Bench]:
    from aitui.store import database, workspace

    with database.reading(corpus(db)) as conn, database.translated(workspace.default_path()):
        own = workspace.open()
        try:
            yield _Bench(conn, own)
        finally:
            own.close()


@click.command("merge")
@click.argument("names", metavar="A B...", nargs=-1, required=True)
@_DRY
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
    with _bench(db) as bench:
        slugs = [bench.slug(name) for name in names]
        view = bench.plan(lambda now: judgements.merge(now, slugs), dry_run)
        emit(_counted(bench, slugs, view, dry_run), form, _COUNTS)


@click.command("split")
@click.argument("name", metavar="A")
@click.argument("member", metavar="[B]", required=False)
@click.option("--form", "spelling", metavar="TEXT", help="Take this spelling out of A, wherever it stands.")
@click.option("--mention", metavar="ARTICLE:START", help="Take one mention out of A.")
@click.option(
    "--to", metavar="NAME", help="Where the spelling or mention goes: a slug or name, or a new name."
)
@_DRY
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
    with _bench(db) as bench:
        slug = bench.slug(name)
        if spelling is not None or mention is not None:
            view, target = _split_mentions(bench, slug, spelling, mention, to, dry_run)
            emit(_counted(bench, [slug, target], view, dry_run), form, _COUNTS)
            return
        if member is None:
            view = bench.plan(lambda now: judgements.dissolve(now, slug), dry_run)
            cluster = sorted(judgements.together(bench.live, slug))
            emit(_counted(bench, cluster, view, dry_run), form, _COUNTS)
            return
        other = member if member in judgements.together(bench.live, slug) else bench.slug(member)
        view = bench.plan(lambda now: judgements.split(now, slug, other), dry_run)
        emit(_counted(bench, [slug, other], view, dry_run), form, _COUNTS)


def _split_mentions(
    bench: _Bench, slug: str, spelling: str | None, mention: str | None, to: str | None, dry_run: bool
) -> tuple[VisibleMap, str]:
    from aitui.store import judgements, previews

    place = None if mention is None else _place(bench, slug, mention)
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


def _place(bench: _Bench, slug: str, mention: str) -> Place:
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


def _counted(
    bench: _Bench, slugs: Sequence[str], after: VisibleMap, dry_run: bool
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


# ---------------------------------------------------------------------------- aliases


@click.group("alias")
def alias_command() -> None:
    """Names of your own: list them, give and take them back, or read many from a file.

    An alias belongs to its entity wherever it stands, under whatever entity it was found before and also
    where nothing was found.  It holds in every corpus, and `u` in the explorer takes it back.
    """


@alias_command.command("list")
@limit_option
@format_options
def alias_list_command(limit: int | None, form: str | None) -> None:
    """List your aliases."""
    records = (
        {"alias": j.form, "entity": j.entity, "name": j.value, "created_at": j.created_at, "uid": j.uid}
        for j in _live()
        if j.kind == "alias"
    )
    emit(islice(records, limit), form, _ALIAS)


@alias_command.command("add")
@click.argument("alias", metavar="TEXT")
@click.argument("entity", metavar="ENTITY")
@click.option("--new", is_flag=True, help="ENTITY is the name of an entity that is not there yet.")
@_DRY
@db_option
@format_options
def alias_add_command(
    alias: str, entity: str, new: bool, dry_run: bool, db: str | None, form: str | None
) -> None:
    """Say that TEXT is a name of ENTITY, a slug or name; print the mentions gained and lost."""
    with _bench(db) as bench:
        row = _resolved(bench, alias, entity, new)
        emit(_aliased(bench, [row], dry_run, strict=True), form, _GAINED)


@alias_command.command("remove")
@click.argument("alias", metavar="TEXT")
def alias_remove_command(alias: str) -> None:
    """Take an alias back."""
    from aitui.store import judgements
    from aitui.text.fold import key

    uids = [j.uid for j in _live() if j.kind == "alias" and j.form == key(alias)]
    if not uids:
        raise StoreError(f"“{alias}” is no alias of yours; `aitui alias list` lists them")
    with _workspace() as own:
        judgements.record(own, lambda now: judgements.withdraw(now, uids))
    click.echo(clean_line(f"“{alias}” is no alias any more"))


@alias_command.command("import")
@click.argument("file", metavar="FILE.tsv")
@click.option("--new", is_flag=True, help="Make an entity of a name that is not there yet.")
@_DRY
@db_option
@format_options
@click.pass_context
def alias_import_command(
    ctx: click.Context, file: str, new: bool, dry_run: bool, db: str | None, form: str | None
) -> None:
    """Read aliases from a file; print the mentions that each gains, and loses to another.

    \b
    one alias a line, then a tab, then the slug or name of its entity:
    Поднебесная     china

    `-` is standard input.  Empty lines, lines that begin with # and aliases that you have are passed over; a
    line that cannot be read is named, and the others go in.  All of a file is one action of the journal.
    """
    failures: list[InputError] = []
    with _bench(db) as bench:
        rows: list[tuple[str, str, str | None]] = []
        for number, line in enumerate(_lines(file), 1):
            if not line.strip() or line.startswith("#"):
                continue
            alias, entity, *_ = [*(part.strip() for part in line.split("\t")), ""]
            try:
                if not alias or not entity:
                    raise StoreError("a line is an alias, a tab and an entity")
                rows.append(_resolved(bench, alias, entity, new))
            except StoreError as error:
                failures.append(InputError(f"{file}:{number}", str(error)))
        emit(_aliased(bench, rows, dry_run, strict=False), form, _GAINED)
    for failure in failures:
        click.echo(clean_line(f"aitui: {failure}"), err=True)
    if failures:
        ctx.exit(1)


def _lines(file: str) -> list[str]:
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return data.decode("utf-8-sig").splitlines()
    except OSError as error:
        raise InputError(file, f"it cannot be read ({error.strerror}); name a file of aliases") from None
    except UnicodeDecodeError:
        raise InputError(file, "this is no UTF-8; save it so") from None


def _resolved(bench: _Bench, alias: str, entity: str, new: bool) -> tuple[str, str, str | None]:
    """Return alias, slug, and the name of an entity that is new.

    Raises:
        StoreError: no name, or no such entity.
    """
    from aitui.analysis.naming.linking import slug_of

    if len(alias) > _LONGEST_FORM or not any(char.isalnum() for char in alias):
        raise StoreError(f"“{alias[:40]}” is no name; give letters or digits, {_LONGEST_FORM} at most")
    known = bench.known(entity)
    if known is not None:
        return alias, known, None
    if not new:
        raise StoreError(f"no entity is called “{entity}” here; `aitui entities` lists them, --new makes one")
    return alias, slug_of(entity) or "entity", entity


def _aliased(
    bench: _Bench, rows: Sequence[tuple[str, str, str | None]], dry_run: bool, *, strict: bool
) -> Iterator[dict[str, object]]:
    """Give aliases, or only try, and yield what each has gained and who has lost it."""
    from aitui.store import judgements, previews
    from aitui.text.fold import key

    def make(now: Sequence[Judgement]) -> Plan:
        return judgements.alias(now, *rows[0]) if strict else judgements.aliases(now, rows)

    if not rows or not (strict or judgements.aliases(bench.live, rows).added):
        return
    view = bench.plan(make, dry_run)
    changed = previews.changes(bench.conn, bench.view, view)
    last = {key(alias): (alias, slug) for alias, slug, _ in rows}
    for folded, (alias, slug) in last.items():
        gained = [c for c in changed if key(c.form) == folded and c.after == slug]
        lost = {c.before: c.mentions for c in gained if c.before is not None}
        yield {
            "alias": alias,
            "entity": slug,
            "gained": sum(c.mentions for c in gained),
            "lost": lost,
        }


# ---------------------------------------------------------------------------- all of them


@click.command("judgements")
@click.option("--withdraw", metavar="UID", multiple=True, help="Let this judgement no longer hold.")
@limit_option
@format_options
def judgements_command(withdraw: tuple[str, ...], limit: int | None, form: str | None) -> None:
    """List what you have judged of entities and mentions, oldest first, or withdraw some of it."""
    from aitui.store import judgements

    if withdraw:
        with _workspace() as own:
            plan = judgements.record(own, lambda now: judgements.withdraw(now, withdraw))
        click.echo(clean_line(f"withdrawn: {plan.target}"))
        return
    records = (
        {
            "uid": j.uid,
            "created_at": j.created_at,
            "kind": j.kind,
            "entity": j.entity,
            "other": j.other,
            "value": j.value,
            "form": j.form,
            "article": j.article,
            "version": j.version,
            "start": j.start,
            "end": j.end,
            "exact": j.exact,
            "text": judgements.describe(j),
        }
        for j in _live()
    )
    emit(islice(records, limit), form, _JUDGEMENT)


@contextmanager
def _workspace() -> Iterator[Connection]:
    from aitui.store import database, workspace

    with database.translated(workspace.default_path()):
        own = workspace.open()
        try:
            yield own
        finally:
            own.close()


def _live() -> list[Judgement]:
    from aitui.store import judgements

    with _workspace() as own:
        return judgements.live(own)


def _lost(value: object) -> str:
    return ", ".join(f"{n} from {slug}" for slug, n in value.items()) if isinstance(value, dict) else ""


_COUNTS = [
    Column("WHEN", 8, lambda row: row["when"]),
    Column("ENTITY", 28, lambda row: row["entity"], shrinks=True),
    Column("MENTIONS", 8, lambda row: row["mentions"], right=True),
    Column("ARTICLES", 8, lambda row: row["articles"], right=True),
    Column("LANGUAGES", 9, lambda row: row["languages"], right=True),
    Column("FORMS", 5, lambda row: row["forms"], right=True),
    Column("NAME", 0, lambda row: row["name"]),
]
_ALIAS = [
    Column("MADE", 10, lambda row: str(row["created_at"])[:10]),
    Column("UID", 16, lambda row: row["uid"]),
    Column("ENTITY", 28, lambda row: row["entity"], shrinks=True),
    Column("ALIAS", 0, lambda row: row["alias"]),
]
_GAINED = [
    Column("ENTITY", 28, lambda row: row["entity"], shrinks=True),
    Column("GAINED", 6, lambda row: row["gained"], right=True),
    Column("ALIAS", 30, lambda row: row["alias"], shrinks=True),
    Column("OF THESE", 0, lambda row: _lost(row["lost"])),
]
_JUDGEMENT = [
    Column("MADE", 10, lambda row: str(row["created_at"])[:10]),
    Column("UID", 16, lambda row: row["uid"]),
    Column("JUDGEMENT", 0, lambda row: row["text"]),
]
