"""Web addresses as names."""

from __future__ import annotations

import pytest

from aitui.ingest.addresses import without_password


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://user:secret@host/x", "https://host/x"),
        ("https://user:sec@ret@host/x", "https://host/x"),
        ("https://user:sec/ret@host", "https://host"),
        ("https://user:sec#ret@host/x", "https://host/x"),
        ("HTTPS:/user:secret@host/x", "HTTPS:/host/x"),
        ("feed:user:secret@host/x", "feed:host/x"),
        ("feed://user:secret@host/x", "feed://host/x"),
        ("feed:https://user:secret@host/x", "feed:https://host/x"),
        ("ftp://user:secret@host/x", "ftp://host/x"),
        # These are no passwords.
        ("https://host/@user/x", "https://host/@user/x"),
        ("https://host:8080/x?a=b@c", "https://host:8080/x?a=b@c"),
        ("feed:host/@user", "feed:host/@user"),
        ("Папка/a@b.txt", "Папка/a@b.txt"),
    ],
)
def test_a_name_and_password_are_left_out(typed: str, kept: str) -> None:
    assert without_password(typed) == kept
