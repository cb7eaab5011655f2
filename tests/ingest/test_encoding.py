"""Encodings: named, detected, damaged, and what is no text."""

from __future__ import annotations

import pytest

from aitui.ingest.encoding import NotTextError, decode

RU = "Китай обогнал США на рынке открытых моделей, сообщает газета.\r\nПодробности неизвестны.\n"
IT = "L'intelligenza è già qui: perché no? Più difficile è la libertà.\n"
ZH = "中国人工智能公司发布了新的模型，引起了广泛的关注。"


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (RU, "utf-8", "utf-8"),
        (RU, "utf-8-sig", "utf-8"),
        (RU, "utf-16", "utf-16-le"),
        (RU, "utf-16-le", "utf-16-le"),
        (RU, "utf-16-be", "utf-16-be"),
        (RU, "cp1251", "cp1251"),
        (RU, "koi8-r", "koi8-u"),
        (RU, "cp866", "cp866"),
        (IT, "cp1252", "cp1252"),
        (IT, "utf-16-le", "utf-16-le"),
        (ZH, "gb18030", "gb18030"),
        (ZH, "utf-16-le", "utf-16-le"),
    ],
)
def test_text_comes_back_exactly_and_its_encoding_is_named(text: str, encoding: str, name: str) -> None:
    found = decode(text.encode(encoding))
    assert (found.text, found.encoding) == (text, name)


def test_stray_bytes_leave_the_rest_intact() -> None:
    data = "Привет ".encode() + b"\xff\xc0" + " мир ✓".encode()
    found = decode(data)
    assert (found.text, found.encoding) == ("Привет \ufffd\ufffd мир ✓", "utf-8")


def test_a_lone_nul_does_not_make_text_binary() -> None:
    assert decode("Привет\x00 мир, это обычный текст".encode()).text == "Привет\x00 мир, это обычный текст"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "image"),
        (b"PK\x03\x04....", "ZIP"),
        (bytes(range(256)) * 20, "binary"),
        (b"\x00" * 64, "binary"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, word: str) -> None:
    with pytest.raises(NotTextError, match=word):
        decode(data)
