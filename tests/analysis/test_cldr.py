"""What CLDR tells of languages, and how much of it stays in memory."""

from __future__ import annotations

import pytest
from babel import UnknownLocaleError, localedata

from aitui.analysis import cldr


def test_the_data_of_one_language_is_kept_at_a_time() -> None:
    for name in ("de", "fr", "ar", "ja", "sr_Latn", "pl"):
        assert cldr.locale(name).months["format"]["wide"][12]
    assert cldr.locale("de").months["format"]["wide"][1] == "Januar"
    assert localedata._cache.keys() <= {"root", "pl", "de"}
    assert "fr" not in localedata._cache


def test_a_language_that_cldr_does_not_have_is_refused() -> None:
    with pytest.raises(UnknownLocaleError):
        cldr.locale("qqq")
