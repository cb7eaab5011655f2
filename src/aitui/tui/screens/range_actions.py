"""What the keys do with a range of words, and with the form that it picks out."""

from __future__ import annotations

from aitui.explorer.state import Explorer
from aitui.tui.screens.panes_screen import PanesScreen
from aitui.tui.theme import Theme

# What to type is what stands before the bracket; it fits into eighty columns.
_TYPES = "its type: pe(rson) o(rg) pl(ace) pr(oduct) l(aw) e(vent) w(ork)"


class RangeActions(PanesScreen):
    """The actions of a range; the main screen is one of these."""

    def __init__(self, explorer: Explorer, theme: Theme) -> None:
        super().__init__(explorer, theme)
        # The form that is being named, and its name, while the questions are answered.
        self._form = ""
        self._named = ""
        self.answers |= {
            "new entity": self.name_new_entity,
            "new type": self.type_new_entity,
            "alias": self.name_alias,
        }

    def do_range(self) -> None:
        self.explorer.range.begin()

    def do_range_word(self) -> None:
        self.explorer.range.by_words(1)

    def do_range_word_back(self) -> None:
        self.explorer.range.by_words(-1)

    def do_range_character(self) -> None:
        self.explorer.range.by_characters(1)

    def do_range_character_back(self) -> None:
        self.explorer.range.by_characters(-1)

    def do_range_other_end(self) -> None:
        self.explorer.range.swap()

    def do_new_entity(self) -> None:
        self._form = self.explorer.judge.form_here()
        if self._form:
            self.ask("new entity", f"new entity “{self._form}”; its name", self._form)
        else:
            begin, step = self.explorer.key("range"), self.explorer.key("next_match")
            self.explorer.say(
                f"{begin} begins a range of words to make an entity of; {step} goes to a mention."
            )

    def name_new_entity(self, name: str) -> None:
        """Take the name of a new entity and ask for its type."""
        self._named = name or self._form
        self.ask("new type", _TYPES)

    def type_new_entity(self, kind: str) -> None:
        """Make the new entity of the type that was told."""
        from aitui.explorer.judging import type_of

        if kind and type_of(kind) is None:
            key = self.explorer.key("new_entity")
            self.explorer.say(f"“{kind}” is no type, or the beginning of several; {key} asks again.")
        else:
            self.explorer.judge.new_entity(self._form, self._named, kind)

    def do_alias(self) -> None:
        self._form = self.explorer.range.text()
        lit = self.explorer.lit
        self.ask("alias", f"“{self._form}” is a name of", lit.row.name if lit is not None else "")

    def name_alias(self, name: str) -> None:
        """Give the form to the entity that was named."""
        if name:
            self.explorer.judge.alias(self._form, name)
