"""Pages and feeds as they are on the web; `bench/real_inputs.py` tells the figures."""

from __future__ import annotations

import pytest
import real_inputs
from real_inputs import FEEDS, LONGEST, PAGES, Found


@pytest.mark.skipif(not PAGES.is_dir(), reason="the pages are not beside the project")
def test_pages_are_read_at_least_as_well_as_by_the_extractor_alone() -> None:
    found = real_inputs.pages()
    assert found.files == found.articles >= 30
    assert found.failed == found.unsafe == []
    assert found.slow < LONGEST
    mean = sum(found.ours) / found.files
    assert mean >= max(sum(found.theirs) / found.files, 0.93)
    assert sum(found.titles) / len(found.titles) >= 0.9


@pytest.mark.skipif(not FEEDS.is_dir(), reason="the feeds are not beside the project")
def test_every_feed_is_read_or_refused_in_one_line() -> None:
    found = real_inputs.feeds()
    assert found.files > 150
    assert found.articles > 60
    assert found.failed == found.unsafe == []
    assert found.slow < LONGEST


@pytest.mark.parametrize(
    "text", ["Китай \x1b]52;c;aGk=\x07", "США \u202eответили", "<script>беда()</script>"]
)
def test_what_must_not_come_in_is_seen(text: str) -> None:
    # A text file is kept as it is and cleaned at the screen, so all of this comes in with it.
    found = Found()
    found.read("а.txt", text.encode())
    assert found.unsafe == ["а.txt"]


def test_a_page_that_tells_of_scripts_may_name_them() -> None:
    found = Found()
    found.read("а.txt", "Как пишут <script> в разметке".encode(), "пишут <SCRIPT> в")
    assert (found.articles, found.unsafe) == (1, [])


def test_likeness_is_of_runs_of_words() -> None:
    text = "раз два три четыре пять шесть"
    assert real_inputs.f1(text, text) == 1.0
    assert real_inputs.f1("шесть пять четыре три два раз", text) == 0.0
    assert real_inputs.f1("раз два три четыре пять", text) == pytest.approx(0.8)
