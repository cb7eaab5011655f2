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


def test_a_foreign_name_does_not_change_the_language() -> None:
    assert identify("A spokesman for 阿里巴巴 (Alibaba) said that the model would be free of charge.") == "en"
    assert identify("Die ukrainische Zeitung «Київ» berichtet über neue Modelle aus China.") == "de"


@pytest.mark.parametrize("text", ["", "   \n", "12345 67 %", "🙂🙂", "ཨོཾ་མ་ཎི"])
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
