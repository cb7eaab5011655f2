"""Mentions: where a text speaks of an entity, known or not.

A cascade, from sure to less sure; what an earlier rule marked, a later one leaves alone.  Every mention
carries the name of its rule, so that a reader can see why a word is lit:

`gazetteer` a known name, `model` a version of a known model, `ocr` a known name that a scanner damaged,
`latin-run` Latin letters in a text of another script (or telling capitals), `capitalised` capitals with
evidence, `acronym` an acronym, `gloss` a name explained in brackets, `surname` part of a full name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from aitui.analysis import cues, gazetteer, linking, unknown, versions
from aitui.analysis.gazetteer import Entity, Gazetteer, Hit
from aitui.analysis.tokens import Tokens, has_cyrillic, has_han, has_latin, words_of
from aitui.model import Boilerplate, EntityType, Mention, MentionKind, Sentence

_LATIN_LANGUAGES = frozenset(
    (
        "en",
        "it",
        "de",
        "fr",
        "es",
        "pt",
        "nl",
        "pl",
        "sv",
        "da",
        "no",
        "fi",
        "cs",
        "sk",
        "hr",
        "ro",
        "hu",
        "tr",
    )
)
_CASED_LANGUAGES = _LATIN_LANGUAGES | {"ru", "uk", "bg", "sr", "be", "mk"}
_BRACKET = re.compile(r'["\' ]{0,3}\(')
_QUOTED = re.compile(r"[«“„\"]([^«»“”„\"\n]{8,180})[»”“\"]")


@dataclass(slots=True)
class _Found:
    """A mention in the making; tokens `first` to `last`, -1 for Han names."""

    start: int
    end: int
    first: int
    last: int
    slug: str
    name: str
    type: EntityType
    kind: MentionKind
    rule: str
    score: float
    parent: str | None = None
    key: str = ""


class _Finder:
    """The cascade over one text."""

    def __init__(self, tokens: Tokens, lang: str, known: Gazetteer) -> None:
        self.tokens = tokens
        self.lang = lang
        self.known = known
        self.taken = bytearray(len(tokens) + 1)
        self.found: list[_Found] = []

    # -- bookkeeping --------------------------------------------------------------------------------

    def _mark(self, found: _Found) -> None:
        self.found.append(found)
        if found.first >= 0:
            for index in range(found.first, found.last + 1):
                self.taken[index] = 1

    def _free(self, first: int, last: int) -> bool:
        return not any(self.taken[first : last + 1])

    def _add(
        self,
        first: int,
        last: int,
        slug: str,
        name: str,
        kind: EntityType,
        rule: str,
        score: float,
        *,
        ocr: bool = False,
        parent: str | None = None,
    ) -> _Found:
        tokens = self.tokens
        found = _Found(
            tokens.starts[first],
            tokens.ends[last],
            first,
            last,
            slug,
            name,
            kind,
            "ocr" if ocr else "name",
            rule,
            score,
            parent,
        )
        self._mark(found)
        return found

    def _add_entity(
        self, first: int, last: int, entity: Entity, rule: str, score: float, ocr: bool = False
    ) -> _Found:
        return self._add(first, last, entity.slug, entity.name, entity.type, rule, score, ocr=ocr)

    def run(self) -> list[_Found]:
        """Apply the rules in order."""
        self._gazetteer()
        self._works()
        self._versions()
        self._damaged()
        self._organizations()
        self._numbers_alone()
        if self.lang not in _LATIN_LANGUAGES:
            for span in unknown.latin_runs(self.tokens, self.taken):
                self._unknown(span)
        self._surnames()
        if self.lang in _CASED_LANGUAGES:
            for span in list(unknown.Capitals(self.tokens, self.lang, self.taken).spans()):
                if self._free(span.first, span.last):
                    self._unknown(span)
        self._glosses()
        if self.lang not in _LATIN_LANGUAGES:
            for span in list(unknown.acronyms(self.tokens, self.taken)):
                self._unknown(span)
        self._repeated()
        self._surnames()
        return self.found

    # -- known names --------------------------------------------------------------------------------

    def _gazetteer(self) -> None:
        refused: list[tuple[int, int]] = []
        hits = list(self.known.match(self.tokens, self.lang, refused))
        sure: set[str] = set()
        for hit in hits:
            if hit.entity.needs and (" " in hit.key or any(char.isdigit() for char in hit.key)):
                sure.add(hit.entity.slug)
        for hit in hits:
            entity = hit.entity
            if entity.needs and entity.slug not in sure and not self._needs(entity, hit):
                refused.append((hit.first, hit.last))
                continue
            if hit.first < 0:
                self._han(hit)
                continue
            kind = hit.kind
            if kind == "name" and entity.type == "place" and self._modifier(hit):
                kind = "adj"
            found = _Found(
                hit.start,
                hit.end,
                hit.first,
                hit.last,
                entity.slug,
                entity.name,
                entity.type,
                kind,
                "gazetteer",
                1.0,
                key=hit.key,
            )
            self._mark(found)
        for first, last in refused:
            for index in range(max(first, 0), last + 1):
                self.taken[index] = 1

    def _han(self, hit: Hit) -> None:
        tokens, entity = self.tokens, hit.entity
        self.found.append(
            _Found(
                hit.start, hit.end, -1, -1, entity.slug, entity.name, entity.type, hit.kind, "gazetteer", 1.0
            )
        )
        index = tokens.at(hit.start)
        while index < len(tokens) and tokens.starts[index] < hit.end:
            self.taken[index] = 1
            index += 1

    def _needs(self, entity: Entity, hit: Hit) -> bool:
        text = self.tokens.folded
        for word in entity.needs:
            for match in re.finditer(re.escape(word), text):
                start = match.start()
                apart = start == 0 or not text[start - 1].isalpha() or has_han(word)
                if apart and not hit.start <= start < hit.end:
                    return True
        return False

    def _modifier(self, hit: Hit) -> bool:
        """Say whether a bare acronym of a country modifies a noun: «restrizioni USA», «US restrictions»."""
        tokens = self.tokens
        surface = tokens.text[hit.start : hit.end].replace(".", "")
        if not (surface.isupper() and surface.isascii() and len(surface) <= 4):
            return False
        if self.lang == "de":
            return tokens.gap(hit.last) == "-"
        before = tokens.words[hit.first - 1] if hit.first and tokens.gap(hit.first - 1) == " " else ""
        if self.lang == "en":
            after = tokens.words[hit.last + 1] if tokens.gap(hit.last) in (" ", ". ", "-") else ""
            return (
                bool(after) and before != "the" and after not in cues.OPENERS and after not in _ENGLISH_VERBS
            )
        if self.lang in ("it", "fr", "es"):
            return (
                bool(before)
                and before not in cues.OPENERS
                and tokens.text[tokens.starts[hit.first - 1]].islower()
            )
        return False

    # -- versions of models -------------------------------------------------------------------------

    def _versions(self) -> None:
        for found in list(self.found):
            if found.first < 0 or found.kind == "adj":
                continue
            entity = self.known.entities.get(found.slug)
            company = found.type == "organization"
            if entity is None or not (found.type == "product" or company) or entity.subtype in _NO_VERSIONS:
                continue
            self._extend(found, entity, company)
        self._glued_families()

    def _extend(self, found: _Found, entity: Entity, company: bool) -> None:
        tokens = self.tokens
        tail = versions.tail(tokens, found.last, company)
        while tail.last > found.last and not self._free(found.last + 1, tail.last):
            # A known name begins inside («Claude Code», «GPT-4 Turbo R1»): it keeps its tokens.
            return
        if tail.last == found.last:
            return
        damaged = self._scanned(found.first, tail.last, found.last)
        if damaged is not None:
            target, last = damaged
            rest = versions.tail(tokens, last, False)
            self._grow(found, max(last, rest.last) if not rest.parts else last)
            found.slug, found.name, found.type = target.slug, target.name, target.type
            found.kind, found.rule, found.score = "ocr", "ocr", 0.9
            return
        self._grow(found, tail.last)
        if not tail.parts:
            return
        self._compose(found, entity, tail.parts)

    def _compose(self, found: _Found, entity: Entity, parts: tuple[str, ...]) -> None:
        slug = "-".join([entity.slug, *(linking.slug_of(part) for part in parts)])
        spelled = self.known.entities.get(slug) or self._same_parts(entity, parts)
        found.rule = "model"
        if spelled is not None:
            found.slug, found.name, found.type = spelled.slug, spelled.name, spelled.type
            return
        found.slug, found.type, found.score = slug, "product", 0.9
        found.name = " ".join([entity.name, *parts])
        found.parent = entity.slug
        parent = entity.parent and self.known.entities.get(entity.parent)
        if entity.type == "product" and parent and parent.type == "product" and entity.subtype == "model":
            found.parent = parent.slug

    def _same_parts(self, entity: Entity, parts: tuple[str, ...]) -> Entity | None:
        """Find the version in another order or under the maker's name («Qwen 72B 2.5»)."""
        for candidate in (f"{entity.name} {' '.join(parts)}", f"{entity.name} {' '.join(reversed(parts))}"):
            for known in self.known.known(candidate):
                return known
        return None

    def _grow(self, found: _Found, last: int) -> None:
        for index in range(found.last + 1, last + 1):
            self.taken[index] = 1
        found.last, found.end = last, self.tokens.ends[last]

    def _glued_families(self) -> None:
        """«DeepSeekV4»: a family whose version letter is written onto it."""
        tokens = self.tokens
        for index, word in enumerate(tokens.words):
            if (
                len(word) < 4
                or self.taken[index]
                or not tokens.glued_right(index)
                or tokens.glued_left(index)
            ):
                continue
            if (
                not tokens.words[index + 1][0].isdigit()
                or tokens.glued_right(index + 1)
                or self.taken[index + 1]
            ):
                continue
            written = tokens.surface(index, index)
            for entity in self.known.known(written[:-1]) if written[-1].isupper() else ():
                if entity.type in ("product", "organization"):
                    found = self._add_entity(index, index + 1, entity, "model", 0.9)
                    self._compose(found, entity, (tokens.surface(index, index + 1)[len(word) - 1 :],))
                    break

    def _numbers_alone(self) -> None:
        """«R1» alone is DeepSeek R1 where the text has named it in full, or after its maker in brackets."""
        tokens = self.tokens
        full: dict[str, _Found] = {}
        for found in self.found:
            if found.first < 0 or found.type != "product" or found.last - found.first < 2:
                continue
            if versions.model_number(tokens, found.last - 1) == found.last:
                full.setdefault(tokens.surface(found.last - 1, found.last), found)
        makers = {
            found.last: found for found in self.found if found.type == "organization" and found.first >= 0
        }
        for index in range(len(tokens)):
            if self.taken[index]:
                continue
            last = versions.model_number(tokens, index)
            if last is None or not self._free(index, last):
                continue
            maker = makers.get(index - 1)
            if maker is not None and tokens.gap(index - 1) == " (" and maker.slug in self.known.entities:
                entity = self.known.entities[maker.slug]
                added = self._add_entity(index, last, entity, "model", 0.85)
                tail = versions.tail(tokens, last, False)
                self._grow(added, tail.last)
                self._compose(added, entity, (tokens.surface(index, last), *tail.parts))
                continue
            model = full.get(tokens.surface(index, last))
            if model is not None and tokens.gap(last) != "-":
                self._add(index, last, model.slug, model.name, model.type, "model", 0.85, parent=model.parent)

    # -- damage -------------------------------------------------------------------------------------

    def _scanned(self, first: int, last: int, family: int) -> tuple[Entity, int] | None:
        """Read a model name as a scanner may have damaged it: «GPT-40» is GPT-4o unless a GPT-40 is known."""
        tokens = self.tokens
        for end in range(last, family, -1):
            surface = tokens.surface(first, end)
            if "." in surface or not tokens.words[end][0].isdigit():
                continue
            if self.known.known(surface):
                return None
            number = tokens.words[end]
            if len(number) == 2 and number.endswith("0"):
                target = _ocr_index(self.known).get(linking.ocr_key(surface))
                if target is not None:
                    return self.known.entities[target[0]], end
        return None

    def _damaged(self) -> None:
        tokens, index = self.tokens, 0
        count = len(tokens)
        while index < count:
            step = index + 1
            word = tokens.words[index]
            if not self.taken[index] and len(word) > 1 and word[0].isalpha() and not tokens.glued_left(index):
                written = tokens.surface(index, index)
                if word.isascii():
                    if tokens.capital(index) and _CONFUSED.search(written):
                        step = self._misread(index)
                elif has_cyrillic(word) and (linking.mixed_script(written) or _all_double(written)):
                    step = self._doubled(index)
            index = step
        self._zero_one()

    def _misread(self, first: int) -> int:
        """«OpenAl», «Liama»: Latin letters that a scanner confuses, towards a known name only."""
        tokens = self.tokens
        last = first
        while (
            last + 1 < len(tokens) and last - first < 3 and tokens.joined(last) and not self.taken[last + 1]
        ):
            last += 1
        index = _ocr_index(self.known)
        for end in range(last, first - 1, -1):
            if tokens.glued_right(end):
                continue
            surface = tokens.surface(first, end)
            slug, name = index.get(linking.ocr_key(surface), ("", ""))
            if not slug or not surface[0].isupper() or linking.exact_key(name) == linking.exact_key(surface):
                continue
            entity = self.known.entities[slug]
            found = self._add_entity(first, end, entity, "ocr", 0.9, ocr=True)
            if entity.type == "product":
                tail = versions.tail(tokens, end, False)
                if tail.last > end and self._free(end + 1, tail.last):
                    self._grow(found, tail.last)
                    if tail.parts:
                        self._compose(found, entity, tail.parts)
                        found.kind, found.rule = "ocr", "ocr"
            return found.last + 1
        return first + 1

    def _doubled(self, first: int) -> int:
        """«ОрenAI», «МАТН 500»: Cyrillic letters that look like Latin ones, or the other way round."""
        tokens = self.tokens
        last = first
        while (
            last + 1 < len(tokens) and last - first < 3 and tokens.joined(last) and not self.taken[last + 1]
        ):
            last += 1
        for end in range(last, first - 1, -1):
            surface = tokens.surface(first, end)
            for reading in _readings(surface):
                entities = [
                    entity
                    for entity in self.known.known(reading)
                    if not entity.needs and self._spelled(reading, entity)
                ]
                if entities:
                    self._add_entity(first, end, entities[0], "ocr", 0.85, ocr=True)
                    return end + 1
        return first + 1

    def _spelled(self, reading: str, entity: Entity) -> bool:
        """A name of few letters must be written as it is; others need their capital."""
        names = [name for group in entity.names.values() for name in group]
        letters = [char for char in reading if char.isalpha()]
        if len(letters) <= 4:
            key = gazetteer.key_of(reading)
            return any(
                gazetteer.key_of(name) == key and [char for char in name if char.isalpha()] == letters
                for name in names
            )
        return reading[0].isupper()

    def _zero_one(self) -> None:
        """«01» is o1 only in a table row beside OpenAI."""
        target = self.known.entities.get("o1")
        if target is None:
            return
        tokens = self.tokens
        for index, word in enumerate(tokens.words):
            if word != "01" or self.taken[index] or index == 0:
                continue
            before = tokens.text[tokens.ends[index - 1] : tokens.starts[index]]
            after = tokens.text[tokens.ends[index] : tokens.ends[index] + 1]
            maker = next(
                (item for item in self.found if item.last == index - 1 and item.slug == "openai"), None
            )
            if maker is not None and before == "\t" and after in ("\t", "\n", ""):
                self._add_entity(index, index, target, "ocr", 0.7, ocr=True)

    # -- longer names around known ones -------------------------------------------------------------

    def _organizations(self) -> None:
        """«MiniMax Group» is MiniMax; «Microsoft Research», «China Daily» are organisations of their own."""
        tokens = self.tokens
        foreign = self.lang not in _LATIN_LANGUAGES
        for found in list(self.found):
            if found.first < 0 or found.kind != "name" or found.type not in ("organization", "place"):
                continue
            last = found.last
            if not tokens.words[last][0].isascii() or tokens.words[last][0].isdigit():
                continue
            following = last + 1
            if tokens.gap(last) != " " or self.taken[following] or not tokens.capital(following):
                continue
            word = tokens.words[following]
            if found.type == "organization" and word in cues.SAME_ORGANIZATION:
                self._grow(found, following)
                if tokens.text[found.end : found.end + 1] == "." and word in ("inc", "corp", "ltd", "co"):
                    found.end += 1
            elif found.type == "organization" and word == "ai" and foreign:
                self._grow(found, following)
            elif word in cues.ORGANIZATION_TAILS:
                beyond = following + 1
                chained = (
                    beyond < len(tokens)
                    and tokens.gap(following) == " "
                    and tokens.capital(beyond)
                    and not foreign
                )
                if chained and tokens.words[beyond] not in cues.ORGANIZATION_TAILS:
                    continue
                end = beyond if chained else following
                parent = found.slug if found.type == "organization" else None
                self._grow(found, end)
                surface = tokens.surface(found.first, end)
                found.slug, found.name, found.type = linking.slug_of(surface), surface, "organization"
                found.rule, found.score, found.parent = "latin-run", 0.8, parent

    def _unknown(self, span: unknown.Span) -> _Found | None:
        if not self._free(span.first, span.last):
            return None
        surface = self.tokens.surface(span.first, span.last)
        entity = self._written(surface)
        if entity is not None:
            return self._add_entity(span.first, span.last, entity, span.rule, span.score)
        name = surface
        if span.type == "person" and has_cyrillic(surface):
            name = _nominative(surface)
        if span.type == "place" and has_cyrillic(surface):
            name = _place_name(surface)
        slug = linking.slug_of(name)
        if not slug:
            return None
        if slug in self.known.entities and span.type != self.known.entities[slug].type:
            slug = f"{slug}-{span.type}"
        elif slug in self.known.entities:
            return self._add_entity(span.first, span.last, self.known.entities[slug], span.rule, span.score)
        return self._add(span.first, span.last, slug, name, span.type, span.rule, span.score)

    def _written(self, surface: str) -> Entity | None:
        """Find a known name that differs in blanks or separators only («Step Fun», «Pitch-Book»)."""
        if not re.search(r"[\s\-·]", surface) or surface.isupper():
            return None
        entities = self.known.known(re.sub(r"[\s\-·]", "", surface))
        return entities[0] if entities and len(surface) >= 6 and not entities[0].needs else None

    # -- titles of works and laws -------------------------------------------------------------------

    def _works(self) -> None:
        """«законопроект S.321 «О разделении …»»: a quotation after a word that tells a law or a work."""
        tokens = self.tokens
        for match in _QUOTED.finditer(tokens.text):
            first, last = tokens.at(match.start(1)), tokens.at(match.end(1)) - 1
            if last - first < 1 or tokens.starts[first] != match.start(1) or not tokens.capital(first):
                continue
            covering = next((item for item in self.found if item.first <= first and item.last >= last), None)
            kind = self._title_cue(first)
            if covering is not None or kind is None or last - first > 25:
                continue
            self.found = [item for item in self.found if item.first < first or item.last > last]
            name = tokens.surface(first, last)
            slug = "-".join(linking.slug_of(name).split("-")[:8])
            self._add(first, last, slug, name, kind, "capitalised", 0.75)

    def _title_cue(self, first: int) -> EntityType | None:
        tokens = self.tokens
        for index in range(first - 1, max(first - 5, -1), -1):
            gap = tokens.gap(index).strip()
            if "\n" in tokens.gap(index) or gap not in ("", ".", '"', ':"', ': "'):
                return None
            kind = cues.cue_type(tokens.words[index], ("law", "work"))
            if kind is not None:
                return kind
            if tokens.words[index].startswith(_PROGRAMMES):
                return "work"
            if has_cyrillic(tokens.words[index]) and not self.taken[index] and not tokens.all_caps(index):
                return None
        return None

    # -- glosses ------------------------------------------------------------------------------------

    def _glosses(self) -> None:
        tokens = self.tokens
        folded = tokens.folded
        by_end = {found.end: found for found in self.found}
        by_first = {found.first: found for found in self.found if found.first >= 0}
        for match in re.finditer(r"\(", folded):
            opening = match.start()
            close = folded.find(")", opening, opening + 120)
            if close < 0:
                continue
            before = tokens.at(opening) - 1
            outside = next(
                (by_end[place] for place in range(opening, max(opening - 4, 0), -1) if place in by_end), None
            )
            if outside is not None and folded[outside.end : opening].strip(" \"'"):
                outside = None
            first = tokens.at(opening)
            if first >= len(tokens) or tokens.starts[first] >= close:
                continue
            last = tokens.at(close) - 1
            for index in range(first, last):
                if folded[tokens.ends[index]] in ",;/" or "," in tokens.gap(index):
                    last = index
                    break
            inside = by_first.get(first)
            if inside is not None and inside.last < last:
                continue
            self._gloss(outside, before, inside, first, last, opening)

    def _gloss(
        self, outside: _Found | None, before: int, inside: _Found | None, first: int, last: int, opening: int
    ) -> None:
        tokens = self.tokens
        surface = tokens.surface(first, last)
        if outside is not None:
            if inside is not None and inside.slug == outside.slug:
                return
            phrase = tokens.text[outside.start : outside.end]
            same = (
                linking.same_name(phrase, surface)
                or (outside.name != phrase and linking.same_name(outside.name, surface))
                or (_acronym(surface) and self._initials(outside, surface, phrase))
            )
            titles = (
                outside.type in ("law", "work")
                and inside is not None
                and inside.type in ("work", "organization")
            )
            if not (same or titles):
                return
            if inside is None:
                if self._free(first, last) and tokens.capital(first):
                    self._add(
                        first,
                        last,
                        outside.slug,
                        outside.name,
                        outside.type,
                        "gloss",
                        0.9,
                        parent=outside.parent,
                    )
                return
            self._join(outside, inside)
            return
        if before < 0:
            return
        if has_han(tokens.text[max(opening - 1, 0) : opening]):
            self._han_gloss(inside, first, last, opening)
            return
        if tokens.gap(before).strip(" \"'") != "(":
            return
        if _acronym(surface) or (inside is not None and inside.type != "product"):
            self._phrase(before, inside, first, last)

    def _initials(self, found: _Found, acronym: str, phrase: str) -> bool:
        entity = self.known.entities.get(found.slug)
        names = [phrase, found.name]
        if entity is not None:
            names += [name for group in entity.names.values() for name in group]
        return any(linking.initials_of(acronym, name) for name in names)

    def _join(self, one: _Found, other: _Found) -> None:
        """Make two mentions one entity; a known one wins, then the Latin one, which other texts share."""
        known_one, known_other = one.slug in self.known.entities, other.slug in self.known.entities
        if known_one and known_other:
            return
        winner, loser = (
            (one, other) if known_one or (not known_other and has_latin(one.name)) else (other, one)
        )
        kind = winner.type
        if not (known_one or known_other) and loser.type in ("law", "work", "person"):
            kind = loser.type
        slug = loser.slug
        for found in self.found:
            if found.slug == slug:
                found.slug, found.name, found.type, found.parent = (
                    winner.slug,
                    winner.name,
                    kind,
                    winner.parent,
                )
        loser.rule = "gloss"
        for found in self.found:
            if found.slug == winner.slug:
                found.type = kind

    def _phrase(self, before: int, inside: _Found | None, first: int, last: int) -> None:
        """«Бюро промышленности и безопасности (BIS)», «Bureau of Industry and Security (BIS)»."""
        tokens = self.tokens
        acronym = tokens.surface(first, last)
        start, best = before, None
        while start >= 0 and before - start < 12 and not self.taken[start]:
            if tokens.capital(start):
                phrase = tokens.surface(start, before)
                if _acronym(acronym) and linking.initials_of(acronym, phrase) and before > start:
                    best = start
                    break
                head = tokens.words[start].startswith(_HEADS)
                if has_cyrillic(phrase) and has_latin(acronym) and (head or _headed(tokens, start, before)):
                    best = start
            elif linking.same_name(tokens.surface(start, before), acronym) and tokens.capital(start):
                best = start
            if start == 0 or tokens.gap(start - 1) not in (" ", "-", "'"):
                break
            start -= 1
        if best is None:
            best = self._transliterated(before, acronym)
            if best is None:
                return
        phrase = tokens.surface(best, before)
        kind: EntityType = inside.type if inside is not None else "organization"
        if inside is not None:
            self._add(best, before, inside.slug, inside.name, kind, "gloss", 0.85, parent=inside.parent)
            return
        if not self._free(first, last) or not tokens.capital(first):
            return
        slug = linking.slug_of(acronym)
        if slug in self.known.entities:
            slug = linking.slug_of(phrase)
        self._add(best, before, slug, phrase, kind, "gloss", 0.85)
        self._add(first, last, slug, phrase, kind, "gloss", 0.85)

    def _transliterated(self, before: int, latin: str) -> int | None:
        """«Джастин Линь (Justin Lin)»: as many words before the bracket as in it, of one sound."""
        tokens = self.tokens
        size = len(re.findall(r"[^\W_]+", latin))
        start = before - size + 1
        if start < 0 or not has_latin(latin) or not self._free(start, before):
            return None
        phrase = tokens.surface(start, before)
        if has_latin(phrase) or not tokens.capital(start):
            return None
        if linking.same_name(phrase, latin) or linking.same_name(_nominative(phrase), latin):
            return start
        return None

    def _han_gloss(self, inside: _Found | None, first: int, last: int, opening: int) -> None:
        """«姚顺雨（Yao Shunyu）»: the characters before the bracket that read as the Latin name in it."""
        tokens = self.tokens
        latin = tokens.surface(first, last)
        for size in (2, 3, 4):
            han = tokens.text[opening - size : opening]
            if len(han) < size or any(
                item.start < opening and item.end > opening - size for item in self.found
            ):
                return
            if not linking.same_name(han, latin):
                continue
            if inside is None:
                if not self._free(first, last):
                    return
                inside = self._add(first, last, linking.slug_of(latin), latin, "person", "gloss", 0.85)
            self.found.append(
                _Found(
                    opening - size,
                    opening,
                    -1,
                    -1,
                    inside.slug,
                    inside.name,
                    inside.type,
                    "name",
                    "gloss",
                    0.85,
                    inside.parent,
                )
            )
            return

    # -- the same name again ------------------------------------------------------------------------

    def _repeated(self) -> None:
        """Mark every other occurrence of a name that some rule accepted once."""
        tokens = self.tokens
        names: dict[tuple[str, ...], _Found] = {}
        for found in self.found:
            if found.first >= 0 and found.slug not in self.known.entities and found.last - found.first < 12:
                for words in self._forms(found):
                    names.setdefault(words, found)
            elif found.first >= 0 and found.rule == "gloss":
                names.setdefault(tuple(tokens.words[found.first : found.last + 1]), found)
        if not names:
            return
        heads: dict[str, list[tuple[str, ...]]] = {}
        for words in names:
            heads.setdefault(words[0], []).append(words)
        for options in heads.values():
            options.sort(key=len, reverse=True)
        for index, word in enumerate(tokens.words):
            for words in heads.get(word, ()):
                last = index + len(words) - 1
                if tuple(tokens.words[index : last + 1]) != words or not self._free(index, last):
                    continue
                source = names[words]
                if source.type == "product" and len(words[0]) <= 2:
                    continue
                if not tokens.text[tokens.starts[index]].isupper() and tokens.text[source.start].isupper():
                    continue
                if source.rule == "acronym" and not tokens.all_caps(index):
                    continue
                if tokens.glued_left(index) or tokens.glued_right(last):
                    continue
                self._add(
                    index,
                    last,
                    source.slug,
                    source.name,
                    source.type,
                    source.rule,
                    source.score,
                    parent=source.parent,
                )
                break

    def _forms(self, found: _Found) -> Iterator[tuple[str, ...]]:
        tokens = self.tokens
        words = tuple(tokens.words[found.first : found.last + 1])
        yield words
        if found.type == "person" and has_cyrillic(words[0]) and has_cyrillic(found.name):
            from aitui.analysis.inflection import russian_person

            for form in russian_person(found.name):
                yield tuple(form.split())

    def _surnames(self) -> None:
        """A surname alone is the person whom the text has named in full."""
        tokens = self.tokens
        owners: dict[str, list[_Found]] = {}
        for found in self.found:
            if found.type != "person":
                continue
            for form in self._surname_forms(found):
                known = owners.setdefault(form, [])
                if not known or known[-1].slug != found.slug:
                    known.append(found)
        if not owners:
            return
        for index, word in enumerate(tokens.words):
            people = owners.get(word)
            if people is None or self.taken[index] or not tokens.capital(index) or tokens.heading(index):
                continue
            if self._in_longer(index):
                continue
            before = [item for item in people if item.start < tokens.starts[index]]
            person = max(before, key=lambda item: item.start) if before else people[0]
            if not before and tokens.initial(index):
                continue
            self._add(index, index, person.slug, person.name, "person", "surname", 0.9, parent=person.parent)

    def _in_longer(self, index: int) -> bool:
        """Say whether a capitalised word of no known name stands right beside («Jerry Lin», «Lin Motors»)."""
        tokens = self.tokens
        for left, other in ((index - 1, index - 1), (index, index + 1)):
            if not 0 <= other < len(tokens) or tokens.gap(left) not in (" ", "-") or self.taken[other]:
                continue
            word = tokens.words[other]
            if (
                tokens.capital(other)
                and word[0].isalpha()
                and word not in cues.NOT_NAMES
                and word not in cues.OPENERS
                and not tokens.initial(other)
            ):
                return True
        return False

    def _surname_forms(self, found: _Found) -> Iterator[str]:
        entity = self.known.entities.get(found.slug)
        names = [" ".join(self.tokens.words[found.first : found.last + 1])] if found.first >= 0 else []
        if entity is not None:
            if found.rule == "surname":
                return
            for lang, group in entity.names.items():
                if lang in ("any", "en", self.lang):
                    names.extend(group)
        else:
            names.append(found.name)
        for name in names:
            words = re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", name)
            if len(words) < 2 or has_han(name):
                continue
            chinese = linking.chinese_person(words)
            surname = words[0] if chinese else words[-1]
            if len(surname) < 2 or "-" in surname or "'" in surname:
                continue
            yield from _surname(surname)


@lru_cache(maxsize=4096)
def _surname(surname: str) -> tuple[str, ...]:
    low = " ".join(words_of(surname))
    if not has_cyrillic(low):
        return (low,)
    from aitui.analysis.inflection import russian_person

    return tuple({" ".join(words_of(form)) for form in russian_person(surname)} | {low})


_NO_VERSIONS = frozenset(("newspaper", "magazine", "agency", "ministry", "university", "fund", "bank"))
_ENGLISH_VERBS = cues.word_set(
    """
    is are was were has have had will would can could may might must should does do did said says and or to in of
    on at by for from with than since after before as that which who when while if but nor
    """
)
# Words before the quoted title of a programme.
_PROGRAMMES = cues.word_tuple(
    "инициатив программ проект iniziativ programma initiative programme iniciativa programa"
)
_CONFUSED = re.compile("[Il1i0O|]")
_HEADS = cues.word_tuple(
    """
    бюро министерств агентств комитет институт университет академи центр совет фонд ассоциаци управлени служб
    комисси лаборатори организаци федераци корпораци департамент школ союз группа общество палата
    """
)


def _headed(tokens: Tokens, first: int, last: int) -> bool:
    """Say whether a phrase begins with a word such as институт, adjectives before it let pass."""
    for index in range(first, min(first + 3, last + 1)):
        word = tokens.words[index]
        if word.startswith(_HEADS) or word.rpartition("-")[2].startswith(_HEADS):
            return True
    return False


def _acronym(surface: str) -> bool:
    return 2 <= len(surface) <= 8 and surface.isupper() and surface.isalpha()


def _all_double(word: str) -> bool:
    """Say whether a Cyrillic word of two capitals or more has a Latin double for every letter («МоЕ»)."""
    return sum(char.isupper() for char in word) >= 2 and linking.latin_look_alike(word) is not None


def _readings(surface: str) -> list[str]:
    """Return what a word of look-alike letters may be."""
    readings = []
    if linking.mixed_script(surface):
        readings += [linking.unmix(surface), linking.to_cyrillic(surface)]
    else:
        latin = linking.latin_look_alike(surface)
        if latin is not None:
            readings.append(latin)
    return [reading for reading in readings if reading != surface and not linking.mixed_script(reading)]


def _nominative(name: str) -> str:
    """Return a Russian person's name in the nominative, read off the case of the given name."""
    words = name.split()
    given = words_of(words[0])[0]
    if given in cues.GIVEN_NAMES or len(words) < 2:
        if linking.chinese_person(words):
            return name
        return _chinese_nominative(words) or name
    for end in ("ом", "ем", "а", "у", "е", "я", "ю"):
        stem = given[: -len(end)]
        if given.endswith(end) and (stem in cues.GIVEN_NAMES or stem + "й" in cues.GIVEN_NAMES):
            first = words[0][: -len(end)] + ("" if stem in cues.GIVEN_NAMES else "й")
            rest = [_strip_case(word) if word[0].isupper() else word for word in words[1:]]
            return " ".join([first, *rest])
    for end in ("ой", "ы", "и", "е", "у", "ей", "ю"):
        stem = given[: -len(end)]
        if given.endswith(end) and stem + "а" in cues.GIVEN_NAMES:
            rest = [
                re.sub("(?:ов|ев|ин)(?:ой|у)$", lambda match: match.group()[:2] + "а", word)
                for word in words[1:]
            ]
            return " ".join([words[0][: -len(end)] + "а", *rest])
    return _chinese_nominative(words) or name


def _place_name(surface: str) -> str:
    from aitui.analysis.inflection import place_name

    lemma: str | None = place_name(words_of(surface)[0])
    return lemma.capitalize() if lemma else surface


def _strip_case(word: str) -> str:
    for end, base in (("ского", "ский"), ("скому", "ский"), ("ским", "ский"), ("ском", "ский")):
        if word.endswith(end):
            return word[: -len(end)] + base
    for end in ("ым", "ом", "ем", "а", "у", "е"):
        stem = word[: -len(end)]
        if word.endswith(end) and len(stem) >= 2 and stem[-1].lower() not in "аеёиоуыэюя":
            return stem
    for end, base in (("я", "ь"), ("ю", "ь"), ("ем", "ь")):
        if word.endswith(end) and len(word) > 3 and word[-2].lower() not in "аеёиоуыэюя":
            return word[: -len(end)] + base
    return word


def _chinese_nominative(words: list[str]) -> str | None:
    for end in ("а", "у", "ом", "ем", "е", "я", "ю"):
        if words[-1].endswith(end):
            for base in ("", "ь", "й"):
                candidate = [*words[:-1], words[-1][: -len(end)] + base]
                if linking.chinese_person(candidate):
                    return " ".join(candidate)
    return None


_OCR: dict[int, tuple[Gazetteer, dict[str, tuple[str, str]]]] = {}


def _ocr_index(known: Gazetteer) -> dict[str, tuple[str, str]]:
    """Return OCR key -> slug and name of the Latin names; built on first use, few texts are scans."""
    cached = _OCR.get(id(known))
    if cached is not None and cached[0] is known:
        return cached[1]
    index: dict[str, tuple[str, str]] = {}
    for entity in known.entities.values():
        for group in entity.names.values():
            for name in group:
                key = linking.ocr_key(name)
                if (
                    len(key) >= 5
                    and name[0].isupper()
                    and has_latin(name)
                    and "." not in name
                    and not has_han(name)
                ):
                    index.setdefault(key, (entity.slug, name))
    _OCR[id(known)] = (known, index)
    return index


def _masked(text: str, boilerplate: Sequence[Boilerplate]) -> str:
    """Return the text with its furniture blanked out, so that it neither gives mentions nor evidence."""
    if not boilerplate:
        return text
    parts, place = [], 0
    for item in boilerplate:
        parts += [text[place : item.start], "\n" * (item.end - item.start)]
        place = item.end
    return "".join([*parts, text[place:]])


def find_mentions(
    text: str, lang: str, sentences: Sequence[Sentence], boilerplate: Sequence[Boilerplate]
) -> list[Mention]:
    """Find the mentions of entities in a text.

    Args:
        text: the text of a version.
        lang: ISO 639-1 code of its language.
        sentences: sorted; they tell where a capital letter says nothing, and which line breaks are inside.
        boilerplate: sorted, disjoint; nothing inside is a mention or evidence for one.

    Returns:
        Mentions sorted by start, without overlaps; offsets in code points, `text[start:end] == surface`.
    """
    return find_known(text, lang, sentences, boilerplate, gazetteer.load())


def find_known(
    text: str,
    lang: str,
    sentences: Sequence[Sentence],
    boilerplate: Sequence[Boilerplate],
    known: Gazetteer,
) -> list[Mention]:
    """Find mentions with a gazetteer of one's own; see `find_mentions`."""
    masked = _masked(text, boilerplate)
    tokens = Tokens(masked, [(item.start, item.end) for item in sentences])
    found = _Finder(tokens, lang, known).run()
    found.sort(key=lambda item: (item.start, -item.end))
    mentions: list[Mention] = []
    end = 0
    for item in found:
        if item.start < end:
            continue
        end = item.end
        mentions.append(
            Mention(
                item.start,
                item.end,
                text[item.start : item.end],
                item.slug,
                item.name,
                item.type,
                item.kind,
                item.rule,
                item.score,
                item.parent,
            )
        )
    return mentions
