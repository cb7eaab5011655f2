"""Web addresses as names of articles: without what only follows a reader around, so that one page is one."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Parameters that say where a reader came from and never which page it is.
_TRACKING = _words(
    "fbclid gclid gclsrc gbraid wbraid dclid msclkid twclid yclid ysclid ttclid li_fat_id igshid igsh srsltid"
    " mc_cid mc_eid _hsenc _hsmi __hstc __hssc hsctatracking mkt_tok wt.mc_id wickedid vero_id vero_conv"
    " oly_anon_id oly_enc_id _openstat s_cid icid ncid cmpid smid xtor spm from_rss fromrss _ga _gl ref_src"
    " ref_url"
)
_TRACKING_PREFIXES = (
    "utm_",
    "mtm_",
    "pk_",
    "piwik_",
    "at_medium",
    "at_campaign",
    "at_link",
    "at_bbc",
    "at_ptr",
    "ns_",
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SCHEME = re.compile(r"(?i)\s*(?:feed:(?://)?)?(?:https?:/*|[a-z][a-z0-9+.-]*://)?")
_BEHIND_HOST = re.compile(r"[/\\?#]")
# Longer than any that a server takes.
_LONGEST = 4_000


def web_address(text: object, base: str | None = None) -> str | None:
    """Return an address of the web as it names an article, None where it is none.

    Scheme and host in small letters, no default port, no fragment that only points into the page, no
    parameters of trackers, no name and password.

    Args:
        text: as it stood in a page, a feed or a table.
        base: what it is relative to.
    """
    if not isinstance(text, str) or not (text := text.strip()) or len(text) > _LONGEST:
        return None
    if any(char.isspace() or not char.isprintable() for char in text):
        return None
    try:
        parts = urlsplit(urljoin(base, text) if base else text)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or not host:
        return None
    place = f"[{host}]" if ":" in host else host
    if port is not None and port != _DEFAULT_PORTS[scheme]:
        place = f"{place}:{port}"
    query = "&".join(part for part in parts.query.split("&") if part and not _tracks(part.partition("=")[0]))
    # «#!/path» is the page itself where a script draws it.
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    return urlunsplit((scheme, place, parts.path or "/", query, fragment))


def _tracks(name: str) -> bool:
    name = name.lower()
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)


def without_password(name: str) -> str:
    """Return what was typed for an address without the name and password in it: those are kept nowhere."""
    found = _SCHEME.match(name)
    scheme = found[0] if found else ""
    if not scheme.strip():
        return name
    rest = name[len(scheme) :]
    host = _BEHIND_HOST.split(rest, maxsplit=1)[0]
    if "@" in host:
        return scheme + rest[host.rindex("@") + 1 :]
    # With a slash in it a password looks like a path; then what stands before is no host.
    return scheme + rest.rpartition("@")[2] if web_address(f"http://{rest}") is None else name


def host_of(url: str) -> str:
    """Return the host of a web address, with its port where it has one of its own."""
    parts = urlsplit(url)
    return parts.netloc.rpartition("@")[2].lower()
