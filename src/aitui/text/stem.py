"""Words as the full-text index and the search box see them.

The store indexes what this module returns and the query side asks with it, so that both always agree.
Stems serve search only; names are never stemmed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from aitui.text.fold import fold
from aitui.text.han import simplified

if TYPE_CHECKING:
    from collections.abc import Callable

# Scripts written without blanks between words: Han, kana, Thai, Lao, Burmese, Khmer; and Hangul, whose words
# carry their particles with them («서울을»).
_RUN = (
    "\u1100-\u11ff\uac00-\ud7a3"
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U000323af\u0e01-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff"
)
_RUN_WHOLE = f"[{_RUN}]+"
RUN = f"[{_RUN}]"
# A letter or digit of a word that is no run.
LETTER = f"[^\\W_{_RUN}]"
# A word keeps the marks that stand on its letters (stress, decomposed accents) and soft hyphens between them.
_SOFT_HYPHEN = "\u00ad"
_WORD = f"[{_RUN}]+|(?:(?![{_RUN}])[^\\W_][\u0300-\u036f{_SOFT_HYPHEN}]*)+"
# What is not as simple as `_PLAIN_WORD` takes it for, and the first of it.
_KNOTTY = f"[{_RUN}\u0300-\u036f{_SOFT_HYPHEN}]"
_PLAIN_WORD = "[^\\W_]+"
_FIRST_RUN = "\u0e01"
_FIRST_GREEK = "\u0370"
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_MARKS = re.compile(f"[\u0300-\u036f{_SOFT_HYPHEN}]")

_ALGORITHMS = {
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "ru": "russian",
}
_CYRILLIC = ("ru",)
_LATIN = ("en", "it", "fr", "de", "es")

# Shorter words have no ending to lose; shorter stems say nothing.
_SHORTEST_WORD = 4
_SHORTEST_STEM = 3

# Small words of three letters and more that stand in nearly every text of a language, bare.  A stem that is
# spelled like one says nothing there: «die» of died, «und», which a German stemmer makes of under.
_SMALL = {
    "cs": "ale byl byla bylo jako jeho jsou ktera ktere ktery nebo podle pri pro tak take",
    "da": "blev det den der efter eller fra han har hun ikke kan med men mod sig skulle som til var ved",
    "de": "als auch auf aus bei bin bis das dass dem den der des die dies doch durch ein fur gegen hat hier "
    "ich ihm ihn ihr ist kann man mehr mit muss nach nicht noch nur oder schon sehr sein sich sie sind soll "
    "uber und unter vom von vor wann war was wenn wer wie will wir wird zum zur",
    "en": "about after all also and any are been but can could for from had has have her here him his how "
    "into its just more most not one only other our out over she some such than that the their them then "
    "there they this very was were what when which who will with would you your",
    "es": "como con cuando del desde dos ella ellos entre era ese eso esta este fue han hasta hay las los "
    "mas muy nos para pero por que ser sin sobre son sus tambien todo una uno",
    "fr": "apres aussi aux avec ces cet cette comme dans des dont elle entre est ete etre ils les leur mais "
    "meme nous ont par pas plus pour que qui sans ses son sont sur tout une vous",
    "hr": "ali bila bio ili ima kao koja koje koji nije oko sam samo sto vec zbog",
    "it": "all alla alle anche che come con cui dal dalla dei del dell della delle dopo era essere gli loro "
    "nei nel nella non per piu quando questa questo solo sono stato sua sul suo tra una uno",
    "nl": "aan als bij dan dat deze die dit door een haar het hij hun kan maar met naar niet nog ook over "
    "uit van voor wat wel werd zijn",
    "no": "ble det den der eller etter fra han har hun ikke kan med men mot seg skal som til var ved",
    "pl": "ale byl byla czy dla jak jego jest juz lub nie oraz pod przez sie tak tego tym",
    "pt": "aos como das depois dos ela ele eles entre era esta foi isso mais mas mesmo nao nos para pela "
    "pelo por que sao sem ser seu sua tem uma com",
    "ro": "care cele din dupa este fost lui mai pentru prin sau sunt",
    "sv": "att blev dar den dess det efter eller ett for han har hon hur inte kan med mellan men mer mot nar "
    "och sedan sig ska skulle som till under upp var vara vid",
}


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """Compile when first asked: these classes take milliseconds, and the first screen has no need of them."""
    return re.compile(pattern)


def words(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield `(start, end, bare word)` for every word of the text.

    A run of Chinese, Japanese, Thai and the like is one word.  The bare word is what `bare` returns.
    """
    folded = fold(text)
    for match in _pattern(_WORD).finditer(folded):
        yield match.start(), match.end(), bare(match[0])


def has_capital(text: str, word: str) -> bool:
    """Tell whether a word, as `words` yields it, stands in a text with a capital."""
    found = _pattern(_WORD).finditer(fold(text))
    # Few words of a text have a capital, and only those are made bare.
    return any(text[match.start()].isupper() and bare(match[0]) == word for match in found)


@lru_cache(maxsize=1 << 13)
def bare(word: str) -> str:
    """Return the word folded, without soft hyphens, accents and marks on Latin and Greek letters; й stays.

    Han characters are simplified ones.

    This is what the index's own tokenizer makes of it, so that hits can be found again in the text.
    """
    folded = fold(word)
    if folded.isascii():
        return folded
    if is_run(folded):
        return simplified(folded)
    out: list[str] = []
    for char in _MARKS.sub("", folded):
        base = unicodedata.normalize("NFD", char)[0]
        out.append(base if base < "\u0400" else char)
    return "".join(out)


_ODD = (
    f"{_SOFT_HYPHEN}\u0300-\u036f\u2070-\u209f\u2100-\u2115\u2117-\u218f\u2460-\u24ff\u3200-\u33ff"
    "\ufb00-\ufb4f\U0001d400-\U0001d7ff"
)
_UNUSUAL = f"[{_RUN}{_ODD}]"
# Few ranges that leave out all of these are looked through three times as fast.
_COMMON = "[^\x00-\xac\xae-\u02ff\u0370-\u0e00\u2000-\u206f\u20a0-\u20cf\u2116]"
PLAIN, WITH_RUNS, KNOTTY = range(3)


def knots(text: str, end: int | None = None) -> int:
    """Tell how far the words of a text, up to `end`, are what `written` and `plain_words` tell of.

    `PLAIN`: all of them; `WITH_RUNS`: those that are no runs of unspaced script; `KNOTTY`: no one knows.
    """
    if text.isascii():
        return PLAIN
    end = len(text) if end is None else end
    first = _pattern(_COMMON).search(text, 0, end)
    first = first and _pattern(_UNUSUAL).search(text, first.start(), end)
    if first is None:
        return PLAIN
    return KNOTTY if _pattern(f"[{_ODD}]").search(text, first.start(), end) else WITH_RUNS


def is_knotty(text: str) -> bool:
    """Tell whether a text has words that `written` and `words_at` do not tell of."""
    return knots(text) != PLAIN


def plain_words(*, runs: bool = False) -> re.Pattern[str]:
    """Return what finds the words of a text that is not knotty; beside runs where it has any."""
    return _pattern(f"(?:(?![{_RUN}])[^\\W_])+" if runs else _PLAIN_WORD)


def words_at(text: str, places: Iterable[int]) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and bare word of the words that begin at places of a text that is not knotty."""
    for place in places:
        match = _pattern(_PLAIN_WORD).match(text, place)
        if match is not None:
            yield *match.span(), bare(match[0])


def words_from(text: str, place: int, number: int) -> list[str]:
    """Return some bare words of a text that is not knotty, from a place on."""
    found = _pattern(_PLAIN_WORD).finditer(text, place)
    return [bare(match[0]) for match in islice(found, number)]


# Letters as `bare` takes them -> a class of a regular expression for how they are written.
@cache
def _written() -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for code in (*range(0xC0, 0x250), *range(0x400, 0x530), *range(0x1E00, 0x2000), *range(0xFF10, 0xFF5B)):
        char = chr(code)
        if len(plain := bare(char)) == 1 and char.lower() != plain:
            found.setdefault(plain, []).append(char)
    return {plain: "".join(chars) for plain, chars in found.items()}


def written(letter: str) -> str:
    """Return a class of a regular expression for the ways in which a bare letter or digit is written."""
    return f"[{re.escape(letter)}{re.escape(letter.upper()[:1])}{_written().get(letter, '')}]"


def is_run(word: str) -> bool:
    """Tell whether the word is of a script written without blanks."""
    return _pattern(_RUN_WHOLE).fullmatch(word) is not None


def bigrams(run: str) -> list[str]:
    """Return the overlapping pairs of a run («人工智» -> 人工, 工智); a single character is its own pair."""
    return [run[i : i + 2] for i in range(max(1, len(run) - 1))]


def index_words(text: str) -> list[str]:
    """Return the folded words of a text, for `spell` and `forms`."""
    folded = fold(text).replace(_SOFT_HYPHEN, "")
    # Most texts have no runs and no marks, and are read three times as fast.
    if folded.isascii() or _pattern(_KNOTTY).search(folded) is None:
        return _pattern(_PLAIN_WORD).findall(folded)
    return _pattern(_WORD).findall(simplified(folded))


def spell(words: Iterable[str]) -> str:
    """Return what the index is given: words between blanks, runs of unspaced script as their bigrams.

    The index's tokenizer takes a whole run for one word; with bigrams any part of it is found.  It also knows
    another age of Unicode than Python; with words apart, both see the same ones.  It takes the accents off
    Latin letters itself, off Greek ones it does not.
    """
    return " ".join([word if word[0] < _FIRST_GREEK else _spelled(word) for word in words])


@lru_cache(maxsize=1 << 15)
def _spelled(word: str) -> str:
    if word[0] < _FIRST_RUN or not is_run(word):
        return bare(word) if _GREEK.match(word) else word
    return " ".join(bigrams(word))


@cache
def _stemmer(lang: str) -> Callable[[str], str]:
    import snowballstemmer

    stemmer = snowballstemmer.stemmer(_ALGORITHMS[lang])
    # It would keep ten thousand words of each language; `stem` keeps some of all together.
    stemmer.maxCacheSize = 0
    stem: Callable[[str], str] = stemmer.stemWord
    return stem


@lru_cache(maxsize=1 << 12)
def stem(word: str, lang: str) -> str:
    """Return the stem of a bare or folded word; the bare word itself where the language has no stemmer.

    Memoised: a corpus repeats its words, and the stemmer is slow beside everything else of indexing.
    """
    plain = bare(word)
    if (
        lang not in _ALGORITHMS
        or len(plain) < _SHORTEST_WORD
        or not plain.isalpha()
        or not _fits(plain, lang)
    ):
        return plain
    found = bare(_stemmer(lang)(fold(_MARKS.sub("", word))))
    return found if len(found) >= _SHORTEST_STEM else plain


def _fits(plain: str, lang: str) -> bool:
    """Tell whether a word is in the language's script: a Latin name in a Russian text is not stemmed."""
    cyrillic = "\u0400" <= plain[0] <= "\u052f"
    return cyrillic if lang in _CYRILLIC else plain[0] < "\u0250"


def forms(words: Iterable[str], lang: str) -> list[str]:
    """Return what the index holds beside the words themselves, sorted: stems that differ, tails of runs.

    The last character of a run begins no bigram; asked for alone it would be lost.
    """
    found = {_form(word, lang) for word in set(words)}
    found.discard("")
    return sorted(found)


@lru_cache(maxsize=1 << 15)
def _form(word: str, lang: str) -> str:
    """Return what the index holds of a word beside itself, nothing in most languages."""
    if word[0] >= _FIRST_RUN and is_run(word):
        return word[-1:] if len(word) > 1 else ""
    stemmed = stem(word, lang) if lang in _ALGORITHMS else ""
    return stemmed if stemmed and stemmed != bare(word) else ""


# What Arabic and Hebrew write together with the word behind it: and, the, in, to, from, that, like.
_ARABIC = ("", "ال", "وال", "بال", "لل", "فال", "كال", "و", "ب", "ل")
_HEBREW = ("", "ה", "ו", "וה", "ב", "וב", "ל", "ול", "מ", "מה", "ש", "שה", "כ")
_ARTICLE = re.compile("[وف]?(?:[بك]?ال|لل)(?=.{3})")


def _prefixed(plain: str) -> set[str]:
    """Return an Arabic or Hebrew word as it stands behind such small words.

    Of a typed word the Arabic article alone is taken off: all else may be a letter of the word itself.
    """
    if plain[0] <= "\u05ea":
        return {before + plain for before in _HEBREW} if len(plain) > 1 else set()
    plain = _ARTICLE.sub("", plain, count=1) if _ARTICLE.match(plain) else plain
    return {before + plain for before in _ARABIC} if len(plain) >= _SHORTEST_STEM else set()


def query_stems(word: str) -> set[str]:
    """Return the stems under which a typed word may stand, in every language of its script."""
    plain = bare(word)
    if not plain or is_run(plain):
        return set()
    if "\u05d0" <= plain[0] <= "\u064a":
        return _prefixed(plain) - {plain}
    langs = _CYRILLIC if "\u0400" <= plain[0] <= "\u052f" else _LATIN
    # The word with its accents first: «perché» and «perche» lose different endings.
    return {stem(form, lang) for lang in langs for form in (fold(word), plain)} - {plain}


@cache
def _small() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for lang, small in _SMALL.items():
        for word in small.split():
            found.setdefault(word, set()).add(lang)
    return {word: frozenset(langs) for word, langs in found.items()}


def is_small(word: str) -> bool:
    """Tell whether a bare word stands in nearly every text of some language."""
    return word in _small()


@cache
def roots_of_small(lang: str) -> frozenset[str]:
    """Return the stems of the small words of a language: «sol» of solo."""
    return frozenset(stem(word, lang) for word in _SMALL.get(lang, "").split())


def small_stems(word: str, stems: Iterable[str]) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Return the stems of a typed word that are small words somewhere, and the languages in which they count.

    Texts of other languages have such a word all the time, and mean another.

    Args:
        stems: of `query_stems`, or of other forms of the word.

    Returns:
        Of each the languages in which it is a form like others, and those whose small word it is itself:
        there it counts as the stem of longer words alone.
    """
    plain = bare(word)
    found = {one: _small()[one] for one in stems if one != plain and one in _small()}
    if not found:
        return {}
    made = {lang: {stem(form, lang) for form in (fold(word), plain)} for lang in _LATIN}
    known = {one for own in made.values() for one in own}
    langs = {one: {lang for lang in _LATIN if one in made[lang] or one not in known} for one in found}
    # German and Italian words hardly end so: «war» is no stem of wars.
    foreign = {"de", "it"} if plain.endswith("s") else set[str]()
    return {
        one: (frozenset(langs[one] - small), frozenset((langs[one] & small) - foreign))
        for one, small in found.items()
    }
