"""Sentence splitting."""

from __future__ import annotations

import pytest

from aitui.analysis.form.sentences import split


def cut(text: str, lang: str) -> list[str]:
    return [text[found.start : found.end] for found in split(text, lang, [(0, len(text))])]


@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        ("ru", ["Это стоит 131,5 млрд долл. США в 2024 г.", "Это много."]),
        ("ru", ["В сентябре 2024 г. Alibaba показала модель.", "Она бесплатна."]),
        ("ru", ["Модель, т.е. программу, создал А.С. Иванов.", "Ему помогал С. Петров."]),
        ("ru", ["«Да!» — сказал он.", "Потом ушёл (см. рис. 5)."]),
        ("ru", ["Компания основана в 2019 г.", "В том же году она выросла."]),
        ("ru", ["Законопроект S.321 внесён.", "У GPT-4 около 1,8 трлн параметров."]),
        ("it", ["Lo scrive Esempio.it. Il dott. Rossi conferma."]),
        ("it", ["L'on. Bianchi ha parlato.", "Secondo l'art. 5 no."]),
        ("en", ["Dr. Smith met Mr. Jones in the U.S.", "The deal closed."]),
        ("en", ["The U.S. Senate voted.", "J. K. Rowling wrote.", "GPT-4.5 is out."]),
        ("de", ["Am 12. Januar sagte Dr. Müller, z. B. dies.", "Die 3. Auflage folgt."]),
        ("fr", ["M. Macron a dit non.", "J.-P. Martin, oui."]),
        ("de", ["Er verließ die Firma im Streit mit anderen.", "2010 kehrte er zurück."]),
        ("it", ["Accadde nel V secolo a.C.", "La Grecia era divisa."]),
        ("ru", ["Он не знал, что делать…", "В итоге он ушёл."]),
        ("sv", ["Det är ett nytt system.", "”Så fungerar det”, säger hon."]),
        ("zh", ["阿里巴巴发布了模型。", "“很好。”", "真的？", "价格为3.5美元。"]),
        ("zh", ["投资不到3800亿元。", "2024年升至25.9%。", "是吗？", "３年后见！", "他说：“好。2024年见。”"]),
        ("ja", ["これは本です。", "2024年に出た。", "「はい。2人です。」と言った。"]),
        ("ja", ["「はい。」と言った。", "終わり。"]),
        ("xx", ["Bana nyingi.", "Ndiyo."]),
    ],
)
def test_sentences(lang: str, sentences: list[str]) -> None:
    space = "" if lang in ("zh", "ja") else " "
    text = space.join(sentences)
    if lang == "it" and "Esempio" in text:
        # A domain at the end of a sentence is no abbreviation.
        sentences = ["Lo scrive Esempio.it.", "Il dott. Rossi conferma."]
    assert cut(text, lang) == sentences


def test_a_sentence_spans_a_page_break_and_offsets_hold() -> None:
    text = "Сэм Альтман заявил\n\n\n\nо новой модели. Она готова."
    found = cut(text, "ru")
    assert found == ["Сэм Альтман заявил\n\n\n\nо новой модели.", "Она готова."]


def test_blocks_are_never_joined_and_edges_are_trimmed() -> None:
    text = "• Первый пункт\n  • Второй пункт. \n- Третий"
    blocks = [(0, 14), (15, 33), (33, len(text))]
    assert [text[s.start : s.end] for s in split(text, "ru", blocks)] == [
        "Первый пункт",
        "Второй пункт.",
        "Третий",
    ]


def test_characters_outside_the_basic_plane_do_not_shift_offsets() -> None:
    assert cut("Ура 🎉🎉! Новая модель. 𝕏 растёт.", "ru") == ["Ура 🎉🎉!", "Новая модель.", "𝕏 растёт."]


def test_empty_blocks_give_no_sentence() -> None:
    assert split("  \n • ", "ru", [(0, 2), (2, 6)]) == []
