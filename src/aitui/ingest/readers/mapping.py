"""The mapping file: which column of a table, or field of a JSON object, is the text, the title and so on.

text = ["lead", "body"]        # columns in their order, or one; `a.b` reaches into nested objects
title = "headline"
published = "date"
date_format = "%d.%m.%Y"       # where dates are not YYYY-MM-DD
url = "link"
delimiter = ";"                # where it is not seen from the first line

[fixed]                        # what holds for every row
source = "Пример"
lang = "ru"
"""

from __future__ import annotations

from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache

from aitui.config import expanded
from aitui.errors import InputError

# What an article may be told by.
FIELDS = ("text", "title", "url", "id", "published", "lang", "source", "author")
_SETTINGS = ("date_format", "delimiter", "fixed")
# What stands for a year in a form of `strptime`.
_YEARS = ("%Y", "%y", "%G", "%c", "%x")


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a mapping file says; by itself, columns are called as `FIELDS`.

    Attributes:
        columns: field to the columns that it is made of; the first that is filled, all of them for `text`.
        fixed: field to a value for every row without one.
        date_format: as of `strptime`; None where dates are ISO.
        delimiter: of columns; None to see it from the first line.
        given: whether there is a file.
    """

    columns: Table[str, tuple[str, ...]] = field(default_factory=lambda: {name: (name,) for name in FIELDS})
    fixed: Table[str, str] = field(default_factory=dict)
    date_format: str | None = None
    delimiter: str | None = None
    given: bool = False


@lru_cache(maxsize=4)
def load(path: str | None) -> Mapping:
    """Return what the mapping file says, the usual names of columns for None.

    Raises:
        InputError: it cannot be read, is no TOML, or names an unknown field.
    """
    if path is None:
        return Mapping()
    import tomllib

    try:
        values = tomllib.loads(expanded(path).read_text(encoding="utf-8-sig"))
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise InputError(path, f"the mapping cannot be read ({reason}); check the path") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(path, f"is no mapping: {error}") from None
    for name in values:
        if name not in (*FIELDS, *_SETTINGS):
            from difflib import get_close_matches

            near = get_close_matches(name, (*FIELDS, *_SETTINGS), n=1)
            hint = f"did you mean “{near[0]}”?" if near else f"there are {', '.join((*FIELDS, *_SETTINGS))}"
            raise InputError(path, f"unknown field “{name}”; {hint}")
    fixed = values.get("fixed", {})
    if not isinstance(fixed, dict) or not all(
        name in FIELDS and isinstance(value, str) for name, value in fixed.items()
    ):
        raise InputError(path, "[fixed] gives texts in quotation marks to fields of an article")
    columns = {name: _columns(path, name, values[name]) for name in FIELDS if name in values}
    if "text" not in columns:
        raise InputError(path, 'does not say which column is the text; write text = "COLUMN"')
    for name in ("date_format", "delimiter"):
        if name in values and not (isinstance(values[name], str) and values[name]):
            raise InputError(path, f"{name} must be a text in quotation marks")
    if len(values.get("delimiter", ";")) != 1:
        raise InputError(path, "delimiter must be one character")
    _check_date_format(path, values.get("date_format"))
    return Mapping(columns, fixed, values.get("date_format"), values.get("delimiter"), given=True)


def _check_date_format(path: str, form: str | None) -> None:
    """Raise `InputError` where no date can be read by a form: then the form is wrong, not the dates."""
    if form is None:
        return
    today = datetime.now(UTC)
    try:
        # Python itself is loath to read a day without a year.
        read = (
            any(sign in form for sign in _YEARS)
            and datetime.strptime(today.strftime(form), form).year == today.year
        )
    except ValueError:
        read = False
    if not read:
        raise InputError(path, f"date_format “{form}” tells no date; write it as in %d.%m.%Y")


def _columns(path: str, name: str, value: object) -> tuple[str, ...]:
    found = [value] if isinstance(value, str) else value
    if not isinstance(found, list) or not found or not all(isinstance(one, str) for one in found):
        raise InputError(
            path, f"{name} must be the name of a column in quotation marks, or several: [..., ...]"
        )
    return tuple(found)
