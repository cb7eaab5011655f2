"""Which terminals are refused, and how those erase that are not."""

from __future__ import annotations

import pytest

from aitui.errors import TerminalError
from aitui.tui.terminal import check, foreign_locale, keeps_ground, many_colours


@pytest.mark.parametrize(
    ("environ", "coerced", "told"),
    [
        ({}, True, None),
        ({}, False, None),
        ({"LANG": "C"}, True, "LANG=C"),
        ({"LANG": "POSIX", "LC_CTYPE": "C.UTF-8"}, True, "LANG=POSIX"),
        ({"LC_ALL": "C", "LANG": "ru_RU.UTF-8"}, True, "LC_ALL=C"),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, False, None),
        ({"LANG": "ru_RU.KOI8-R"}, False, "LANG=ru_RU.KOI8-R"),
        ({"LANG": "zh_CN.GB18030"}, False, "LANG=zh_CN.GB18030"),
        ({"LANG": "de_DE.UTF-8"}, True, None),  # not installed here
        ({"LC_ALL": "", "LANG": "ca_ES.utf8@valencia"}, False, None),
    ],
)
def test_a_locale_without_utf_8_is_told(environ: dict[str, str], coerced: bool, told: str | None) -> None:
    assert foreign_locale(environ, coerced=coerced) == told


def test_a_locale_that_tells_no_codeset_is_asked_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("locale.getencoding", lambda: "ISO-8859-1")
    assert foreign_locale({"LANG": "de_DE"}, coerced=False) == "LANG=de_DE"
    monkeypatch.setattr("locale.getencoding", lambda: "UTF-8")
    assert foreign_locale({"LANG": "de_DE"}, coerced=False) is None


def test_which_terminals_erase_in_the_colour_they_write_on() -> None:
    assert all(map(keeps_ground, ("xterm-256color", "tmux-256color", "linux", "foot")))
    assert not any(map(keeps_ground, ("screen-256color", "vt100", "dumb", "")))


@pytest.mark.parametrize("name", ["tmux-256color", "xterm-kitty", "foot-extra", "alacritty"])
def test_a_name_tells_of_many_colours(name: str) -> None:
    assert many_colours({"TERM": name})


@pytest.mark.parametrize("name", ["xterm", "screen", "tmux", "linux", "vt100", "xterm-16color", ""])
def test_without_them_the_environment_may_tell(name: str) -> None:
    assert not many_colours({"TERM": name})
    assert many_colours({"TERM": name, "COLORTERM": "truecolor"})


@pytest.mark.parametrize("term", ["", "dumb", None])
def test_a_terminal_without_a_name_is_refused(term: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if term is None:
        monkeypatch.delenv("TERM", raising=False)
    else:
        monkeypatch.setenv("TERM", term)
    with pytest.raises(TerminalError, match="TERM is dumb or not set"):
        check()
