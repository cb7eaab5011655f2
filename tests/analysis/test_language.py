"""Language identification."""

from __future__ import annotations

import pytest

from aitui.analysis.language import UNKNOWN, identify


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Китай обогнал США по числу открытых моделей"),
        ("ru", "Бигтехи: Alibaba, Baidu, ByteDance"),
        ("uk", "Китай випередив США за кількістю моделей"),
        ("bg", "България прие стратегия за изкуствен интелект, съобщи правителството"),
        ("it", "La Cina punta sulla collaborazione nell'intelligenza artificiale"),
        ("en", "Chinese laboratories narrow the gap with their American rivals"),
        ("de", "Chinesische Firmen holen bei der Entwicklung von Sprachmodellen auf"),
        ("fr", "Les laboratoires chinois réduisent leur retard"),
        ("es", "Los laboratorios chinos reducen la distancia"),
        ("pt", "Os laboratórios chineses não reduzem a distância"),
        ("pl", "Chińskie firmy zmniejszają dystans do amerykańskich"),
        ("zh", "OpenAI发布新模型，阿里巴巴也在追赶"),
        ("ja", "日本のAI企業が新しいモデルを発表"),
        ("ko", "한국 정부는 인공지능을 지원한다"),
        ("ar", "الصين تتفوق على الولايات المتحدة"),
        ("fa", "چین در هوش مصنوعی پیشرفت کرد و گزارش داد"),
        ("he", "ישראל משקיעה בבינה מלאכותית"),
        ("el", "Η Ελλάδα επενδύει στην τεχνητή νοημοσύνη"),
        ("tr", "Hükümet yapay zekâ yatırımlarını açıkladı"),
    ],
)
def test_languages_are_told_apart(lang: str, text: str) -> None:
    assert identify(text) == lang


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("bn", "বাংলা ভাষা"),
        ("gu", "ગુજરાતી ભાષા"),
        ("pa", "ਪੰਜਾਬੀ ਭਾਸ਼ਾ"),
        ("ta", "தமிழ் மொழி"),
        ("te", "తెలుగు భాష"),
        ("kn", "ಕನ್ನಡ ಭಾಷೆ"),
        ("ml", "മലയാളം ഭാഷ"),
        ("or", "ଓଡ଼ିଆ ଭାଷା"),
        ("si", "සිංහල භාෂාව"),
        ("lo", "ພາສາລາວ"),
        ("my", "မြန်မာဘာသာ"),
        ("km", "ភាសាខ្មែរ"),
        ("bo", "བོད་སྐད"),
        ("am", "አማርኛ ቋንቋ"),
        ("dv", "ދިވެހި ބަސް"),
        ("ckb", "زمانی کوردی لە هەولێر و سلێمانی"),
        ("ps", "پښتو ژبه په افغانستان کې"),
        ("ug", "ئۇيغۇر تىلى"),
    ],
)
def test_a_script_or_letters_of_one_language_tell_it(lang: str, text: str) -> None:
    assert identify(text) == lang


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "hr",
            "Vlada je u utorak objavila da će sljedeće godine uložiti tri milijarde eura u istraživanje, "
            "a tvrtke koje zapošljavaju mlade znanstvenike plaćat će manji porez nego dosad.",
        ),
        (
            "no",
            "Regjeringa vil ikkje seie kor mykje pengar dei skal bruke på kunstig intelligens neste år, men "
            "fleire av partia på Stortinget meiner at satsinga no må verte mykje større enn ho har vore.",
        ),
        (
            "sw",
            "Serikali ilisema siku ya Jumatatu kwamba itatumia fedha nyingi zaidi katika elimu mwaka ujao, "
            "na kwamba vijana watapata nafasi mpya za kazi katika miji mikubwa.",
        ),
    ],
)
def test_a_long_text_is_of_a_language_that_shares_its_score_with_others(lang: str, text: str) -> None:
    assert identify(text) == lang


def test_a_foreign_name_does_not_change_the_language() -> None:
    assert identify("A spokesman for 阿里巴巴 (Alibaba) said that the model would be free of charge.") == "en"
    assert identify("Die ukrainische Zeitung «Київ» berichtet über neue Modelle aus China.") == "de"


@pytest.mark.parametrize("text", ["", "   \n", "12345 67 %", "🙂🙂", "ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ"])
def test_text_without_evidence_is_unknown(text: str) -> None:
    assert identify(text) == UNKNOWN


@pytest.mark.parametrize(("hint", "code"), [("ru", "ru"), ("zh-Hans", "zh"), ("EN_us", "en")])
def test_a_given_language_is_believed(hint: str, code: str) -> None:
    assert identify("Testo qualsiasi", hint) == code


def test_a_hint_that_is_no_code_is_passed_over() -> None:
    assert identify("La Cina punta sulla collaborazione", "Italian!") == "it"


def test_the_list_of_languages_can_be_narrowed() -> None:
    assert identify("La Cina punta sulla collaborazione", languages=frozenset(("es", "fr"))) in ("es", "fr")
    assert identify("日本のAI企業", languages=frozenset(("ru",))) == UNKNOWN
