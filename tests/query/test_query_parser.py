"""The search language: what is typed, and what it means."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aitui.errors import QueryError
from aitui.query import And, Field, Near, Node, Not, Or, Regex, Term, parse


def told(node: Node | None) -> str:
    """A tree in one line."""
    match node:
        case None:
            return ""
        case Term():
            marks = "".join(
                mark
                for mark, is_on in (
                    ("title:", node.title), ("=", node.exact), ("~", node.fuzzy), ("'", node.phrase),
                )
                if is_on
            )  # fmt: skip
            return f"{marks}{node.text}{'*' * node.prefix}{'…' * node.typed}"
        case Near():
            return f"near{node.distance}[{' '.join(map(told, node.terms))}]"
        case Regex():
            return f"/{node.pattern}/"
        case Field():
            return f"{node.name}{node.op}{node.value}{'…' * node.typed}"
        case Not():
            return f"-{told(node.part)}"
        case And():
            return f"({' '.join(map(told, node.parts))})"
        case Or():
            return f"({' | '.join(map(told, node.parts))})"
        case _:
            raise AssertionError(node)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("китай", "китай"),
        ("китай чип", "(китай чип)"),
        ('«экспортный контроль» -"игровые автоматы"', "('экспортный контроль -'игровые автоматы)"),
        ('deep* =модель ~нвидя "без кон"* ="как есть"', "(deep* =модель ~нвидя 'без кон* ='как есть)"),
        ("чип OR chip OR 芯片 2025", "((чип | chip | 芯片) 2025)"),
        ("race | гонка", "(race | гонка)"),
        ("OR чип OR", "чип"),
        ("чип AND chip", "(чип chip)"),
        ("чип NOT chip", "(чип -chip)"),
        ("(чип OR (芯片 2025)) -(игра OR бонус)", "((чип | (芯片 2025)) -(игра | бонус))"),
        ("((чип))", "чип"),
        ("(а б) в", "(а б в)"),
        ("чип -", "чип"),
        ("а — б", "(а б)"),
        ("--чип ещё", "(-чип ещё)"),
        ("чип NEAR/3 контроль", "near3[чип контроль]"),
        ('а NEAR "б в" NEAR/20 г*', "near20[а 'б в г*]"),
        ("а NEAR/3 б OR в", "(near3[а б] | в)"),
        ("NEAR чип", "(NEAR чип)"),
        (r"/GPT-\d/ китай", r"(/GPT-\d/ китай)"),
        (r"/a (b|c) \/ d/", r"/a (b|c) \/ d/"),
        ("-/а+б/ чип", "(-/а+б/ чип)"),
        ("title:чип", "title:чип"),
        ('title:"гонка чипов" title:=гонка', "(title:'гонка чипов title:=гонка)"),
        ("title:(гонка OR -)", "title:гонка"),
        ("LANG:ru lang:(it OR zh)", "(lang:ru (lang:it | lang:zh))"),
        ("-source:«Il Foglio» чип", "(-source:Il Foglio чип)"),
        ("@Китай @«Justin Lin»", "(entity:Китай entity:Justin Lin)"),
        ("published>=2024 event<2025-06", "(published>=2024 event<2025-06)"),
        ("published:2024-01..2024-06", "published:2024-01..2024-06"),
        ('ingested:"last week"', "ingested:last week"),
        ("qty>100musd qty:1..2bn", "(qty>100musd qty:1..2bn)"),
        ("qty>10%", "qty>10%"),
        ("saved:моё tag:проверить", "(saved:моё tag:проверить)"),
        # What is no field is found as words.
        ("qty:>100musd published:>=2024 event:=2025", "(qty>100musd published>=2024 event=2025)"),
        ("title:=а", "title:=а"),
        ('"экспорт чип*" "а*б"', "('экспорт чип* 'а*б)"),
        ("**жирно** 5*", "(жирно* 5*)"),
        ("чип*, закон*; 5", "(чип* закон* 5)"),
        ("12:30 https://a.it/b", "(12:30 https://a.it/b)"),
        ("C: x", "(C x)"),
        ("Китай, США; -чип! ~моделъ.", "(Китай США -чип ~моделъ)"),
        ("\u202eКитай\x00 'чип' U.S. U.S., C++ 12,5", "(Китай чип U.S. U.S. C++ 12,5)"),
        ("a@b.it", "a@b.it"),
        ("1/2", "1/2"),
        ("@ китай", "китай"),
        ("событие:важно", "событие:важно"),
    ],
)
def test_what_is_typed_means(text: str, tree: str) -> None:
    assert told(parse(text).root) == tree


@pytest.mark.parametrize(
    "text", ["", "  ", "-", "…", '""', "*", "OR", "= — »", "()", "( OR )", "@", "~", "NOT"]
)
def test_nothing_to_look_for(text: str) -> None:
    assert parse(text).empty


@pytest.mark.parametrize(
    ("text", "position", "reason"),
    [
        ('чип "без конца', 4, "quotation mark is not closed"),
        ("  -чип", 2, "what to find"),
        ("чип (-китай)", 5, "what to find"),
        ("я" * 1001, 1000, "1000 characters"),
        ("а " * 51, 100, "50 words"),
        ("(" * 21 + "а", 20, "20 deep"),
        ("чип (китай", 4, "bracket is not closed"),
        ("чип) китай", 3, "closes nothing"),
        ("чип OR -китай", 7, "stands by itself"),
        ("-китай OR чип", 0, "stands by itself"),
        ("чип NOT -китай", 4, "take one minus away"),
        ("чип NEAR", 4, "put one after it"),
        ("NEAR/3 чип", 0, "put one before it"),
        ("чип (NEAR/3 модель)", 5, "put one before it"),
        ("(а б) NEAR в", 6, "put one before it"),
        ("а NEAR (б OR в)", 2, "put one after it"),
        ("а NEAR/много б", 2, "NEAR/5"),
        ("а NEAR/100 б", 2, "up to 99"),
        ("чип /не закрыто", 4, "pattern is not closed"),
        ("чип //", 4, "Nothing stands in this pattern"),
        ("title:/гон.а/", 0, "without title:"),
        ("*чип", 0, "at the end of a word"),
        ("ч*п", 1, "quote the words"),
        ("/(чип/", 5, "no pattern"),
        ("чип /а[/", 7, "no pattern"),
        ("/а*/", 1, "nothing at all"),
        ("/(а{90}){900}/", 8, "1000 times"),
        ("/" + "а" * 201 + "/", 1, "200 characters"),
        ("чип titel:гонка", 4, "write title:"),
        ("sorce:x", 0, "write source:"),
        ("lang>ru", 4, "write lang:it"),
        ("source=x", 6, "has no order"),
        ("чип published:", 4, "Nothing stands behind"),
        ("lang: ru", 0, "Nothing stands behind"),
        ("title:) x", 0, "Nothing stands behind"),
    ],
)
def test_a_mistake_has_its_place_and_a_reason(text: str, position: int, reason: str) -> None:
    with pytest.raises(QueryError, match=reason) as caught:
        parse(text)
    assert caught.value.position == position


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ('чип "без кон', "(чип 'без кон*)"),
        ("-чи", ""),
        ("чип диз", "(чип диз*…)"),
        ("чип диз ", "(чип диз)"),
        ("чип -диз", "(чип -диз*…)"),
        ("чип =диз", "(чип =диз…)"),
        ("чип ~диз", "(чип ~диз…)"),
        ("чип (диз", "(чип диз*…)"),
        ("чип (", "чип"),
        ("чип NEAR/", "чип"),
        ("чип NEAR", "чип"),
        ("чип NEAR/5 ", "чип"),
        ("чип /незакрыто", "чип"),
        ("чип published:", "чип"),
        ("чип published:20", "(чип published:20…)"),
        ("чип @Кит", "(чип entity:Кит…)"),
        ("чип @", "чип"),
        ("title:го", "title:го*…"),
    ],
)
def test_while_typing_what_may_go_on_is_no_mistake(text: str, tree: str) -> None:
    assert told(parse(text, typing=True).root) == tree


def test_every_part_knows_its_place() -> None:
    text = 'чип title:«гонка чипов» -(=модель OR @Китай) а NEAR/2 б* published:"last week"'
    query = parse(text)
    assert [text[leaf.start : leaf.end] for leaf in query.leaves(absent=True)] == [
        "чип", "title:«гонка чипов»", "=модель", "@Китай", "а", "б*", 'published:"last week"',
    ]  # fmt: skip
    (week,) = [leaf for leaf in query.leaves() if isinstance(leaf, Field)]
    assert text[week.value_start :].startswith("last week")
    assert [term.text for term in query.terms] == ["чип", "гонка чипов", "а", "б"]


_WORDS = [
    "OR", "AND", "NOT", "NEAR", "NEAR/3", "title:", "lang:", "lang:ru", "@", "@Китай", "published:", "qty>",
    "event<=", "saved:", "чип", "芯片", "2024..", "(", ")", '"', "«", "»", "“", "„", "-", "=", "~", "*", "/",
    "|", " ", "  ", "\\", "{9}", "[", "..", "10%", "\x00", "ё",
]  # fmt: skip


@settings(max_examples=400, deadline=None)
@example("lang:(")
@example("title:=(")
@example("-" * 999)
@example('"' * 31)
@given(st.lists(st.sampled_from(_WORDS) | st.text(max_size=3), max_size=25).map("".join))
def test_no_text_breaks_the_parser(text: str) -> None:
    for typing in (False, True):
        try:
            query = parse(text, typing=typing)
        except QueryError as error:
            if not 0 <= error.position <= len(text) or not str(error):
                raise AssertionError(text) from error
            continue
        for leaf in query.leaves(absent=True):
            assert 0 <= leaf.start < leaf.end <= len(text)
