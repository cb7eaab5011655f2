"""Are near-copies found, and only they?  `copies.py [--shared FOLDER]`

A planted set: of texts made of parallel sentences (UNER's PUD, a dozen a text) some get copies by script:
words changed, another beginning and end, cut off; others are short notes of one template with other figures,
notes with one small print, and articles that quote each other.  All go into one corpus.
Told is how many copies came into the group of their text, and how many others did that should not.
No text of a set is part of the project: the figures are measured where the set lies.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pud
from measure import cache, machine, table

from aitui.ingest import pipeline
from aitui.model import Article
from aitui.store import copies, database
from aitui.text import stem

SHARED = Path(__file__).resolve().parents[1] / "../shared"
LANGS = ("ru", "it", "en", "zh")
SENTENCES = 12
CHANGES = (0.01, 0.05, 0.1, 0.2, 0.3, 0.4)

# One template a language: a day's note on a share, and the weather; {} are figures and names.
TEMPLATES = {
    "ru": (
        "Акции компании {name} по итогам торгов {day} января выросли на {a} % до {b} рублей за бумагу. Объём "
        "сделок составил {c} млн рублей, сообщили на бирже. Аналитики ждут дальнейшего роста котировок.",
        "В городе {name} {day} января ожидается облачная погода с прояснениями. Температура воздуха днём {a} "
        "градусов, ночью {b} градусов, ветер северный, {c} метров в секунду. Осадков синоптики не обещают.",
    ),
    "it": (
        "Le azioni di {name} hanno chiuso la seduta del {day} gennaio in rialzo del {a} % a {b} euro. Il "
        "volume degli scambi ha raggiunto {c} milioni di euro, comunica la borsa. Gli analisti attendono "
        "nuovi rialzi.",
        "A {name} il {day} gennaio sono previste nubi sparse con schiarite. La temperatura sarà di {a} "
        "gradi di giorno e di {b} gradi di notte, con vento da nord a {c} metri al secondo. Non sono "
        "attese piogge.",
    ),
    "en": (
        "Shares of {name} closed the session of {day} January up {a} per cent at {b} dollars. Turnover "
        "reached {c} million dollars, the exchange said. Analysts expect the price to rise further in the "
        "coming days.",
        "In {name} clouds with sunny spells are expected on {day} January. The temperature will be {a} "
        "degrees by day and {b} degrees at night, with a north wind of {c} metres a second. No rain is "
        "forecast.",
    ),
    "zh": (
        "{name}公司股票在1月{day}日的交易中上涨{a}%，收于每股{b}元。交易所表示，成交额达到{c}百万元。分析师"
        "预计，未来几天股价还将继续上涨，投资者情绪总体保持乐观。",
        "{name}市1月{day}日预计多云间晴。白天气温{a}度，夜间气温{b}度，北风每秒{c}米。气象台表示，全天没有"
        "降水，请市民外出时注意保暖，注意交通安全。",
    ),
}  # fmt: skip
NAMES = {
    "ru": ("Северсталь", "Казань", "Алроса", "Тверь", "Полюс", "Рязань", "Фосагро", "Самара"),
    "it": ("Stellantis", "Bari", "Leonardo", "Padova", "Enel", "Siena", "Prysmian", "Trieste"),
    "en": ("Boeing", "Leeds", "Pfizer", "Dallas", "Oracle", "Bristol", "Walmart", "Oxford"),
    "zh": ("比亚迪", "杭州", "美团", "西安", "联想", "青岛", "格力", "武汉"),
}
SMALL_PRINT = {
    "ru": "Материал носит информационный характер и не является индивидуальной инвестиционной рекомендацией. "
    "Мнение авторов может не совпадать с позицией редакции.",
    "it": "Il materiale ha scopo informativo e non costituisce una raccomandazione personale di "
    "investimento. Le opinioni degli autori possono non coincidere con quelle della redazione.",
    "en": "This material is for information only and is not a personal recommendation to invest. The views "
    "of the authors may differ from those of the editors.",
    "zh": "本文仅供参考，不构成任何个人投资建议。作者观点可能与编辑部立场不同。",
}
INTRO = {
    "ru": "Как передаёт корреспондент нашего издания, подробности стали известны сегодня утром.",
    "it": "Come riferisce il nostro corrispondente, i dettagli si sono saputi questa mattina.",
    "en": "As our own correspondent reports, the details became known this morning.",
    "zh": "据本报记者报道，详细情况于今天上午公布。",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Planted:
    """An article and the text that it is a copy of.

    Attributes:
        kind: how it was made.
        of: the name of that text; its own where it is no copy.
    """

    name: str
    lang: str
    text: str
    kind: str
    of: str


def sentences(folder: Path) -> dict[str, list[str]]:
    """Return the parallel sentences by language, in one order."""
    parallel = folder / "pud_parallel" / "pud.tsv"
    found = {lang: pud.of_table(parallel, lang) for lang in ("en", "it")}
    return found | {lang: pud.of_uner(folder / "uner", lang) for lang in ("ru", "zh")}


def changed(text: str, lang: str, share: float, words: list[str], luck: random.Random) -> str:
    """Return a text with a share of its words dropped, doubled or replaced by other words of the language."""
    out, at = [], 0
    spans = [(start, end) for start, end, _ in stem.words(text)]
    if lang == "zh":
        spans = [(i, min(i + 2, end)) for start, end in spans for i in range(start, end, 2)]
    for start, end in spans:
        out.append(text[at:start])
        word, at = text[start:end], end
        if luck.random() < share:
            word = luck.choice(("", f"{word} {luck.choice(words)}", *[luck.choice(words)] * 3))
        out.append(word)
    return "".join([*out, text[at:]])


def planted(told: dict[str, list[str]], luck: random.Random) -> Iterator[Planted]:
    """Yield originals, their copies, and what only looks like a copy."""
    for lang in LANGS:
        gap = "" if lang == "zh" else " "
        words = [
            word
            for line in told[lang]
            for _, _, word in stem.words(line)
            if word.isalpha() and len(word) < 12
        ]
        texts = [told[lang][i : i + SENTENCES] for i in range(0, len(told[lang]) - SENTENCES, SENTENCES)]
        for number, lines in enumerate(texts):
            name, text = f"{lang}-{number}", gap.join(lines)
            yield Planted(name, lang, text, "original", name)
            made: dict[str, str] = {}
            if number % 2 == 0:
                share = CHANGES[number // 2 % len(CHANGES)]
                made[f"{share:.0%} changed"] = changed(text, lang, share, words, luck)
            if number % 4 == 1:
                made["frame"] = gap.join([INTRO[lang], *lines, SMALL_PRINT[lang]])
                made["half"] = gap.join(lines[: SENTENCES // 2])
            if number % 8 == 3:
                made["two sentences"] = gap.join(lines[:2])
                made["framed, 10%"] = changed(gap.join([INTRO[lang], *lines]), lang, 0.1, words, luck)
            for kind, copy in made.items():
                yield Planted(f"{name} {kind}", lang, copy, kind, name)
            if number % 4 == 2:
                quoting = [*texts[number - 1][2:4], *lines[4:]]
                yield Planted(
                    f"{name} quotes", lang, gap.join(quoting[::-1][:9] + told[lang][:3]), "re-used", name
                )
        for number in range(40):
            own = NAMES[lang][number % 2] if number % 4 else luck.choice(NAMES[lang])
            figures = {
                "day": luck.randint(1, 31),
                "a": f"{luck.uniform(1, 9):.1f}",
                "b": f"{luck.uniform(10, 99):.1f}",
                "c": luck.randint(100, 999),
                "name": own,
            }
            text, name = TEMPLATES[lang][number % 2].format(**figures), f"{lang}-note-{number}"
            yield Planted(name, lang, text, "template", name)
        for number in range(20):
            text = gap.join([*luck.sample(told[lang], 2), SMALL_PRINT[lang]])
            yield Planted(f"{lang}-print-{number}", lang, text, "small print", f"{lang}-print-{number}")
        for number in range(0, len(texts) - 1, 6):
            quoting = [*texts[number][8:11], *luck.sample(told[lang], 9)]
            name = f"{lang}-quote-{number}"
            yield Planted(
                name, lang, gap.join(quoting[3:6] + quoting[:3] + quoting[6:]), "quotes three of 12", name
            )


def found(items: list[Planted], path: Path) -> dict[str, int]:
    """Put everything into a corpus and return name -> group."""
    with database.writing(path) as conn:
        pipeline.add(conn, [Article(item.text, f"/{item.name}", lang=item.lang) for item in items])
        heads = copies.groups(conn)
        return {
            item.name: heads.get(i, i)
            for item in items
            if (
                i := conn.execute("SELECT id FROM article WHERE address = ?", (f"/{item.name}",)).fetchone()[
                    0
                ]
            )
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED, help="where eval/ lies")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--cache", type=Path, help="folder for the corpora; a temporary one unless told")
    options = parser.parse_args()
    folder = options.shared / "eval"
    if not folder.is_dir():
        raise SystemExit(f"{folder} is not there: nothing to measure")
    print(machine(), end="\n\n")
    luck = random.Random(options.seed)
    items = list(planted(sentences(folder), luck))
    luck.shuffle(items)
    truth = {item.name: item.of for item in items}
    with cache(options.cache) as where:
        got = found(items, where / "copies.db")
        report(items, got, truth)


def report(items: list[Planted], got: dict[str, int], truth: dict[str, str]) -> None:
    kinds: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for item in items:
        if item.of != item.name and item.kind != "re-used":
            kinds[item.kind][item.lang].append(got[item.name] == got[item.of])
    together: dict[int, list[Planted]] = defaultdict(list)
    for item in items:
        together[got[item.name]].append(item)
    rows = []
    for kind in sorted(kinds):
        all_ = [hit for hits in kinds[kind].values() for hit in hits]
        rows.append(
            (
                kind,
                *(f"{sum(kinds[kind][lang])}/{len(kinds[kind][lang])}" for lang in LANGS),
                f"{sum(all_) / len(all_):.2f}",
            )
        )
    table(("copies found", *LANGS, "all"), rows)
    wrong: dict[str, int] = defaultdict(int)
    right = pairs = 0
    for group in together.values():
        for at, one in enumerate(group):
            for other in group[at + 1 :]:
                pairs += 1
                if truth[one.name] == truth[other.name]:
                    right += 1
                else:
                    wrong[" + ".join(sorted((one.kind, other.kind)))] += 1
    print(f"pairs joined {pairs}, right {right}, precision {right / max(1, pairs):.3f}")
    table(("joined wrongly", "pairs"), [(what, str(n)) for what, n in sorted(wrong.items())])


if __name__ == "__main__":
    main()
