"""How a typed name sounds in other scripts, where a table tells what it is called there.

By rules alone Albany sounds as «Албания» does.  Of a name that the atlas knows its names there count.
"""

from __future__ import annotations

from functools import lru_cache

from aitui.text import atlas, sounds, stem

# In which language names of a script are read.
_LANGS = {"latin": "en", "cyrillic": "ru", "han": "zh"}


def asked(word: str, typed: str) -> tuple[str, ...]:
    """Return under which words of the index names stand that sound like a typed word of another script.

    Args:
        word: as the index has it.
        typed: as it was typed; what has small letters alone is not looked for in the atlas.
    """
    if not (typed[:1].isupper() or stem.is_run(word)):
        return sounds.asked(word)
    return _known(word)


@lru_cache(maxsize=1 << 7)
def _known(word: str) -> tuple[str, ...]:
    found = list(sounds.asked(word))
    for script, lang in _LANGS.items():
        names = [name for name in atlas.names_in(word, script) if " " not in name]
        own = {one for one in found if one.startswith(sounds.told_by(script))}
        known = dict.fromkeys(one for name in names for one in sounds.of_name(name.capitalize(), lang))
        if own and known and own.isdisjoint(known):
            found = [one for one in found if one not in own]
            found += known
    return tuple(found)
