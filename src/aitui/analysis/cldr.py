"""What CLDR tells of a language, by way of babel."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from babel import Locale


def locale(name: str) -> Locale:
    """Return a locale.

    babel keeps the data of each that was ever asked for, most of a megabyte; here it is read of one after the
    other, in 3 ms, and what is made of it is kept.

    Raises:
        UnknownLocaleError, ValueError: there is none of that name.
    """
    from babel import Locale, localedata  # 12 ms and 3 MB: only when a text is analysed

    # Not babel's to promise: where it keeps them otherwise, they stay.
    cache, lock = getattr(localedata, "_cache", None), getattr(localedata, "_cache_lock", None)
    if cache is not None and lock is not None:
        with lock:
            for other in cache.keys() - {"root", name}:
                del cache[other]
    return Locale.parse(name)
