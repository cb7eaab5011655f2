"""Clusters: entities that judgements have joined.  Pure; a merge is an edge, a cluster what edges connect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aitui.store.rows import Judgement


class Clusters:
    """The connected components of the live `same` judgements."""

    def __init__(self, judgements: Sequence[Judgement]) -> None:
        self._of = components((j.entity, j.other) for j in judgements if j.kind == "same" and j.other)

    def of(self, slug: str) -> frozenset[str]:
        """Return the entities that are one with this one, itself among them."""
        return self._of.get(slug, frozenset((slug,)))

    def all(self) -> list[frozenset[str]]:
        """Return the clusters of two or more."""
        return list(dict.fromkeys(self._of.values()))


def held(automatic: Sequence[Judgement], live: Sequence[Judgement]) -> list[Judgement]:
    """Return the automatic joins that no decision contradicts, then the decisions.

    What a person has joined is joined first.  An automatic join that would bring together two that a person
    keeps apart is left out, the weakest of a chain.

    Args:
        automatic: kind `same`, the surest first.
        live: what a person has decided, in order.
    """
    apart = [(j.entity, j.other) for j in live if j.kind == "different" and j.other]
    if not apart:
        return [*automatic, *live]
    groups: dict[str, set[str]] = {}

    def join(left: str, right: str) -> None:
        small, large = sorted((groups.get(left, {left}), groups.get(right, {right})), key=len)
        large |= small
        groups.update(dict.fromkeys(large, large))

    for j in live:
        if j.kind == "same" and j.other:
            join(j.entity, j.other)
    of: dict[str, list[str]] = {}
    for one, other in apart:
        of.setdefault(one, []).append(other)
        of.setdefault(other, []).append(one)
    kept = []
    for j in automatic:
        assert j.other is not None
        left, right = groups.get(j.entity, {j.entity}), groups.get(j.other, {j.other})
        if left is not right and any(far in right for slug in left if slug in of for far in of[slug]):
            continue
        join(j.entity, j.other)
        kept.append(j)
    return [*kept, *live]


def components(edges: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Return slug -> its component, for every slug of an edge."""
    joined: dict[str, set[str]] = {}
    for left, right in edges:
        small, large = sorted((joined.get(left, {left}), joined.get(right, {right})), key=len)
        if small is not large:
            large |= small
        for slug in small | {left, right}:
            joined[slug] = large
    frozen = {id(group): frozenset(group) for group in joined.values()}
    return {slug: frozen[id(group)] for slug, group in joined.items()}
