"""Chinese names that no gazetteer knows: foreign names with a dot, people by title or speech, companies.

Chinese has neither capitals nor blanks, so only what closes a name on both sides makes one: a title before
and a verb or a sign after it, quotation marks, a suffix such as 科技.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aitui.analysis.naming import linking
from aitui.analysis.naming.cues import word_set, word_tuple
from aitui.analysis.naming.draft import Draft, Found
from aitui.frozen import replace
from aitui.model import EntityType

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
# Characters by which foreign names are transcribed, simplified and traditional.
_SOUNDS = (
    "阿埃艾爱安昂奥巴白拜班邦包保鲍贝本比彼宾波伯博布策查楚茨达戴丹德邓迪蒂丁杜多顿恩尔法凡范菲费芬冯弗"
    "福富盖甘冈戈哥格根古顾圭哈海汉豪赫亨洪胡怀惠霍基吉加贾简杰金津卡凯坎康考柯科克肯孔库夸奎昆拉莱赖兰"
    "朗劳勒雷蕾里利莉丽列林琳刘龙隆卢鲁路伦罗洛吕马玛迈麦曼芒毛梅门蒙孟米密苗摩莫默姆穆娜纳奈内尼妮涅宁"
    "纽努诺欧帕派潘庞佩彭皮珀普奇齐契恰乔切钦琴丘热茹瑞萨塞赛桑瑟森沙莎舍申圣施史舒朔斯丝松苏绥索塔泰坦"
    "汤唐陶特藤廷图托陀瓦旺威韦维魏温翁沃乌伍武锡希席夏肖谢辛欣休雪逊雅亚延扬耶伊因尤约泽扎詹珍芝兹宗祖"
    "佐茜夫弥黛娅赞卓拿佛敏姬桃涛娃帝汀腓弦麻顺莲萝薇愛奧鮑貝賓達鄧頓爾範費馮蓋岡顧漢懷賈簡傑凱庫誇萊賴"
    "蘭勞裡麗劉龍盧魯倫羅呂馬瑪邁麥門納內寧紐諾歐龐齊喬欽熱薩賽聖絲蘇綏湯圖託韋維溫烏錫謝遜亞揚約澤茲彌"
    "婭贊濤順蓮蘿西翰廉捷撒柳朵"
)
# One of them; three begin words that may stand right after a name («得到», «登场», «什么»).
_SOUND = f"(?:[{_SOUNDS}]|得(?![到知出了以分主票奖獎])|登(?![上场場台陆陸顶頂记記基])|什(?![么麼]))"
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任"
    "沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔"
    "向汤張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蔣葉蘇呂盧鍾譚陸範賈韋鄒閆龍賀顧龔萬錢嚴湯"
)
_TITLES = "|".join(
    word_tuple(
        """
        联合创始人 聯合創始人 创始人 創始人 创办人 創辦人 首席执行官 首席執行官 首席技术官 首席技術官
        首席科学家 首席科學家 副总裁 副總裁 总裁 總裁 董事长 董事長 总经理 總經理 副主席 主席 教授 院长
        院長 校长 校長 研究员 研究員 分析师 分析師 记者 記者 院士 博士 发言人 發言人 负责人 負責人
        副部长 副部長 部长 部長 外长 外長 总统 總統 总理 總理 首相 参议员 參議員 众议员 眾議員 议员 議員
        法官 律师 律師 州长 州長 市长 市長 大使 经济学家 經濟學家 专家 專家 毕业生 畢業生 CEO CTO CFO
        """
    )
)
_SAYS = "|".join(
    word_tuple(
        """
        表示 认为 認為 指出 强调 強調 透露 介绍 介紹 坦言 告诉 告訴 宣布 宣佈 警告 补充 補充 说 說 称 稱
        曾 在 于 於 将 將 担任 擔任 出席 创办 創辦 和 与 與 的 是 也 对 對 向 任 等 要求 提出
        呼吁 呼籲 批评 批評 领导 領導 率 会见 會見
        """
    )
)
_END = rf"(?=[^{_HAN}]|$|{_SAYS})"
_START = rf"(?:^|(?<=[^{_HAN}]))"
# Two characters that begin like a surname and are words.
_WORDS = word_set(
    """
    方面 高管 高层 高層 项目 計劃 安全 成员 成員 顾客 顧客 方案 白皮 金额 金額 石油 江苏 江蘇 金融 文件
    何时 何時 温和 时代 万元 萬元 钱款 计划 于是 马上 馬上 马来 馬來 毛利 严格 嚴格 任何 任务 任務 程序
    程度 高度 高级 高級 高通 武器 方法 方向 田野 白宫 白宮 向来 余下 曾经 曾經 万一 金属 金屬 何况 許多
    许多 莫斯 史上 汪洋 雷达 雷達 石墨 江西 江南 贺电 陆续 陸續 范围 範圍 周期 周一 周二 周三 周四 周五
    周六 周日 高盛 华为 董事 孔子 任期 顾问 顧問
    """
)
_DOTTED = re.compile(rf"{_SOUND}{{1,6}}(?:[·‧・•]{_SOUND}{{1,6}})+")
_FOREIGN = re.compile(rf"(?:{_TITLES})({_SOUND}{{2,5}}){_END}")
# A given name has none of the small words that follow names.
_GIVEN = "(?:(?![说說称稱曾在于於将將和与與的是也对對向任等已会會要])[\u4e00-\u9fff]){1,2}"
_PERSON = re.compile(rf"(?:{_TITLES})([{_SURNAMES}]{_GIVEN}){_END}")
_SPEECH = "表示|认为|認為|指出|强调|強調|透露|坦言|告诉|告訴|说|說|称，|稱，|称：|稱："
_SPEAKER = re.compile(rf"{_START}([{_SURNAMES}]{_GIVEN})(?={_SPEECH})")
_QUOTED = re.compile(
    r"(?:(公司|企业|企業|机构|機構|集团|集團)|(模型|应用|應用|平台|芯片|机器人|機器人))"
    rf"[“「]([{_HAN}A-Za-z0-9]{{2,12}})[”」]"
)
_TAIL = "科技|集团|集團|资本|資本|半导体|半導體|微电子|微電子|证券|證券|创投|創投|研究院|大学|大學"
_BEHIND = rf"(?=[^{_HAN}]|$|[和与與及的在已将將向曾也是宣发發推]|创始|創始|公司|董事|首席)"
_SUFFIX = re.compile(rf"(?:{_START}|(?<=[和与與及]))([{_HAN}]{{2,4}}(?:{_TAIL})){_BEHIND}")
_COMMON = word_tuple(
    """
    人工 信息 金融 生物 现代 現代 前沿 核心 关键 關鍵 先进 先進 尖端 军事 軍事 国家 國家 全球 中国 中國
    美国 美國 数字 數字 网络 網絡 智能 绿色 綠色 航天 农业 農業 教育 医疗 醫療 通信 未来 未來 民间 民間
    跨国 跨國 大型 科研 著名 知名 名牌 重点 重點 综合 綜合 世界 企业 企業 能源 风险 風險 社会 社會 人力
    国际 國際 民营 民營 国有 國有 外国 外國 私人 欧洲 歐洲 亚洲 亞洲 日本 本土 上市 电动 電動 政府 应用
    應用 化合物 功率 第三代 多所 一所 各大 创新 創新 这些 這些 产业 產業 新 高 该 該 本 其 各 多 某 些
    家 个 個 大 小 等 的 了 是 对 對 为 為 由 以 把 被 让 讓 用 所
    """
)


def mark_han_names(draft: Draft) -> None:
    """Mark unknown Chinese names and their other occurrences, rule `han`."""
    text = draft.tokens.text
    covered = draft.covered()
    names: dict[str, EntityType] = {}
    surnames: dict[str, Found] = {}

    def add(start: int, end: int, kind: EntityType) -> None:
        if end - start >= 2 and not any(covered[start:end]):
            mark_han(draft, covered, start, end, kind)
            names.setdefault(text[start:end], kind)

    for match in _DOTTED.finditer(text):
        start = match.start() + _title_end(text, match)
        add(start, match.end(), "person")
    for pattern in (_PERSON, _SPEAKER):
        for match in pattern.finditer(text):
            if match.group(1)[:2] not in _WORDS:
                add(match.start(1), match.end(1), "person")
    for match in _FOREIGN.finditer(text):
        if match.group(1)[:2] not in _WORDS:
            add(match.start(1), match.end(1), "person")
    for match in _QUOTED.finditer(text):
        add(match.start(3), match.end(3), "organization" if match.group(1) else "product")
    for match in _SUFFIX.finditer(text):
        if not match.group(1).startswith(_COMMON) and not _generic(match.group(1)):
            add(match.start(1), match.end(1), "organization")
    for found in draft.found:
        parts = re.split("[·‧・•]", text[found.start : found.end]) if found.type == "person" else []
        if len(parts) > 1 and len(parts[-1]) >= 3:
            surnames.setdefault(parts[-1], found)
    # Two characters of a person are parts of too many words.
    whole = {name for name, kind in names.items() if len(name) >= 3 or kind == "organization"}
    for start, end in _occurrences(text, sorted(whole | set(surnames))):
        name = text[start:end]
        if name in whole:
            add(start, end, names[name])
        elif not any(covered[start:end]):
            draft.found.append(replace(surnames[name], start=start, end=end, rule="surname"))
            covered[start:end] = b"\1" * len(name)


def _occurrences(text: str, names: list[str]) -> Iterator[tuple[int, int]]:
    """Find names wherever they stand, the longest first, in one pass over the text."""
    if names:
        from ahocorasick_rs import AhoCorasick, MatchKind

        matcher = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
        for _, start, end in matcher.find_matches_as_indexes(text):
            yield start, end


def _title_end(text: str, match: re.Match[str]) -> int:
    """Return how many characters at the start of a dotted name belong to a title before it («主席»)."""
    before = text[max(match.start() - 3, 0) : match.end()]
    offset = match.start() - max(match.start() - 3, 0)
    title = max((item.end() for item in re.finditer(_TITLES, before)), default=0)
    return max(title - offset, 0)


def _generic(name: str) -> bool:
    """Say whether a name holds a small word, so that the suffix ends a phrase and no name."""
    return any(char in "的了是该該这這家所些他她我你会會上" for char in name)


def mark_han(
    draft: Draft,
    covered: bytearray,
    start: int,
    end: int,
    kind: EntityType,
    rule: str = "han",
    score: float = 0.7,
) -> None:
    """Add a mention of an unknown Chinese name, and note in `covered` where it stands."""
    surface = draft.tokens.text[start:end]
    slug = linking.slug_of(surface)
    if kind == "person" and "·" not in surface and surface[0] in _SURNAMES and len(surface) <= 3:
        slug = f"{linking.slug_of(surface[0])}-{linking.slug_of(surface[1:])}"  # as the pinyin is written
    if not slug:
        return
    known = draft.known.entities.get(slug)
    if known is not None and known.type != kind:
        slug = f"{slug}-{kind}"
    name = known.name if known is not None and known.type == kind else surface
    draft.found.append(Found(start, end, -1, -1, slug, name, kind, "name", rule, score))
    covered[start:end] = b"\1" * (end - start)
