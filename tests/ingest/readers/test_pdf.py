"""PDF: its text, or why there is none."""

from __future__ import annotations

import io

import pytest
from pdf_file import pdf
from pypdf import PdfReader, PdfWriter
from pypdf.errors import DependencyError
from read_bytes import article, items, reason

from aitui.ingest.readers import pdf_lines
from aitui.model import Article

WORDS = ("Китай ограничил вывоз галлия.", "Cina e Stati Uniti: 中国 0,55 €")


def test_the_text_of_all_pages_comes_in() -> None:
    found = article(pdf(*WORDS), "отчёт.pdf")
    assert found.text == "\f".join(WORDS)
    assert (found.title, found.author) == ("Гонка чипов", "Justin Lin")
    # The name need not say so.
    assert article(pdf(*WORDS), "отчёт").text == found.text


def test_what_a_program_gave_is_none() -> None:
    assert article(pdf(*WORDS, title="Microsoft Word - отчёт3.docx"), "a.pdf").title is None
    found = article(pdf(*WORDS, title="(anonymous)", author="anonymous"), "a.pdf")
    assert (found.title, found.author) == (None, None)


def test_columns_are_read_one_after_the_other() -> None:
    left, right = ("Китай ограничил", "вывоз галлия."), ("США назвали это", "давлением.")
    page = [(72, 700 - 14 * n, line) for n, line in enumerate(left)]
    page += [(330, 700 - 14 * n, line) for n, line in enumerate(right)]
    assert article(pdf(page), "a.pdf").text.split() == " ".join(left + right).split()


def test_words_that_were_placed_one_by_one_stand_in_their_lines() -> None:
    lines = ("Китай ограничил вывоз галлия", "и германия в январе", "Cina e Stati Uniti")
    page = []
    for number, line in enumerate(lines):
        at = 72
        for word in line.split():
            page.append((at, 700 - 14 * number, word))
            at += 8 * len(word) + 8
    found = article(pdf(page), "a.pdf").text
    assert [line.split() for line in found.split("\n") if line] == [line.split() for line in lines]


def test_running_heads_and_page_numbers_stay_out() -> None:
    own = [f"Строка {name}.\nЕщё {name * 2}.\nИ ещё {name * 3}." for name in "абвг"]
    found = article(pdf(*(f"Вестник № 7\n\n{text}\n{n}" for n, text in enumerate(own))), "a.pdf").text
    assert found == "\f".join(own)
    # Pages that are all edge keep what they have, though it is the same.
    assert article(pdf(*["Китай"] * 5), "a.pdf").text.count("Китай") == 5


def test_words_and_sentences_go_on_in_the_next_line_and_on_the_next_page() -> None:
    page = (
        "Китай ограни-\nчил вывоз северо-западных\nрайонов и северо-\nзападных портов, "
        "а state-\nowned firms said the state is owned"
    )
    found = article(pdf(page, "по-прежнему им.", "Конец."), "a.pdf").text
    assert "Китай ограничил вывоз" in found
    assert found.count("северо-западных") == 2
    assert "state-owned firms" in found
    assert "owned\nпо-прежнему им.\fКонец." in found


def test_letters_without_a_meaning_are_told() -> None:
    assert "which letters its fonts show" in reason(pdf(*WORDS, mapped=False), "a.pdf")


def test_pictures_alone_are_told() -> None:
    assert "only pictures" in reason(pdf("", ""), "скан.pdf")


def test_a_locked_file_is_told() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(*WORDS))))
    writer.encrypt("тайна", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert "password" in reason(out.getvalue(), "тайна.pdf")


def encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(*WORDS))))
    writer.encrypt(password, owner_password="хозяин", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_what_anybody_may_open_is_read_though_it_is_encrypted() -> None:
    pytest.importorskip("cryptography", reason="the extra pdf is not installed")
    assert article(encrypted(""), "a.pdf").text == "\f".join(WORDS)
    assert "password" in reason(encrypted("тайна"), "a.pdf")


def test_without_the_extra_an_encrypted_file_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pdf(*WORDS)
    end = whole.index(b"trailer\n<< ") + len(b"trailer\n<< ")
    locked = (
        b"/Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 /P -4 /CF << /StdCF << /CFM /AESV3 >> >> "
        + (
            b"/StmF /StdCF /StrF /StdCF /O <%b> /U <%b> /OE <%b> /UE <%b> /Perms <%b> >> /ID [<00> <00>] "
            % (b"00" * 48, b"00" * 48, b"00" * 32, b"00" * 32, b"00" * 16)
        )
    )
    data = whole[:end] + locked + whole[end:]
    from pypdf import _encryption

    def missing(*_: object) -> bytes:
        raise DependencyError("cryptography is required")

    for name in ("aes_cbc_encrypt", "aes_cbc_decrypt", "aes_ecb_decrypt"):
        monkeypatch.setattr(_encryption, name, missing)
    assert "pip install 'aitui[pdf]'" in reason(data, "a.pdf")


def test_a_file_that_was_cut_off_gives_what_is_there_and_is_told() -> None:
    whole = pdf(*WORDS)
    for data in (whole[: whole.index(b"xref\n")], whole.replace(b"/Pages 2 0 R", b"/Pages 1 0 R")):
        found, told = items(data, "a.pdf")
        assert isinstance(found, Article)
        assert found.text == "\f".join(WORDS)
        assert "is damaged or cut off" in str(told)
    half, told = items(whole[: whole.index(b"9 0 obj")], "a.pdf")
    assert isinstance(half, Article)
    assert half.text == WORDS[0]
    assert "What is left of 2 pages" in str(told)


def test_damaged_files_give_one_line() -> None:
    whole = pdf(*WORDS)
    for data in (
        whole[:300],
        b"%PDF-1.4\n" + b"\x00\xff" * 500,
    ):
        told = reason(data, "a.pdf")
        assert "\n" not in told
        assert "report" not in told


def test_a_line_without_an_end_and_a_file_of_line_ends_take_no_longer_than_others() -> None:
    # Looked at from each of their characters these would take hours.
    line = "字" * 300_000
    assert pdf_lines.joined([f"{line}\nсло-\nво"]) == f"{line}\nслово"
    assert "Tj" not in reason(b"%PDF-1.7\n" + b"\n" * 1_000_000, "пусто.pdf")
