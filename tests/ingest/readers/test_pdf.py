"""PDF: its text, or why there is none."""

from __future__ import annotations

import io

from pdf_file import pdf
from pypdf import PdfReader, PdfWriter
from read_bytes import article, reason

WORDS = ("Китай ограничил вывоз галлия.", "Cina e Stati Uniti: 中国 0,55 €")


def test_the_text_of_all_pages_comes_in() -> None:
    found = article(pdf(*WORDS), "отчёт.pdf")
    assert found.text == "\f".join(WORDS)
    assert (found.title, found.author) == ("Гонка чипов", "Justin Lin")
    # The name need not say so.
    assert article(pdf(*WORDS), "отчёт").text == found.text


def test_a_title_that_a_program_gave_is_none() -> None:
    assert article(pdf(*WORDS, title="Microsoft Word - отчёт3.docx"), "a.pdf").title is None


def test_pictures_alone_are_told() -> None:
    assert "only pictures" in reason(pdf("", ""), "скан.pdf")


def test_a_locked_file_is_told() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(*WORDS))))
    writer.encrypt("тайна", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert "password" in reason(out.getvalue(), "тайна.pdf")


def test_damaged_files_give_one_line() -> None:
    whole = pdf(*WORDS)
    for data in (
        whole[:300],
        b"%PDF-1.4\n" + b"\x00\xff" * 500,
        whole.replace(b"/Pages 2 0 R", b"/Pages 1 0 R"),
    ):
        told = reason(data, "a.pdf")
        assert "\n" not in told
        assert "report" not in told
