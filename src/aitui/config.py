"""Where our files lie, and the configuration file: TOML to a frozen dataclass."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path

from aitui.errors import ConfigError

THEMES = ("auto", "dark", "light", "ansi")


@dataclass(frozen=True, slots=True)
class Config:
    """What `config.toml` may say.

    Attributes:
        db: the default corpus; `~` is the home folder.
        theme: `dark`, `light` or `ansi` (the sixteen colours of the terminal); `auto` is dark.
        tagger: name taggers that help to find names before the built-in one, such as `ru`, separated by
            commas; `none` for the rules alone.
    """

    db: str | None = None
    theme: str = "auto"
    tagger: str = ""


def expanded(path: str) -> Path:
    """Return a path with `~` as the home folder; that of a user who is not there stays as it is written."""
    # `Path.expanduser` raises where there is no such user; so the path is told to be missing, like any other.
    return Path(os.path.expanduser(path))


def data_folder() -> Path:
    """Return the folder of the default corpus and the workspace; `$AITUI_HOME` moves it."""
    if home := os.environ.get("AITUI_HOME"):
        return expanded(home)
    from platformdirs import user_data_path

    return user_data_path("aitui")


def config_path() -> Path:
    """Return where the configuration file lies: in `$AITUI_HOME`, else in the user's configuration folder."""
    if home := os.environ.get("AITUI_HOME"):
        return expanded(home) / "config.toml"
    from platformdirs import user_config_path

    return user_config_path("aitui") / "config.toml"


def default_corpus() -> Path:
    """Return the user's own corpus: the configured one, else `corpus.db` in the data folder."""
    chosen = load().db
    return expanded(chosen) if chosen else data_folder() / "corpus.db"


def corpus_path(given: str | None = None) -> Path:
    """Return the corpus to use: the one given, else `$AITUI_DB`, else the user's own."""
    chosen = given or os.environ.get("AITUI_DB")
    return expanded(chosen) if chosen else default_corpus()


def load(path: Path | None = None) -> Config:
    """Return the configuration; the defaults where there is no file.

    Raises:
        ConfigError: the file cannot be read, is no TOML, or has an unknown key or a wrong value.
    """
    path = config_path() if path is None else path
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read ({error}); mend it or move it away") from None
    import tomllib

    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {error}") from None
    known = [field.name for field in fields(Config)]
    for key, value in values.items():
        where = f"{path}, line {_line_of(text, key)}"
        if key not in known:
            near = get_close_matches(key, known, n=1, cutoff=0.0)[0]
            raise ConfigError(f"{where}: unknown key “{key}”; did you mean “{near}”?")
        if not isinstance(value, str):
            raise ConfigError(f"{where}: {key} must be a text in quotation marks")
    config = Config(**values)
    if config.theme not in THEMES:
        raise ConfigError(f"{path}, line {_line_of(text, 'theme')}: theme must be one of {', '.join(THEMES)}")
    return config


def _line_of(text: str, key: str) -> int:
    """Return the line of a key; tomllib tells no positions."""
    pattern = re.compile(rf"""^\s*\[?["']?{re.escape(key)}["']?\s*[=.\]]""", re.MULTILINE)
    match = pattern.search(text)
    return 1 if match is None else text.count("\n", 0, match.end()) + 1
