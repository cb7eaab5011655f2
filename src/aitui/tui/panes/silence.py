"""The silence map: one line a language, with what it tells over time."""

from __future__ import annotations

from rich.style import Style
from textual.strip import Strip

from aitui.explorer.actions import Pane
from aitui.explorer.periods import LEVELS, name, ordinal
from aitui.explorer.silence import Silence, Voice
from aitui.tui.widgets.bars import block
from aitui.tui.widgets.pane import Piece, fit
from aitui.tui.widgets.rowlist import WAITING, RowList

# Cells of the words of a line; what is left is for the strip.
_WORDS = 42
_STRIP = 60
_LEGEND = " ▁█ told · silent, blank: no article came out"


class SilencePane(RowList):
    """Who tells it, how much later than the first, and who does not."""

    pane: Pane = "silence"

    def count(self) -> int:
        return len(self._map.voices) if self._map is not None else 0

    @property
    def _map(self) -> Silence | None:
        return self.explorer.silence.found

    @property
    def above(self) -> int:
        return 2 if self._map is not None and self._map.first and self.extent.width >= _WORDS + 12 else 0

    def current(self) -> Voice | None:
        found = self._map
        return found.voices[self.cursor] if found is not None and self.cursor < len(found.voices) else None

    def line(self, y: int, width: int) -> Strip:
        if y >= self.above:
            return super().line(y - self.above, width)
        return fit([(self._axis(width) if y == 0 else _LEGEND, self.theme.dim)], width, self.theme.text)

    def refresh_rows(self, *ys: int) -> None:
        super().refresh_rows(*(y + self.above for y in ys))

    def row(self, index: int, base: Style, width: int) -> list[Piece]:
        found = self._map
        assert found is not None
        voice = found.voices[index]
        quiet = base if voice.state == "told" else self.quiet(base)
        first = voice.first
        out = f"{voice.covered} article{'' if voice.covered == 1 else 's'}"
        lag = "first" if voice.lag == 0 else f"+{voice.lag} days" if voice.lag else "about then"
        number = f"×{len(voice.sayings)}" + (f" {voice.undated} undated" if voice.undated else "")
        if voice.lag == 1:
            lag = "+1 day"
        words = {
            "told": f"{lag:<10} {name(first.day, 'day') if first else '':<10} {number}",
            "undated": f"{'undated':<10} {'':<10} ×{len(voice.sayings)}",
            "silent": f"{'silent':<10} {out} then",
            "no coverage": "no coverage",
            "unknown": "not told; when it was is not known",
        }[voice.state]
        pieces: list[Piece] = [(f" {voice.lang:<3} {words:<{_WORDS - 6}} ", quiet)]
        if self.above:
            level = self._level(width)
            cells = found.cells(voice.lang, level)
            most = max((n or 0 for one in found.voices for n in found.cells(one.lang, level)), default=1)
            strip = "".join(" " if n is None else block(n, most) if n else "·" for n in cells)
            pieces.append((f"│{strip}│", base))
        return pieces

    def _level(self, width: int) -> str:
        """Return the finest periods that fit beside the words."""
        found, room = self._map, min(_STRIP, width - _WORDS - 2)
        assert found is not None
        for level in reversed(LEVELS):
            if ordinal(found.last, level) - ordinal(found.first, level) < room:
                return level
        return LEVELS[0]

    def _axis(self, width: int) -> str:
        found = self._map
        assert found is not None
        level = self._level(width)
        first, last = name(found.first, level), name(found.last, level)
        return f" by {level}, {first}{'' if first == last else f'…{last}'}"

    def heading(self) -> list[Piece]:
        silence = self.explorer.silence
        if not silence.label:
            return []
        found = self._map
        number = " · …"
        if found is not None:
            told = sum(bool(voice.sayings) for voice in found.voices)
            number = f" told in {told} of {len(found.voices)} languages"
        return [(f"{number} · {silence.label}", self.theme.head)]

    def empty(self) -> str:
        if not self.explorer.silence.label:
            return "Light an entity, or stand on a fact or a happening, and come back."
        return WAITING
