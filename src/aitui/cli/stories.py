"""`aitui stories`: articles that tell one happening, and near-copies of one text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from aitui.cli.options import (
    corpus,
    db_option,
    filter_options,
    filters,
    format_options,
    from_workspace,
    limit_option,
    shown,
)
from aitui.cli.output import Column, emit

if TYPE_CHECKING:
    from aitui.explorer.stories import Found
    from aitui.store.database import Connection
    from aitui.store.rows import Filters
    from aitui.store.story_marks import StoryMark
    from aitui.store.visible import VisibleMap

STATES = ("suggested", "accepted", "unsure")


@click.command("stories")
@click.option("--state", type=click.Choice(STATES), help="Only those in this state.")
@click.option("--copies", is_flag=True, help="Near-copies of one text instead.")
@click.option("--newest", metavar="N", type=click.IntRange(min=1), help="Compare the newest N articles.")
@filter_options()
@limit_option
@db_option
@format_options
def stories_command(
    state: str | None,
    copies: bool,
    newest: int | None,
    entity: str | None,
    lang: str | None,
    source: str | None,
    since: str | None,
    until: str | None,
    limit: int | None,
    db: str | None,
    form: str | None,
) -> None:
    """List stories: articles, in any languages, that tell one happening, the surest first.

    They are suggested by whom the articles name, the figures and days that they give, and the days of their
    publication; in the explorer `E` lists them to be accepted or refused. The newest 20,000 articles are
    compared unless told otherwise; where that leaves some out, a line on stderr says so. --lang and --source
    keep the stories that are told there, with every article.
    """
    from aitui.store import database

    with database.reading(corpus(db)) as conn:
        view = shown(conn)
        chosen = filters(conn, view, entity=entity, lang=lang, source=source, since=since, until=until)
        records = _copies(conn, chosen) if copies else _stories(conn, view, chosen, newest)
        kept = [record for record in records if state is None or record["state"] == state]
        emit(kept[:limit], form, _STORY)


def _stories(
    conn: Connection, view: VisibleMap, chosen: Filters, newest: int | None
) -> Iterator[dict[str, object]]:
    from aitui.explorer import stories
    from aitui.store import story_marks
    from aitui.store.rows import Filters

    # A story in several languages or outlets must be seen whole to be found.
    compared = chosen._replace(lang=None, source=None)
    narrow = None if compared == Filters() else compared
    marks: list[StoryMark] = from_workspace(story_marks.live, [])
    found = stories.find(conn, view, marks, newest or stories.NEWEST, narrow)
    _tell(found)
    for row in found.rows:
        if _told_there(conn, row.members, chosen):
            yield _record(conn, row.state, row.score, row.reason, row.langs, row.members)


def _told_there(conn: Connection, ids: Sequence[int], chosen: Filters) -> bool:
    """Tell whether one of some articles is in the language and of the source that are wanted."""
    from aitui.store import articles
    from aitui.store.uids import source_uid

    source = None if chosen.source is None else source_uid(chosen.source)
    return any(
        chosen.lang in (None, row.lang) and source in (None, source_uid(row.source or ""))
        for row in articles.rows(conn, ids).values()
    )


def _tell(found: Found) -> None:
    if found.cut:
        click.echo(
            f"the newest {found.compared:,} of {found.total:,} articles were compared; --newest takes more",
            err=True,
        )


def _copies(conn: Connection, chosen: Filters) -> Iterator[dict[str, object]]:
    from aitui.store import articles, stories

    groups = stories.groups(conn, articles.ids(conn, chosen))
    for group in sorted(set(groups.values()), key=lambda group: (-len(group.members), group.id)):
        yield _record(conn, "copies", 1.0, "near-copies of one text", group.langs, group.members)


def _record(
    conn: Connection, state: str, score: float, reason: str, langs: Sequence[str], ids: Sequence[int]
) -> dict[str, object]:
    from aitui.store import articles

    rows = articles.rows(conn, ids)
    told = [
        {
            "uid": rows[i].uid,
            "lang": rows[i].lang,
            "published": rows[i].published,
            "source": rows[i].source,
            "title": rows[i].title,
        }
        for i in ids
        if i in rows
    ]
    return {"state": state, "score": score, "reason": reason, "languages": list(langs), "articles": told}


def _titles(record: Mapping[str, object]) -> str:
    told = record["articles"]
    assert isinstance(told, list)
    return " | ".join(f"{one['lang']} {one['title']}" for one in told)


def _count(record: Mapping[str, object]) -> str:
    told = record["articles"]
    assert isinstance(told, list)
    return f"×{len(told)}"


_STORY = [
    Column("STATE", 9, lambda record: record["state"]),
    Column("ALIKE", 5, lambda record: f"{record['score']:.2f}", right=True),
    Column("", 4, _count),
    Column("REASON", 32, lambda record: record["reason"], shrinks=True),
    Column("ARTICLES", 0, _titles),
]
