"""Keeps what is shown in step with the judgements: worked out in the background, shown when known."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import TYPE_CHECKING

from aitui.explorer.jobs import Jobs
from aitui.store import database, entities, judgements, links, visible
from aitui.store.database import Connection
from aitui.store.visible import RAW, VisibleMap

if TYPE_CHECKING:
    from aitui.explorer.state import Explorer

# Seconds that a key waits for the lists that follow a judgement: most are there by then, so that nothing is
# drawn twice; what takes longer is put in place when it comes.
PATIENCE = 0.02


class Judged:
    """The judgements of the workspace as the explorer shows them.

    Args:
        explorer: whose view of entities follows.
        reader: the corpus.
        own: the workspace; other programs may write to it too.
        jobs: works out what is seen.
    """

    def __init__(self, explorer: Explorer, reader: Connection, own: Connection, jobs: Jobs) -> None:
        self._explorer = explorer
        self._reader = reader
        self._own = own
        self._jobs = jobs
        self._wanted = RAW.judgements
        # Without a decision there may still be what the corpus joins by itself.
        self._read = not links.any_joined(reader)
        self._corpus_version = database.data_version(reader)
        self._own_version = database.data_version(own)

    def follow(self, then: Callable[[], None] = lambda: None, patience: float = PATIENCE) -> None:
        """Show what the live judgements make of the corpus: at once where that is quick, else soon.

        Args:
            then: called when it is shown, unless something else was judged meanwhile.
            patience: seconds to wait for it.
        """
        explorer = self._explorer
        live = tuple(judgements.live(self._own))
        if live == self._wanted == explorer.view.judgements and self._read:
            then()
            return
        self._wanted, self._read = live, True
        # What was known of another state of the corpus is of no use.
        corpus_version = database.data_version(self._reader)
        before = explorer.view if corpus_version == self._corpus_version else None
        self._corpus_version = corpus_version
        limit = explorer.rows_read()

        def query(connection: Connection) -> tuple[VisibleMap, array[int]]:
            view = visible.load(connection, live, before)
            return view, entities.ids(connection, limit, view)

        def done(found: tuple[VisibleMap, array[int]]) -> None:
            explorer.take(*found)
            then()

        self._jobs.submit("judgements", query, done, explorer.failed, patience)

    def anew(self) -> Callable[[Connection], VisibleMap]:
        """Return what works out the view of the corpus as it is now; what was known of it is dropped."""
        self._wanted = live = tuple(judgements.live(self._own))
        self._corpus_version = database.data_version(self._reader)
        return lambda connection: visible.load(connection, live)

    def look_for_changes(self) -> bool:
        """Follow what another program, such as `aitui merge`, has judged meanwhile.

        Returns:
            Whether another program has written to the workspace at all.
        """
        version = database.data_version(self._own)
        if version == self._own_version:
            return False
        self._own_version = version
        before = self._wanted

        def told() -> None:
            if self._wanted != before:
                self._explorer.say("Your judgements were changed elsewhere; all lists follow them.")

        self.follow(told, patience=0.0)
        return True
