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
