"""Letters, as mail programs save them."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any

import pytest
from read_bytes import article, reason

from aitui.ingest.readers import mail

WORDS = "Китай ограничил вывоз галлия, сообщило министерство."


def letter(text: str | None, html: str | None = None) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Анна Петрова <anna@news.example>"
    message["To"] = "b@example.org"
    message["Subject"] = "Галлий \u202eи германий"
    message["Date"] = "Wed, 12 Mar 2025 23:30:00 +0900"
    if text is not None:
        message.set_content(text)
    if html is not None:
        (message.add_alternative if text is not None else message.set_content)(html, subtype="html")
    return message


def test_a_letter_is_its_words_and_says_who_wrote_it_and_when() -> None:
    message = letter(WORDS, "<p>другое</p>")
    message.add_attachment(b"PK\x03\x04", "application", "zip", filename="a.zip")
    found = article(message.as_bytes(), "письмо.eml")
    assert (found.text, found.title, found.author) == (WORDS, "Галлий и германий", "Анна Петрова")
    assert found.published == "2025-03-12"


def test_a_letter_of_a_page_is_read_without_markup() -> None:
    found = article(letter(None, f"<p>{WORDS}</p><script>alert(1)</script><p>Ещё</p>").as_bytes(), "а.eml")
    assert found.text == f"{WORDS}\n\nЕщё"


@pytest.mark.parametrize(
    "header",
    ['From: "a' + ' "a' * 30_000, "Subject: " + "=?utf-8?b?0LA=?=\n " * 30_000, "X: " + "a" * 99_999],
)
def test_a_header_without_end_takes_no_time(monkeypatch: pytest.MonkeyPatch, header: str) -> None:
    parsed: list[int] = []
    factory = mail._POLICY.header_factory

    def counted(name: str, value: str) -> Any:
        parsed.append(len(value))
        return factory(name, value)

    monkeypatch.setattr(mail, "_POLICY", mail._POLICY.clone(header_factory=counted))
    found = article(f"{header}\nDate: Wed, 12 Mar 2025 23:30:00 +0900\n\n{WORDS}".encode(), "а.eml")
    assert (found.text, found.published) == (WORDS, "2025-03-12")
    assert max(parsed) <= 2_000
    # What is left of the words is whole.
    assert found.title is None or set(found.title) == {"а"}


def test_letters_without_words_and_scraps_are_told() -> None:
    assert "without words" in reason(letter("").as_bytes(), "а.eml")
    assert "without words" in reason(b"", "а.eml")
    only = EmailMessage()
    only.set_content(b"\x00", "image", "png")
    assert "without words" in reason(only.as_bytes(), "а.eml")
