"""Names of companies, people, models and chips as the press of seven languages writes them.

What the data promises a reader: the right entity lights up, in its inflected form, beside Latin letters
and in both kinds of Chinese characters; and a word that only looks like a name stays dark.
"""

from __future__ import annotations

import pytest

from aitui.analysis.naming.gazetteer import load
from aitui.analysis.naming.names import find_mentions
from aitui.model import Sentence

LIGHT = [
    (
        "ru",
        "Лян Вэньфэна позвали к Си Цзиньпину вместе с Жэнь Чжэнфэем и Ма Хуатэном.",
        {"liang-wenfeng", "xi-jinping", "ren-zhengfei", "pony-ma"},
    ),
    (
        "ru",
        "Сэмом Альтманом недовольны в Microsoft, а Илона Маска ждут в xAI с Grok 4.",
        {"sam-altman", "microsoft", "elon-musk", "xai", "grok-4"},
    ),
    (
        "ru",
        "Яндекса и Сбера коснулось то же: YandexGPT 5 Pro и GigaChat 2 MAX учат на H100.",
        {"yandex", "sber", "yandexgpt-5-pro", "gigachat-2-max", "h100"},
    ),
    (
        "ru",
        "Урсулу фон дер Ляйен и Джорджу Мелони сменит «Лаборатория Касперского».",
        {"ursula-von-der-leyen", "giorgia-meloni", "kaspersky"},
    ),
    (
        "it",
        "Jensen Huang, capo di Nvidia, promette i chip H20; Huawei risponde con l'Ascend 910C di SMIC.",
        {"jensen-huang", "nvidia", "h20", "huawei", "ascend-910c", "smic"},
    ),
    (
        "it",
        "Qwen3-Coder batte GPT-4.1 e Claude Opus 4 su SWE-bench Verified e su AIME 2025.",
        {"qwen-3-coder", "gpt-4-1", "claude-opus-4", "swe-bench-verified", "aime-2025"},
    ),
    (
        "en",
        "Kimi K2 Thinking passed GPT-5 on Humanity's Last Exam; DeepSeek-R1-0528 did not, nor o4-mini.",
        {
            "kimi-k2-thinking",
            "gpt-5",
            "humanitys-last-exam",
            "deepseek-r1-0528",
            "o4-mini",
        },
    ),
    (
        "en",
        "Masayoshi Son's SoftBank, Oracle and MGX pay for Stargate; Scott Bessent met He Lifeng.",
        {"masayoshi-son", "softbank", "oracle", "mgx", "stargate", "scott-bessent", "he-lifeng"},
    ),
    (
        "de",
        "Wladimir Putin lobt Yandex; Aleph Alpha, SAP kaufen Blackwell-Chips von Nvidia, OpenAIs o1 nicht.",
        {"vladimir-putin", "yandex", "aleph-alpha", "sap", "blackwell", "nvidia", "openai", "o1"},
    ),
    (
        "fr",
        "Arthur Mensch, de Mistral AI, présente Le Chat ; Yann LeCun quitte Meta, Poutine se tait.",
        {"arthur-mensch", "mistral-ai", "le-chat", "yann-lecun", "meta", "vladimir-putin"},
    ),
    (
        "es",
        "Pedro Sánchez habló de Huawei y Telefónica; Google lanzó Veo 3 y Gemini 2.5 Flash.",
        {"pedro-sanchez", "huawei", "telefonica", "google", "veo-3", "gemini-2-5-flash"},
    ),
    (
        "zh",
        "黄仁勋说英伟达的H20将恢复销售,华为昇腾910C、寒武纪和中芯国际受关注。",
        {"jensen-huang", "nvidia", "h20", "huawei", "ascend-910c", "cambricon", "smic"},
    ),
    (
        "zh",
        "月之暗面发布Kimi K2,智谱推出GLM-4.5,阿里巴巴开源通义千问3,腾讯元宝接入DeepSeek-R1。",
        {"moonshot-ai", "kimi-k2", "zhipu-ai", "glm-4-5", "alibaba", "qwen-3", "yuanbao", "deepseek-r1"},
    ),
    ("zh", "輝達與台積電、鴻海在台北,騰訊未到場。", {"nvidia", "tsmc", "foxconn", "tencent"}),
]

DARK = [
    ("fr", "Claude Monet peint le port ; le chat dort.", {"claude", "le-chat"}),
    ("de", "Das Alphabet hat 26 Buchstaben, der Arm tut weh, und der Kakao ist kalt.", {"google", "arm"}),
    ("it", "La meta è lontana, dell'intelligenza si parla, Kimi Antonelli vince.", {"meta", "dell", "kimi"}),
    ("en", "Step 2: climb K2, eat an apple and read the oracle.", {"step-2", "kimi-k2", "apple", "oracle"}),
    ("en", "The Amazon rainforest grows by the Apple tree.", {"amazon", "apple"}),
    (
        "zh",
        "人工智能浪潮中,他们扩大基金规模,内存512字节,苹果汁和亚马逊河。",
        {"apple", "amazon", "bytedance"},
    ),
    ("es", "Imagen del acto: veo la sala llena.", {"imagen", "veo"}),
    ("ru", "Надели маску, у маски нет ценника.", {"elon-musk"}),
]


def found(lang: str, text: str) -> set[str]:
    mentions = find_mentions(text, lang, [Sentence(0, len(text))], [])
    assert all(text[item.start : item.end] == item.surface for item in mentions)
    return {item.entity for item in mentions}


@pytest.mark.parametrize(("lang", "text", "wanted"), LIGHT)
def test_names_light_up(lang: str, text: str, wanted: set[str]) -> None:
    assert wanted <= set(load().entities)
    assert wanted <= found(lang, text)


@pytest.mark.parametrize(("lang", "text", "unwanted"), DARK)
def test_other_words_stay_dark(lang: str, text: str, unwanted: set[str]) -> None:
    assert unwanted <= set(load().entities)
    assert not unwanted & found(lang, text)
