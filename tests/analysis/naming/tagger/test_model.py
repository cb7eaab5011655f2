"""The names that a model sees, and the file that it lives in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aitui.analysis.naming.tagger import model
from aitui.analysis.naming.tagger.chain import LABELS
from aitui.analysis.naming.tagger.features import Lexicon
from aitui.analysis.naming.tagger.model import Model, shipped

_NEWS = {
    "ru": ("Вчера глава компании Андрей Костин прилетел в Казань.", "Андрей Костин", "Казань"),
    "en": ("Yesterday John Whitfield flew from London to Madrid.", "John Whitfield", "Madrid"),
    "de": ("Gestern reiste Karl Schneider aus Hamburg nach Wien.", "Karl Schneider", "Wien"),
    "pt": ("Ontem o presidente João Figueira chegou a Lisboa.", "João Figueira", "Lisboa"),
    "sv": ("I går reste Anders Lindström till Stockholm.", "Anders Lindström", "Stockholm"),
    "hr": ("Jučer je premijer Ivan Horvat stigao u Zagreb.", "Ivan Horvat", "Zagreb"),
    "sr": ("Јуче је премијер Иван Јовановић стигао у Београд.", "Иван Јовановић", "Београд"),
    "zh": ("昨天，中國總理李克強在北京會見了記者。", "李克強", "北京"),
}


@pytest.mark.parametrize("lang", list(_NEWS))
def test_a_person_and_a_place_are_seen_with_their_types(lang: str) -> None:
    text, person, place = _NEWS[lang]
    found = shipped(lang)
    names = list(found.read(text, lang, ()).names())
    seen = {text[start:end]: kind for start, end, kind, _ in names}
    assert seen.get(person) == "PER"
    assert seen.get(place) == "LOC"
    assert all(0.0 < chance <= 1.0 for *_, chance in names)


def test_the_same_text_gets_the_same_answer_whatever_was_read_before() -> None:
    text = _NEWS["en"][0]
    found = shipped("en")
    first = list(found.read(text, "en", ()).names())
    for lang, (other, *_) in _NEWS.items():
        if lang in found.languages:
            list(found.read(other * 3, lang, ()).names())
    assert list(found.read(text, "en", ()).names()) == first


def test_no_name_reaches_over_a_cut() -> None:
    text = "He met Anna\nMaria Rossi came from Rome"
    found = shipped("en")
    cut = text.index("\n")
    assert all(end <= cut or start > cut for start, end, *_ in found.read(text, "en", (cut,)).names())


def test_of_a_span_in_which_no_name_is_seen_the_type_is_told_all_the_same() -> None:
    text = "Yesterday the whole of John Whitfield and Partners Limited of London spoke with two men."
    read = shipped("en").read(text, "en", ())
    spans = [(start, end) for start in range(len(text)) for end in range(start + 2, len(text))]
    asked = [chances for span in spans if (chances := read.chances(*span)) is not None]
    assert asked
    assert min(max(chances.values()) for chances in asked) > 0.0
    assert min(max(chances.values()) for chances in asked) < 1e-6


def test_a_given_span_has_a_chance_of_each_type_and_one_that_cuts_words_has_none() -> None:
    text, person, _ = _NEWS["ru"]
    found = shipped("ru")
    read = found.read(text, "ru", ())
    start = text.index(person)
    chances = read.chances(start, start + len(person))
    assert chances is not None
    assert max(chances, key=chances.__getitem__) == "PER"
    assert sum(chances.values()) <= 1.0 + 1e-9
    assert read.chances(start + 1, start + len(person)) is None
    assert read.chances(start, start) is None


@pytest.mark.parametrize(
    "text", ["", " \n ", "\x1b[31m", "«»", "\u202eКитай\u202c", "a" * 5000, "А Б В " * 400]
)
@pytest.mark.parametrize("lang", ["ru", "en", "zh"])
def test_any_text_is_read_and_spans_lie_inside(text: str, lang: str) -> None:
    found = shipped(lang)
    end = 0
    for start, stop, kind, _ in found.read(text, lang, ()).names():
        assert end <= start < stop <= len(text)
        assert kind in ("PER", "ORG", "LOC")
        end = stop


def _small(lexicon: Lexicon) -> tuple[Any, Any, Any, Any]:
    keys = np.array([3, 70_000, 4_000_000_000], np.uint32)
    weights = np.arange(3 * len(LABELS), dtype=np.int8).reshape(3, -1)
    meta = model.meta_of(lexicon, ["ru", "uk"], ["ru"], False, 0.25)
    return meta, keys, weights, np.eye(len(LABELS), dtype=np.float32)


def test_a_file_gives_back_what_was_written_and_the_same_bytes(tmp_path: Path) -> None:
    lexicon = Lexicon({"анна": "F", "рим": "CT", "ом": "S"}, {"в": (2, 1), "на": (0, 1)}, {ord("љ"): "lj"})
    parts = _small(lexicon)
    model.save(tmp_path / "one.npz", *parts)
    model.save(tmp_path / "two.npz", *parts)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    found = model.load(tmp_path / "one.npz")
    assert isinstance(found, Model)
    assert found.lexicon == lexicon
    assert found.languages == {"ru", "uk"}
    assert found.tagged == {"ru"}


def test_the_shipped_weights_are_small() -> None:
    folder = Path(model.__file__).with_name("weights")
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 5_000_000
