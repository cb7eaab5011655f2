"""The keys page says what the table of actions says."""

from __future__ import annotations

from pathlib import Path

from aitui.explorer.actions import ACTIONS, PANE_TITLES, key_name, keys_page, pane_keys

DOCS = Path(__file__).parents[1] / "docs"


def test_the_keys_page_is_written_from_the_table() -> None:
    told = (DOCS / "keys.md").read_text(encoding="utf-8")
    assert told == keys_page(), "run: python -m aitui.explorer.actions > docs/keys.md"


def test_the_page_has_every_action_with_all_its_keys() -> None:
    table = [line.strip("| ").split(" | ") for line in keys_page().splitlines() if line.startswith("| ")]
    told = {what: keys.split() for keys, what, *_ in table[1:]}
    assert len(told) == len(ACTIONS)
    for action in ACTIONS:
        keys = [f"`{key_name(key)}`" for key in action.keys] or ["palette", "only"]
        assert told[action.help] == keys


def test_panes_are_named_by_the_digits_that_reach_them() -> None:
    page = keys_page()
    for pane, key in pane_keys().items():
        line = next(line for line in page.splitlines() if f"`{key}`" in line)
        assert PANE_TITLES[pane].lower() in line.lower()
