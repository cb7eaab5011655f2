"""Keys of one's own: written down in the configuration, refused where they would mean two things."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import aitui
from aitui import config
from aitui.errors import ConfigError
from aitui.explorer.actions import Action, keymap, pane_keys
from aitui.explorer.keys import remapped


def table(tmp_path: Path, text: str) -> tuple[Action, ...]:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return remapped(config.load(path).keys)


def test_an_action_moves_to_another_key_and_its_twin_with_it(tmp_path: Path) -> None:
    actions = table(tmp_path, '[keys]\nzoom = "Z"\nnote = ["^N", "F2"]\nhelp = "Esc"\ncancel = []\n')
    keys = keymap("reader", actions=actions)
    assert keys["Z"].name == keys["Я"].name == "zoom"
    assert "z" not in keys
    assert keys["ctrl+n"].name == keys["f2"].name == "note"
    assert keys["escape"].name == "help"
    assert keymap("reader")["z"].name == "zoom"


def test_a_key_of_a_russian_keyboard_can_be_given_away(tmp_path: Path) -> None:
    keys = keymap("articles", actions=table(tmp_path, '[keys]\nzoom = "о"\n'))
    assert keys["о"].name == "zoom"  # the twin of j gives way
    assert keys["j"].name == "down"


def test_two_actions_change_keys_with_each_other(tmp_path: Path) -> None:
    actions = table(tmp_path, '[keys]\nfocus_articles = "3"\nfocus_entities = "1"\n')
    assert (pane_keys(actions)["articles"], pane_keys(actions)["entities"]) == ("3", "1")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('# мои\n[keys]\nzom = "Z"', "line 3: there is no action “zom”; did you mean “zoom”?"),
        ('[keys]\nzoom = "hyper+z"', "line 2: “hyper+z” is no key; one character, ^a to ^z"),
        (
            'theme = "dark"\n[keys]\nredo = "R"',
            "line 3: R is the key of “reload” already; give reload another one in [keys]",
        ),
        ('theme = "dark"\n[keys]\ntheme = "z"', "line 3: z is the key of “zoom” already"),
        ('keys.zoom = "j"', "line 1: j is the key of “down” already"),
        ('[keys]\nzoom = "ctrl+i"', "line 2: Tab is the key of “next_pane” already"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        table(tmp_path, text)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


# A key in a sentence: a letter, a digit or a sign before a verb, or a named key.
NAMED = re.compile(r"(?:^|[ (;·,])(?:[b-zB-HJ-Z]|[*+='<>/?:]|pane \d|Esc|Enter|Tab|\d)(?= [a-z]|\)|[;.·,]|$)")
# While a question is asked, Enter and Esc answer it and the letters that it names, whatever the table says.
QUESTIONS = {"palette.py", "judging_actions.py", "taking_actions.py"}


def sentences(path: Path) -> list[str]:
    """Return the texts of a module that have a blank in them, its descriptions left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
        if " " in node.value
    ]


def test_no_message_names_a_key_that_may_be_another() -> None:
    assert NAMED.search("Bookmarked; 7 lists bookmarks, u takes it back.")
    assert NAMED.search("choose one in pane 3")
    found = [
        (path.name, text)
        for folder in ("explorer", "tui")
        for path in Path(aitui.__file__).parent.joinpath(folder).rglob("*.py")
        if path.name not in QUESTIONS | {"actions.py", "keys.py"}
        for text in sentences(path)
        if NAMED.search(text)
    ]
    assert found == []
