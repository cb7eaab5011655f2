"""Which languages have weights; asked without loading any, and without numpy."""

from __future__ import annotations

_LANGUAGES = {
    "latin": "en de pt sv hr sr bs fr it es nl pl da no",
    "cyrillic": "ru uk",
    "han": "zh",
}
# The file of weights of each language, without its ending.
FILE_OF = {lang: name for name, langs in _LANGUAGES.items() for lang in langs.split()}
# Languages whose names were learned from labels that nobody has read.
SILVER = frozenset(("it", "fr", "es", "nl", "pl"))
