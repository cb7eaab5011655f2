"""Languages that the program has no words of: text, search and Latin names all the same, and no error."""

from __future__ import annotations

from pathlib import Path

import pytest

from aitui.analysis.annotator import annotate
from aitui.ingest import pipeline
from aitui.model import Article
from aitui.query import parse
from aitui.store import checks, database, search

# Language: a text, a word that a reader of it would look for, and a date that it tells, if we can read it.
TEXTS = {
    "uk": ("Китай обмежив експорт. OpenAI заявила 12 січня 2026 року про угоду.", "угоду", "2026-01-12"),
    "pl": ("Chiny ograniczyły eksport. OpenAI ogłosiła 12 stycznia 2026 umowę.", "umowę", "2026-01-12"),
    "pt": (
        "A China limitou a exportação. A OpenAI anunciou em 12 de janeiro de 2026.",
        "exportação",
        "2026-01-12",
    ),
    "sv": (
        "Kina har begränsat exporten. OpenAI meddelade det den 12 januari 2026.",
        "begränsat",
        "2026-01-12",
    ),
    "nl": (
        "China heeft de uitvoer beperkt. OpenAI maakte dat op 12 januari 2026 bekend.",
        "uitvoer",
        "2026-01-12",
    ),
    "tr": ("Çin çip ihracatını sınırladı. OpenAI bunu 12 Ocak 2026'da açıkladı.", "ihracatını", "2026-01-12"),
    "ja": ("中国は半導体の輸出を制限した。OpenAIは東京で発表した。", "東京", None),
    "ko": ("중국은 반도체 수출을 제한했다. OpenAI는 서울을 방문했다.", "서울", None),
    "ar": ("قيّدت الصين تصدير الرقائق. أعلنت OpenAI في 12 يناير 2026 ذلك.", "الرقائق", "2026-01-12"),
    "he": ("סין הגבילה את יצוא השבבים. חברת OpenAI הודיעה על כך בירושלים.", "השבבים", None),
    "hi": ("चीन ने चिप के निर्यात को सीमित कर दिया। OpenAI ने दिल्ली में घोषणा की।", "दिल्ली", None),
    "th": ("จีนจำกัดการส่งออกชิป OpenAI ประกาศเมื่อวันที่ 12 มกราคม 2026", "ส่งออก", "2026-01-12"),
    "el": (
        "Η Κίνα περιόρισε τις εξαγωγές. Η OpenAI το είπε στις 12 Ιανουαρίου 2026.",
        "ΕΞΑΓΩΓΕΣ",
        "2026-01-12",
    ),
    "ka": ("ჩინეთმა შეზღუდა ჩიპების ექსპორტი. OpenAI ამას ადასტურებს.", "ექსპორტი", None),
    "vi": ("Trung Quốc hạn chế xuất khẩu chip. OpenAI thông báo ở Hà Nội.", "Hà Nội", None),
    "fi": (
        "Kiina rajoitti sirujen vientiä. OpenAI ilmoitti siitä 12. tammikuuta 2026.",
        "vientiä",
        "2026-01-12",
    ),
}


@pytest.mark.parametrize("lang", TEXTS)
def test_a_text_in_any_language_gives_its_language_its_latin_names_and_dates(lang: str) -> None:
    text, _, date = TEXTS[lang]
    found = annotate(Article(text))
    assert found.lang == lang
    assert "openai" in [mention.entity for mention in found.mentions]
    assert [timex.value for timex in found.timexes] == ([date] if date else [])


def test_texts_in_every_language_are_found_by_their_words(tmp_path: Path) -> None:
    with database.writing(tmp_path / "мир.db") as conn:
        texts = [Article(text, lang, lang=lang) for lang, (text, _, _) in TEXTS.items()]
        assert pipeline.add(conn, texts).added == len(TEXTS)
        for lang, (_, word, _) in TEXTS.items():
            assert lang in [hit.lang for hit in search.search(conn, parse(word), 20)], lang
        assert len(search.search(conn, parse("OpenAI"), 20)) == len(TEXTS)
        assert [check for check in checks.corpus(conn) if not check.sound] == []
