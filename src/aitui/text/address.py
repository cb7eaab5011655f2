"""Web addresses as people should see them: decoded, the host apart, and what is odd about it."""

from __future__ import annotations

import unicodedata
from urllib.parse import unquote_to_bytes, urlsplit

from aitui.frozen import frozen
from aitui.text.clean import clean_line

# Small letters of other scripts that look like a Latin one; of each script the usual typefaces' own.
_LATIN = {
    **dict(zip("аеѕіјорсухԁһԛԝѵӏ", "aesijopcyxdhqwvl", strict=True)),
    **dict(zip("αικνορυχγω", "aiknopuxyw", strict=True)),
    **dict(zip("օոսհցոյք", "onuhgnjp", strict=True)),
    "ı": "i", "ȷ": "j", "ɡ": "g", "ɑ": "a", "ℓ": "l",
}  # fmt: skip


@frozen
class Address:
    """A web address, told.

    Attributes:
        host: decoded; empty where the address is none of the web.
        shown: the whole address decoded and clean; what stands for a delimiter stays encoded.
        warnings: what is odd about the host, in words.
        openable: whether it may be handed to a browser.
    """

    host: str
    shown: str
    warnings: tuple[str, ...]
    openable: bool


def told(url: str) -> Address:
    """Return an address as people should see it."""
    shown = clean_line(_decoded(url))
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return Address("", shown, ("this is no address",), openable=False)
    if parts.scheme not in ("http", "https") or not host:
        return Address("", shown, (), openable=False)
    warnings = []
    name = ".".join(_label(label) for label in host.split("."))
    if name != host:
        warnings.append(f"{host} in the name system")
    # Under a domain of its own script a name deceives nobody: мост.рф.
    latin = name.rpartition(".")[2].isascii()
    warnings += [odd for label in name.split(".") if (odd := _odd(label, latin=latin))]
    if parts.username is not None:
        warnings.append(f"what stands before @ is no host: the host is {clean_line(name)}")
    if port is not None and port not in (80, 443):
        warnings.append(f"port {port}")
    if any(char.isspace() or not char.isprintable() for char in url) or "\\" in url:
        return Address(
            clean_line(name), shown, (*warnings, "it has characters that no address has"), openable=False
        )
    return Address(clean_line(name), shown, tuple(map(clean_line, warnings)), openable=True)


def _decoded(url: str) -> str:
    """Return the address with its percent signs read, where they stand for letters."""
    out, at = [], 0
    while at < len(url):
        end = at
        while url[end : end + 1] == "%" and _is_hex(url[end + 1 : end + 3]):
            end += 3
        if end == at:
            out.append(url[at])
            at += 1
            continue
        out.append(_letters(url[at:end]))
        at = end
    return "".join(out)


def _is_hex(digits: str) -> bool:
    return len(digits) == 2 and all(digit in "0123456789abcdefABCDEF" for digit in digits)


def _letters(encoded: str) -> str:
    """Return what a run of encoded bytes says, as it stands where that is not all letters beyond ASCII."""
    try:
        text = unquote_to_bytes(encoded).decode("utf-8")
    except UnicodeDecodeError:
        return encoded
    return "".join(
        char if char.isalnum() or (ord(char) > 0x7F and char.isprintable() and not char.isspace())
        else "".join(f"%{byte:02X}" for byte in char.encode())
        for char in text
    )  # fmt: skip


def _label(label: str) -> str:
    """Return a part of a host decoded, as it stands where its punycode is none."""
    if not label.casefold().startswith("xn--"):
        return label
    try:
        decoded = label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label
    return decoded if decoded.isprintable() else label


def _odd(label: str, *, latin: bool) -> str:
    """Return what may deceive in a part of a host, empty where nothing does.

    Args:
        latin: whether the host ends in Latin letters, such as `.com`.
    """
    scripts = {_script(char) for char in label if char.isalpha()} - {""}
    plain = "".join(_LATIN.get(char, char) for char in label.casefold())
    if "LATIN" in scripts and len(scripts) > 1 and not scripts <= {"LATIN", *_TOGETHER}:
        return f"“{label}” mixes letters of several scripts: {', '.join(sorted(map(str.title, scripts)))}"
    if latin and plain != label.casefold() and plain.isascii():
        return f"“{label}” is not “{plain}”, it only looks like it"
    return ""


# Scripts that Japanese and Korean write together with Latin letters.
_TOGETHER = {"CJK", "HIRAGANA", "KATAKANA", "HANGUL"}


def _script(char: str) -> str:
    """Return the script of a letter, as the names of Unicode begin; empty for a mark or modifier of all."""
    return (
        unicodedata.name(char, "").split(" ")[0].split("-")[0] if unicodedata.category(char) != "Lm" else ""
    )
