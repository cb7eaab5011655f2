"""Modules of the standard library that a start does without: each is imported with its first use.

`from aitui.later import json` in the place of `import json`, in what is loaded before the first paint.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import json as json
    import re as re
else:

    class _Later:
        """A module that is imported when something of it is asked for."""

        def __init__(self, name):
            self._name = name

        def __getattr__(self, attribute):
            value = getattr(__import__(self._name), attribute)
            setattr(self, attribute, value)  # the next one finds it here
            return value

    json, re = _Later("json"), _Later("re")
