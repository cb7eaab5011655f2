"""What the keys do to set entities and their mentions right."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from aitui.explorer.state import Explorer
from aitui.model import EntityType
from aitui.tui.screens.panes_screen import PanesScreen
from aitui.tui.theme import Theme

if TYPE_CHECKING:
    from aitui.explorer.judging import Scope

# How far a judgement on a mention goes; the first letter answers.
_SCOPES: dict[str, Scope] = {"h": "here", "a": "article", "e": "everywhere"}


class JudgingActions(PanesScreen):
    """The actions of judging, but for those that the review queue shares."""

    def __init__(self, explorer: Explorer, theme: Theme) -> None:
        super().__init__(explorer, theme)
        self.answers |= {
            "merge": self._merge,
            "not a mention": self._not_a_mention,
            "reassign": self._name_other,
            "reassign where": self._reassign,
            "rename": lambda name: name and explorer.judge.rename(name),
            "retype": lambda kind: kind and explorer.judge.retype(kind),
        }
        # The entity that a form is to be given to, while it is asked where.
        self._other = ""

    def do_mark(self) -> None:
        entity = self.entities.current()
        if entity is not None:
            self.explorer.judge.mark(entity)

    def merge_marked(self) -> None:
        """Make the marked entities one, after asking."""
        if not self.explorer.judge.marked:
            mark, merge = self.explorer.key("mark"), self.explorer.key("merge")
            self.explorer.say(f"{mark} marks an entity first; then go to another and press {merge}.")
            return
        asked = self.pressed

        def ask(change: str) -> None:
            # Whoever went on meanwhile has let it be.
            if self.pressed == asked:
                self.ask("merge", f"Enter merges: {change}")

        self.explorer.judge.preview_merge(ask)

    def _merge(self, answer: str) -> None:
        if answer[:1].casefold() in ("n", "н"):
            self.explorer.say("Nothing is merged.")
        else:
            self.explorer.judge.merge_marked()

    def do_split(self) -> None:
        line = self.card.current() if self.explorer.focus == "entity" else None
        self.explorer.judge.split(line.member if line is not None else None)

    def _place(self) -> tuple[int, int] | None:
        """Return the place that a line of the concordance stands for; in the reader there is none."""
        context = self.concordance.current() if self.explorer.focus == "concordance" else None
        return (context.article_id, context.start) if context is not None else None

    def do_not_a_mention(self) -> None:
        self.ask("not a mention", f"not {self._lit_name()}: here (Enter), in this (a)rticle, (e)verywhere?")

    def _not_a_mention(self, answer: str) -> None:
        scope = self._scope(answer or "h")
        if scope is not None:
            self.explorer.judge.not_a_mention(scope, self._place())

    def do_reassign(self) -> None:
        self.ask("reassign", f"not {self._lit_name()} but (a name, known or new)")

    def _name_other(self, name: str) -> None:
        """Take the name of the entity that a form is given to, and ask where."""
        self._other = name
        self.ask(
            "reassign where", f"{name or 'a new entity'}: everywhere (Enter), (h)ere, in this (a)rticle?"
        )

    def _reassign(self, answer: str) -> None:
        scope = self._scope(answer or "e")
        if scope is not None:
            self.explorer.judge.split_form(self._other, scope, self._place())

    def _scope(self, answer: str) -> Scope | None:
        """Return how far a judgement on a mention goes; None, and a word on it, for any other answer."""
        scope = _SCOPES.get(answer[:1].casefold())
        if scope is None:
            self.explorer.say("Answer with h, a or e.")
        return scope

    def do_rename(self) -> None:
        self.ask("rename", f"{self._lit_name()} is called")

    def do_retype(self) -> None:
        types = ", ".join(get_args(EntityType))
        self.ask("retype", f"{self._lit_name()} is a ({types})")

    def _lit_name(self) -> str:
        return self.explorer.lit.row.name if self.explorer.lit is not None else ""
