"""One table of actions: no key means two things, every action has a method, ЙЦУКЕН works."""

from __future__ import annotations

from aitui.explorer.actions import ACTIONS, BY_NAME, JCUKEN, PANES, Action, conflicts, keymap, pane_keys
from aitui.tui.screens.main import MainScreen


def test_no_key_has_two_meanings_in_one_pane() -> None:
    assert conflicts() == []


def test_a_conflict_would_be_seen() -> None:
    twice = [Action("a", ("j",), "A"), Action("b", ("j",), "B", panes=("reader",))]
    assert conflicts(twice) == [("j", "a", "b")]


def test_every_action_can_be_done() -> None:
    missing = [
        action.name for action in ACTIONS if not callable(getattr(MainScreen, f"do_{action.name}", None))
    ]
    assert missing == []
    ours = [room for room in MainScreen.__mro__ if room.__module__.startswith("aitui.")]
    done = {name[3:] for room in ours for name in vars(room) if name.startswith("do_")}
    assert done == set(BY_NAME)


def test_the_same_physical_key_works_on_a_russian_keyboard() -> None:
    for pane in PANES:
        keys = keymap(pane)
        own = {key for action in ACTIONS for key in action.keys}
        for twin, key in JCUKEN.items():
            if key in keys and key in own:
                assert keys[twin] is keys[key], (pane, key, twin)
    assert keymap("reader")["о"].name == "down"
    assert keymap("reader")["."].name == "find"
    assert keymap("reader")[","].name == "help"
    assert keymap("articles")["э"].name == "focus_bookmarks"


def test_no_key_that_terminals_lose() -> None:
    lost = {"ctrl+enter", "ctrl+i", "ctrl+m", "ctrl+s", "ctrl+q", "ctrl+a"}
    for action in ACTIONS:
        for key in action.keys:
            assert key not in lost
            assert not key.startswith(("alt+", "f1", "ctrl+shift"))


def test_no_action_has_only_keys_that_need_altgr() -> None:
    # German, French, Italian and Spanish keyboards have these behind AltGr only.
    behind = set("[]{}\\|@#~^`")
    assert [action.name for action in ACTIONS if action.keys and behind.issuperset(action.keys)] == []
    # Messages name the first one.
    assert [action.name for action in ACTIONS if action.keys and action.keys[0] in behind] == []


def test_the_key_in_a_heading_leads_to_its_pane() -> None:
    for pane, key in pane_keys().items():
        assert keymap("reader")[key].name in (f"focus_{pane}", pane)
