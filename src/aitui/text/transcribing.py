"""Which runs of Chinese characters may spell a name in letters: «Gaunt» is 冈特, or 冈德, or 高恩特.

Foreign names are written with a few hundred characters, of which the usual tables of transcription give each
syllable one or two; others stand there too, and every table reads a vowel in its own way.  `runs` spells a
name, as it may sound, with simplified characters; which of these runs a text has is for the index to tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from heapq import nlargest, nsmallest

from aitui.text import phonetics, sounds
from aitui.text.han import simplified

# Of the tables of transcription, and those that newspapers of Taiwan and Hong Kong take beside them, which
# are words of their own more often.
_USUAL = (
    "阿埃艾爱安昂奥敖巴班邦鲍贝本比宾彼波伯博布拜保达戴丹当道德登邓迪丁东杜多顿厄恩尔法凡方菲费芬丰冯夫弗福富"
    "盖甘冈高戈格根贡古瓜圭果哈海汉杭豪赫黑亨洪胡华怀惠霍基吉加贾简焦杰金津京久卡凯坎康考科克肯孔库夸奎昆拉莱赖"
    "兰朗劳勒雷黎里利莉丽林琳留龙隆卢鲁露伦罗洛吕马玛迈麦曼芒毛梅门蒙米明缪莫默姆穆纳娜奈南内嫩尼妮宁纽农努诺欧"
    "帕派潘庞佩彭蓬皮平珀普齐奇钱乔切钦琴琼丘让热荣茹瑞若萨塞赛桑瑟森沙莎尚绍舍申什施史舒斯松苏孙索塔泰坦汤陶特"
    "滕蒂提廷通图托瓦万旺威韦维文温翁沃乌伍武西希锡夏香肖谢辛欣休逊雅亚娅延扬耶叶伊因英永尤约赞泽扎詹章珍真朱兹"
    "茨宗祖佐策彻茶查昌"
)
_OTHER = (
    "芭白柏毕碧璧彬卜包倍大打代黛狄帝第都督敦朵娥俄鄂凤范芙佛伐妃葛歌哥嘉伽佳郭寒翰罕郝何河贺荷侯花皇晃季姬"
    "济纪晶柯可喀开堪恺坤来蓝莲蕾礼李理立琉柳六陆路律仑萝摩慕木牟敏美蜜密那乃裴浦蒲朴裘邱秋契恰泉仁日"
    "撒散色珊山绅生圣士思丝司诗室宋太唐桃忒汀亭铁土吐脱妥娃王汪微薇伟卫魏吾吴巫奚席喜霞先咸贤湘萧星"
    "兴修秀许宣雪勋迅牙雁央杨依仪易意义印尹勇游犹于宇裕元袁云再曾札张哲者芝志治子紫左"
    "历涅列岑居歇连灵采得斐琪力腾汗捷讷蔡廖乐瑙容宝缇卓"
)
_SPELLING = frozenset(_USUAL)
# What a character costs that is no usual one.
_UNUSUAL = 0.06
# A name has so many syllables, each costs so much at most; so many of its beginnings are gone on with.
_LONGEST, _DEAREST, _KEPT = 8, 0.26, 60
# Of so many readings of a name; so many runs of syllables are spelled out, in so many runs of characters.
_READINGS, _SYLLABLES, _SPELLED, _RETURNED = 5, 3000, 24, 60
# What it costs that a vowel behind a vowel has a syllable of its own, and that a case ending is left out.
_APART, _ENDING = 0.1, 0.02

_VOWELS = "aeiou"
# й that no vowel follows.
_GLIDE = re.compile("y(?![aeiou])")


def _costs(text: str) -> dict[str, dict[str, float]]:
    """Read a table: `sign: sign=hundredths …`, one a line."""
    found: dict[str, dict[str, float]] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        sign, _, others = line.partition(":")
        found[sign] = {
            one: int(cost) / 100 for one, _, cost in (each.partition("=") for each in others.split())
        }
    return found


# A consonant of a name -> what the syllable that stands for it begins with, and what that costs.
_FIRSTS = _costs(
    """
    b: b=0 p=15
    p: p=0 b=10
    d: d=0 t=20
    t: t=0 d=15
    g: g=0 j=8 k=15 h=25
    k: k=0 j=10 g=15 c=15
    v: v=0 f=10 b=20
    w: v=0 h=20
    f: f=0 v=20 h=25
    z: C=5 s=15 j=15 c=15
    s: s=0 S=8 C=25 j=30
    S: S=0 s=15
    c: c=0 C=20 S=25 j=12
    C: C=0 c=10 j=12 s=25
    j: j=0 c=8 y=20 Z=20 g=25
    Z: j=8 r=8 S=25
    h: h=0 S=12 k=25
    l: l=0
    r: l=0 r=8
    m: m=0
    n: n=0
    y: y=0 =10
    """
)
# A vowel or two -> the rest of the syllable.
_RESTS = _costs(
    """
    a: a=0 ia=8 e=18 ei=18 ai=20 ua=20 uo=25 o=25 ao=25
    e: e=0 ei=0 ie=5 ai=8 i=15 ue=15 a=25
    i: i=0 ei=15 ie=15 e=20 ai=25
    o: o=0 uo=0 ao=5 iao=8 ou=10 e=10 ue=10 u=20 a=25
    u: u=0 iu=8 ou=15 o=20 uo=20 a=20 e=20 ao=25
    ai: ai=0 ei=12 i=20 a=20 uai=10 ie=20
    ei: ei=0 ai=5 e=10 i=20 ie=10
    au: ao=0 o=8 uo=8 a=20 u=25
    ou: ou=0 o=0 uo=0 u=8 ao=10
    oi: uai=15 i=25 ui=15
    ua: ua=0 a=15
    ue: ue=0 e=15
    uo: uo=0
    ie: ie=0 i=8
    ia: ia=0 a=15
    io: iao=5
    iu: iu=0 u=12
    ea: a=20 e=20 i=15
    eo: e=20 o=20
    oa: o=10 uo=10 a=20
    """
)
# The same before n.
_NASAL = _costs(
    """
    a: a=0 ia=10 e=18 ua=20
    e: e=0 i=8 a=15 u=20
    i: i=0 e=12 ia=20 a=25
    o: o=0 a=10 e=10 u=10 ua=20
    u: u=0 o=5 e=15 a=18 ua=20
    ai: a=15 i=20
    ei: e=10 i=15 a=15
    au: a=8 o=10
    ou: o=5 a=10 u=15 e=15
    ua: ua=0 a=15
    ie: e=15 i=15
    ia: ia=5 a=15
    io: o=10 io=0
    """
)
# What is usual for some syllables.
_USUALLY = _costs(
    """
    vi: vei=0
    wi: vei=0
    fi: fei=0
    ga: jia=0
    go: ge=0
    ko: ke=0
    kou: ke=3
    gou: ge=3
    ki: ji=0
    gi: ji=0
    za: ja=3
    zi: ci=3
    hi: Si=0
    yo: yue=0
    jo: ciao=0
    cu: ciu=0
    ma: mai=5
    da: dai=8
    son: sen=0 Sun=2 sun=2
    ton: dun=0
    ten: dun=5
    den: dun=5
    kin: jin=0
    win: vin=0 ven=0
    """
)
# A consonant without a vowel -> the syllable that stands for it, none where it is left out.
_ALONE = _costs(
    """
    b: bu=0 =40
    p: pu=0 =35
    d: de=0 te=12 =20
    t: te=0 de=12 =25
    g: ge=0 =30
    k: ke=0 =25
    v: fu=0 vu=10
    w: =10 vu=10
    f: fu=0
    z: Ci=0 si=10
    s: si=0 =40
    S: Si=0 Su=15
    c: ci=0 Ci=20
    C: Ci=0 ci=20
    j: ji=0 ci=5
    Z: ji=10 ri=5
    h: he=15 =5
    l: r=0 le=15 =25
    r: r=0 =5 le=15
    m: mu=0 n=20
    n: en=8 n=0
    """
)
# The vowel before an r that closes its syllable, as English has it.
_MURMURED, _MURMUR = "euio", {"e": 0.0, "o": 0.02, "uo": 0.05, "u": 0.05, "a": 0.1}
# So many signs of a reading decide how it goes on.
_SEEN = 5
# Consonants that stand for n at the end of a syllable.
_NASALS = "nm"

Known = Callable[[str], bool]


def spells(run: str) -> bool:
    """Tell whether all characters of a run are such as spell foreign names."""
    return all(char in _USUAL or char in _OTHER for char in run)


def stands_alone(text: str, run: str) -> bool:
    """Tell whether a run of simplified characters is no part of a longer name: 格尔 in 西格尔 is."""
    text = simplified(text)
    at = text.find(run)
    while at >= 0:
        end = at + len(run)
        if text[at - 1 : at] not in _SPELLING and text[end : end + 1] not in _SPELLING:
            return True
        at = text.find(run, end)
    return False


@cache
def _characters() -> dict[str, tuple[str, ...]]:
    """Return the characters of each syllable, as it sounds, the usual ones first."""
    found: dict[str, dict[str, None]] = {}
    for char in (*_USUAL, *_OTHER):
        found.setdefault(phonetics.pinyin(char), {})[char] = None
    return {syllable: tuple(chars) for syllable, chars in found.items()}


@cache
def _shapes() -> dict[tuple[str, str, bool], str]:
    """Return the syllables by their first consonant, the vowels behind it, and whether n ends them."""
    found: dict[tuple[str, str, bool], str] = {}
    for syllable in _characters():
        nasal = syllable.endswith("n") and len(syllable) > 1
        rest = syllable.removesuffix("n") if nasal else syllable
        first = rest[:1] if rest[:1] not in _VOWELS else ""
        found[first, rest[len(first) :], nasal] = syllable
    return found


@lru_cache(maxsize=1 << 10)
def _syllables(first: str, vowels: str, nasal: bool) -> tuple[tuple[str, float], ...]:
    """Return the syllables that may stand for a consonant and vowels, and what each costs."""
    shapes, found = _shapes(), dict[str, float]()
    firsts = _FIRSTS.get(first, {}) if first else {"": 0.0, "y": 0.08, "v": 0.08}
    for other, cost in firsts.items():
        for rest, more in (_NASAL if nasal else _RESTS).get(vowels, {}).items():
            syllable = shapes.get((other, rest, nasal))
            if syllable is not None:
                found[syllable] = min(cost + more, found.get(syllable, 1.0))
    found |= _USUALLY.get(first + vowels + "n" * nasal, {})
    return tuple(found.items())


# How a reading goes on: by so many signs, by which syllable, at what cost.
_Steps = tuple[tuple[int, str, float], ...]


def _steps(reading: str, at: int) -> _Steps:
    """Return how a reading goes on from a place."""
    return _steps_of(reading[at - 1 : at] if at else "", reading[at : at + _SEEN])


@lru_cache(maxsize=1 << 7)
def _steps_of(before: str, reading: str) -> _Steps:
    found: list[tuple[int, str, float]] = []
    first = reading[0] if reading[0] not in _VOWELS else ""
    start = end = len(first)
    while end < len(reading) and reading[end] in _VOWELS:
        end += 1
    if first and end == start:
        found += [(start, one, cost) for one, cost in _ALONE.get(first, {}).items() if one != "n"]
    apart = _APART if not first and before and before in _VOWELS else 0.0
    for stop in range(start + 1, min(end, start + 2) + 1):
        vowels, after = reading[start:stop], reading[stop : stop + 1]
        open_next = reading[stop + 1 : stop + 2] in tuple(_VOWELS)
        found += [(stop, one, cost + apart) for one, cost in _syllables(first, vowels, False)]
        if vowels in _MURMURED and after == "r" and not open_next:
            for other, more in _FIRSTS.get(first, {"": 0.0}).items():
                for rest, cost in _MURMUR.items():
                    if (one := _shapes().get((other, rest, False))) is not None:
                        found.append((stop + 1, one, cost + more + apart))
        if after and after in _NASALS:
            for one, cost in _syllables(first, vowels, True):
                # 肯尼迪: the n of Kennedy stands twice, and so does the last one of Vann, 范恩.
                if open_next or (after == "n" and len(reading) == stop + 1):
                    found.append((stop, one, cost + apart + 0.05))
                found.append((stop + 1, one, cost + apart + 0.15 * open_next + 0.05 * (after == "m")))
    return tuple(found)


# Names that begin or end alike go on in the same way.
@lru_cache(maxsize=1 << 8)
def _matching(pinyin: str, vowel: bool, reading: str) -> tuple[tuple[int, int, float, bool], ...]:
    """Return how a reading goes on as characters do: by how much of each, at what cost, and if by a syllable.

    Args:
        pinyin: what is left of that of the characters.
        vowel: whether a vowel is before.
        reading: what is left of it, as far as it counts.
    """
    found: list[tuple[int, int, float, bool]] = []
    size = len(pinyin)
    for length, syllable, cost in _steps_of("a" if vowel else "", reading):
        if pinyin.startswith(syllable):
            found.append((length, len(syllable), cost, bool(syllable)))
        elif syllable.startswith(pinyin) and not syllable[size:].strip(_VOWELS):
            found.append((length, size, cost, bool(syllable)))
    return tuple(found)


def fit(pinyin: str, reading: str) -> float:
    """Return how well characters spell a reading of a name in letters, 0..1, 0 where they do not by rule.

    Args:
        pinyin: of the characters, as `phonetics.pinyin` has it; vowels at its end may be left out.
    """
    reading = _GLIDE.sub("i", reading)
    size = len(pinyin)
    reached: list[dict[int, tuple[float, int]]] = [{} for _ in range(len(reading) + 1)]
    reached[0][0] = 0.0, 0
    rests = [pinyin[place:] for place in range(size + 1)]
    for at, there in enumerate(reached[:-1]):
        if not there:
            continue
        before, seen = at > 0 and reading[at - 1] in _VOWELS, reading[at : at + _SEEN]
        for place, (cost, number) in there.items():
            for length, eaten, more, said in _matching(rests[place], before, seen):
                now = cost + more, number + said
                after = reached[at + length]
                if place + eaten not in after or now < after[place + eaten]:
                    after[place + eaten] = now
    cost, number = reached[-1].get(size, (9.0, 1))
    return max(0.0, 1 - cost / max(number, 1)) if cost <= _DEAREST * number else 0.0


def _likely(word: str, readings: Sequence[str]) -> list[tuple[tuple[str, ...], float]]:
    """Return runs of syllables that may spell a word, and how likely, 0..1, the best first."""
    best: dict[tuple[str, ...], float] = {}
    for reading in readings[:_READINGS]:
        for run, like in _of_reading(reading):
            best[run] = max(like, best.get(run, 0.0))
    if phonetics.is_cyrillic(word):
        for form in sounds.without_case(word):
            for reading in phonetics.readings(form):
                for run, like in _of_reading(reading.rstrip(_VOWELS)):
                    best[run] = max(like - _ENDING, best.get(run, 0.0))
    return nsmallest(_SYLLABLES, best.items(), key=lambda one: (-one[1], one[0]))


def _of_reading(reading: str) -> Iterator[tuple[tuple[str, ...], float]]:
    """Yield the runs of syllables for a reading, which are two at least."""
    reading = _GLIDE.sub("i", reading)
    reached: list[dict[tuple[str, ...], float]] = [{} for _ in range(len(reading) + 1)]
    reached[0][()] = 0.0
    for at in range(len(reading)):
        for run, cost in nsmallest(_KEPT, reached[at].items(), key=lambda one: one[1]):
            for length, syllable, more in _steps(reading, at):
                longer = (*run, syllable) if syllable else run
                if len(longer) <= _LONGEST and cost + more <= _DEAREST * (len(longer) + 1):
                    there = reached[at + length]
                    there[longer] = min(cost + more, there.get(longer, 9.0))
    for run, cost in reached[-1].items():
        if len(run) > 1 and cost <= _DEAREST * len(run):
            yield run, 1 - cost / len(run)


def runs(word: str, readings: Sequence[str], known: Known) -> list[tuple[str, float]]:
    """Return runs of characters that may spell a typed word in letters, and how likely, the best first.

    Args:
        word: as `stem.words` has it.
        readings: of the word.
        known: tells of two characters whether they stand together in a text.
    """
    pairs: dict[str, bool] = {}

    def together(pair: str) -> bool:
        if pair not in pairs:
            pairs[pair] = known(pair)
        return pairs[pair]

    spelled: dict[tuple[str, ...], list[tuple[str, int]]] = {}

    def of_run(run: tuple[str, ...]) -> list[tuple[str, int]]:
        """Return the characters of a run of syllables, and how many of them are no usual ones."""
        if run not in spelled:
            last = [(char, char not in _USUAL) for char in _characters().get(run[-1], ())]
            before = of_run(run[:-1]) if len(run) > 1 else [("", 0)]
            longer = [
                (begun + char, odd + more)
                for begun, odd in before
                for char, more in last
                if not begun or together(begun[-1] + char)
            ]
            spelled[run] = nsmallest(_SPELLED, longer, key=lambda one: one[1])
        return spelled[run]

    best: dict[str, float] = {}
    for run, like in _likely(word, readings):
        for one, odd in of_run(run):
            best[one] = max(like - odd * _UNUSUAL, best.get(one, 0.0))
    return nlargest(_RETURNED, best.items(), key=lambda one: one[1])
