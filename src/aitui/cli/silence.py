"""`aitui silence`: in which languages something is told, how much later, and in which it is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

import click

from aitui.cli.options import corpus, db_option, filters, format_options, limit_option, shown
from aitui.cli.output import Column, emit

if TYPE_CHECKING:
    from aitui.explorer.silence import Silence, Voice
    from aitui.store.database import Connection
    from aitui.store.visible import VisibleMap


@click.command("silence")
@db_option
@click.option(
    "--entity", metavar="NAME", help="Of this entity first, then of what is told of it: slug or any name."
)
@limit_option
@format_options
def silence_command(db: str | None, entity: str | None, limit: int | None, form: str | None) -> None:
    """Tell of facts in which languages they are told, first where, and how many days later.

    Those that most languages are silent about come first. A language is silent if articles in it came out in
    the seven days from the first telling on, and none tells it; if none came out there is “no coverage”. Of
    an entity all days from its first mention to the last one count. What has no date is “undated”; where
    nothing that tells it has one, other languages are “unknown”.
    """
    from aitui.store import database

    with database.reading(corpus(db)) as conn:
        view = shown(conn)
        chosen = filters(conn, view, entity=entity)
        emit(islice(_records(conn, chosen.entity_id, view), limit), form, _SILENCE)


def _records(conn: Connection, entity_id: int | None, view: VisibleMap) -> Iterator[dict[str, object]]:
    from aitui.explorer import facts, silence
    from aitui.store import claims, entities

    coverage = silence.coverage(conn)
    if entity_id is not None:
        row = entities.rows(conn, [entity_id], view)[entity_id]
        found = silence.of_entity(conn, entity_id, view)
        yield _record(conn, "entity", row.uid, row.name, None, found)
    drawn = [
        (fact, silence.of_tellings(conn, fact.tellings, coverage))
        for fact in facts.read(conn, entity_id, view)
    ]
    drawn.sort(key=lambda one: facts.day_of(one[0]), reverse=True)
    drawn.sort(key=lambda one: -sum(voice.state == "silent" for voice in one[1].voices))
    for fact, found in drawn:
        sentence = claims.texts(conn, [fact.first])[fact.first.article_id, fact.first.number]
        uid = claims.uid(conn, fact.first, sentence)
        yield _record(conn, "fact", uid, " ".join(sentence.split()), fact.first.edtf, found)


def _record(
    conn: Connection, subject: str, uid: str, text: str, date: str | None, found: Silence
) -> dict[str, object]:
    from aitui.store import articles
    from aitui.store.timeline import iso

    rows = articles.rows(conn, [voice.sayings[0].article_id for voice in found.voices if voice.sayings])

    def language(voice: Voice) -> dict[str, object]:
        first = rows[voice.sayings[0].article_id] if voice.sayings else None
        return {
            "lang": voice.lang,
            "state": voice.state,
            "lag": voice.lag,
            "published": None if first is None else first.published,
            "article": None if first is None else first.uid,
            "source": None if first is None else first.source,
            "articles": len(voice.sayings),
            "undated": voice.undated,
            "coverage": voice.covered,
        }

    return {
        "subject": subject,
        "uid": uid,
        "text": text,
        "date": date,
        "from": iso(found.first) if found.first else None,
        "until": iso(found.last) if found.last else None,
        "languages": [language(voice) for voice in found.voices],
    }


def _told(row: Mapping[str, object]) -> str:
    languages = row["languages"]
    assert isinstance(languages, list)
    words = []
    for one in languages:
        lag = f"+{one['lag']}" if one["lag"] else "first" if one["lag"] == 0 else "told"
        words.append(f"{one['lang']} {lag if one['state'] == 'told' else one['state']}")
    return ", ".join(words)


_SILENCE = [
    Column("FIRST TOLD", 10, lambda row: row["from"] or "undated"),
    Column("LANGUAGES AND DAYS LATER", 60, _told, shrinks=True),
    Column("WHAT", 0, lambda row: row["text"]),
]
