"""What a corpus joins by itself, what it asks about, and what it leaves apart."""

from __future__ import annotations

import pytest

from aitui.analysis.naming.joins import Subject, explained, judge, subject
from aitui.model import EntityType, Mention


def text(name: str, kind: EntityType = "person", *glosses: str) -> Subject:
    return subject((name,), kind, glosses=glosses)


def known(kind: EntityType, *names: str) -> Subject:
    return subject(names, kind, known=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (text("Марчин Выглендовский"), text("Marcin Wyględowski")),
        (text("Джефф Нотт"), text("Jeff Knott")),
        # A Latin name is an organization for want of anything better: that agrees with a person.
        (text("Рашида Дати"), text("Rachida Dati", "organization")),
        (text("Осборн"), text("Osborne")),
        (text("Ульрих"), text("Ulrich")),
        (text("Кэмпбелл"), text("Campbell")),
        # A type that is guessed in one text.
        (text("Беверли-Хиллз"), text("Beverly Hills", "place")),
        (known("place", "Canada", "Канада"), text("Kanada", "organization")),
        (text("Margaret Douglas"), text("Margeret Douglas")),
        (text("Сандерленд", "place"), text("Sunderland", "place")),
        (text("Neuralis GmbH", "organization"), text("Neuralis, Inc.", "organization")),
        (text("ООО Ромашка", "organization"), text("Ромашка", "organization")),
        (text("Nine News", "organization"), text("NineNews", "organization")),
        (known("place", "Cuba", "Куба", "古巴"), text("Cuba", "organization")),
        (known("place", "Mexico", "México"), text("México", "organization")),
        (text("Си Цзиньпин"), text("习近平")),
        (text("Justin Linwood", "person", "林俊旸"), text("林俊旸")),
    ],
)
def test_one_thing(one: Subject, other: Subject) -> None:
    for found in (judge(one, other), judge(other, one)):
        assert found.verdict == "same"
        assert found.reason


def named(name: str, kind: EntityType, *langs: str) -> Subject:
    return subject((name,), kind, langs=frozenset(langs))


@pytest.mark.parametrize(
    ("form", "base", "verdict"),
    [
        (named("Zagrebu", "place", "hr"), known("place", "Zagreb", "Загреб"), "same"),
        (named("Brisbanes", "place", "sv"), named("Brisbane", "place", "en", "sv"), "same"),
        (named("Старгороде", "place", "ru"), named("Старгород", "place", "ru"), "same"),
        (named("Crnu Goru", "place", "hr"), named("Crna Gora", "place", "hr"), "same"),
        (named("Филипа Зимбарда", "person", "ru"), named("Филип Зимбард", "person", "ru"), "same"),
        (named("Winstona Churchilla", "person", "hr"), known("person", "Winston Churchill"), "same"),
        # A surname of its own, a woman, another language, another thing of which there are many.
        (named("Roberts", "person", "sv"), named("Robert", "person", "sv"), "likely"),
        (named("Александра Петрова", "person", "ru"), named("Александр Петров", "person", "ru"), "likely"),
        (named("Иван Петрова", "person", "ru"), named("Иван Петров", "person", "ru"), "likely"),
        (named("Brisbanes", "place", "en"), named("Brisbane", "place", "en"), "likely"),
        (named("Вести", "organization", "ru"), named("Вест", "organization", "ru"), "apart"),
    ],
)
def test_a_case_of_a_name(form: Subject, base: Subject, verdict: str) -> None:
    found = judge(form, base)
    assert found.verdict == judge(base, form).verdict == verdict
    assert 0 <= found.score < 1


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (text("Крис"), text("Chris"), "one short word that sounds alike: kris / chris; both persons"),
        (text("Frederick"), text("Frederik"), "a given name alone; both persons"),
        # Another letter than c and k may make another place.
        (known("place", "Mali", "Мали"), text("Mali", "person"), "a place and a person"),
        (text("Li Wei"), text("李伟"), "one short name in two scripts: li wei / liwei; both persons"),
        (text("Баженов"), text("Božinov"), "one word that sounds alike: bazhenov / bozinov; both persons"),
        (text("Смит"), text("Smith"), "one short word that sounds alike: smit / smith; both persons"),
        (text("Boris Sorin"), text("Boris Sonin"), "one letter differs; both persons"),
        (text("Daniel Becker"), text("Daniela Becker"), "one letter differs; both persons"),
        (text("George Bush"), text("George Walker Bush"), "longer by «Walker»"),
        (text("Viktor Orlov"), text("V. Orlov"), "an initial stands for a name"),
        (text("Samsungs", "organization"), known("organization", "Samsung", "三星"), "differs in a letter"),
        (text("Кентукки", "place"), text("Kentucky"), "a place and a person"),
        (
            text("Canadian Blood Services", "organization", "CBS"),
            text("CBS", "organization"),
            "a text explains",
        ),
    ],
)
def test_a_question(one: Subject, other: Subject, reason: str) -> None:
    for found in (judge(one, other), judge(other, one)):
        assert found.verdict == "likely"
        assert 0 < found.score < 1
    assert reason in judge(one, other).reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # What the gazetteer keeps apart, and what it has another name for in that script.
        (known("place", "Niger", "Нигер"), known("place", "Nigeria", "Нигерия")),
        (known("place", "Iran", "Иран"), text("Рейн", "place")),
        (known("place", "South China Sea"), text("South Sea", "place")),
        (text("Mario Rossi"), text("Maria Rossi")),
        (text("Llama 3", "product"), text("Llama 3.1", "product")),
        (text("GPT-4", "product"), text("ГПТ-5", "product")),
        (text("Чжан Вэй"), text("Zeng Wei")),
        (text("Толле"), text("Hitler", "organization")),
        (known("place", "Cuba", "Куба"), text("Kuma", "place")),
        # No spelling tells it, only a text does.
        (text("Justin Lin"), text("林俊旸")),
        (text("—", "work"), text("…", "work")),
    ],
)
def test_two_things(one: Subject, other: Subject) -> None:
    assert judge(one, other).verdict == judge(other, one).verdict == "apart"


@pytest.mark.parametrize(
    ("written", "name", "kind", "found"),
    [
        ("Jack Wang (王晓鸣) left.", "Jack Wang", "person", ["王晓鸣"]),
        ("负责人王晓鸣（Jack Wang）离职", "王晓鸣", "person", ["Jack Wang"]),
        ("Джек Ван (王晓鸣) ушёл.", "Джек Ван", "person", ["王晓鸣"]),
        # A firm is explained by its country, its product, its founder.
        ("OpenAI (美国) said", "OpenAI", "organization", []),
        ("Jack Wang (中国科学院研究员) left.", "Jack Wang", "person", []),
        ("Jack Wang (Google) left.", "Jack Wang", "person", []),
        ("Jack Wang left (王晓鸣).", "Jack Wang", "person", []),
    ],
)
def test_a_name_that_a_text_explains_another_by(
    written: str, name: str, kind: EntityType, found: list[str]
) -> None:
    start = written.index(name)
    mention = Mention(start, start + len(name), name, "x", name, kind, rule="capitalised")
    assert [gloss for _, gloss in explained(written, [mention])] == found
