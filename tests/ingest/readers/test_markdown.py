"""Markdown without its markup."""

from __future__ import annotations

from read_bytes import article, reason

from aitui.analysis.annotator import annotate
from aitui.ingest.readers.interface import Given

TEXT = """---
title: "Гонка: Китай и США"
date: 2025-01-07T10:00:00+03:00
author: Анна Петрова
tags: [раз, два]
lang: ru-RU
canonical_url: https://example.com/a?utm_source=md
---

# Гонка чипов

Китай **ограничил** вывоз [галлия](https://example.com/x "у"),
а *США* ответили ![схема](a.png) `пошлинами`.

## Что дальше

- *раз*
- два
  1. внутри
  2. ещё

> Цитата Джастина Линя.

| Страна | Доля |
|---|---|
| Китай | 98 % |

```python
print("код")
```

<div onclick="x()">Из HTML <b>слова</b></div><script>alert(1)</script>
"""


def test_words_come_without_markup() -> None:
    found = article(TEXT, "a.md")
    assert found.text == (
        "# Гонка чипов\n\nКитай ограничил вывоз галлия, а США ответили схема пошлинами.\n\n## Что дальше\n\n"
        "- раз\n- два\n  1. внутри\n  2. ещё\n\nЦитата Джастина Линя.\n\n"
        "| Страна | Доля |\n| Китай | 98 % |\n\n"
        'print("код")\n\nИз HTML слова'
    )


def test_front_matter_says_what_it_is() -> None:
    found = article(TEXT, "a.md", Given(source="Пример"))
    assert (found.title, found.author, found.lang) == ("Гонка: Китай и США", "Анна Петрова", "ru")
    assert (found.published, found.url, found.address) == (
        "2025-01-07",
        "https://example.com/a",
        "/тексты/a.md",
    )
    toml = '+++\ntitle = "Заголовок"\nauthors = ["Ли", "Ван"]\n+++\nТекст о Китае.\n'
    assert (article(toml, "a.markdown").title, article(toml, "a.markdown").author) == ("Заголовок", "Ли, Ван")


def test_without_front_matter_the_first_heading_is_the_title() -> None:
    found = article("Гонка *чипов*\n=====\n\nКитай ответил США новыми пошлинами на чипы.\n", "a.md")
    layout = annotate(found).layout
    assert (found.title, layout.title, layout.title_made) == ("Гонка чипов", "Гонка чипов", False)
    # The heading is found in the text, so it is not read twice.
    assert layout.title_span is not None
    assert found.text[slice(*layout.title_span)] == "Гонка чипов"
    assert article("Просто текст.\n\n---\n\nИ ещё.", "a.md").title is None


def test_nothing_is_told() -> None:
    assert "is empty" in reason("---\ntitle: a\n---\n\n", "a.md")
