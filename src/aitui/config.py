"""Where our files lie, and the configuration file: TOML to a frozen dataclass."""

from __future__ import annotations

import os

from aitui import folders
from aitui.errors import ConfigError
from aitui.frozen import defaults, frozen
from aitui.later import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

THEMES = ("auto", "dark", "light", "ansi")


@frozen
class KeyChange:
    """A line of the table `[keys]`: what an action is to be reached by.

    Attributes:
        action: its name, as written.
        keys: the keys, as written; none leaves the action to the palette.
        where: file and line, for what is wrong with it.
    """

    action: str
    keys: tuple[str, ...]
    where: str


@frozen
class Rate:
    """A line of the table `[rates]`: what one unit of a currency was worth in another on a day.

    Attributes:
        of, to: ISO 4217 codes.
        date: ISO day.
    """

    of: str
    to: str
    rate: float
    date: str


@frozen
class Config:
    """What `config.toml` may say.

    Attributes:
        db: the default corpus; `~` is the home folder.
        theme: `dark`, `light` or `ansi` (the sixteen colours of the terminal); `auto` is light where the
            terminal says so (`$COLORFGBG`, OSC 11), else dark.
        tagger: name taggers that help to find names before the built-in one, such as `ru`, separated by
            commas; `none` for the rules alone.
        browser: the command that `o` opens a web address with; empty to open none.
        mouse: whether the explorer listens to the mouse; the terminal then selects with shift only.
        kitty: whether to ask the terminal for the kitty keyboard protocol.
        keys: actions under other keys.
        rates: exchange rates for the number lens, one a currency.
    """

    db: str | None = None
    theme: str = "auto"
    tagger: str = ""
    browser: str = ""
    mouse: bool = False
    kitty: bool = False
    keys: tuple[KeyChange, ...] = ()
    rates: tuple[Rate, ...] = ()


def expanded(path: str) -> Path:
    """Return a path with `~` as the home folder; that of a user who is not there stays as it is written."""
    from pathlib import Path  # every command that takes a path has it; a start does without

    # `Path.expanduser` raises where there is no such user; so the path is told to be missing, like any other.
    return Path(os.path.expanduser(path))


def data_folder() -> Path:
    """Return the folder of the default corpus and the workspace; `$AITUI_HOME` moves it."""
    return expanded(folders.data())


def config_path() -> Path:
    """Return where the configuration file lies: in `$AITUI_HOME`, else in the user's configuration folder."""
    return expanded(_config_file())


def _config_file() -> str:
    return os.path.join(folders.settings(), "config.toml")


def default_corpus() -> Path:
    """Return the user's own corpus: the configured one, else `corpus.db` in the data folder."""
    return expanded(_default_corpus())


def _default_corpus() -> str:
    return load().db or os.path.join(folders.data(), "corpus.db")


def corpus_path(given: str | None = None) -> Path:
    """Return the corpus to use: the one given, else `$AITUI_DB`, else the user's own."""
    return expanded(given or corpus_file())


def corpus_file() -> str:
    """Return the corpus to use where none is given: `$AITUI_DB`, else the user's own."""
    return os.path.expanduser(os.environ.get("AITUI_DB") or _default_corpus())


def load(path: str | Path | None = None) -> Config:
    """Return the configuration; the defaults where there is no file.

    Raises:
        ConfigError: the file cannot be read, is no TOML, or has an unknown key or a wrong value.
    """
    path = _config_file() if path is None else path
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read ({error}); mend it or move it away") from None
    import tomllib

    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {error}") from None
    known = list(defaults(Config))
    for key, value in values.items():
        where = f"{path}, line {_line_of(text, key)}"
        if key not in known:
            from difflib import get_close_matches

            near = get_close_matches(key, known, n=1, cutoff=0.0)[0]
            raise ConfigError(f"{where}: unknown key “{key}”; did you mean “{near}”?")
        if key == "keys":
            values[key] = _key_changes(path, text, value)
        elif key == "rates":
            values[key] = _rates(path, text, value)
        elif isinstance(value, bool) != (key in _SWITCHES) or not isinstance(value, bool | str):
            wanted = "true or false" if key in _SWITCHES else "a text in quotation marks"
            raise ConfigError(f"{where}: {key} must be {wanted}")
    config = Config(**values)
    if config.browser:
        import shlex

        try:
            shlex.split(config.browser)
        except ValueError as error:
            where = f"{path}, line {_line_of(text, 'browser')}"
            raise ConfigError(f"{where}: browser is no command ({error})") from None
    if config.theme not in THEMES:
        raise ConfigError(f"{path}, line {_line_of(text, 'theme')}: theme must be one of {', '.join(THEMES)}")
    return config


_SWITCHES = {name for name, default in defaults(Config).items() if isinstance(default, bool)}


def _key_changes(path: str | Path, text: str, value: object) -> tuple[KeyChange, ...]:
    """Return the lines of the table `[keys]`.

    Raises:
        ConfigError: it is no table, or has something other than texts in it.
    """
    if not isinstance(value, dict):
        where = f"{path}, line {_line_of(text, 'keys')}"
        raise ConfigError(f'{where}: keys must be a table: [keys] and below it lines like zoom = "Z"')
    header = re.search(r"^\s*\[keys\]", text, re.MULTILINE)
    changes = []
    for action, keys in value.items():
        where = f"{path}, line {_line_of(text, action, header.end() if header else 0)}"
        found = [keys] if isinstance(keys, str) else keys
        if not isinstance(found, list) or not all(isinstance(key, str) for key in found):
            raise ConfigError(f'{where}: {action} must be a key in quotation marks, or several: ["z", "Z"]')
        changes.append(KeyChange(action, tuple(found), where))
    return tuple(changes)


def _rates(path: str | Path, text: str, value: object) -> tuple[Rate, ...]:
    """Return the lines of the table `[rates]`.

    Raises:
        ConfigError: it is no table, or a line of it is no rate with a day, or exchanges a currency twice.
    """
    wanted = '"CNY/USD" = {rate = 0.5, date = "2025-01-31"}'
    if not isinstance(value, dict):
        where = f"{path}, line {_line_of(text, 'rates')}"
        raise ConfigError(f"{where}: rates must be a table: [rates] and below it lines like {wanted}")
    header = re.search(r"^\s*\[rates\]", text, re.MULTILINE)
    found: dict[str, Rate] = {}
    for pair, given in value.items():
        where = f"{path}, line {_line_of(text, pair, header.end() if header else 0)}"
        codes = re.fullmatch(r"([A-Z]{3})/([A-Z]{3})", pair)
        told = given if isinstance(given, dict) else {}
        rate, day = told.get("rate"), told.get("date")
        if codes is None or isinstance(rate, bool) or not isinstance(rate, int | float) or not _is_day(day):
            raise ConfigError(f"{where}: a rate is two currencies, a number and its day, such as {wanted}")
        if not 0 < rate < float("inf"):
            raise ConfigError(f"{where}: a rate must be greater than 0")
        if codes[1] in found:
            raise ConfigError(f"{where}: {codes[1]} is exchanged twice; leave one of its rates out")
        found[codes[1]] = Rate(codes[1], codes[2], float(rate), str(day))
    return tuple(found.values())


def _is_day(value: object) -> bool:
    """Tell whether a value of TOML is a day, written as one or in quotation marks."""
    from datetime import date, datetime

    if isinstance(value, datetime):
        return False
    try:
        return isinstance(value, date) or (isinstance(value, str) and bool(date.fromisoformat(value)))
    except ValueError:
        return False


def _line_of(text: str, key: str, start: int = 0) -> int:
    """Return the line of a key from an offset on; tomllib tells no positions."""
    pattern = re.compile(rf"""^\s*\[?(?:keys\.)?["']?{re.escape(key)}["']?\s*[=.\]]""", re.MULTILINE)
    match = pattern.search(text, start)
    return 1 if match is None else text.count("\n", 0, match.end()) + 1
