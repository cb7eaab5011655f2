"""What a command loads, and how text may reach the terminal: the two rules that a mistake breaks silently."""

from __future__ import annotations

import ast
import importlib
import json
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest
from small_corpora import four, put
from textual.app import App
from textual.screen import Screen
from textual.widget import Widget

import aitui.tui

TUI = Path(aitui.tui.__file__).parent
# Slow to import, or of no use without a screen.
HEAVY = {"textual", "rich", "sqlite_utils", "pymorphy3", "babel", "sentencex", "fasttext", "anyascii"}
# What name taggers are made of.
MODELS = {"numpy", "navec", "slovnet", "natasha", "spacy"}
# What one kind of input needs, or the web.
READING = {"trafilatura", "lxml", "feedparser", "httpx", "httpcore", "pypdf", "markdown_it", "requests"}
HEAVY |= MODELS | READING
# All that the screen takes from Textual: nothing that would draw a text by itself.
BRICKS: dict[str, set[str]] = {
    "_compositor": {"ChopsUpdate", "CompositorUpdate"},
    "_xterm_parser": {"XTermParser"},
    "app": {"App", "ComposeResult"},
    "constants": set(),
    "driver": {"Driver"},
    "drivers.linux_driver": {"LinuxDriver"},
    "events": {"Key", "Paste", "Resize"},
    "geometry": {"Offset", "Region", "Size", "Spacing"},
    "layout": {"Layout", "WidgetPlacement"},
    "message": {"Message"},
    "screen": {"Screen"},
    "strip": {"Strip"},
    "timer": {"Timer"},
    "widget": {"Widget"},
}
# Ways to hand a text to Textual or Rich, which read markup and pass escape sequences on.
DOORS = {"notify", "mount", "mount_all", "push_screen", "Text", "Static", "Label", "from_markup"}
DOORS |= {"border_title", "border_subtitle", "tooltip", "sub_title"}


# ---------------------------------------------------------------------------- what is loaded


def loaded(script: str, home: Path) -> set[str]:
    """Run a script in a Python of its own and return the heavy packages that it loaded."""
    ending = (
        f"\nimport json, sys\nprint('\\n' + json.dumps([m for m in {sorted(HEAVY)} if m in sys.modules]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script + ending],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "AITUI_HOME": str(home), "PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def of_command(home: Path, *argv: str | Path) -> set[str]:
    call = [str(arg) for arg in argv]
    return loaded(f"from aitui.__main__ import main\nassert main({call!r}) == 0", home)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return put(tmp_path / "корпус.db", four())


def test_the_package_and_its_version_load_nothing(tmp_path: Path) -> None:
    assert of_command(tmp_path, "--version") == set()


@pytest.mark.parametrize("output", ["--json", "--nl", "--csv"])
def test_lists_for_programs_load_neither_screen_nor_language(corpus: Path, output: str) -> None:
    assert of_command(corpus.parent, "articles", "--db", corpus, output) == set()


def test_search_loads_no_screen(corpus: Path) -> None:
    assert of_command(corpus.parent, "search", "китай", "--db", corpus, "--nl").isdisjoint(
        {"textual", "rich", "sqlite_utils"}
    )


def test_a_table_for_people_loads_no_screen(corpus: Path) -> None:
    assert "textual" not in of_command(corpus.parent, "articles", "--db", corpus)
    assert "textual" not in of_command(corpus.parent, "search", "cina", "--db", corpus)


def test_annotate_loads_no_screen(tmp_path: Path) -> None:
    text = tmp_path / "текст.txt"
    # Spanish, so that the model of languages is asked.
    text.write_text("El gobierno de China y la empresa OpenAI discuten en 2025.\n", encoding="utf-8")
    assert of_command(tmp_path, "annotate", text).isdisjoint(
        {"textual", "rich", "sqlite_utils"} | READING | MODELS - {"numpy"}
    )


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("a.txt", "Китай и США", set()),
        ("a.jsonl", '{"text": "Китай и США"}', set()),
        ("a.csv", "text\nКитай и США\n", set()),
        ("a.md", "# Китай и США", {"markdown_it"}),
        ("a.html", "<html><body><p>Китай и США</p></body></html>", {"trafilatura", "lxml"}),
        ("a.rss", "<rss><channel><item><title>Китай</title></item></channel></rss>", {"feedparser"}),
    ],
)
def test_a_kind_of_input_loads_its_own_parser_alone(
    tmp_path: Path, name: str, text: str, wanted: set[str]
) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    script = (
        f"from aitui.ingest.files import read_inputs\nassert len(list(read_inputs([{str(path)!r}]))) == 1"
    )
    assert loaded(script, tmp_path) & READING == wanted


def test_lists_of_feeds_load_nothing_of_the_web(corpus: Path) -> None:
    assert of_command(corpus.parent, "feeds", "--db", corpus, "--nl") == set()


def test_a_reader_loads_sqlite_alone(corpus: Path) -> None:
    script = f"""
from aitui.store import articles, database
reader = database.open_reader({str(corpus)!r})
assert len(articles.newest(reader, 10)) == 4
reader.close()
"""
    assert loaded(script, corpus.parent) == set()


def test_a_start_loads_only_what_the_first_screen_shows(corpus: Path) -> None:
    script = f"""
import asyncio, gc, sys
from pathlib import Path
from aitui import garbage
from aitui.explorer import rooms
from aitui.tui.app import AituiApp
from aitui.tui.screens import main, panes_screen

later = {{f"aitui.explorer.{{name}}" for name in rooms.MODULES}} | set(panes_screen.LATER)
main.SETTLED = 600.0
garbage.put_off()

async def body():
    app = AituiApp(Path({str(corpus)!r}))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("j", "j", "k")
        assert app.screen.explorer.article is not None
        assert gc.isenabled() and gc.get_freeze_count() > 10_000
        assert len(app.screen.children) == 7, app.screen.children
        # The happenings of a small corpus are folded a moment later, which takes the facts.
        early = later & set(sys.modules) - {{"aitui.explorer.fact_list"}}
        assert not early, early
        panes_screen.load_rest()
        assert later <= set(sys.modules)
        before = set(sys.modules)
        await pilot.press("s", *"cina", "enter", "f", "0", "E", "7", "question_mark")
        assert app.screen.panes.keys() > {{"search", "facets", "searches", "stories", "bookmarks"}}
        assert not {{name for name in set(sys.modules) - before if "aitui.tui" in name}}
    app.explorer.close()

asyncio.run(body())
"""
    loaded(script, corpus.parent)


def test_the_check_sees_what_is_loaded(tmp_path: Path) -> None:
    assert loaded("import rich", tmp_path) == {"rich"}


# ---------------------------------------------------------------------------- how text reaches the terminal


def complaints(source: str) -> list[str]:
    """Return what in a module of the screen could hand a text to Textual or Rich unseen."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.ImportFrom(module="textual"):
                found += [f"import {name.name}" for name in node.names if name.name not in BRICKS]
            case ast.ImportFrom(module=str(module)) if module.startswith("textual."):
                allowed = BRICKS.get(module.removeprefix("textual."), set())
                found += [f"import {module}.{name.name}" for name in node.names if name.name not in allowed]
            case ast.Import():
                found += [f"import {name.name}" for name in node.names if name.name.startswith("textual")]
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in DOORS:
                found.append(f"{name}()")
            case ast.Attribute(attr=name, ctx=ast.Store()) if name in DOORS:
                # The explorer's own `notify` is where it says what changed.
                if ast.unparse(node) != "self.explorer.notify":
                    found.append(f"{name} =")
            case ast.FunctionDef(name="render" | "render_lines" | "render_str" as name):
                found.append(f"def {name}")
            case _:
                pass
    return found


def drawn(source: str) -> list[str]:
    """Return where a module makes cells."""
    names = {"Segment", "Strip"}
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [call.func.id for call in calls if isinstance(call.func, ast.Name) and call.func.id in names]


MODULES = sorted(TUI.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(TUI)))
def test_no_text_is_handed_to_textual(path: Path) -> None:
    # The screen puts up our own panes when they are asked for, and those alone: it takes no other widget.
    late = ["mount()"] if path.name == "panes_screen.py" else []
    assert complaints(path.read_text(encoding="utf-8")) == late


def test_cells_are_made_in_one_place_which_cleans_them() -> None:
    makers = {str(path.relative_to(TUI)) for path in MODULES if drawn(path.read_text(encoding="utf-8"))}
    assert makers == {"widgets/pane.py"}


def test_every_widget_draws_its_own_lines() -> None:
    for module in pkgutil.walk_packages([str(TUI)], "aitui.tui."):
        importlib.import_module(module.name)
    ours = [cls for cls in _below(Widget) if cls.__module__.startswith("aitui.tui.")]
    widgets = [cls for cls in ours if not issubclass(cls, Screen)]
    assert len(widgets) >= 8
    for cls in widgets:
        assert cls.render_line.__module__.startswith("aitui.tui."), cls
    assert not any(issubclass(cls, App) for cls in ours)


def _below(cls: type[Widget]) -> list[type[Widget]]:
    return [below for child in cls.__subclasses__() for below in (child, *_below(child))]


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("from textual.widgets import Static", "import textual.widgets.Static"),
        ("from textual import work", "import work"),
        ("import textual.widgets as w", "import textual.widgets"),
        ("class A:\n def go(self): self.app.notify('Китай')", "notify()"),
        ("class A:\n def go(self): self.border_title = 'Китай'", "border_title ="),
        ("class A:\n def render(self): return 'Китай'", "def render"),
        ("x = Text.from_markup('Китай')", "from_markup()"),
    ],
)
def test_the_check_would_see_a_leak(source: str, complaint: str) -> None:
    assert complaints(source) == [complaint]
