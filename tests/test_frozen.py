"""Values behave as frozen dataclasses with slots do."""

from __future__ import annotations

import copy
import pickle
import typing
from dataclasses import dataclass
from typing import Any, ClassVar

import pytest

from aitui.frozen import NamedTuple, frozen, replace


@frozen
class Place:
    """Where a word stands.

    Attributes:
        word: as written.
    """

    word: str
    start: int = 0
    marks: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        return self.start + len(self.word)


@frozen
class Named(Place):
    name: str = "Китай"


@dataclass(frozen=True, slots=True)
class Twin:
    word: str
    start: int = 0
    marks: tuple[str, ...] = ()


@frozen
class Empty:
    pass


@frozen
class Checked:
    size: int

    def __post_init__(self) -> None:
        if self.size < 0:
            raise ValueError("negative")


def test_fields_come_by_place_name_and_default() -> None:
    assert Place("чип", start=3).end == 6
    assert (Place("чип").start, Place("чип").marks) == (0, ())
    with pytest.raises(TypeError, match="word"):
        Place()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="longer"):
        Place("чип", longer=1)  # type: ignore[call-arg]


def test_what_is_equal_has_one_hash() -> None:
    assert Place("чип", 1) == Place("чип", 1)
    assert Place("чип", 1) != Place("чип", 2)
    assert len({Place("чип", 1), Place("чип", 1), Place("芯片")}) == 2
    twin: object = Twin("чип")
    assert Place("чип") != twin
    assert Named("чип") != Place("чип")
    assert hash(Place("чип", 1, ("а",))) == hash(Twin("чип", 1, ("а",)))
    assert Empty() == Empty()


def test_nothing_changes() -> None:
    place = Place("чип")
    with pytest.raises(AttributeError, match=r"Place\.start cannot be changed"):
        place.start = 4  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del place.word
    with pytest.raises(AttributeError):
        place.other = 1  # type: ignore[attr-defined]
    assert place == Place("чип")


def test_a_copy_differs_where_it_is_said() -> None:
    assert replace(Place("чип", 1), start=5) == Place("чип", 5)
    assert replace(Twin("чип", 1), start=5) == Twin("чип", 5)
    with pytest.raises(TypeError):
        replace(Place("чип"), colour="red")


def test_a_value_crosses_processes() -> None:
    for original in (Place("чип", 1, ("а", "б")), Named("чип", name="Cina"), Checked(3), Empty()):
        assert pickle.loads(pickle.dumps(original)) == original


def test_a_base_gives_its_fields() -> None:
    named = Named("чип", 2, (), "Cina")
    assert (named.word, named.name, named.end) == ("чип", "Cina", 5)
    assert isinstance(named, Place)
    assert repr(named) == "Named(word='чип', start=2, marks=(), name='Cina')"
    assert not hasattr(named, "__dict__")


def test_patterns_match_by_place() -> None:
    match Place("чип", 7):
        case Place("чип", start):
            assert start == 7
        case _:
            pytest.fail("no match")


def test_the_last_word_is_the_class_s_own() -> None:
    assert Checked(1).size == 1
    with pytest.raises(ValueError, match="negative"):
        Checked(-1)


def test_a_default_before_a_field_without_is_refused() -> None:
    with pytest.raises(TypeError, match="without a default"):

        @frozen
        class Wrong:
            first: int = 0
            second: str  # type: ignore[misc]


def test_what_belongs_to_the_class_is_no_field() -> None:
    @frozen
    class Counted:
        size: int
        unit: ClassVar[str] = "code points"

    assert Counted(2).size == 2
    assert Counted.unit == "code points"
    assert repr(Counted(2)).endswith("Counted(size=2)")


class Spot(NamedTuple):
    """Where a word stands.

    Attributes:
        word: as written.
    """

    word: str
    start: int = 0
    marks: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        return self.start + len(self.word)


class TwinSpot(typing.NamedTuple):
    word: str
    start: int = 0
    marks: tuple[str, ...] = ()


@pytest.mark.parametrize("kind", [Spot, TwinSpot])
def test_a_tuple_with_named_fields_is_as_the_standard_one(kind: Any) -> None:
    made = kind("чип", start=3)
    assert made == ("чип", 3, ())
    assert hash(made) == hash(("чип", 3, ()))
    assert (made.word, made[1], made._fields) == ("чип", 3, ("word", "start", "marks"))
    assert made._replace(start=5) == kind._make(["чип", 5, ()])
    assert made._asdict() == {"word": "чип", "start": 3, "marks": ()}
    assert repr(made) == f"{kind.__name__}(word='чип', start=3, marks=())"
    assert isinstance(made, tuple)
    again = pickle.loads(pickle.dumps(made))
    assert (again, type(again), type(copy.copy(made))) == (made, kind, kind)
    match made:
        case kind(word, start=3):
            assert word == "чип"
        case _:
            pytest.fail("not matched")
    with pytest.raises(TypeError, match="word"):
        kind()
    with pytest.raises(TypeError):
        kind("a", 1, (), "b")
    with pytest.raises(TypeError):
        kind._make([1, 2])
    with pytest.raises((ValueError, TypeError), match="ende"):  # the standard one: by release
        made._replace(ende=1)
    for name in ("word", "other"):
        with pytest.raises(AttributeError):
            setattr(made, name, "x")


def test_a_tuple_has_methods_of_its_own_and_is_of_one_kind() -> None:
    assert Spot("чип", 3).end == 6
    assert not isinstance(Spot("чип"), TwinSpot)


def test_a_tuple_needs_its_defaults_last() -> None:
    with pytest.raises(TypeError, match="default"):
        exec("class Bad(NamedTuple):\n    a: int = 1\n    b: int", {"NamedTuple": NamedTuple})
