"""What the keys do with the timeline."""

from __future__ import annotations

from aitui.explorer.timeline import Happening, Period
from aitui.tui.screens.panes_screen import PanesScreen


class TimelineActions(PanesScreen):
    """The actions of the timeline."""

    def do_finer(self) -> None:
        if not self.explorer.timeline.zoom(1):
            self.explorer.say("These are the single happenings already.")

    def do_coarser(self) -> None:
        if not self.explorer.timeline.zoom(-1):
            self.explorer.say("There is nothing coarser than decades.")

    def do_next_day(self) -> None:
        self._step_day(1)

    def do_previous_day(self) -> None:
        self._step_day(-1)

    def _step_day(self, step: int) -> None:
        """Go to another day; outside the timeline, read its first happening too."""
        explorer, timeline = self.explorer, self.explorer.timeline
        line = timeline.step_day(step)
        if line is None:
            explorer.say("Nothing on this timeline is older." if step > 0 else "Nothing on it is newer.")
            return
        self.timeline.moved()
        if explorer.focus != "timeline" and isinstance(line, Happening):
            timeline.go_to(line.first)

    def do_focus_silence(self) -> None:
        explorer, silence = self.explorer, self.explorer.silence
        focus, fact = explorer.focus, None
        if focus == "facts":
            fact = self.facts_pane.current()
        elif focus == "tellings":
            fact = explorer.tellings.fact
        if fact is not None:
            silence.show_fact(fact)
        elif focus == "timeline" and isinstance(line := explorer.timeline.current, Happening) and line.told:
            silence.show_happening(line)
        elif focus != "silence":
            silence.show_entity()

    def open_voice(self) -> None:
        """Open the article that told it first in the language at the cursor."""
        voice = self.silence_pane.current()
        if voice is not None:
            self.explorer.silence.open(voice)

    def open_timeline(self) -> None:
        """Open a place; what several articles tell shows its tellings first, a period its parts."""
        found = self.timeline.current()
        timeline = self.explorer.timeline
        if isinstance(found, Period):
            timeline.zoom(1)
        elif isinstance(found, Happening) and found.articles > 1:
            timeline.open(found)
        elif isinstance(found, Happening):
            timeline.go_to(found.first)
        elif found is not None:
            timeline.go_to(found)
