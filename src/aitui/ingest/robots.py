"""robots.txt: which pages of a site may be fetched by programs (RFC 9309)."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from aitui.frozen import frozen

# Bytes of the file that are read; the standard asks for at least these.
MAX_BYTES = 512 * 1024
_MOST_RULES = 2_000


@frozen
class Robots:
    """The rules of a site for us.

    Attributes:
        rules: the beginning of a path, with `*` and `$` as signs, and whether it is allowed.
    """

    rules: tuple[tuple[str, bool], ...] = ()

    def allow(self, path: str) -> bool:
        """Tell whether a path with its query may be fetched: the longest rule that fits decides."""
        path = _normal(path)
        if path == "/robots.txt":
            return True
        best, allowed = -1, True
        for pattern, verdict in self.rules:
            if _fits(pattern, path) and (len(pattern) > best or (len(pattern) == best and verdict)):
                best, allowed = len(pattern), verdict
        return allowed


NOTHING = Robots((("/", False),))


def parse(text: str, agent: str) -> Robots:
    """Return the rules of the groups that name an agent, else of those for all.

    Args:
        text: the file.
        agent: the name of the program in small letters, such as `aitui`.
    """
    groups: dict[str, list[tuple[str, bool]]] = {}
    names: list[str] = []
    begun = False
    for line in text.lstrip("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            if begun:
                names, begun = [], False
            names.append(value.lower())
            groups.setdefault(value.lower(), [])
        elif key in ("allow", "disallow"):
            begun = True
            for name in names:
                if value and len(groups[name]) < _MOST_RULES:
                    groups[name].append((_normal(value), key == "allow"))
    found = groups.get(agent, groups.get("*", []))
    return Robots(tuple(found))


def _normal(path: str) -> str:
    """Return a path with its letters encoded in one way."""
    return quote(unquote(path, errors="replace"), safe="/?&=*$;:@!'(),+~.-_%")


def _fits(pattern: str, path: str) -> bool:
    anchored = pattern.endswith("$")
    first, *rest = re.split(r"\*+", pattern.removesuffix("$"))
    if not path.startswith(first):
        return False
    at = len(first)
    for part in rest:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    if not anchored or at == len(path):
        return True
    # A sign before the end takes up the rest, so its last part must be the last of the path.
    return bool(rest) and path.endswith(rest[-1]) and len(path) - len(rest[-1]) >= at - len(rest[-1])
