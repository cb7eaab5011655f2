"""The gazetteer: which names are known, in which languages, and where they stand in a text.

The sources are the TOML files of `aitui.names`.  `inflection`, beside this file, turns them into one compiled
file with every form of every name, so that a running program needs no morphology and starts fast.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import islice, product, takewhile
from typing import Any, NamedTuple, cast, get_args

from aitui.analysis.language import LATIN_LANGUAGES
from aitui.analysis.naming.cues import word_set
from aitui.analysis.naming.linking import block_keys, ocr_key, same_name
from aitui.analysis.naming.tokens import Tokens, has_han, has_latin, words_of
from aitui.errors import AituiError
from aitui.frozen import frozen
from aitui.model import EntityType, MentionKind
from aitui.text.fold import fold
from aitui.text.fold import key as fold_key

LANGUAGES = ("en", "ru", "it", "zh", "de", "fr", "es", "uk", "pl", "pt")
COMPILED = "compiled.json"
# The lines there that stand before and behind the entities, and before the forms.
ENTITIES, END, FORMS = '"entities":{\n', "},\n", '"forms":{\n'
# Lines of forms that are read at a time.
_PIECE = 2000
# Names of this many letters or fewer are words of many languages: they count in exact case only.
EXACT_LETTERS = 3
# Languages that write the words of a name small but for the first («Белый дом»).
_ONE_CAPITAL = ("ru", "uk")
_FIELDS = frozenset(
    (
        "type",
        "subtype",
        "any",
        "parent",
        "adj",
        "not_after",
        "not_before",
        "needs",
        "doubtful",
        "exact",
        *LANGUAGES,
    )
)


@frozen
class Entity:
    """One known entity.

    Attributes:
        slug: stable key, the same in every language.
        name: canonical name (English, else the first Latin name).
        names: names by language; `any` holds those used as they are in every language.
        adjectives: adjectives and demonyms by language, dictionary form.
        parent: slug of maker, owner, family or country.
        not_after, not_before: folded beginnings of neighbouring words beside which a hit is no mention.
        needs: folded beginnings of words of which one must stand in the text.
        doubtful: names and adjectives to which `needs` applies; with none of them listed, it applies to all.
            Known while compiling only, later every reading tells it of itself.
        exact: letters must match case exactly.
    """

    slug: str
    type: EntityType
    subtype: str
    name: str
    names: Mapping[str, tuple[str, ...]]
    adjectives: Mapping[str, tuple[str, ...]]
    parent: str | None = None
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    exact: bool = False


class Reading(NamedTuple):
    """What one form may stand for.

    Attributes:
        slug: the entity.
        lang: language of the form, `*` for a name used in every language.
        kind: name or adj.
        case: the letters that must match exactly; `C` when only the first must be a capital; empty for any.
        end: sign that ends the form: a full stop may stand in the text («U.S.»), another must («AI+»).
        doubtful: the text must bear it out with what the entity needs.
    """

    slug: str
    lang: str
    kind: MentionKind
    case: str
    end: str
    doubtful: bool = False


class Hit(NamedTuple):
    """A known name in a text.

    Attributes:
        start, end: offsets in code points.
        first, last: first and last token, both included; -1 for Han names.
        key: the form that matched.
        otherwise: the entity meant where a doubtful one is not borne out.
        doubtful: see `Reading`.
    """

    start: int
    end: int
    first: int
    last: int
    entity: Entity
    kind: MentionKind
    key: str
    otherwise: Entity | None = None
    doubtful: bool = False


def key_of(name: str) -> str:
    """Return the key under which a form is kept: its folded tokens, joined by blanks."""
    return folded_han(name) if has_han(name) else " ".join(words_of(name))


def folded_han(name: str) -> str:
    """Return the key of a form with Han characters: folded, without blanks."""
    return fold_key(name).replace(" ", "")


def pack(reading: Reading) -> str:
    """Return a reading as the compiled file keeps it."""
    kind = reading.kind[0].upper() if reading.doubtful else reading.kind[0]
    return "|".join((reading.slug, reading.lang, kind, reading.case, reading.end))


@lru_cache(maxsize=1 << 15)
def _unpack(packed: str) -> tuple[Reading, ...]:
    """Return the readings of one form, packed and joined by blanks."""
    found = []
    for item in packed.split(" "):
        slug, lang, kind, case, end = item.split("|")
        found.append(Reading(slug, lang, "adj" if kind in "aA" else "name", case, end, kind.isupper()))
    return tuple(found)


def _table(where: str, slug: str, table: Mapping[str, Any]) -> Entity:
    unknown = set(table) - _FIELDS
    if unknown or table.get("type") not in get_args(EntityType):
        raise AituiError(f"{where}: [{slug}] has a wrong type or unknown fields {sorted(unknown)}")
    names = {lang: tuple(table[lang]) for lang in ("any", *LANGUAGES) if table.get(lang)}
    if not names:
        raise AituiError(f"{where}: [{slug}] has no name")
    name = next(names[lang][0] for lang in ("en", "any", *LANGUAGES) if lang in names)

    def folded(field: str) -> tuple[str, ...]:
        return tuple(fold(word) for word in table.get(field, ()))

    return Entity(
        slug=slug,
        type=cast(EntityType, table["type"]),
        subtype=str(table.get("subtype", "")),
        name=name,
        names=names,
        adjectives={lang: tuple(words) for lang, words in table.get("adj", {}).items()},
        parent=table.get("parent"),
        not_after=folded("not_after"),
        not_before=folded("not_before"),
        needs=folded("needs"),
        doubtful=tuple(table.get("doubtful", ())),
        exact=bool(table.get("exact", False)),
    )


def parse_sources(sources: Mapping[str, str]) -> dict[str, Entity]:
    """Read gazetteer files.

    Args:
        sources: TOML text by file name.

    Returns:
        Entities by slug, in the order of the files.

    Raises:
        AituiError: a slug stands twice, or a table has a wrong type, an unknown field or no name.
    """
    entities: dict[str, Entity] = {}
    for where, source in sorted(sources.items()):
        try:
            tables = tomllib.loads(source)
        except tomllib.TOMLDecodeError as error:
            raise AituiError(f"{where}: {error}") from error
        for slug, table in tables.items():
            if slug in entities:
                raise AituiError(f"{where}: [{slug}] stands in two places")
            entities[slug] = _table(where, slug, table)
    return entities


def read_sources() -> dict[str, str]:
    """Return the text of the packaged gazetteer files by name."""
    folder = files("aitui.names")
    return {
        item.name: item.read_text(encoding="utf-8")
        for item in folder.iterdir()
        if item.name.endswith(".toml")
    }


def digest(sources: Mapping[str, str]) -> str:
    """Return a fingerprint of gazetteer files, by which a stale compiled file is noticed."""
    content = "\0".join(f"{name}\0{text}" for name, text in sorted(sources.items()))
    return hashlib.sha256(content.encode()).hexdigest()


def _person_keys(name: str) -> list[tuple[str, str]]:
    """Return keys of a person's name: its first and last word, by sound."""
    words = name.split()
    return list(product(block_keys(words[0]), block_keys(words[-1])))


class Gazetteer:
    """Known entities and the forms of their names.

    Attributes:
        entities: by slug.
        forms: the readings of each key, packed and joined by blanks: what most texts never meet stays packed.
        families: slugs of products and companies whose name may be followed by a version.
    """

    def __init__(
        self,
        entities: Entities,
        forms: Mapping[str, str],
        listed: Iterable[str],
        scanned: Mapping[str, str],
        scanned_first: Iterable[str],
    ) -> None:
        """Take what the compiled file holds.

        Args:
            entities: by slug.
            forms: see above.
            listed: keys of the names with a comma inside.
            scanned: OCR key -> slug and name of the Latin names, with a blank between.
            scanned_first: OCR keys of their first words.
        """
        self.entities = entities
        self.forms = forms
        self._scanned = scanned
        self._scanned_first = frozenset(scanned_first)
        self._persons: dict[tuple[str, str], list[Entity]] | None = None
        self._words: frozenset[str] | None = None
        self._han: tuple[Any, list[str]] | None = None
        self._listed = frozenset(listed)
        self._listed_heads = frozenset(key.partition(" ")[0] for key in self._listed)
        # The first two words of the names in several, and how many words the longest has; first words alone.
        self._opening: dict[str, int] = {}
        opening = self._opening
        for key in forms:
            if " " in key:
                length = key.count(" ") + 1
                pair = key if length == 2 else key[: key.index(" ", key.index(" ") + 1)]
                if opening.get(pair, 0) < length:
                    opening[pair] = length
        self._first = frozenset(pair[: pair.index(" ")] for pair in opening)
        self._heads = self._first.union(key for key in forms if " " not in key)

    def readings(self, key: str) -> tuple[Reading, ...]:
        """Return what a key may stand for, in any language."""
        packed = self.forms.get(key)
        return _unpack(packed) if packed else ()

    def known(self, name: str, kind: MentionKind = "name") -> list[Entity]:
        """Return the entities that bear a name, in any language, without looking at its case."""
        slugs = dict.fromkeys(item.slug for item in self.readings(key_of(name)) if item.kind == kind)
        return [self.entities[slug] for slug in slugs]

    def english(self, name: str, lang: str) -> Entity | None:
        """Return the place that English calls so, for a language that has no names of its own here."""
        if lang in LANGUAGES:
            return None
        slugs = {
            item.slug
            for item in self.readings(key_of(name))
            if (item.lang, item.kind, item.case, item.doubtful) == ("en", "name", "C", False)
        }
        entity = self.entities[slugs.pop()] if len(slugs) == 1 else None
        return entity if entity and entity.type == "place" else None

    def knows(self, word: str) -> bool:
        """Say whether a word of letters, or of letters and digits, is a name or part of one."""
        if self._words is None:
            self._words = frozenset(part for key in self.forms for part in key.split(" ") if len(part) >= 3)
        key = key_of(word)
        return key in self.forms or (key in self._words and " " not in key)

    def scanned(self, ocr: str) -> tuple[str, str] | None:
        """Return slug and name of the Latin name that has this OCR key."""
        found = self._scanned.get(ocr)
        if found is None:
            return None
        slug, _, name = found.partition(" ")
        return slug, name

    def person(self, name: str) -> Entity | None:
        """Return the person whose Latin name a Cyrillic one transcribes («Говард Лутник»), if known."""
        if self._persons is None:
            self._persons = {}
            for entity in self.entities.persons():
                if has_latin(entity.name) and " " in entity.name:
                    for key in _person_keys(entity.name):
                        self._persons.setdefault(key, []).append(entity)
        near = {item.slug: item for key in _person_keys(name) for item in self._persons.get(key, ())}
        alike = [item for item in near.values() if same_name(name, item.name)]
        return alike[0] if len(alike) == 1 else None

    def opens_by_ocr_key(self, word: str) -> bool:
        """Say whether some Latin name begins with a word that a scanner may have read as this one."""
        return ocr_key(word) in self._scanned_first

    def match(self, tokens: Tokens, lang: str, refused: list[tuple[int, int]] | None = None) -> Iterator[Hit]:
        """Find the known names of a text, longest first at each place, without overlaps.

        Args:
            tokens: the text.
            lang: ISO 639-1 code; forms of other languages count where they are foreign to the script.
            refused: takes the token ranges of names that their neighbours rule out («долларов США»), so that
                no later rule takes them for unknown ones.

        Yields:
            Hits in order of `first` for spaced scripts, then those of Han names.
        """
        words, first, forms, opening = tokens.words, self._first, self.forms, self._opening
        behind, count = 0, len(words)
        # Most words are no name and begin none.
        heads = self._heads.intersection(words)
        for index in [at for at, word in enumerate(words) if word in heads]:
            if index < behind:
                continue
            limit = 1
            if words[index] in first and index + 1 < count:  # «New» begins many names, «New books» none
                limit = opening.get(f"{words[index]} {words[index + 1]}", 1)
            last, commas = index, words[index] in self._listed_heads
            while last + 1 < count and last - index + 1 < limit:
                if not (tokens.joined(last) or (commas and tokens.gap(last) == ", ")):
                    break
                last += 1
            while last >= index:
                key = words[index] if last == index else " ".join(words[index : last + 1])
                packed = forms.get(key)
                if packed and commas and key not in self._listed and "," in tokens.surface(index, last):
                    packed = None
                hit = self._choose(tokens, lang, index, last, key, packed, refused) if packed else None
                if hit is not None:
                    yield hit
                    break
                last -= 1
            behind = max(last, index) + 1
        if has_han(tokens.text):
            yield from self._match_han(tokens, lang)

    def _choose(
        self,
        tokens: Tokens,
        lang: str,
        first: int,
        last: int,
        key: str,
        packed: str,
        refused: list[tuple[int, int]] | None,
    ) -> Hit | None:
        start, end = tokens.starts[first], tokens.ends[last]
        if tokens.glued_left(first) or (tokens.glued_right(last) and not _plural(tokens, last)):
            return None
        capital = tokens.capital(first)
        surface = tokens.text[start:end]
        if first == last and _verb(tokens, first, lang):
            return None
        best: tuple[int, Reading] | None = None
        plain: tuple[int, Reading] | None = None
        readings = _unpack(packed)
        for reading in readings:
            if not self._fits(reading, lang, key):
                continue
            if reading.end not in ("", ".") and tokens.text[end : end + 1] != reading.end:
                continue
            if reading.case == "C":
                if not capital or (" " in key and not self._capitals(tokens, first, last, reading)):
                    continue
            elif reading.case and "".join(filter(str.isalnum, surface)) != reading.case:
                continue
            entity = self.entities[reading.slug]
            if not self._context(entity, tokens, first, last):
                if refused is not None:
                    refused.append((first, last))
                continue
            if reading.doubtful and entity.type == "place" and _in_longer_name(tokens, first, last, lang):
                continue
            rank = (
                4 * (reading.kind == "name" if capital else reading.kind == "adj")
                + 2 * (reading.lang == lang)
                + reading.doubtful
            )
            if best is None or rank > best[0]:
                best = (rank, reading)
            if not reading.doubtful and (plain is None or rank > plain[0]):
                plain = (rank, reading)
        if best is None:
            return None
        reading = best[1]
        ends = {item.end for item in readings if item.slug == reading.slug}
        if tokens.text[end : end + 1] in (ends if "." in ends else {reading.end} - {""}):
            end += 1
        otherwise = self.entities[plain[1].slug] if plain and plain[1].slug != reading.slug else None
        entity = self.entities[reading.slug]
        return Hit(start, end, first, last, entity, reading.kind, key, otherwise, reading.doubtful)

    @staticmethod
    def _fits(reading: Reading, lang: str, key: str) -> bool:
        if reading.lang in (lang, "*"):
            return True
        # English names stand in texts of every language; a single word only where Latin letters are foreign,
        # an acronym («EU») also where the language has no names of its own here.
        if reading.lang != "en" or reading.kind != "name" or not reading.case:
            return False
        if " " in key or lang not in LATIN_LANGUAGES:
            return True
        return lang not in LANGUAGES and reading.case != "C" and reading.case.isupper()

    @staticmethod
    def _capitals(tokens: Tokens, first: int, last: int, reading: Reading) -> bool:
        """At the start of a sentence one capital says nothing: another word must have one too."""
        if reading.lang in _ONE_CAPITAL or not tokens.initial(first) or tokens.all_caps(first):
            return True
        inner = [index for index in range(first + 1, last + 1) if tokens.words[index][0].isalpha()]
        return not inner or any(tokens.capital(index) for index in inner)

    @staticmethod
    def _context(entity: Entity, tokens: Tokens, first: int, last: int) -> bool:
        if entity.not_after and first > 0 and _beside(tokens.gap(first - 1)):
            before = tokens.words[first - 1]
            if any(before.startswith(word) for word in entity.not_after):
                return False
        if entity.not_before and last + 1 < len(tokens) and _beside(tokens.gap(last)):
            after = tokens.words[last + 1]
            if any(after.startswith(word) for word in entity.not_before):
                return False
        return True

    def _han_matcher(self) -> tuple[Any, list[str]]:
        """Return the Aho-Corasick automaton over the Han forms, built on first use, and its keys."""
        if self._han is None:
            from ahocorasick_rs import AhoCorasick, MatchKind

            keys = [key for key in self.forms if has_han(key)]
            self._han = (AhoCorasick(keys, matchkind=MatchKind.LeftmostLongest) if keys else None, keys)
        return self._han

    def _match_han(self, tokens: Tokens, lang: str) -> Iterator[Hit]:
        matcher, keys = self._han_matcher()
        if matcher is None:
            return
        text = tokens.folded
        for number, start, end in matcher.find_matches_as_indexes(text):
            key = keys[number]
            readings = self.readings(key)
            reading = next((item for item in readings if item.lang in (lang, "*")), readings[0])
            entity = self.entities[reading.slug]
            if key[-1].isascii() and end < len(text) and text[end].isascii() and text[end].isalnum():
                continue
            if key[0].isascii() and start > 0 and text[start - 1].isascii() and text[start - 1].isalnum():
                continue
            if any(text.startswith(word, end) for word in entity.not_before):
                continue
            if any(text.endswith(word, 0, start) for word in entity.not_after):
                continue
            yield Hit(start, end, -1, -1, entity, reading.kind, key, None, reading.doubtful)


# Forms of verbs that are also names, and small words that follow the verb and never the name.
_VERBS = {
    "it": (word_set("usa meta"), word_set("il lo la i gli le un uno una l questo questa")),
    "es": (word_set("llama meta"), word_set("la el los las un una a al mucho poderosamente")),
    "pt": (word_set("usa meta"), word_set("o a os as um uma uns umas este esta isto")),
}


def _verb(tokens: Tokens, index: int, lang: str) -> bool:
    """Say whether a word that opens a sentence is a verb there: «Usa un linguaggio», «Llama la atención»."""
    names, articles = _VERBS.get(lang, (frozenset(), frozenset()))
    return (
        tokens.words[index] in names
        and tokens.gap(index) == " "
        and tokens.words[index + 1] in articles
        and not tokens.capital(index + 1)
        and not tokens.all_caps(index)
        and tokens.initial(index)
    )


def _beside(gap: str) -> bool:
    """Say whether two words stand side by side, without a comma or the end of a sentence between."""
    return "\n" not in gap and not any(char in ",;:.!?()" for char in gap)


def _in_longer_name(tokens: Tokens, first: int, last: int, lang: str) -> bool:
    """Say whether a capitalised word stands beside a doubtful place: «Jordan Peterson», «Michael Jordan»."""
    joints = ("-",) if lang == "de" else (" ", "-")  # every German noun has a capital
    behind = tokens.gap(last) in joints and tokens.capital(last + 1)
    before = first > 0 and tokens.gap(first - 1) in joints and tokens.capital(first - 1)
    return behind or (before and not tokens.initial(first - 1))


def _plural(tokens: Tokens, last: int) -> bool:
    """A plural s glued to a number («H100s»)."""
    return (
        tokens.words[last + 1] == "s"
        and tokens.words[last][-1].isdigit()
        and not tokens.glued_right(last + 1)
    )


class Entities(Mapping[str, Entity]):
    """Entities made of the rows of a compiled file when they are asked for: a text names few of them.

    Args:
        rows: slug -> JSON.
    """

    def __init__(self, rows: Mapping[str, str]) -> None:
        self._rows = rows
        self._made: dict[str, Entity] = {}

    def __getitem__(self, slug: str) -> Entity:
        entity = self._made.get(slug)
        if entity is None:
            item = json.loads(self._rows[slug])
            entity = self._made[slug] = Entity(
                slug=slug,
                type=item["type"],
                subtype=item["subtype"],
                name=item["name"],
                names={lang: tuple(names) for lang, names in item["names"].items()},
                adjectives={lang: tuple(words) for lang, words in item.get("adj", {}).items()},
                parent=item.get("parent"),
                not_after=tuple(item.get("not_after", ())),
                not_before=tuple(item.get("not_before", ())),
                needs=tuple(item.get("needs", ())),
                exact=item.get("exact", False),
            )
        return entity

    def persons(self) -> Iterator[Entity]:
        """Yield the persons; nobody else is unpacked for it."""
        return (self[slug] for slug, row in self._rows.items() if row.startswith('{"type":"person"'))

    def __contains__(self, slug: object) -> bool:
        return slug in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def read_compiled(lines: Iterable[str]) -> Gazetteer:
    """Build a gazetteer from the lines of a compiled file, as `inflection.render` writes it.

    It is one JSON object, read in pieces: whole it takes 60 MB for a moment, and Python gives such memory
    back late or never.  The rows of entities, one a line, stay as they are until they are asked for.
    """
    lines = iter(lines)
    found = json.loads("".join(takewhile(ENTITIES.__ne__, lines)).rstrip(",\n") + "}")
    entities = {}
    for line in takewhile(END.__ne__, lines):
        slug, _, row = line.rstrip(",\n").partition(":")
        entities[slug.strip('"')] = row
    assert next(lines) == FORMS
    # Forms that mean the same share one string: there are four times as many as meanings.
    forms: dict[str, str] = {}
    while piece := "".join(islice(lines, _PIECE)).rstrip(",}\n"):
        for meaning, keys in json.loads(f"{{{piece}}}").items():
            forms.update(dict.fromkeys(keys, meaning))
    return Gazetteer(Entities(entities), forms, found["listed"], found["scanned"], found["scanned_first"])


@lru_cache(maxsize=1)
def load() -> Gazetteer:
    """Return the shipped gazetteer."""
    with files("aitui.names").joinpath(COMPILED).open(encoding="utf-8") as lines:
        return read_compiled(lines)
