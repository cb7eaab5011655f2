"""`aitui alias`: names of the user's own, one by one or from a list."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aitui.cli.bench import Bench, bench_of, dry_option, live, record
from aitui.cli.options import db_option, format_options, limit_option, own_workspace
from aitui.cli.output import Column, emit
from aitui.errors import InputError, StoreError
from aitui.text.clean import clean_line

if TYPE_CHECKING:
    from aitui.store.judgements import Plan
    from aitui.store.rows import Judgement


@click.group("alias", no_args_is_help=False)
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
        for j in live()
        if j.kind == "alias"
    )
    emit(islice(records, limit), form, _ALIAS)


@alias_command.command("add")
@click.argument("alias", metavar="TEXT")
@click.argument("entity", metavar="ENTITY")
@click.option("--new", is_flag=True, help="ENTITY is the name of an entity that is not there yet.")
@dry_option
@db_option
@format_options
def alias_add_command(
    alias: str, entity: str, new: bool, dry_run: bool, db: str | None, form: str | None
) -> None:
    """Say that TEXT is a name of ENTITY, a slug or name; print the mentions gained and lost."""
    with bench_of(db) as bench:
        row = _resolved(bench, alias, entity, new)
        emit(_aliased(bench, [row], dry_run), form, _GAINED)


@alias_command.command("remove")
@click.argument("alias", metavar="TEXT")
def alias_remove_command(alias: str) -> None:
    """Take an alias back."""
    from aitui.store import judgements
    from aitui.text.fold import key

    uids = [j.uid for j in live() if j.kind == "alias" and j.form == key(alias)]
    if not uids:
        raise StoreError(f"“{alias}” is no alias of yours; `aitui alias list` lists them")
    with own_workspace() as own:
        record(own, lambda now: judgements.withdraw(now, uids))
    click.echo(clean_line(f"“{alias}” is no alias any more"))


@alias_command.command("import")
@click.argument("file", metavar="FILE.tsv")
@click.option("--new", is_flag=True, help="Make an entity of a name that is not there yet.")
@dry_option
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
    with bench_of(db) as bench:
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
        origin = "standard input" if file == "-" else Path(file).name
        emit(_aliased(bench, rows, dry_run, origin), form, _GAINED)
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


def _resolved(bench: Bench, alias: str, entity: str, new: bool) -> tuple[str, str, str | None]:
    """Return alias, slug, and the name of an entity that is new.

    Raises:
        StoreError: no name, or no such entity.
    """
    from aitui.analysis.naming.linking import slug_of
    from aitui.store.judgements import LONGEST_FORM

    if len(alias) > LONGEST_FORM or not any(char.isalnum() for char in alias):
        raise StoreError(f"“{alias[:40]}” is no name; give letters or digits, {LONGEST_FORM} at most")
    known = bench.known(entity)
    if known is not None:
        return alias, known, None
    if not new:
        raise StoreError(f"no entity is called “{entity}” here; `aitui entities` lists them, --new makes one")
    return alias, slug_of(entity) or "entity", entity


def _aliased(
    bench: Bench, rows: Sequence[tuple[str, str, str | None]], dry_run: bool, origin: str | None = None
) -> Iterator[dict[str, object]]:
    """Give aliases, or only try, and yield what each has gained and who has lost it.

    Args:
        origin: name of the list that they were read from; None for one given by itself, which must be new.
    """
    from aitui.store import judgements, previews
    from aitui.text.fold import key

    def make(now: Sequence[Judgement]) -> Plan:
        return judgements.aliases(now, rows, origin) if origin else judgements.alias(now, *rows[0])

    if not rows or (origin and not judgements.aliases(bench.live, rows).added):
        return
    view = bench.plan(make, dry_run)
    changed = previews.changes(bench.conn, bench.view, view)
    last = {key(alias): (alias, slug) for alias, slug, _ in rows}
    for folded, (alias, slug) in last.items():
        gained = [c for c in changed if key(c.form) == folded and c.after == slug]
        lost = Counter[str]()  # «Китай» and «КИТАЙ» are spellings of one alias
        for c in gained:
            if c.before is not None:
                lost[c.before] += c.mentions
        yield {
            "alias": alias,
            "entity": slug,
            "gained": sum(c.mentions for c in gained),
            "lost": dict(lost),
        }


def _lost(value: object) -> str:
    return ", ".join(f"{n} from {slug}" for slug, n in value.items()) if isinstance(value, dict) else ""


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
