"""Runs the program as another Unix user: `second_user.py USER ARGUMENTS…`, started as root.

Python itself may lie where only its owner can read, so everything is imported before the rights are dropped.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import pwd
import sys
from importlib.resources import files

import aitui

# These are imported when they are needed, by Textual and by Python itself.
LATER = (
    "textual.drivers.linux_driver",
    "textual.widgets._tooltip",
    "encodings.idna",
    "sqlite_utils.db",
)


def become(name: str) -> None:
    """Import the program, then be that user for good."""
    for module in pkgutil.walk_packages(aitui.__path__, "aitui."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for later in LATER:
        importlib.import_module(later)
    # What reads packaged tables is another module in each release of Python.
    (files("aitui.names") / "README.md").read_bytes()
    user = pwd.getpwnam(name)
    os.setgroups([])
    os.setgid(user.pw_gid)
    os.setuid(user.pw_uid)


if __name__ == "__main__":
    from aitui.__main__ import main

    become(sys.argv.pop(1))
    sys.exit(main())
