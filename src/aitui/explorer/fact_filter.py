"""What is typed to narrow the facts: fields that the corpus is asked for, and a text that rows must hold."""

from __future__ import annotations

import re

from aitui.explorer.facts import Fact
from aitui.frozen import frozen
from aitui.store.claims import ANY
from aitui.store.rows import ClaimFilter

FIELDS = ("measure", "unit", "lang", "source", "since", "until", "told", "disputed")
_FIELD = re.compile(rf"(?<!\S)({'|'.join(FIELDS)}):(?:[\"“«]([^\"”»]*)[\"”»]|(\S*))\s*", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@frozen
class FactFilter:
    """What narrows the facts.

    Attributes:
        claims: what the corpus is asked for.
        text: what rows must hold besides, as typed.
        told: by how many origins at least.
        disputed: only what another fact contradicts.
    """

    claims: ClaimFilter = ANY
    text: str = ""
    told: int = 0
    disputed: bool = False

    def keeps(self, fact: Fact) -> bool:
        """Tell whether a fact is told and disputed as is wanted; its text is not looked at."""
        return fact.origins >= self.told and (not self.disputed or fact.disputed > 0)


NOTHING = FactFilter()


def parse(typed: str) -> FactFilter:
    """Return what a filter means: `measure:revenue since:2024 told:2 китай`.

    A field without a value that can be meant narrows nothing, so that a filter may be typed in peace.
    """
    fields = {found[1].lower(): found[2] or found[3] or "" for found in _FIELD.finditer(typed)}
    since, until = _day(fields.get("since", ""), "01", "01"), _day(fields.get("until", ""), "12", "31")
    measure = re.sub(r"[ -]+", "_", fields.get("measure", "").lower())
    unit = fields.get("unit", "")
    claims = ClaimFilter(
        measured=measure or None,
        unit=(unit.upper() if len(unit) == 3 else unit) or None,
        lang=fields.get("lang", "").lower() or None,
        source=fields.get("source") or None,
        since=since,
        until=until,
    )
    told = fields.get("told", "")
    # `disputed:no` and the like narrow nothing.
    disputed = fields.get("disputed", "no").lower() not in ("no", "")
    return FactFilter(claims, _FIELD.sub("", typed).strip(), int(told) if told.isdecimal() else 0, disputed)


def _day(date: str, month: str, day: str) -> int | None:
    """Return a date as 20250107, what it leaves open filled in; None when it is none."""
    found = _DATE.fullmatch(date)
    return int(f"{found[1]}{found[2] or month}{found[3] or day}") if found else None
