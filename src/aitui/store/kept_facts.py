"""Facts that a person keeps: a bookmark on the telling that stands for one, with all the others beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from aitui.store import claim_quotes, workspace
from aitui.store.database import transaction
from aitui.store.rows import ClaimQuote


def keep(own: sqlite3.Connection, tellings: Sequence[ClaimQuote], note: str = "") -> str:
    """Keep a fact with its tellings and return the bookmark's uid.

    A fact that is kept with the same tellings already gets the note instead of a second bookmark.

    Args:
        tellings: the one that stands for the fact first; one at least.
    """
    with transaction(own):
        wanted = [quote.uid for quote in tellings]
        for uid, kept in _claims(own).items():
            if kept == wanted:
                if note:
                    workspace.note_bookmark(own, uid, note)
                return uid
        claim_quotes.keep(own, tellings)
        q = tellings[0]
        uid = workspace.insert_bookmark(
            own, q.corpus, q.article, q.version, q.start, q.end, q.exact, q.prefix, q.suffix, q.title, note
        )
        own.executemany(
            "INSERT INTO kept_telling VALUES(?, ?, ?)", [(uid, at, claim) for at, claim in enumerate(wanted)]
        )
    return uid


def tellings(own: sqlite3.Connection) -> dict[str, list[ClaimQuote]]:
    """Return bookmark -> the tellings of the fact that it keeps; nothing of bookmarks of passages."""
    kept = _claims(own)
    known = claim_quotes.by_uid(own) if kept else {}
    return {uid: [known[claim] for claim in claims] for uid, claims in kept.items()}


def _claims(own: sqlite3.Connection) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    sql = """SELECT k.bookmark, k.claim FROM kept_telling k JOIN bookmark b ON b.uid = k.bookmark
    WHERE b.deleted_at IS NULL ORDER BY k.bookmark, k.position"""
    for uid, claim in own.execute(sql):
        found.setdefault(uid, []).append(claim)
    return found
