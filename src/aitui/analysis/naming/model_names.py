"""Versions of known models: which entity a family name and what follows it make together."""

from __future__ import annotations

from aitui.analysis.naming import linking, versions
from aitui.analysis.naming.draft import Draft, Found
from aitui.analysis.naming.gazetteer import Entity

_NO_VERSIONS = frozenset(("newspaper", "magazine", "agency", "ministry", "university", "fund", "bank"))


def mark_versions(draft: Draft) -> None:
    for found in list(draft.found):
        if found.first < 0 or found.kind == "adj":
            continue
        entity = draft.known.entities.get(found.slug)
        company = found.type == "organization"
        if entity is None or not (found.type == "product" or company) or entity.subtype in _NO_VERSIONS:
            continue
        _extend(draft, found, entity, company)
    _glued_families(draft)


def _extend(draft: Draft, found: Found, entity: Entity, company: bool) -> None:
    tokens = draft.tokens
    tail = versions.tail(tokens, found.last, company)
    while tail.last > found.last and not draft.free(found.last + 1, tail.last):
        # A known name begins inside («Claude Code», «GPT-4 Turbo R1»): it keeps its tokens.
        return
    if tail.last == found.last:
        return
    damaged = _scanned(draft, found.first, tail.last, found.last)
    if damaged is not None:
        target, last = damaged
        rest = versions.tail(tokens, last, False)
        draft.grow(found, max(last, rest.last) if not rest.parts else last)
        found.slug, found.name, found.type = target.slug, target.name, target.type
        found.kind, found.rule, found.score = "ocr", "ocr", 0.9
        return
    draft.grow(found, tail.last)
    if not tail.parts:
        return
    compose(draft, found, entity, tail.parts)


def compose(draft: Draft, found: Found, entity: Entity, parts: tuple[str, ...]) -> None:
    slug = "-".join([entity.slug, *(linking.slug_of(part) for part in parts)])
    spelled = draft.known.entities.get(slug) or _same_parts(draft, entity, parts)
    found.rule = "model"
    if spelled is not None:
        found.slug, found.name, found.type = spelled.slug, spelled.name, spelled.type
        return
    found.slug, found.type, found.score = slug, "product", 0.9
    found.name = " ".join([entity.name, *parts])
    found.parent = entity.slug
    parent = entity.parent and draft.known.entities.get(entity.parent)
    if entity.type == "product" and parent and parent.type == "product" and entity.subtype == "model":
        found.parent = parent.slug


def _same_parts(draft: Draft, entity: Entity, parts: tuple[str, ...]) -> Entity | None:
    """Find the version in another order or under the maker's name («Qwen 72B 2.5»)."""
    for candidate in (f"{entity.name} {' '.join(parts)}", f"{entity.name} {' '.join(reversed(parts))}"):
        for known in draft.known.known(candidate):
            return known
    return None


def _scanned(draft: Draft, first: int, last: int, family: int) -> tuple[Entity, int] | None:
    """Read a model name as a scanner may have damaged it: «GPT-40» is GPT-4o unless a GPT-40 is known."""
    tokens = draft.tokens
    for end in range(last, family, -1):
        surface = tokens.surface(first, end)
        if "." in surface or not tokens.words[end][0].isdigit():
            continue
        if draft.known.known(surface):
            return None
        number = tokens.words[end]
        if len(number) == 2 and number.endswith("0"):
            target = draft.known.scanned(linking.ocr_key(surface))
            if target is not None:
                return draft.known.entities[target[0]], end
    return None


def _glued_families(draft: Draft) -> None:
    """«DeepSeekV4»: a family whose version letter is written onto it."""
    tokens = draft.tokens
    for index in tokens.capitals:
        word = tokens.words[index]
        if len(word) < 4 or draft.taken[index] or not tokens.glued_right(index) or tokens.glued_left(index):
            continue
        if (
            not tokens.words[index + 1][0].isdigit()
            or tokens.glued_right(index + 1)
            or draft.taken[index + 1]
        ):
            continue
        written = tokens.surface(index, index)
        for entity in draft.known.known(written[:-1]) if written[-1].isupper() else ():
            if entity.type in ("product", "organization"):
                found = draft.add_entity(index, index + 1, entity, "model", 0.9)
                compose(draft, found, entity, (tokens.surface(index, index + 1)[len(word) - 1 :],))
                break


def mark_numbers(draft: Draft) -> None:
    """«R1» alone is DeepSeek R1 where the text has named it in full, or after its maker in brackets."""
    tokens = draft.tokens
    full: dict[str, Found] = {}
    for found in draft.found:
        if found.first < 0 or found.type != "product" or found.last - found.first < 2:
            continue
        if versions.model_number(tokens, found.last - 1) == found.last:
            full.setdefault(tokens.surface(found.last - 1, found.last), found)
    makers = {found.last: found for found in draft.found if found.type == "organization" and found.first >= 0}
    for index in versions.lettered(tokens):
        if draft.taken[index]:
            continue
        last = versions.model_number(tokens, index)
        if last is None or not draft.free(index, last):
            continue
        maker = makers.get(index - 1)
        if maker is not None and tokens.gap(index - 1) == " (" and maker.slug in draft.known.entities:
            entity = draft.known.entities[maker.slug]
            added = draft.add_entity(index, last, entity, "model", 0.85)
            tail = versions.tail(tokens, last, False)
            draft.grow(added, tail.last)
            compose(draft, added, entity, (tokens.surface(index, last), *tail.parts))
            continue
        model = full.get(tokens.surface(index, last))
        if model is not None and tokens.gap(last) != "-":
            draft.add(index, last, model.slug, model.name, model.type, "model", 0.85, parent=model.parent)
