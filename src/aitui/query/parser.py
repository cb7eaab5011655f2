"""Reading a search: one pass over its text, top down.

all    = any+                          what stands beside each other must all be met
any    = near ("OR" near)*             OR binds tighter, as search boxes have it: a OR b c is (a OR b) c
near   = one ("NEAR/n" one)*
one    = "-" one | "(" all ")" | field | ["=" | "~"] word | "phrase" | /pattern/
"""

from __future__ import annotations

import re

from aitui.errors import QueryError
from aitui.frozen import frozen, replace
from aitui.query import fields, regexes
from aitui.query.tree import And, Field, Near, Node, Not, Query, Regex, Term, conjunction, disjunction

# More is a pasted text, not a search; the full-text index would refuse it in words of its own.
_LONGEST = 1000
_MOST_TERMS = 50
_DEEPEST = 20
_FARTHEST = 99
_NEAR_BY = 10

_QUOTES = {'"': '"', "«": "»", "“": "”", "„": "“”"}
# Halves of characters, which no file can hold.
_HALF = re.compile("[\ud800-\udfff]")
_BLANK = re.compile(r"\s*")
_TOKEN = re.compile(r"[^\s()]+")
_WORD = re.compile(r'[^\s"«»“”„()]+')
_NEAR = re.compile(r"NEAR(?:/(\S*))?(?=[\s()]|$)")
# What stands around a word and is no part of it, as in a list: «Китай, США».  A full stop may be.
_AROUND = (
    r"[,;:?!…、。，；：！？·•'`’‘‹›\[\]{}<>|/\\_*^–—"
    r"\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_TRIMMED = re.compile(rf"^{_AROUND}+|{_AROUND}+$")
# A star behind a word, though a comma may stand behind it: «чип*, закон».
_STAR = re.compile(rf"[^\s*]\*{_AROUND}*$")
_EMPTY = re.compile(r"//(?=[\s)]|$)")
# A star before a letter, alone: in «**bold**» there are two.
_INNER_STAR = re.compile(r"(?<!\*)\*(?=\w)")
_PATTERN = re.compile(r"/((?:[^/\\]|\\.)+)/(?=[\s)]|$)", re.DOTALL)


def parse(text: str, *, typing: bool = False) -> Query:
    """Return the syntax tree of a search.

    Args:
        text: what was typed.
        typing: the reader is still typing: the last word counts as a prefix, and what may yet be closed or
            gone on with (a quotation mark, a bracket, a field, a lone minus) is not yet a mistake.

    Raises:
        QueryError: a mistake, with its position, the reason and what to do.
    """
    if len(text) > _LONGEST:
        raise QueryError(f"A search holds {_LONGEST} characters at most; look for a part of it", _LONGEST)
    text = _HALF.sub("\ufffd", text)
    parser = _Parser(text, typing)
    root = parser.all(_Context())
    parser.blank()
    if parser.at < len(text):
        raise QueryError("This bracket closes nothing; take it out or open one before it", parser.at)
    return Query(text, root)


@frozen
class _Context:
    """What the brackets around a place say.

    Attributes:
        field: name and operator of the field before them: `lang:(ru OR it)`.
    """

    field: tuple[str, str] | None = None
    depth: int = 0


class _Parser:
    """Stands at a place of the text."""

    def __init__(self, text: str, typing: bool) -> None:
        self.text = text
        self.typing = typing
        self.at = 0
        self._number = 0

    def all(self, context: _Context) -> Node | None:
        """Read up to a closing bracket or the end."""
        parts: list[Node] = []
        while self._more():
            found = self._any(context)
            if found is not None:
                parts.append(found)
        if parts and all(isinstance(part, Not) for part in parts) and not self.typing:
            raise QueryError("Say also what to find: a search cannot only leave out", parts[0].start)
        return conjunction(_flat(parts))

    def blank(self) -> None:
        """Go on to what is no blank."""
        match = _BLANK.match(self.text, self.at)
        assert match is not None
        self.at = match.end()

    def _more(self) -> bool:
        self.blank()
        return self.at < len(self.text) and self.text[self.at] != ")"

    def _any(self, context: _Context) -> Node | None:
        parts: list[Node] = []
        while True:
            while self._more() and self._take("OR", "|"):
                pass  # one with nothing before it says nothing
            if not self._more():
                break
            start = self.at
            found = self._near(context)
            self.blank()
            joined = self._take("OR", "|")
            if isinstance(found, Not):
                if parts or joined:
                    raise QueryError("What is left out stands by itself; take the OR beside it away", start)
                return found
            if found is not None:
                parts.append(found)
            if not joined:
                break
        return disjunction(parts)

    def _take(self, *words: str) -> bool:
        """Step over one of these words where it stands alone; tell whether it did."""
        match = _TOKEN.match(self.text, self.at)
        if match is None or match[0] not in words:
            return False
        self.at = match.end()
        return True

    def _near(self, context: _Context) -> Node | None:
        opening = _NEAR.match(self.text, self.at)
        if opening is not None and opening[1] is not None and context.field is None and not self.typing:
            raise QueryError("NEAR stands between two words or phrases; put one before it", self.at)
        found = self._one(context)
        terms: list[Term] = []
        distance = 0
        while True:
            self.blank()
            match = _NEAR.match(self.text, self.at)
            if match is None:
                break
            if not isinstance(found, Term) or found.fuzzy:
                raise QueryError("NEAR stands between two words or phrases; put one before it", self.at)
            unfinished = self.typing and match.end() == len(self.text) and not match[1]
            distance = max(distance, _NEAR_BY if unfinished else _distance(match))
            self.at = match.end()
            terms.append(found)
            if not self._more():
                if self.typing:
                    return _near(terms, distance)
                raise QueryError("NEAR stands between two words or phrases; put one after it", match.start())
            found = self._one(context)
            if not isinstance(found, Term) or found.fuzzy:
                raise QueryError("NEAR stands between two words or phrases; put one after it", match.start())
        return _near([*terms, found], distance) if terms and isinstance(found, Term) else found

    def _one(self, context: _Context) -> Node | None:
        """Read one item; None where nothing that can be found stands there."""
        text, start = self.text, self.at
        if self._take("AND"):
            return None
        if self._take("NOT") or text[start] == "-":
            self.at = max(self.at, start + (text[start] == "-"))
            return self._not(start, context)
        if text[start] == "(":
            return self._group(start, context)
        if context.field is not None:
            return self._value(*context.field, start, context)
        opened = fields.opening(text, start)
        if opened is not None:
            name, op, self.at = opened
            return self._value(name, op, start, context)
        if text[start] == "/" and text[start + 1 : start + 2].strip():
            return self._pattern(start)
        return self._term(start)

    def _not(self, start: int, context: _Context) -> Node | None:
        while self.text[self.at : self.at + 1] == "-":
            self.at += 1
        if self.text[start] == "-" and not self.text[self.at : self.at + 1].strip():
            return None  # a dash between words
        if not self._more():
            return None
        part = self._one(context)
        if isinstance(part, Not):
            raise QueryError("This leaves out what is left out; take one minus away", start)
        return None if part is None else Not(part, start, self.at)

    def _group(self, start: int, context: _Context) -> Node | None:
        if context.depth == _DEEPEST:
            raise QueryError(f"Brackets go {_DEEPEST} deep at most; take some away", start)
        self.at += 1
        found = self.all(replace(context, depth=context.depth + 1))
        if self.at < len(self.text):
            self.at += 1
        elif not self.typing:
            raise QueryError("This bracket is not closed; put a ) behind what belongs to it", start)
        return found

    def _value(self, name: str, op: str, start: int, context: _Context) -> Node | None:
        """Read the value of a field."""
        char = self.text[self.at : self.at + 1]
        if char == "(" and context.field is None and op == ":":
            return self._group(self.at, replace(context, field=(name, op)))
        if name == "title":
            if not char.strip() or char == ")":
                self._refuse_empty(name, start)
                return None
            if _PATTERN.match(self.text, self.at):
                raise QueryError("A pattern is looked for in titles too; write it without title:", start)
            found = self._term(start)
            return replace(found, title=True) if found is not None else None
        value_start = self.at
        value, closed = self._quoted_or_run()
        if not any(part.isalnum() for part in value):
            self._refuse_empty(name, start)
            return None
        self._count(start)
        typed = self.typing and self.at == len(self.text) and not closed
        value_start += self.text[value_start] in _QUOTES
        return Field(name, op, value, start, self.at, value_start, typed)

    def _refuse_empty(self, name: str, start: int) -> None:
        if not self.typing or self.at < len(self.text):
            example = "@China" if self.text[start] == "@" else fields.FIELDS[name]
            raise QueryError(f"Nothing stands behind this field; write for instance {example}", start)

    def _quoted_or_run(self) -> tuple[str, bool]:
        """Read a quoted value or one without blanks; tell whether it was quoted and closed."""
        if self.text[self.at : self.at + 1] in _QUOTES:
            return self._quoted()
        match = _TOKEN.match(self.text, self.at)
        if match is None:
            return "", False
        self.at = match.end()
        return match[0], False

    def _quoted(self) -> tuple[str, bool]:
        opening = self.at
        ends = [
            found for char in _QUOTES[self.text[opening]] if (found := self.text.find(char, opening + 1)) >= 0
        ]
        if not ends and not self.typing:
            raise QueryError("This quotation mark is not closed; put one behind the last word", opening)
        end = min(ends, default=len(self.text))
        self.at = min(end + 1, len(self.text))
        return self.text[opening + 1 : end], bool(ends)

    def _pattern(self, start: int) -> Node | None:
        match = _PATTERN.match(self.text, start)
        if match is None:
            if _EMPTY.match(self.text, start):
                raise QueryError("Nothing stands in this pattern; write for instance /GPT-\\d/", start)
            if not self.typing:
                raise QueryError(
                    "This pattern is not closed; put a / behind it, or quote the words to find them", start
                )
            self.at = len(self.text)
            return None
        self._count(start)
        regexes.check(match[1], start + 1)
        self.at = match.end()
        return Regex(match[1], start, self.at)

    def _term(self, start: int) -> Term | None:
        """Read a word or phrase; None where only punctuation stands."""
        text = self.text
        sign = text[self.at : self.at + 1]
        exact, fuzzy = sign == "=", sign == "~"
        self.at += exact or fuzzy
        if text[self.at : self.at + 1] in _QUOTES:
            inner, closed = self._quoted()
            star = text[self.at : self.at + 1] == "*"
            self.at += star
            prefix = star or (inner.endswith("*") if closed else inner[-1:].isalnum())
            inner = inner.rstrip("*") if closed else inner
            if not _has_word(inner):
                return None
            self._count(start)
            return Term(inner, start, self.at, phrase=True, prefix=prefix, exact=exact)
        match = _WORD.match(text, self.at)
        if match is None:  # a closing mark without its opening
            self.at += self.at < len(text) and not text[self.at].isspace() and text[self.at] not in "()"
            return None
        word = match[0]
        if inside := _INNER_STAR.search(word):
            raise QueryError(
                "A star stands at the end of a word: deep*; quote the words to find them, or write a "
                "pattern: /\\w+ing/",
                self.at + inside.start(),
            )
        self.at = match.end()
        prefix = _STAR.search(word) is not None
        word = _TRIMMED.sub("", word)
        word = word[:-1] if word.endswith(".") and word.count(".") == 1 else word
        if not _has_word(word):
            return None
        self._count(start)
        if self.typing and not prefix and self.at == len(text):
            # The caret is still in it: nothing, not even a blank, follows.
            return Term(
                word, start, self.at, prefix=not (exact or fuzzy), typed=True, exact=exact, fuzzy=fuzzy
            )
        return Term(word, start, self.at, prefix=prefix, exact=exact, fuzzy=fuzzy and not prefix)

    def _count(self, start: int) -> None:
        self._number += 1
        if self._number > _MOST_TERMS:
            raise QueryError(f"A search holds {_MOST_TERMS} words at most; look for a part of it", start)


def _distance(match: re.Match[str]) -> int:
    if match[1] is None:
        return _NEAR_BY
    if not match[1].isdecimal() or int(match[1]) > _FARTHEST:
        raise QueryError(
            f"NEAR takes a number of words up to {_FARTHEST}; write for instance NEAR/5", match.start()
        )
    return int(match[1])


def _near(terms: list[Term], distance: int) -> Node:
    return Near(tuple(terms), distance, terms[0].start, terms[-1].end) if len(terms) > 1 else terms[0]


def _flat(parts: list[Node]) -> list[Node]:
    """Return the parts with those of an inner `And` among them, since brackets around all say nothing."""
    return [inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,))]


def _has_word(text: str) -> bool:
    return any(char.isalnum() for char in text)
