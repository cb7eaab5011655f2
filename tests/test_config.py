"""The configuration file and the places of our files."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from aitui import config
from aitui.errors import ConfigError
from aitui.store import workspace


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AITUI_HOME", str(tmp_path))
    monkeypatch.delenv("AITUI_DB", raising=False)
    return tmp_path


def test_no_file_means_the_defaults() -> None:
    assert config.load() == config.Config()


def test_the_corpus_is_the_one_given_then_the_environment_then_the_file(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert config.corpus_path() == home / "corpus.db"
    (home / "config.toml").write_text('db = "/данные/общий.db"\ntheme = "light"\n', encoding="utf-8")
    assert config.load().theme == "light"
    assert config.corpus_path() == config.default_corpus() == Path("/данные/общий.db")
    monkeypatch.setenv("AITUI_DB", "/tmp/ещё.db")
    assert config.corpus_path() == Path("/tmp/ещё.db")
    assert config.corpus_path("мой.db") == Path("мой.db")
    assert config.default_corpus() == Path("/данные/общий.db")


@pytest.mark.parametrize("env", [True, False])
def test_workspace_lies_beside_the_default_corpus(
    home: Path, monkeypatch: pytest.MonkeyPatch, env: bool
) -> None:
    if not env:
        monkeypatch.delenv("AITUI_HOME")
        monkeypatch.setenv("XDG_DATA_HOME", str(home / "данные"))
    assert workspace.default_path().parent == config.data_folder()
    assert home in config.data_folder().parents or config.data_folder() == home


@pytest.mark.parametrize("given", ["", "данные", "/srv/данные"])
def test_without_a_folder_of_our_own_files_lie_where_platformdirs_says(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AITUI_HOME")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, given)
    assert config.data_folder() == platformdirs.user_data_path("aitui")
    assert config.config_path() == platformdirs.user_config_path("aitui") / "config.toml"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('# цвета\nthema = "dark"', "line 2: unknown key “thema”; did you mean “theme”?"),
        ('db = "x"\ntheme = "neon"', "line 2: theme must be one of auto, dark, light, ansi"),
        ("db = 3", "line 1: db must be a text"),
        ("[theme]\na = 1", "line 1: theme must be a text"),
        ("db = ", "Invalid value"),
        ("db = 'x'\nbrowser = 'w3m \"'", "line 2: browser is no command (No closing quotation)"),
        ('mouse = "yes"', "line 1: mouse must be true or false"),
        ("kitty = 1", "line 1: kitty must be true or false"),
        ('keys = "z"', "line 1: keys must be a table"),
        ('theme = "dark"\n[keys]\ntheme = 3', "line 3: theme must be a key in quotation marks"),
    ],
)
def test_a_mistake_names_file_and_line(home: Path, text: str, message: str) -> None:
    path = home / "config.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        config.load()
    assert message in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_text(home: Path) -> None:
    (home / "config.toml").write_bytes(b"db = \xff\xfe")
    with pytest.raises(ConfigError, match="cannot be read"):
        config.load()


def test_switches_and_keys(home: Path) -> None:
    (home / "config.toml").write_text(
        'mouse = true\nbrowser = "w3m"\n\n[keys]\nzoom = "Я"\n', encoding="utf-8"
    )
    loaded = config.load()
    assert (loaded.mouse, loaded.kitty, loaded.browser) == (True, False, "w3m")
    (change,) = loaded.keys
    assert (change.action, change.keys) == ("zoom", ("Я",))
    assert change.where.endswith("config.toml, line 5")
