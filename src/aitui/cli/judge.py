"""`aitui judge`, `judgements` and `undo`: the user's last word on entities and mentions, for scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

import click

from aitui.cli.bench import COUNTS, bench_of, counted, dry_option, live, place_of, record
from aitui.cli.fact_marks import deprecate_command, one_fact_command, prefer_command, two_facts_command
from aitui.cli.options import article_of, db_option, format_options, limit_option, own_workspace
from aitui.cli.output import Column, emit
from aitui.errors import StoreError, UsageError
from aitui.text.clean import clean_line

if TYPE_CHECKING:
    from aitui.store.judgements import Plan
    from aitui.store.rows import Judgement


@click.group("judge", no_args_is_help=False)
def judge_command() -> None:
    """Judge entities and mentions as the keys of the explorer do, for scripts.

    What is judged holds in every corpus and changes none; each command tells which `aitui undo` takes it
    back.  `aitui merge`, `split` and `alias` do the rest.  Facts are judged by `one-fact`, `two-facts`,
    `prefer` and `deprecate`; `aitui marks` lists that.
    """


@judge_command.command("not-same")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@dry_option
@db_option
@format_options
def not_same_command(one: str, other: str, dry_run: bool, db: str | None, form: str | None) -> None:
    """Keep two entities apart for good: a later merge of the two is refused."""
    from aitui.store import judgements

    _pair(judgements.different, one, other, dry_run, db, form)


@judge_command.command("unsure")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@dry_option
@db_option
@format_options
def unsure_command(one: str, other: str, dry_run: bool, db: str | None, form: str | None) -> None:
    """Put a pair of entities aside undecided: it is proposed no more."""
    from aitui.store import judgements

    _pair(judgements.unsure, one, other, dry_run, db, form)


@judge_command.command("not-mention")
@click.argument("name", metavar="ENTITY")
@click.option("--form", "spelling", metavar="TEXT", help="This spelling, wherever it stands.")
@click.option("--article", metavar="UID", help="With --form: only in this article.")
@click.option("--mention", metavar="ARTICLE:START", help="Only this mention.")
@dry_option
@db_option
@format_options
def not_mention_command(
    name: str,
    spelling: str | None,
    article: str | None,
    mention: str | None,
    dry_run: bool,
    db: str | None,
    form: str | None,
) -> None:
    """Say that a spelling, or one mention, does not speak of an entity, nor of any other."""
    from aitui.store import articles, judgements, previews

    if (spelling is None) == (mention is None):
        raise UsageError("say what is no mention: --form, with or without --article, or --mention")
    if article is not None and mention is not None:
        raise UsageError("--mention names its article itself: leave --article out")
    with bench_of(db) as bench:
        slug = bench.slug(name)
        place = None if mention is None else place_of(bench, slug, mention)
        exact = spelling if place is None else place.exact
        assert exact is not None
        uid = None
        if article is not None:
            found = article_of(bench.conn, article)
            uid = articles.rows(bench.conn, [found])[found].uid

        def make(now: Sequence[Judgement]) -> Plan:
            return judgements.not_mention(now, slug, exact, article=uid, place=place)

        view = bench.plan(make, dry_run=True)
        if not previews.changes(bench.conn, bench.view, view):
            raise StoreError(
                f"“{exact}” is no spelling of {slug} there; `aitui mentions --entity {slug}` lists them"
            )
        if not dry_run:
            view = bench.plan(make, dry_run=False)
        emit(counted(bench, [slug], view, dry_run), form, COUNTS)


@judge_command.command("rename")
@click.argument("name", metavar="ENTITY")
@click.argument("new", metavar="NAME")
@dry_option
@db_option
@format_options
def rename_command(name: str, new: str, dry_run: bool, db: str | None, form: str | None) -> None:
    """Call an entity by another name."""
    from aitui.store import judgements

    _told(judgements.rename, name, new, dry_run, db, form)


@judge_command.command("retype")
@click.argument("name", metavar="ENTITY")
@click.argument("kind", metavar="TYPE")
@dry_option
@db_option
@format_options
def retype_command(name: str, kind: str, dry_run: bool, db: str | None, form: str | None) -> None:
    """Say of which type an entity is: person, organization, place, product, law, event, work or concept."""
    from aitui.store import judgements

    _told(judgements.retype, name, kind, dry_run, db, form)


@judge_command.command("new")
@click.argument("name", metavar="NAME")
@click.option("--type", "kind", metavar="TYPE", default="concept", help="Its type.  [default: concept]")
@click.option("--form", "spelling", metavar="TEXT", help="How it is spelt in the texts.  [default: NAME]")
@dry_option
@db_option
@format_options
def new_command(
    name: str, kind: str, spelling: str | None, dry_run: bool, db: str | None, form: str | None
) -> None:
    """Make an entity of a form: wherever it stands by itself it is a mention from then on.

    It takes the form from whatever entity had it.  Capitals in the form count: “Яблоко” is not “яблоко”.
    """
    from aitui.analysis.naming.linking import slug_of
    from aitui.store import entities, judgements

    with bench_of(db) as bench:
        slug = entities.free_slug(bench.conn, slug_of(name) or "entity", bench.live)
        exact = spelling or name
        view = bench.plan(lambda now: judgements.new_entity(now, exact, slug, name, kind), dry_run)
        emit(counted(bench, [slug], view, dry_run), form, COUNTS)


def _pair(
    plan: Callable[[Sequence[Judgement], str, str], Plan],
    one: str,
    other: str,
    dry_run: bool,
    db: str | None,
    form: str | None,
) -> None:
    with bench_of(db) as bench:
        slugs = bench.slug(one), bench.slug(other)
        bench.plan(lambda now: plan(now, *slugs), dry_run)
        assert bench.done is not None
        emit(_added(bench.done), form, _JUDGEMENT)


def _told(
    plan: Callable[[Sequence[Judgement], str, str], Plan],
    name: str,
    value: str,
    dry_run: bool,
    db: str | None,
    form: str | None,
) -> None:
    with bench_of(db) as bench:
        slug = bench.slug(name)
        bench.plan(lambda now: plan(now, slug, value), dry_run)
        assert bench.done is not None
        emit(_added(bench.done), form, _JUDGEMENT)


def _added(plan: Plan) -> Iterator[dict[str, object]]:
    """Yield the judgements of a plan; one that is not done has no number."""
    return _records(plan.added, {j.uid: plan.number for j in plan.added} if plan.number else {})


for command in (one_fact_command, two_facts_command, prefer_command, deprecate_command):
    judge_command.add_command(command)


# ---------------------------------------------------------------------------- all of them


@click.command("undo")
@click.argument("number", metavar="[NUMBER]", type=click.IntRange(min=1), required=False)
@click.option("--list", "listed", is_flag=True, help="List what can be taken back, newest first.")
@limit_option
@format_options
def undo_command(number: int | None, listed: bool, limit: int | None, form: str | None) -> None:
    """Take back the last change, as `u` does in the explorer, or the one of a number, however long ago.

    Both bring back exactly what was there.  The one of a number is refused where a later change builds on it,
    and is itself a change that `aitui undo` takes back.
    """
    from aitui.store import journal, judgements, workspace

    with own_workspace() as own:
        if listed:
            entries = (
                {"number": one.number, "at": one.at, "undone": one.undone, "text": one.words}
                for one in journal.entries(own)
            )
            emit(islice(entries, limit), form, _ENTRY)
            return
        what = workspace.undo(own) if number is None else judgements.take_back(own, number)
    if what is None:
        raise StoreError("there is nothing to undo; `aitui undo --list` lists what was done")
    click.echo(clean_line(f"taken back: {what}"))


@click.command("judgements")
@click.option("--withdraw", metavar="UID", multiple=True, help="Let this judgement no longer hold.")
@limit_option
@format_options
def judgements_command(withdraw: tuple[str, ...], limit: int | None, form: str | None) -> None:
    """List what you have judged of entities and mentions, oldest first, or withdraw some of it.

    The number is that of the action that it was made in: `aitui undo NUMBER` takes it back.
    """
    from aitui.store import journal, judgements

    with own_workspace() as own:
        if withdraw:
            plan = record(own, lambda now: judgements.withdraw(now, withdraw))
            click.echo(clean_line(f"withdrawn: {plan.target}"))
            return
        held, numbers = live(), journal.numbers(own)
    emit(islice(_records(held, numbers), limit), form, _JUDGEMENT)


def _records(held: Iterable[Judgement], numbers: Mapping[str, int]) -> Iterator[dict[str, object]]:
    from aitui.store import judgements

    for j in held:
        yield {
            "number": numbers.get(j.uid),
            "uid": j.uid,
            "created_at": j.created_at,
            "kind": j.kind,
            "entity": j.entity,
            "other": j.other,
            "value": j.value,
            "form": j.form,
            "spelling": j.spelling,
            "origin": j.origin,
            "article": j.article,
            "version": j.version,
            "start": j.start,
            "end": j.end,
            "exact": j.exact,
            "text": judgements.describe(j),
        }


_JUDGEMENT = [
    Column("NUMBER", 6, lambda row: row["number"], right=True),
    Column("MADE", 10, lambda row: str(row["created_at"])[:10]),
    Column("UID", 16, lambda row: row["uid"]),
    Column("JUDGEMENT", 0, lambda row: row["text"]),
]
_ENTRY = [
    Column("NUMBER", 6, lambda row: row["number"], right=True),
    Column("MADE", 10, lambda row: str(row["at"])[:10]),
    Column("", 6, lambda row: "undone" if row["undone"] else ""),
    Column("ACTION", 0, lambda row: row["text"]),
]
