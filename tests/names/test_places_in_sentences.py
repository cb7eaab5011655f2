"""States, territories and cities as the press writes them, and words that only look like one."""

from __future__ import annotations

import re

import pytest

from aitui.analysis.naming.gazetteer import load
from aitui.analysis.naming.names import find_mentions
from aitui.model import Sentence


def found(lang: str, text: str) -> set[str]:
    """Return the slugs that light up in a text."""
    spans = [Sentence(*match.span()) for match in re.finditer(r"\S[^.!?]*[.!?]?", text)]
    return {item.entity for item in find_mentions(text, lang, spans, [])}


LIGHT = [
    ("uk", "Між Києвом, Варшавою й Лісабоном; у Німеччині, Чехії та Сполучених Штатах.",
     {"germany", "czechia", "usa"}),
    ("uk", "Українські та польські посадовці говорили з китайцями й румунами.",
     {"ukraine", "poland", "china", "romania"}),
    ("pl", "W Niemczech, na Węgrzech i we Włoszech rozmawiano z Chinami oraz Koreą Południową.",
     {"germany", "hungary", "italy", "china", "south-korea"}),
    ("pl", "Ukraińcy, Francuzi i szwedzcy inżynierowie z Bośni i Hercegowiny.",
     {"ukraine", "france", "sweden", "bosnia-and-herzegovina"}),
    ("pt", "Os EUA, a Alemanha e o Vietname; empresas chinesas, alemãs e moçambicanas.",
     {"usa", "germany", "vietnam", "china", "mozambique"}),
    ("ru", "Из Боснии и Герцеговины в Папуа-Новую Гвинею через Перу, Эфиопию и Кабо-Верде.",
     {"bosnia-and-herzegovina", "papua-new-guinea", "peru", "ethiopia", "cape-verde"}),
    ("en", "Refugees from Syria crossed into Jordan; Chad and Niger closed their borders, as did Sudan.",
     {"syria", "jordan", "chad", "niger", "sudan"}),
    ("en", "Troops left Bamako as Mali turned to Wagner; Tbilisi said Georgia would wait.",
     {"mali", "georgia"}),
    ("fr", "La Côte d'Ivoire, le Bénin, le Tchad et les Comores ; les Congolais de Kinshasa.",
     {"ivory-coast", "benin", "chad", "comoros", "congo-kinshasa"}),
    ("de", "Die Dominikanische Republik, Bosnien und die Elfenbeinküste; simbabwische Behörden.",
     {"dominican-republic", "bosnia-and-herzegovina", "ivory-coast", "zimbabwe"}),
    ("zh", "海地与波黑、科特迪瓦、马尔代夫、所罗门群岛。",
     {"haiti", "bosnia-and-herzegovina", "ivory-coast", "maldives", "solomon-islands"}),
]  # fmt: skip

DARK = [
    ("en", "Michael Jordan met Chad Smith in Georgia; Jordan smiled.", {"jordan", "chad", "georgia"}),
    ("en", "Jordan Peterson, who visited Israel, spoke.", {"jordan"}),
    ("en", "The guinea pig wore a jersey in New Jersey.", {"guinea", "jersey"}),
    ("it", "Mali e rimedi: Giordano Bruno vide un monaco.", {"mali", "jordan", "monaco"}),
    ("fr", "La réunion de mardi a eu lieu à Paris.", {"reunion"}),
    ("ru", "Того же мнения Доминика: чад валил из трубы.", {"togo", "dominica", "chad"}),
    ("ru", "Филипп Македонский правил Македонией.", {"north-macedonia"}),
    ("zh", "上海地铁与沿海地区，理查德在罗马里程碑前。", {"haiti", "chad", "mali"}),
    ("pl", "Mali chłopcy i wielki czad.", {"mali", "chad"}),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "wanted"), LIGHT)
def test_places_light_up(lang: str, text: str, wanted: set[str]) -> None:
    assert wanted <= set(load().entities)
    assert wanted <= found(lang, text)


@pytest.mark.parametrize(("lang", "text", "unwanted"), DARK)
def test_words_that_look_like_places_stay_dark(lang: str, text: str, unwanted: set[str]) -> None:
    assert unwanted <= set(load().entities)
    assert not unwanted & found(lang, text)
