"""Rooms of the explorer that a start does not enter.

Each is made, and its module imported, when it is first asked for: `Explorer` has a `cached_property` of every
function here.  So what a session begins with waits for none of them; `load` brings them in afterwards.
These functions are a part of it, so they know what it is made of.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aitui.explorer.concordance import Concordance
    from aitui.explorer.faceting import Faceting
    from aitui.explorer.fact_judging import FactJudge
    from aitui.explorer.fact_list import Facts
    from aitui.explorer.going import Going
    from aitui.explorer.judging import Judge
    from aitui.explorer.links import Links
    from aitui.explorer.plain import Plain
    from aitui.explorer.reviewing import Review
    from aitui.explorer.saved_searches import SavedSearches
    from aitui.explorer.searching import Search
    from aitui.explorer.silence import SilenceMap
    from aitui.explorer.state import Explorer
    from aitui.explorer.stories import Stories
    from aitui.explorer.tellings import Tellings
    from aitui.explorer.updating import Updating
    from aitui.explorer.versions import Versions

MODULES = (
    "concordance", "fact_judging", "fact_list", "faceting", "going", "judging", "links", "plain",
    "reviewing", "saved_searches", "searching", "silence", "stories", "tellings", "updating", "versions",
)  # fmt: skip


def load() -> None:
    """Import all of them, so that the first key that needs one does not wait; any thread may."""
    for name in MODULES:
        import_module(f"aitui.explorer.{name}")


def concordance(explorer: Explorer) -> Concordance:
    """Every place of a match set with what stands around it."""
    from aitui.explorer.concordance import Concordance

    return Concordance(explorer, explorer._jobs)


def fact_judge(explorer: Explorer) -> FactJudge:
    """What the person says of facts."""
    from aitui.explorer.fact_judging import FactJudge

    return FactJudge(explorer, explorer._own)


def facts(explorer: Explorer) -> Facts:
    """The list of facts."""
    from aitui.explorer.fact_list import Facts

    return Facts(explorer, explorer._reader, explorer._own, explorer._jobs)


def faceting(explorer: Explorer) -> Faceting:
    """The facets of a search."""
    from aitui.explorer.faceting import Faceting

    return Faceting(explorer, explorer.search, explorer._jobs)


def going(explorer: Explorer) -> Going:
    """Going to a line, a share or a date."""
    from aitui.explorer.going import Going

    return Going(explorer, explorer._reader)


def judge(explorer: Explorer) -> Judge:
    """What the person says of entities."""
    from aitui.explorer.judging import Judge

    return Judge(explorer, explorer._reader, explorer._own, explorer._jobs)


def links(explorer: Explorer) -> Links:
    """Addresses of the web."""
    from aitui.explorer.links import Links

    return Links(explorer, explorer._reader, explorer._browser)


def plain(explorer: Explorer) -> Plain:
    """The open article without a frame."""
    from aitui.explorer.plain import Plain

    return Plain(explorer, explorer._reader)


def review(explorer: Explorer) -> Review:
    """Pairs that may be one thing."""
    from aitui.explorer.reviewing import Review

    return Review(explorer, explorer._jobs)


def saved(explorer: Explorer) -> SavedSearches:
    """Searches that are kept under a name."""
    from aitui.explorer.saved_searches import SavedSearches

    return SavedSearches(explorer, explorer._own, explorer._jobs)


def search(explorer: Explorer) -> Search:
    """The search and its hits."""
    from aitui.explorer.searching import Search

    return Search(explorer, explorer._own, explorer._jobs)


def silence(explorer: Explorer) -> SilenceMap:
    """Who tells of something, day by day, and who does not."""
    from aitui.explorer.silence import SilenceMap

    return SilenceMap(explorer, explorer._jobs)


def stories(explorer: Explorer) -> Stories:
    """Articles that may tell one happening."""
    from aitui.explorer.stories import Stories

    return Stories(explorer, explorer._own, explorer._jobs)


def tellings(explorer: Explorer) -> Tellings:
    """The tellings of a fact beside each other."""
    from aitui.explorer.tellings import Tellings

    return Tellings(explorer, explorer._reader)


def updating(explorer: Explorer) -> Updating:
    """Asking the feeds for what is new."""
    from aitui.explorer.updating import Updating

    return Updating(explorer, explorer._jobs)


def versions(explorer: Explorer) -> Versions:
    """The versions of an article."""
    from aitui.explorer.versions import Versions

    return Versions(explorer, explorer._jobs)
