"""The demo corpus keeps what `data/README.md` promises.

The corpus is shown to every new user, so its provenance (whose report, which day, own words) is tested, not
only its form.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
SEEDS = ROOT / "../shared/seeds"

KEYS = {"id", "url", "title", "published", "lang", "source", "text"}
COUNTS = {"ru": 8, "it": 7, "en": 5, "zh": 4, "de": 4, "fr": 4, "es": 4}

# A run of words this long is no longer a common expression or the title of a study.
COPIED_WORDS = 12

# January and November in each language: the months of the dated reports.
MONTHS = {
    "ru": {1: "января", 11: "ноября"},
    "it": {1: "gennaio", 11: "novembre"},
    "en": {1: "January", 11: "November"},
    "de": {1: "Januar", 11: "November"},
    "fr": {1: "janvier", 11: "novembre"},
    "es": {1: "enero", 11: "noviembre"},
}
# How an article says that the report which it digests bears no date.
UNDATED = {
    "ru": "без даты",
    "it": "senza data",
    "en": "undated",
    "zh": "未注明日期",
    "de": "undatiert",
    "fr": "non daté",
    "es": "sin fecha",
}
WORD = re.compile(r"\w+")
HAN = re.compile(r"[\u4e00-\u9fff]")


def read(lang: str) -> list[dict[str, Any]]:
    """Read one file line by line, so that a broken line is named by its number."""
    lines = (DATA / f"{lang}.jsonl").read_text(encoding="utf-8").split("\n")
    assert lines.pop() == "", "the last line ends with a line break"
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(lines, 1):
        try:
            rows.append(json.loads(line))
        except ValueError as error:
            pytest.fail(f"{lang}.jsonl, line {number}: {error}")
    return rows


ARTICLES = [article for lang in COUNTS for article in read(lang)]
each_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["id"])


def written(day: date, lang: str) -> str:
    """Write a day as running text of `lang` does, so that the text can be searched for it."""
    if lang == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    month = MONTHS[lang][day.month]
    if lang == "de":
        return f"{day.day}. {month} {day.year}"
    if lang == "es":
        return f"{day.day} de {month} de {day.year}"
    return f"{day.day} {month} {day.year}"


def word_runs(text: str, length: int) -> set[tuple[str, ...]]:
    """Runs of `length` consecutive words, case folded, punctuation left out."""
    words = [word.casefold() for word in WORD.findall(text)]
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def test_files_are_the_promised_languages() -> None:
    assert {path.stem for path in DATA.glob("*.jsonl")} == set(COUNTS)
    assert Counter(article["lang"] for article in ARTICLES) == COUNTS
    for lang in COUNTS:
        assert {article["lang"] for article in read(lang)} == {lang}


def test_ids_are_unique_and_listed_in_the_readme() -> None:
    ids = [article["id"] for article in ARTICLES]
    assert len(set(ids)) == len(ids)
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    rows: dict[str, str] = {}
    for line in readme.splitlines():
        if listed := re.match(r"\| `([a-z]{2}-[a-z0-9-]+)` \|", line):
            rows[listed[1]] = line
    assert set(rows) == set(ids)
    for article in ARTICLES:
        cells = [cell.strip() for cell in rows[article["id"]].split("|")]
        assert cells[2] == article["lang"]
        assert cells[4] == (article["published"] or "none")


@each_article
def test_keys_and_form(article: dict[str, Any]) -> None:
    assert set(article) == KEYS
    assert re.fullmatch(article["lang"] + r"(-[a-z0-9]+)+", article["id"])
    assert article["url"] is None
    assert article["source"] == f"aitui digest · {article['lang']}"
    for value in article["text"].split("\n\n"):
        assert value == value.strip() != ""
        assert "\n" not in value
        assert value.replace("\u00a0", " ").isprintable()
    # The title heads its text, so that names in it are mentions like any other, and stands there once.
    assert article["text"].startswith(f"{article['title']}\n\n")
    assert article["text"].count(article["title"]) == 1


@each_article
def test_length_is_that_of_a_short_article(article: dict[str, Any]) -> None:
    text = article["text"].removeprefix(article["title"]).strip()
    if article["lang"] == "zh":
        assert 200 <= len(HAN.findall(text)) <= len(text) <= 400
    else:
        assert 120 <= len(text.split()) <= 260


def test_some_articles_bear_no_date() -> None:
    undated = Counter(article["lang"] for article in ARTICLES if article["published"] is None)
    assert undated.total() >= 5
    assert undated.total() < len(ARTICLES)


@each_article
def test_text_names_the_day_of_its_report_or_says_that_there_is_none(article: dict[str, Any]) -> None:
    lang, text = article["lang"], article["text"]
    if article["published"] is None:
        assert UNDATED[lang] in text
    else:
        assert written(date.fromisoformat(article["published"]), lang) in text


def test_stories_are_told_in_several_languages() -> None:
    languages: dict[str, set[str]] = {}
    for article in ARTICLES:
        languages.setdefault(article["id"].split("-")[1], set()).add(article["lang"])
    assert len(languages["bloomberg"]) >= 5
    assert len(languages["ft"]) >= 4


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the digested reports are not on this machine")
def test_no_passage_is_copied_from_a_report() -> None:
    reports = sorted(SEEDS.glob("*.txt"))
    assert reports
    for report in reports:
        runs = word_runs(report.read_text(encoding="utf-8"), COPIED_WORDS)
        for article in ARTICLES:
            copied = word_runs(article["text"], COPIED_WORDS) & runs
            assert not copied, (article["id"], report.name)


def test_a_copied_passage_would_be_seen() -> None:
    report = (
        "Осенью 2024 года, как пишет обзор, китайские модели почти догнали лучшие американские системы ИИ."
    )
    article = f"Начало. {report.replace(',', ' —').upper()} Конец."
    assert word_runs(report, COPIED_WORDS) & word_runs(article, COPIED_WORDS)
    assert not word_runs(report, COPIED_WORDS) & word_runs(article.replace("ПОЧТИ", "едва не"), COPIED_WORDS)
