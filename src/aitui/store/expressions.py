"""Words to full-text expressions.

Only letters and digits of the typed words go into them, always inside quotation marks, so no text can be
taken for an operator.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product

from aitui.frozen import replace
from aitui.query import Near, Term
from aitui.text import known_sounds, lexemes, stem

# Words as they stand in a text; their forms are in a column of their own.
_WRITTEN = "{title body}"
# Letters of a word that is being typed from which on it counts as the beginning of others.
_BEGUN = 3
# Combinations of forms that are asked for at most in one NEAR.
_COMBINED = 200


def words_of(term: Term) -> list[str]:
    """Return the words of a term as the index has them."""
    return [word for _, _, word in stem.words(term.text)]


def begun(term: Term) -> Term:
    """Return a term that is being typed as it is asked for: with two letters it begins nothing yet.

    Half of all words begin with some two letters; to gather where these stand takes seconds.  A character of
    unspaced script says more.
    """
    found = words_of(term)
    if not (term.typed and term.prefix and found) or stem.is_run(found[-1]) or len(found[-1]) >= _BEGUN:
        return term
    return replace(term, prefix=False)


def inflected(term: Term, off: frozenset[str]) -> bool:
    """Tell whether other forms of a term count: of a single word that is not asked for as it stands."""
    alone = not (term.phrase or term.exact or (term.prefix and not term.typed))
    return alone and "form" not in off and len(words_of(term)) == 1


def stems(term: Term) -> set[str]:
    """Return the stems under which the forms of a term stand, where they count; of one still typed fewer."""
    word = _alone(term)
    found = stem.query_stems(word)
    return found if term.typed else found | lexemes.stems(word)


def _alone(term: Term) -> str:
    """Return the word of a term as it was typed, without the signs around it; no sign may reach the index."""
    found = [term.text[start:end] for start, end, _ in stem.words(term.text)]
    return found[0] if len(found) == 1 else term.text


def apart(asked: Term, off: frozenset[str] = frozenset()) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Return the stems of a term that count in some languages alone: `stem.small_stems`."""
    return stem.small_stems(_alone(asked), stems(asked)) if inflected(asked, off) else {}


def in_language(asked: Term, off: frozenset[str] = frozenset()) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the expressions of forms of a term that count in some languages alone, and in which."""
    for word, (whole, inner) in sorted(apart(asked, off).items()):
        if whole:
            yield f'({{title}} : "{word}")' if asked.title else f'"{word}"', whole
        if inner and not asked.title:
            yield f'(forms : "{word}")', inner


def heard(term: Term, off: frozenset[str]) -> list[tuple[str, ...]]:
    """Return the words of the index under which names stand that sound like a term in another script.

    Returns:
        Those of each part of a name that is typed without a blank (瓦伦蒂诺·罗西); none where one has none.
    """
    alone = not (term.phrase or term.exact or term.title or (term.prefix and not term.typed))
    parts = stem.words(term.text) if alone and "script" not in off else []
    found = [known_sounds.asked(word, term.text[start:end]) for start, end, word in parts]
    return found if all(found) else []


def term(
    asked: Term,
    off: frozenset[str] = frozenset(),
    *,
    forms: Iterable[str] = (),
    nearly: Iterable[str] = (),
) -> str | None:
    """Return the expression of a term, None when there is nothing to look for.

    Args:
        asked: the term.
        off: reasons that do not count.
        forms: other forms of the word, for a title: the index knows the stems of an article as a whole.
        nearly: words that are nearly the same.
    """
    found = words_of(asked)
    if not found:
        return None
    exact = _exact(asked, found)
    others: list[str] = []
    if inflected(asked, off):
        if asked.title:
            others += [f'{{title}} : "{form}"' for form in forms]
        else:
            # The word itself too: it may be the stem of what stands there.  A word that is its own stem is
            # among the words alone.
            plain = stem.bare(found[0])
            if not stem.is_run(plain):
                if "exact" in off or asked.prefix:
                    others.append(f'forms : "{plain}"')
                else:  # anywhere: the index is asked for it once
                    exact = f'"{plain}"'
            others += [f'"{other}"' for other in sorted(stems(asked) - {plain} - apart(asked, off).keys())]
    if (sound := sounding(asked, off)) is not None:
        others.append(sound)
    others += [f'{{{"title" if asked.title else "title body"}}} : "{other}"' for other in nearly]
    if "exact" in off:
        return f"(({' OR '.join(others)}) NOT {exact})" if others else None
    return f"({' OR '.join([exact, *others])})" if others else exact


def sounding(asked: Term, off: frozenset[str] = frozenset()) -> str | None:
    """Return the expression of the names that sound like a term in another script, None where none can."""
    parts = heard(asked, off)
    return f"({' AND '.join(map(_sounding, parts))})" if parts else None


def titles(asked: Term, off: frozenset[str], nearly: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the words any of which in a title is enough for the expression of a term, as the index has them.

    None for what is more than a word, or less.
    """
    found = words_of(asked)
    if "exact" in off or asked.title or asked.prefix or len(found) != 1:
        return ()
    if stem.is_run(found[0]):
        # Behind a vowel sign of Thai the index's tokenizer ends a word: it does not tell such pairs.
        return (found[0],) if len(found[0]) == 2 and found[0].isalnum() else ()
    others = stems(asked) - apart(asked).keys() if inflected(asked, off) else set[str]()
    return tuple(dict.fromkeys((stem.bare(found[0]), *sorted(others), *nearly)))


def _sounding(sounds: Iterable[str]) -> str:
    return "(" + " OR ".join(f'forms : "{sound}"' for sound in sounds) + ")"


def _exact(asked: Term, found: list[str]) -> str:
    where = "{title}" if asked.title else _WRITTEN
    if len(found) > 1 and stem.is_run(found[0]) and len(found[0]) == 1:
        # The end of a longer run is no word of the phrase: it is asked for beside it.
        begun = _string(found[:1], False)
        return f"({where} : {_string(found[1:], asked.prefix)} AND {begun})"
    string = _string(found, asked.prefix)
    # A single character is found among the forms too.
    anywhere = stem.is_run(found[-1]) and len(found[-1]) == 1 and not asked.title
    return f"({string})" if anywhere else f"({where} : {string})"


def near(asked: Near, forms: Sequence[Sequence[str]]) -> str | None:
    """Return the expression of terms near each other, None when there is nothing to look for.

    Args:
        asked: the terms.
        forms: of each term, the other forms that count, the most frequent first.
    """
    strings: list[list[str]] = []
    for one, others in zip(asked.terms, forms, strict=True):
        found = words_of(one)
        if found:
            strings.append([_string(found, one.prefix), *(f'"{other}"' for other in others)])
    if not strings:
        return None
    # The same number of forms of each, so that all combinations are few enough.
    each = max(1, int(_COMBINED ** (1 / len(strings))))
    title = any(one.title for one in asked.terms)
    combined = product(*(list(islice(options, each)) for options in strings))
    parts = [f"NEAR({' '.join(option)}, {asked.distance})" for option in combined]
    return f"({'{title}' if title else _WRITTEN} : ({' OR '.join(parts)}))"


def string(words: Sequence[str]) -> str:
    """Return the expression of words in this order, anywhere in an article."""
    return _string(words, False)


def _string(words: Sequence[str], prefix: bool) -> str:
    """Return the words in this order; a lone character of a run begins a pair, or is a tail in `forms`."""
    tokens = [token for word in words for token in (stem.bigrams(word) if stem.is_run(word) else [word])]
    prefix = prefix or (stem.is_run(words[-1]) and len(words[-1]) == 1)
    return f'"{" ".join(tokens)}"{" *" if prefix else ""}'
