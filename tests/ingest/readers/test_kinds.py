"""Which reader reads what."""

from __future__ import annotations

import io

import pytest
from read_bytes import items, reason

from aitui.errors import InputError
from aitui.ingest.readers import kinds
from aitui.ingest.readers.interface import Given, Raw, SkippedInputError

HTML = b"<!-- a -->\n<!DOCTYPE html><html><body>"


@pytest.mark.parametrize(
    ("data", "name", "reader"),
    [
        (HTML, "страница", "html"),
        (HTML, "страница.html", "html"),
        ("\ufeff<html>".encode("utf-16-le"), "страница", "html"),
        # What is called a text is read as it stands.
        (HTML, "как-писать.txt", "text"),
        (HTML, "страница.md", "markdown"),
        (b"<?xml version='1.0'?><rss version='2.0'>", "лента.html", "feed"),
        (b"<?xml version='1.0'?><!DOCTYPE rdf:RDF [<!ENTITY a 'b'>]><rdf:RDF>", "л", "feed"),
        (b"<?xml version='1.0'?><opml version='2.0'>", "ленты.xml", "opml"),
        (b'{"items": [], "version": "https://jsonfeed.org/version/1"}', "л.json", "json_whole"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": []}', "л.json", "json_feed"),
        (b"%PDF-1.7", "отчёт", "pdf"),
        (b"\x1f\x8b\x08\x00", "отчёт", "packed"),
        (b"PK\x03\x04", "отчёт", "archive"),
        (b"From: a@example.com\nMIME-Version: 1.0\nContent-Type: multipart/related\n\n", "п.eml", "mail"),
        ("Китай и США".encode(), "без имени", "text"),
        ("Китай и США".encode(), "a.html", "html"),
    ],
)
def test_the_first_bytes_and_the_name_tell(data: bytes, name: str, reader: str) -> None:
    assert kinds.kind_of(Raw(io.BytesIO(data), name, f"/{name}")).reader == reader


@pytest.mark.parametrize(
    ("data", "media_type", "reader"),
    [
        (HTML, "text/plain", "html"),
        (b"words", "text/html", "html"),
        (b"<rss version='2.0'>", "text/html", "feed"),
        (b'{"version": "https:\\/\\/jsonfeed.org/version/1"}', "application/json", "json_feed"),
        (b"words", "text/x-own", "text"),
        (b"words", None, "text"),
    ],
)
def test_a_server_tells_where_the_bytes_do_not(data: bytes, media_type: str | None, reader: str) -> None:
    raw = Raw(io.BytesIO(data), "a", "https://example.com/a.txt", media_type=media_type)
    assert kinds.kind_of(raw).reader == reader


@pytest.mark.parametrize("piece", [b"<!-- a -->", b"<!-- a --> \n", b"<?a b?>", b"<!DOCTYPE a>", b"<!---->"])
def test_however_much_stands_before_the_first_element_it_is_told_at_once(piece: bytes) -> None:
    """With a pattern that reads a comment in two ways this would not end in a lifetime."""
    for rest, reader in ((b"<body>", "html"), (b"words", "text")):
        raw = Raw(io.BytesIO(piece * 300 + rest), "a", "https://example.com/a", media_type="text/x-own")
        assert kinds.kind_of(raw).reader == reader


def test_what_a_server_calls_a_film_is_refused() -> None:
    assert "video/mp4" in reason(b"film", address="https://example.com/a", media_type="video/mp4")


def test_a_parser_that_fails_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    from aitui.ingest.readers import text

    def fail(raw: Raw, given: object) -> list[object]:
        raise ZeroDivisionError("нет")

    monkeypatch.setattr(text, "read", fail)
    assert "ZeroDivisionError" in reason("слова", "a.txt")


def test_only_what_nobody_asked_for_is_skipped() -> None:
    for named in (True, False):
        raw = Raw(io.BytesIO(b"\x89PNG\r\n"), "a.png", "/a.png", named=named)
        (found,) = kinds.read(raw, Given())
        assert isinstance(found, InputError)
        assert isinstance(found, SkippedInputError) is not named


def test_parts_of_programs_are_no_texts_of_a_folder() -> None:
    for met in (True, False):
        raw = Raw(io.BytesIO(b"body { color: red }"), "site/style.css", "/site/style.css", met=met)
        (found,) = kinds.read(raw, Given())
        assert isinstance(found, SkippedInputError) is met


def test_an_archive_of_a_crawler_is_named() -> None:
    assert "WARC" in reason(b"WARC/1.0\r\nWARC-Type: response\r\n", "a.warc")


@pytest.mark.parametrize(
    "name",
    [
        "a.txt",
        "a.html",
        "a.xml",
        "a.csv",
        "a.json",
        "a.jsonl",
        "a.md",
        "a.opml",
        "a.mht",
        "a.pdf",
        "a.gz",
        "a.zip",
        "a.eml",
    ],
)
@pytest.mark.parametrize(
    "data", [b"", b"\x00", b"\xff\xfe", b"<", b"{", b"[", b"\x89PNG\r\n\x1a\n", b"<rss", b"a,b\n"]
)
def test_scraps_never_raise(name: str, data: bytes) -> None:
    for found in items(data, name):
        assert "report it" not in str(found)
