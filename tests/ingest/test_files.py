"""Inputs as articles and errors in their order."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from aitui.errors import InputError
from aitui.ingest.files import read_inputs
from aitui.ingest.readers import interface
from aitui.ingest.readers.fields import check_date
from aitui.ingest.readers.interface import SkippedInputError
from aitui.model import Article

SHARED = Path(__file__).parents[2] / "../shared"


def texts(inputs: Sequence[str], stdin: bytes = b"") -> list[str]:
    found = list(read_inputs(inputs, stdin=io.BytesIO(stdin)))
    return [one.text if isinstance(one, Article) else f"! {one}" for one in found]


def only(inputs: Sequence[str], stdin: bytes = b"") -> Article:
    (found,) = read_inputs(inputs, stdin=io.BytesIO(stdin))
    assert isinstance(found, Article)
    return found


def test_a_file_keeps_its_text_and_newlines(tmp_path: Path) -> None:
    path = tmp_path / "новость.txt"
    path.write_bytes("\ufeffКитай\r\nСША\n".encode())
    article = only([str(path)])
    assert article.text == "Китай\r\nСША\n"
    assert article.address == str(path.resolve())
    assert (article.encoding, article.source, article.published) == ("utf-8", None, None)


def test_options_hold_for_all_inputs_but_lines_that_know_better(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [
        {"id": 7, "text": "Ciao", "lang": "it", "source": "Esempio", "published": "2024-02-03T10:00:00Z"},
        {"url": "https://example.com/1", "title": "T", "text": "Привет"},
    ]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    first, second = read_inputs([str(path)], lang="ru", source="РБК", published="2025")
    assert first == Article("Ciao", "7", source="Esempio", lang="it", published="2024-02-03")
    assert second == Article(
        *("Привет", "https://example.com/1", "T", "РБК", "ru", "2025", "https://example.com/1"),
    )


def test_a_folder_is_read_in_order_without_hidden_files_and_pictures(tmp_path: Path) -> None:
    (tmp_path / "б").mkdir()
    (tmp_path / "б" / "2.md").write_text("два", "utf-8")
    (tmp_path / "1.txt").write_text("один", "utf-8")
    (tmp_path / "log").write_text("без имени", "utf-8")
    (tmp_path / "0.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "empty.txt").touch()
    (tmp_path / ".hidden").write_text("нет", "utf-8")
    picture, one, empty, *rest = read_inputs([str(tmp_path)])
    assert [found.text for found in (one, *rest) if isinstance(found, Article)] == [
        "один",
        "без имени",
        "два",
    ]
    # What nobody asked for is named and no failure; what is called a text and holds none is one.
    assert isinstance(picture, SkippedInputError)
    assert "0.png: is an image" in str(picture)
    assert isinstance(empty, InputError)
    assert not isinstance(empty, SkippedInputError)
    assert "empty.txt: is empty" in str(empty)


def test_patterns(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.md"):
        (tmp_path / name).write_text(name, "utf-8")
    assert texts([str(tmp_path / "*.txt")]) == ["a.txt", "b.txt"]
    (error,) = texts([str(tmp_path / "*.zip")])
    assert "nothing matches" in error


def test_a_name_that_looks_like_a_pattern_is_a_name_first(tmp_path: Path) -> None:
    (tmp_path / "[1].txt").write_text("скобки", "utf-8")
    assert texts([str(tmp_path / "[1].txt")]) == ["скобки"]


def test_standard_input_is_one_text_or_json_lines() -> None:
    article = only(["-"], "Просто\r\nтекст".encode())
    assert (article.text, article.address) == ("Просто\r\nтекст", None)
    assert texts(["-"], b'\n{"text": "a"}\n{"text": "b"}\n') == ["a", "b"]
    assert texts(["-"], '{"это": "не строка"}'.encode()) == ['{"это": "не строка"}']
    assert texts(["-"], "Привет".encode("utf-16")) == ["Привет"]
    assert texts(["-"]) == ["! standard input: is empty; there is nothing to add"]


def test_every_bad_input_gives_one_line_and_the_rest_still_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interface, "MAX_BYTES", 1000)
    (tmp_path / "empty.txt").write_text(" \n", "utf-8")
    (tmp_path / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "long.txt").write_text("слово " * 400, "utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "good.txt").write_text("хорошо", "utf-8")
    names = ["missing.txt", "empty.txt", "image.txt", "long.txt", "folder", "good.txt"]
    found = texts([*(str(tmp_path / name) for name in names), "ftp://example.com/a"])
    assert found[5] == "хорошо"
    words = ["no such file", "is empty", "an image", "larger than", "holds no text", "", "only files"]
    for line, word in zip(found, words, strict=True):
        assert word in line
        assert "\n" not in line


@pytest.mark.parametrize("name", ["www.example.com", "news.example/rss", "пример.испытание/лента"])
def test_an_address_without_its_scheme_is_told_how_to_write_it(name: str) -> None:
    (found,) = texts([name])
    assert f"write https://{name}" in found


def test_malformed_lines_are_numbered_and_passed_over(tmp_path: Path) -> None:
    lines = [
        "{bad",
        '{"text": "один"}',
        "[1]",
        '{"title": "x"}',
        '{"text": " "}',
        '{"text": "2", "lang": []}',
    ]
    lines += ['{"text": "3", "published": "2024-02-30"}', '{"text": "\\ud800ok"}', "[" * 100_000]
    path = tmp_path / "a.ndjson"
    path.write_text("\n".join(lines), "utf-8")
    found = texts([str(path)])
    assert [line for line in found if not line.startswith("!")] == ["один", "\ufffdok"]
    numbers = [line.split(", line ")[1].split(":")[0] for line in found if line.startswith("!")]
    assert numbers == ["1", "3", "4", "5", "6", "7", "9"]


def test_a_line_that_is_too_long_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interface, "MAX_LINE", 100)
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "x" * 350}) + '\n{"text": "после"}\n', "utf-8")
    error, after = texts([str(path)])
    assert "line 1: is larger than" in error
    assert after == "после"


def test_a_link_to_a_folder_above_is_not_followed_for_ever(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text("текст", "utf-8")
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    found = texts([str(tmp_path)])
    assert "текст" in found
    assert any("link to a folder above" in line for line in found)
    assert any("gone.txt: no such file" in line for line in found)
    assert len(found) == 3


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_in_a_folder_is_named_and_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("Китай", "utf-8")
    os.mkfifo(tmp_path / "2.txt")
    (first, told) = read_inputs([str(tmp_path)])
    assert isinstance(first, Article)
    assert isinstance(told, SkippedInputError)
    assert "2.txt: is a pipe" in str(told)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission_is_told(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("тайна", "utf-8")
    path.chmod(0)
    assert "may not be read" in texts([str(path)])[0]


def test_permission_errors_are_told_whoever_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("тайна", "utf-8")

    def refuse(self: Path, *args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    assert "may not be read" in texts([str(path)])[0]


@pytest.mark.parametrize(
    ("given", "date"),
    [
        *(("2024", "2024"), ("2024-02", "2024-02"), ("2024-02-29", "2024-02-29"), ("2024-36", "2024-36")),
        *(
            ("2024-02-03T10:00:00Z", "2024-02-03"),
            ("2024-02-03 10:00", "2024-02-03"),
            ("2025-01~", "2025-01~"),
        ),
        *(("2023-02-29", None), ("2024-13", None), ("13.01.2024", None), ("", None), ("yesterday", None)),
    ],
)
def test_dates(given: str, date: str | None) -> None:
    assert check_date(given) == date


def test_a_wrong_date_option_is_one_error() -> None:
    (error,) = read_inputs(["a", "b"], published="13.01.2024")
    assert isinstance(error, InputError)
    assert "YYYY-MM-DD" in str(error)


def test_hostile_files_come_in_whole() -> None:
    folder = SHARED / "eval/hostile_text/files"
    if not folder.is_dir():
        pytest.skip("the hostile files are not beside the project")
    found = list(read_inputs([str(folder)]))
    assert len(found) == len(list(folder.iterdir()))
    assert all(isinstance(one, Article) for one in found)


def test_the_real_texts_come_in_as_they_are() -> None:
    folder = SHARED / "seeds"
    if not folder.is_dir():
        pytest.skip("the texts are not beside the project")
    for one in read_inputs([str(folder)]):
        assert isinstance(one, Article)
        assert one.address is not None
        assert one.text.encode() == Path(one.address).read_bytes()
