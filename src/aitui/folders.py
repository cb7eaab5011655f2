"""Where a person's files lie: what `platformdirs` says, without loading it where the rule is short."""

from __future__ import annotations

import os
import sys


def data() -> str:
    """Return the folder of the default corpus and the workspace; `$AITUI_HOME` moves it."""
    return _own() or _xdg("XDG_DATA_HOME", ".local/share") or _told("user_data_dir")


def settings() -> str:
    """Return the folder of `config.toml`: `$AITUI_HOME`, else the user's configuration folder."""
    return _own() or _xdg("XDG_CONFIG_HOME", ".config") or _told("user_config_dir")


def _own() -> str:
    return os.path.expanduser(os.environ.get("AITUI_HOME", ""))


def _xdg(variable: str, usual: str) -> str:
    """Return the folder by the rule of Linux, empty elsewhere: platformdirs takes 6 ms to load."""
    if sys.platform != "linux":
        return ""
    given = os.environ.get(variable, "")
    return os.path.join(given if os.path.isabs(given) else os.path.expanduser(f"~/{usual}"), "aitui")


def _told(name: str) -> str:
    import platformdirs

    folder: str = getattr(platformdirs, name)("aitui")
    return folder
