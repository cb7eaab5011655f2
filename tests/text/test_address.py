"""Addresses are shown decoded, and hosts that deceive are called so."""

from __future__ import annotations

import pytest

from aitui.text.address import told


@pytest.mark.parametrize(
    ("url", "host", "shown", "warning"),
    [
        ("https://ru.wikipedia.org/wiki/%D0%9A%D0%B8%D1%82%D0%B0%D0%B9", "ru.wikipedia.org",
         "https://ru.wikipedia.org/wiki/Китай", ""),
        ("https://xn--e1afmkfd.xn--p1ai/a%2Fb?q=%20", "пример.рф",
         "https://xn--e1afmkfd.xn--p1ai/a%2Fb?q=%20", "xn--e1afmkfd.xn--p1ai in the name system"),
        ("https://xn--80ak6aa92e.com/", "аррӏе.com", "https://xn--80ak6aa92e.com/",
         "“аррӏе” is not “apple”, it only looks like it"),
        ("https://gооgle.com/", "gооgle.com", "https://gооgle.com/",
         "mixes letters of several scripts: Cyrillic, Latin"),
        ("https://openai.com@evil.example/x", "evil.example", "https://openai.com@evil.example/x",
         "the host is evil.example"),
        ("http://localhost:8080/", "localhost", "http://localhost:8080/", "port 8080"),
        ("https://сосо.рф/", "сосо.рф", "https://сосо.рф/", ""),
        ("https://新华网.cn/", "新华网.cn", "https://新华网.cn/", ""),
        ("https://xn--a/", "xn--a", "https://xn--a/", ""),
        ("https://a.it/%E2%80%AE%1B%FF", "a.it", "https://a.it/%E2%80%AE%1B%FF", ""),
    ],
)  # fmt: skip
def test_what_is_shown(url: str, host: str, shown: str, warning: str) -> None:
    address = told(url)
    assert (address.host, address.shown, address.openable) == (host, shown, True)
    assert warning in "; ".join(address.warnings)
    assert bool(warning) == bool(address.warnings)


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "file:///etc/passwd", "ftp://a.it/", "/тексты/1.txt", "https:///x", "http://[::1/",
     "https://a.it/ b", "https://a.it/\x1b]52;c;AA\x07", "https://a.it\\@b.it/", "--help", "https://a.it:99999999/",
     ""],
)  # fmt: skip
def test_what_is_never_opened(url: str) -> None:
    address = told(url)
    assert not address.openable
    assert "\x1b" not in address.shown


def test_hidden_characters_show() -> None:
    assert told("https://a.it/\u202egpj").shown == "https://a.it/\ufffdgpj"
