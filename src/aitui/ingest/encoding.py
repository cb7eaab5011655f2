"""Bytes to text: which encoding was it, and is it text at all?"""

from __future__ import annotations

import codecs
import re

from aitui.analysis.language import identify
from aitui.frozen import frozen

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    # Before UTF-16: the mark of UTF-32 little-endian begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\xd0\xcf\x11\xe0", "an old office file"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "an RTF file"),
    (b"WARC/", "an archive of a crawler (WARC)"),
)
_CONTROLS = bytes((*range(0x07), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F))
_ASCII = bytes((*b"\t\n\r", *range(0x20, 0x7F)))
_PRINTABLE = re.compile(r"[\w\s.,;:!?\"'()«»—–%、。，：；？！“”‘’（）《》…-]")
_EAST_ASIA = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
# Detectors confuse these on short texts; `_cyrillic` tells them apart by the shape of words.
_CYRILLIC = ("cp1251", "koi8_u", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic")
_CYRILLIC_WORD = re.compile(r"\b(?:[А-ЯЁІЇЄҐЎ]?[а-яёіїєґў]+|[А-ЯЁІЇЄҐ]{2,8})\b")
_CYRILLIC_COMMON = re.compile("[оеаинтсрОЕАИНТСР]")
# Encodings of one script differ in few letters: the language decides.
_LATIN = frozenset(("cp1252", "cp1250", "iso8859_2", "iso8859_15", "cp1254", "cp1257", "cp437"))
_OF_LANGUAGE = {
    **dict.fromkeys(("cs", "sk", "pl", "hu", "ro", "hr", "sl", "bs", "sq"), "cp1250"),
    **dict.fromkeys(("lt", "lv", "et"), "cp1257"),
    "tr": "cp1254",
}
# The encodings that text without Unicode is met in; a longer list only adds wrong guesses.
_LEGACY = [
    *(*sorted(_LATIN), "cp1253", "cp1255", "cp1256", "iso8859_7", "iso8859_8", "iso8859_6"),
    *("gb18030", "big5", "cp932", "shift_jis", "euc_jp", "euc_kr", "iso2022_jp", "tis_620"),
]
# What the web means by them (https://encoding.spec.whatwg.org/#names-and-labels).
_WEB_LABELS = {
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk", "gb_2312-80"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "ksc5601"), "cp949"),
    **dict.fromkeys(("iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("tis-620", "iso-8859-11"), "cp874"),
    "x-mac-cyrillic": "mac_cyrillic",
}
_SAMPLE = 262_144
# Shares of bytes: more control characters than that are no text; fewer stray bytes than that do not
# make UTF-8 another encoding.
_MOST_CONTROLS = 0.03
_MOST_STRAYS = 0.02
# Text in no known encoding is read as damaged UTF-8 up to here: better some holes than no text.
_MOST_DAMAGE = 0.2


@frozen
class Decoded:
    """Text and the encoding it was read with, such as `utf-8`."""

    text: str
    encoding: str


class NotTextError(Exception):
    """The bytes are no text; the message says what they are and what to do.

    Args:
        message: goes on with the name of the input.
        kind: what they are, such as `an image`.
    """

    def __init__(self, message: str, kind: str = "a file of an unknown kind") -> None:
        super().__init__(message)
        self.kind = kind


class UndecodableError(NotTextError):
    """The bytes may be text, but no encoding fits."""


def decode(data: bytes, label: str | None = None) -> Decoded:
    """Return the bytes as text, newlines as they are, without a byte order mark.

    UTF-8 with some stray bytes stays UTF-8: each becomes U+FFFD and the rest is intact.

    Args:
        data: the bytes.
        label: the encoding that a server or the text itself names; it decides where the bytes do not say
            otherwise, since labels are wrong often.

    Raises:
        NotTextError: the bytes are no text, or no encoding fits.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(encoding, "replace"), encoding)
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise NotTextError(f"is {what}, not text; export it as plain text first", what)
    sample = data[:_SAMPLE]
    controls = _count(sample, _CONTROLS) > len(sample) * _MOST_CONTROLS
    # Multibyte encodings of East Asia may look like UTF-16 too, but hold no control bytes.
    latin = controls and _count(sample, _ASCII) > len(sample) * 0.8
    if controls and not latin and (wide := _wide_encoding(sample)):
        return Decoded(data.decode(wide, "replace"), wide)
    if controls or sample.count(0) > 8 + len(sample) // 500:
        raise NotTextError("is binary, not text; export it as plain text first", "a binary file")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    strays = text.count("\ufffd")
    foreign = sum(char > "\x7f" for char in text[:_SAMPLE]) - text[:_SAMPLE].count("\ufffd")
    if foreign > strays or (foreign and strays < len(data) * _MOST_STRAYS and foreign * 4 > strays):
        return Decoded(text, "utf-8")
    if label is not None and (labelled := _decode_labelled(data, label)):
        return labelled
    return _decode_legacy(data, text, strays)


def _count(data: bytes, which: bytes) -> int:
    return len(data) - len(data.translate(None, which))


def _decode_labelled(data: bytes, label: str) -> Decoded | None:
    """Return the text in the encoding that it is said to be in; None where it cannot be in it.

    Cyrillic is often labelled as another Cyrillic encoding, or as Latin: there its words decide.
    """
    try:
        encoding = codecs.lookup(_WEB_LABELS.get(label.lower().strip(), label)).name
        text = data.decode(encoding)
    except (LookupError, UnicodeError, ValueError):
        return None
    if encoding.startswith(("utf", "ascii")):
        return None
    single = encoding in _CYRILLIC or encoding.replace("-", "_") in (*_CYRILLIC, *_LATIN)
    if single and (cyrillic := _cyrillic(data[:_SAMPLE])) is not None:
        return Decoded(data.decode(cyrillic, "replace"), codecs.lookup(cyrillic).name)
    return Decoded(text, encoding)


def _wide_encoding(sample: bytes) -> str | None:
    """Return UTF-16 or UTF-32 of the byte order that makes the sample readable, None if neither does."""
    for encoding, width in (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2)):
        whole = sample[: len(sample) - len(sample) % width]
        text = whole.decode(encoding, "replace")
        if text and "\x00" not in text and _readable(text):
            return encoding
    return None


def _readable(text: str) -> bool:
    """Tell whether nearly all characters are letters of few scripts, blanks and common signs."""
    good = len(_PRINTABLE.findall(text))
    # Text read with the wrong byte order falls into dozens of blocks.  The scripts of East Asia are one.
    blocks = {"wide" if _EAST_ASIA.match(char) else ord(char) >> 8 for char in text if char.isalpha()}
    return good >= len(text) * 0.85 and len(blocks) <= 6


def _decode_legacy(data: bytes, utf8: str, strays: int) -> Decoded:
    sample = data[:_SAMPLE]
    if (cyrillic := _cyrillic(sample)) is not None:
        return Decoded(data.decode(cyrillic, "replace"), codecs.lookup(cyrillic).name)
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_LEGACY, threshold=0.3).best()
    if best is None:
        if strays < len(data) * _MOST_DAMAGE:
            return Decoded(utf8, "utf-8")
        raise UndecodableError("is in no encoding that could be recognised; convert it to UTF-8")
    encoding = best.encoding
    if encoding in _LATIN:
        encoding = _OF_LANGUAGE.get(identify(sample.decode("cp1252", "replace")), "cp1252")
    return Decoded(data.decode(encoding, "replace"), codecs.lookup(encoding).name)


def _cyrillic(sample: bytes) -> str | None:
    """Return the Cyrillic encoding in which the sample consists of well-formed words, None for none."""
    high = sum(byte > 0x7F for byte in sample)
    best, best_score = None, 0.0
    for encoding in _CYRILLIC:
        text = sample.decode(encoding, "replace")
        letters = "".join(_CYRILLIC_WORD.findall(text))
        common = len(_CYRILLIC_COMMON.findall(letters))
        # Greek, Hebrew and Arabic bytes look like words too, but their letters are not the usual ones.
        if len(letters) < high * 0.6 or common < len(letters) * 0.4:
            continue
        if (score := len(letters) + common / 2) > best_score:
            best, best_score = encoding, score
    return best
