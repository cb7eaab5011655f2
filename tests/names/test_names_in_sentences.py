"""Names of people, companies, bodies of states, media and products as the press of ten languages writes them.

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
        "Arthur Mensch, de Mistral AI, présente Le Chat ; Yann LeCun quitte Meta, Poutine dort.",
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
    (
        "ru",
        "Набиуллину сменили в ЦБ, МАГАТЭ пишет о ЗАЭС, «Норникель», ОБСЕ и Касым-Жомарт Токаев молчат.",
        {"elvira-nabiullina", "iaea", "zaporizhzhia-nuclear-power-plant", "norilsk-nickel", "osce"}
        | {"kassym-jomart-tokayev"},
    ),
    (
        "uk",
        "Зеленський і Олександр Сирський говорили з НАТО, СБУ та Верховною Радою про МАГАТЕ.",
        {"volodymyr-zelensky", "oleksandr-syrskyi", "nato", "sbu", "verkhovna-rada", "iaea"},
    ),
    (
        "pl",
        "Prezydent Karol Nawrocki, NBP i Orlen: pisze o tym Gazeta Wyborcza, a Bank Światowy milczy.",
        {"karol-nawrocki", "narodowy-bank-polski", "orlen", "gazeta-wyborcza", "world-bank"},
    ),
    (
        "pt",
        "O Supremo Tribunal Federal, a Petrobras e a OMS: a Folha de S.Paulo cita Alexandre de Moraes.",
        {"stf-brazil", "petrobras", "who", "folha-de-s-paulo", "alexandre-de-moraes"},
    ),
    (
        "de",
        "Das Auswärtige Amt und der Internationale Strafgerichtshof warten; die Lufthansa auch, "
        "sagt Mark Rutte.",
        {"auswaertiges-amt", "icc", "lufthansa", "mark-rutte"},
    ),
    (
        "fr",
        "La Cour pénale internationale et le Hezbollah selon L'Équipe et Mediapart ; Bachar al-Assad dort.",
        {"icc", "hezbollah", "lequipe", "mediapart", "bashar-al-assad"},
    ),
    (
        "es",
        "El Banco Central Europeo, Banxico y la Fiscalía Europea; Nicolás Maduro y Gustavo Petro hablaron.",
        {"ecb", "banxico", "eppo", "nicolas-maduro", "gustavo-petro"},
    ),
    (
        "zh",
        "以军打击哈马斯,泽连斯基会见斯塔默,国台办和海关总署发言。",
        {"idf", "hamas", "volodymyr-zelensky", "keir-starmer"},
    ),
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
    ("pt", "O Reino Unido cresceu unido.", {"unido"}),
    ("de", "Safran und eine Nelke liegen im Sand; Lotte lacht.", {"safran", "lotte-group"}),
    ("fr", "Au carrefour, on passe par la place de la Concorde.", {"carrefour"}),
    ("es", "La humana verdad y una morena calle.", {"humana", "morena"}),
    ("ru", "Россия сегодня выиграла, и магнит упал на открытие.", {"rossiya-segodnya", "magnit", "otkritie"}),
    ("zh", "以军事手段和南非行政部门的合法航行努力拓展。", {"idf", "african-development-bank", "rio-tinto"}),
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
