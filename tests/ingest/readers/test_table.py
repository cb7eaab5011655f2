"""Tables and JSON, with their own names of columns and with a mapping file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from read_bytes import article, items, reason

from aitui.errors import InputError
from aitui.ingest.files import read_inputs
from aitui.ingest.readers.interface import Given, SkippedInputError
from aitui.model import Article


def given(tmp_path: Path, text: str) -> Given:
    path = tmp_path / "mapping.toml"
    path.write_text(text, "utf-8")
    return Given(mapping=str(path))


def texts(found: list[object]) -> list[str]:
    return [one.text if isinstance(one, Article) else f"! {one}" for one in found]


def test_columns_that_are_called_like_fields_need_no_mapping() -> None:
    table = 'id,Title,text,published\n7,Заголовок,"Китай,\nответил",2025-01-07\n\n8,,Второй,\n'
    first, second = items(table, "a.csv")
    assert first == Article("Китай,\nответил", "7", "Заголовок", published="2025-01-07")
    assert second == Article("Второй", "8")


@pytest.mark.parametrize(("delimiter", "name"), [(";", "a.csv"), ("\t", "a.tsv"), ("|", "a.csv")])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251", "utf-16"])
def test_the_form_is_seen_from_the_file(delimiter: str, name: str, encoding: str) -> None:
    rows = [["title", "text"], ["Раз", "Китай, США и Россия спорят о чипах, галлии и пошлинах на ввоз"]]
    table = "\r\n".join(delimiter.join(row) for row in rows)
    found = article(table.encode(encoding), name)
    assert (found.title, found.text) == tuple(rows[1])


def test_a_mapping_says_which_column_is_what(tmp_path: Path) -> None:
    mapping = given(
        tmp_path,
        'text = ["лид", "тело"]\ntitle = "заголовок"\npublished = "дата"\ndate_format = "%d.%m.%Y"\n'
        'url = ["ссылка", "зеркало"]\n[fixed]\nsource = "Пример"\nlang = "ru"\n',
    )
    table = (
        "заголовок;дата;лид;тело;ссылка;зеркало\n"
        "Раз;07.01.2025;Лид.;Тело.;;https://example.com/1\n"
        "Два;2025-01-07;Лид.;Тело.;;\nТри;;;;;\n"
    )
    first, second, third = items(table, "a.csv", mapping)
    assert first == Article(
        "Лид.\n\nТело.", "https://example.com/1", "Раз", "Пример", "ru", "2025-01-07", "https://example.com/1"
    )
    assert "line 3: '2025-01-07' is no date of the form %d.%m.%Y" in str(second)
    assert 'line 4: has an empty "лид" and "тело"' in str(third)


def test_a_mapping_reaches_into_json(tmp_path: Path) -> None:
    mapping = given(tmp_path, 'text = "content.body"\nsource = "site.name"\npublished = "at"\n')
    rows = [
        {"content": {"body": "Китай"}, "site": {"name": "Пример"}, "at": "Tue, 07 Jan 2025 10:00:00 GMT"},
        {"at": 1},
    ]
    wanted = Article("Китай", source="Пример", published="2025-01-07")
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    for data, name in ((lines, "a.jsonl"), (json.dumps(rows), "a.json")):
        first, second = items(data, name, mapping)
        assert first == wanted
        assert isinstance(second, InputError)
        assert 'has no "content.body"' in str(second)


def test_json_files_are_lists_objects_or_lines() -> None:
    row = {"text": "Китай", "title": "Раз"}
    for data in (json.dumps([row]), json.dumps(row), json.dumps(row, indent=2), json.dumps(row) + "\n"):
        assert article(data, "a.json").title == "Раз"
    assert "is no JSON" in reason("{", "a.json")
    assert 'has no "text"' in reason('{"name": "package"}', "a.json")
    # Words in brackets are a text.
    assert article('["слово", "ещё"]', "a.json").text == '["слово", "ещё"]'


def test_wrong_rows_are_told_by_their_line() -> None:
    table = "text,title\nКитай,а\nлишний,б,в\n" + '"не\nзакрыто\n'
    found = texts(list(items(table, "a.csv")))
    assert found[0] == "Китай"
    assert "line 3: has 3 columns" in found[1]
    assert found[2].strip() == "не\nзакрыто"


def test_a_table_without_texts_says_what_to_do() -> None:
    told = reason("имя,дата\nа,б\n", "a.csv")
    assert "--mapping" in told
    assert "имя, дата" in told
    assert "is empty" in reason("", "a.csv")


@pytest.mark.parametrize(
    ("mapping", "word"),
    [
        ('txt = "a"', "did you mean “text”"),
        ('title = "a"', "which column is the text"),
        ("text = 7", "name of a column"),
        ('text = "a"\n[fixed]\nsource = 7', "[fixed]"),
        ('text = "a"\ndelimiter = ";;"', "one character"),
        ("text = ", "is no mapping"),
        ("[columns]\ntext = 'a'", "there are text, title"),
        ('text = "a"\ndate_format = "%Q"', "tells no date"),
        # A day without a year is no date.
        ('text = "a"\ndate_format = "%d.%m."', "tells no date"),
        ('text = ["текст", "вводка"]', "no column “текст” or “вводка”"),
        # What is not there is told before anything of the table comes in without it.
        ('text = "a"\ntitle = "заголовок"', "no “заголовок”, which the mapping calls the title"),
        ('text = ["a", "тело"]', "no “тело”, which the mapping calls the text"),
        ('text = "a"\nurl = ["ссылка", "link"]', "no “ссылка” or “link”, which the mapping calls the url"),
    ],
)
def test_mistakes_in_a_mapping_are_told(tmp_path: Path, mapping: str, word: str) -> None:
    assert word in reason("a\nКитай\n", "a.csv", given(tmp_path, mapping))


def test_one_of_several_columns_is_enough_and_so_is_a_fixed_value(tmp_path: Path) -> None:
    told = 'text = "a"\ntitle = ["заголовок", "b"]\nsource = "откуда"\n[fixed]\nsource = "Пример"\n'
    found = article("a,b\nКитай,Раз\n", "a.csv", given(tmp_path, told))
    assert (found.title, found.source) == ("Раз", "Пример")


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_a_field_that_no_object_has_is_told_behind_the_last(tmp_path: Path, name: str) -> None:
    rows = [{"t": "Китай", "meta": {"дата": "2025-01-07"}}, {"t": "США", "заголовок": "Раз"}]
    data = "\n".join(map(json.dumps, rows)) if name == "a.jsonl" else json.dumps(rows)
    told = 'text = "t"\ntitle = "заголовок"\npublished = "meta.дата"\n'
    assert [one.text for one in items(data, name, given(tmp_path, told)) if isinstance(one, Article)] == [
        "Китай",
        "США",
    ]
    (tmp_path / "другой").mkdir()
    *_, last = items(data, name, given(tmp_path / "другой", told.replace("meta.дата", "meta.date")))
    assert "no “meta.date”, which the mapping calls the published" in str(last)


def test_a_mapping_that_is_not_there_is_told() -> None:
    assert "cannot be read" in reason("a\nб\n", "a.csv", Given(mapping="нет.toml"))


def test_a_field_that_no_file_of_one_object_has_is_told_behind_the_last_of_them(tmp_path: Path) -> None:
    for number, more in enumerate(({"заголовок": "Раз"}, {})):
        (tmp_path / f"{number}.json").write_text(json.dumps({"t": f"Китай {number}", **more}), "utf-8")
    names = [str(tmp_path / f"{number}.json") for number in range(2)]

    def found(inputs: list[str], title: str) -> list[str]:
        told = tmp_path / f"{title}.toml"
        told.write_text(f'text = "t"\ntitle = "{title}"\n', "utf-8")
        items = read_inputs(inputs, mapping=str(told))
        return [one.text if isinstance(one, Article) else one.reason for one in items]  # type: ignore[union-attr]

    # One may be without what another has.
    assert found(names, "заголовок") == ["Китай 0", "Китай 1"]
    for inputs in (names, names[:1]):
        *texts, last = found(inputs, "название")
        assert len(texts) == len(inputs)
        assert "no “название”, which the mapping calls the title" in last


def test_a_list_that_an_object_holds_beside_what_it_says_of_it_is_read() -> None:
    data = {"status": "ok", "total": 2, "sources": [{"name": "а"}], "articles": [{"text": "Китай"}, {"x": 1}]}
    first, second = items(json.dumps(data), "a.json")
    assert isinstance(first, Article)
    assert first.text == "Китай"
    assert "a.json, item 2: has no" in str(second)
    assert "--mapping" in str(second)
    assert "it has “x”" in str(second)


def test_json_without_texts_is_skipped_in_a_folder() -> None:
    (found,) = items('[{"name": "пакет"}]', "a.json", named=False, met=True)
    assert isinstance(found, SkippedInputError)
