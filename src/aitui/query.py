"""The search language: text to a syntax tree.  No SQL here, and no way for typed text to reach it.

китай чип        both words, in any form
"export control" the words in this order
-nvidia          not this word
deep*            words that begin so
=model           this form only
a OR b           either
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from aitui.errors import QueryError


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or words in order.

    Attributes:
        text: as typed, without quotation marks and operators.
        start: code point offset into the query.
        phrase: True for quoted words, which are found in this form only.
        prefix: True to find words that begin with it.
        exact: True to find this form only.
        negated: True to leave out what has it.
        typed: True while it is being typed: other forms of it count beside the words it begins.
    """

    text: str
    start: int
    phrase: bool = False
    prefix: bool = False
    exact: bool = False
    negated: bool = False
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A search: every group must be met, a group by any one of its terms; `excluded` by none.

    Attributes:
        text: the query as typed.
        groups: terms joined by OR inside a group, groups joined by AND.
        excluded: terms that must be absent.
    """

    text: str
    groups: tuple[tuple[Term, ...], ...]
    excluded: tuple[Term, ...] = ()

    @property
    def empty(self) -> bool:
        """True when there is nothing to look for."""
        return not self.groups

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms to find and to light, in the order typed."""
        return tuple(term for group in self.groups for term in group)


# More is a pasted text, not a search; the full-text index would refuse it in words of its own.
_LONGEST = 1000
_MOST_TERMS = 50

_QUOTES = {'"': '"', "«": "»", "“": "”", "„": "“”"}
_TOKEN = re.compile(r"\S+")
_WORD = re.compile(r'[^\s"«»“”„]+')


def parse(text: str, *, typing: bool = False) -> Query:
    """Return the syntax tree of a search.

    Args:
        text: what was typed.
        typing: the reader is still typing: the last word counts as a prefix, and an open quotation mark
            or a lone minus is not yet a mistake.

    Raises:
        QueryError: an unclosed quotation mark, only words to leave out, or too much; with its position.
    """
    if len(text) > _LONGEST:
        raise QueryError(f"A search holds {_LONGEST} characters at most; look for a part of it.", _LONGEST)
    groups: list[list[Term]] = []
    excluded: list[Term] = []
    joined = False  # the word OR stood before the next term
    last: Term | None = None
    position = 0
    while match := _TOKEN.search(text, position):
        start = position = match.start()
        if match[0] in ("OR", "|"):
            joined, position = bool(groups), match.end()
            continue
        negated = text[position] == "-"
        position += negated
        exact = not negated and text[position : position + 1] == "="
        position += exact
        term, position = _term(text, position, start, negated=negated, exact=exact, typing=typing)
        if term is None:
            continue
        if sum(map(len, groups)) + len(excluded) == _MOST_TERMS:
            raise QueryError(f"A search holds {_MOST_TERMS} words at most; look for a part of it.", start)
        if negated:
            excluded.append(term)
        elif joined:
            groups[-1].append(term)
        else:
            groups.append([term])
        joined, last = False, term
    if typing and last is not None and _still_typed(text, last):
        _replace_last(groups, excluded, last)
    if excluded and not groups and not typing:
        raise QueryError("Say also what to find: a search cannot only leave out.", excluded[0].start)
    return Query(text, tuple(tuple(group) for group in groups), tuple(excluded) if groups else ())


def _term(
    text: str, position: int, start: int, *, negated: bool, exact: bool, typing: bool
) -> tuple[Term | None, int]:
    """Return the term at the position, None where only punctuation stands, and the position after it."""
    closing = _QUOTES.get(text[position : position + 1])
    if closing is not None:
        ends = [found for char in closing if (found := text.find(char, position + 1)) >= 0]
        if not ends and not typing:
            raise QueryError("This quotation mark is not closed.", position)
        end = min(ends, default=len(text))
        inner = text[position + 1 : end]
        after = min(end + 1, len(text))
        star = text[after : after + 1] == "*"
        prefix = star or (not ends and inner[-1:].isalnum())
        if not _has_word(inner):
            return None, after + star
        return Term(inner, start, phrase=True, prefix=prefix, negated=negated), after + star
    match = _WORD.match(text, position)
    if match is None:  # a closing mark without its opening
        return None, position + 1
    word = match[0]
    prefix = len(word) > 1 and word.endswith("*")
    word = word.rstrip("*")
    if not _has_word(word):
        return None, match.end()
    return Term(word, start, prefix=prefix, exact=exact, negated=negated), match.end()


def _has_word(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _still_typed(text: str, last: Term) -> bool:
    """Tell whether the caret is still in the last word: nothing, not even a blank, follows it."""
    return not last.phrase and text.endswith(last.text)


def _replace_last(groups: list[list[Term]], excluded: list[Term], last: Term) -> None:
    typed = Term(last.text, last.start, prefix=True, negated=last.negated, typed=True)
    target = excluded if last.negated else groups[-1]
    target[-1] = typed
