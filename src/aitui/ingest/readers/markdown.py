"""Markdown: the words without their markup; headings and bullets keep their marks, which people read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from aitui.errors import InputError
from aitui.ingest.addresses import web_address
from aitui.ingest.encoding import decode
from aitui.ingest.readers.fields import any_date, one_line, plain
from aitui.ingest.readers.fragment import to_text
from aitui.ingest.readers.interface import Given, Raw
from aitui.model import Article

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_FRONT = re.compile(
    r"\ufeff?(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<head>.*?)\r?\n(?P=fence)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_VALUE = re.compile(r"""([\w-]+)[ \t]*[:=][ \t]*("(?:[^"\\]|\\.)*"|'[^']*'|\[[^\]\n]*\]|[^\n]*)""")


def read(raw: Raw, given: Given) -> Iterator[Article | InputError]:
    """Yield the article: its front matter says what it is, else its first heading."""
    decoded = decode(raw.whole(), raw.charset)
    front = _FRONT.match(decoded.text[:65_536])
    said = _front_matter(front["head"]) if front else {}
    body = decoded.text[front.end() :] if front else decoded.text
    text = plain(_plain(body))
    if not text:
        raise InputError(raw.name, "is empty; there is nothing to add")
    heading = re.match(r"# (.+)", text)
    url = web_address(
        said.get("canonical_url") or said.get("canonical") or said.get("url") or said.get("link")
    )
    yield Article(
        text=text,
        address=raw.address,
        title=one_line(said.get("title")) or (one_line(heading[1]) if heading else None),
        source=given.source or one_line(said.get("source") or said.get("publisher")),
        lang=given.lang or _language(said.get("lang") or said.get("language")),
        published=any_date(said.get("date") or said.get("published") or "") or given.published,
        url=raw.url or url,
        author=one_line(said.get("author") or said.get("authors")),
        encoding=decoded.encoding,
    )


def _front_matter(head: str) -> dict[str, str]:
    """Return the flat values of a front matter in YAML or TOML; nested ones are left out."""
    found: dict[str, str] = {}
    for line in head.splitlines():
        if match := _VALUE.match(line):
            value = match[2].strip().removeprefix("[").removesuffix("]")
            parts = (
                [part.strip().strip("\"'") for part in value.split(",")]
                if match[2].startswith("[")
                else [value]
            )
            found.setdefault(match[1].lower(), ", ".join(parts).strip("\"'").replace('\\"', '"'))
    return found


def _language(code: str | None) -> str | None:
    found = re.match(r"[A-Za-z]{2,3}(?=[-_]|\Z)", code or "")
    return found[0].lower() if found else None


def _plain(markdown: str) -> str:
    """Return the text, a blank line between blocks; items of a list and rows of a table follow each other."""
    from markdown_it import MarkdownIt

    blocks = _Blocks()
    for token in MarkdownIt("commonmark", {"maxNesting": 50}).enable("table").parse(markdown):
        blocks.take(token)
    return "".join(blocks.parts).strip("\n")


class _Blocks:
    """The blocks of a text as they are met."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        # The lists that are open: the next number of each, None for bullets.
        self._lists: list[int | None] = []
        self._mark = ""
        self._row: list[str] | None = None
        self._close = False

    def take(self, token: Token) -> None:
        """Take the next token of the parser."""
        match token.type:
            case "heading_open":
                self._mark = "#" * int(token.tag[1:]) + " "
            case "bullet_list_open":
                self._lists.append(None)
            case "ordered_list_open":
                self._lists.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
                self._close = bool(self._lists)
            case "list_item_open":
                number = self._lists[-1]
                self._mark = "  " * (len(self._lists) - 1) + ("- " if number is None else f"{number}. ")
                self._lists[-1] = None if number is None else number + 1
            case "tr_open":
                self._row = []
            case "tr_close":
                row, self._row = self._row or [], None
                self._put(f"| {' | '.join(row)} |", follows=True)
            case "table_close":
                self._close = False
            case "fence" | "code_block":
                self._put(token.content.rstrip("\n"))
            case "html_block":
                self._put(to_text(token.content))
            case "inline":
                self._inline(_words(token.children or ()))

    def _inline(self, words: str) -> None:
        if self._row is not None:
            self._row.append(words.replace("\n", " "))
            return
        self._put(self._mark + words if words else "", follows=bool(self._lists))
        self._mark = ""

    def _put(self, block: str, *, follows: bool = False) -> None:
        """Add a block; one that follows stands on the next line where the one before did so too."""
        if block.strip():
            self.parts += ["\n" if follows and self._close else "\n\n", block]
            self._close = follows


def _words(tokens: Sequence[Token]) -> str:
    """Return the words of a line: links as their text, pictures as what is said of them."""
    parts = []
    for token in tokens:
        match token.type:
            case "text" | "code_inline":
                parts.append(token.content)
            case "softbreak":
                parts.append(" ")
            case "hardbreak":
                parts.append("\n")
            case "image":
                parts.append(_words(token.children or ()))
            case _:
                pass
    return "".join(parts).strip()
