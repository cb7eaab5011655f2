"""The keys of one person: the table of actions with what `[keys]` of the configuration changes."""

from __future__ import annotations

from collections.abc import Iterable

from aitui.config import KeyChange
from aitui.errors import ConfigError
from aitui.explorer.actions import ACTIONS, BY_NAME, Action, conflicts, key_name
from aitui.frozen import replace
from aitui.later import re

# As people write them -> as the table has them.
_NAMED = {
    **{name: name for name in ("escape", "enter", "tab", "shift+tab", "space", "backspace", "delete")},
    **{name: name for name in ("pageup", "pagedown", "home", "end", "up", "down", "left", "right")},
    "esc": "escape",
    "pgup": "pageup",
    "pgdn": "pagedown",
    " ": "space",
}
# Patterns; compiled when there are keys to read.
_CONTROL = r"(?:\^|ctrl\+)([a-z])"
_FUNCTION = r"f(?:[1-9]|1[0-2])"
# What a terminal sends for these is what it sends for Tab and Enter.
_SAME = {"i": "tab", "m": "enter"}


def remapped(changes: Iterable[KeyChange]) -> tuple[Action, ...]:
    """Return the table of actions with other keys.

    Raises:
        ConfigError: an action or a key is unknown, or a key would mean two things in one pane; the message
            names file and line.
    """
    changed: dict[str, KeyChange] = {}
    keys: dict[str, tuple[str, ...]] = {}
    for change in changes:
        if change.action not in BY_NAME:
            from difflib import get_close_matches

            near = get_close_matches(change.action, BY_NAME, n=1, cutoff=0.0)[0]
            raise ConfigError(f"{change.where}: there is no action “{change.action}”; did you mean “{near}”?")
        changed[change.action] = change
        keys[change.action] = tuple(dict.fromkeys(_key(key, change.where) for key in change.keys))
    actions = tuple(
        replace(action, keys=keys[action.name]) if action.name in keys else action for action in ACTIONS
    )
    for key, one, other in conflicts(actions):
        mine, theirs = (other, one) if other in changed else (one, other)
        raise ConfigError(
            f"{changed[mine].where}: {key_name(key)} is the key of “{theirs}” already; "
            f"give {theirs} another one in [keys], or choose another for {mine}"
        )
    return actions


def _key(written: str, where: str) -> str:
    """Return a key as the table has it."""
    if len(written) == 1 and written.isprintable() and written != " ":
        return written
    key = written.casefold()
    control = re.fullmatch(_CONTROL, key)
    if control is not None:
        letter = control[1].lower()
        return _SAME.get(letter, f"ctrl+{letter}")
    if key in _NAMED or re.fullmatch(_FUNCTION, key):
        return _NAMED.get(key, key)
    raise ConfigError(
        f"{where}: “{written}” is no key; one character, ^a to ^z, F1 to F12, or one of "
        f"{', '.join(name for name in _NAMED if name != ' ')}"
    )
