"""Near-copies: one text with small changes, and what only looks like one."""

from __future__ import annotations

import pytest

from aitui.analysis.copies import Body, copies

AGENCY = {
    "ru": (
        "МОСКВА, 12 января. Совет директоров «Северстали» рекомендовал выплатить 38 рублей дивидендов на "
        "акцию. Собрание акционеров пройдёт 27 февраля, реестр закроют 15 февраля. Всего компания направит "
        "владельцам 31,8 млрд рублей, следует из сообщения. Годом ранее выплаты составили 24 млрд рублей. "
        "Аналитик Анна Кузнецова назвала решение ожидаемым: долг у Череповецкого комбината небольшой, а "
        "цены на сталь растут."
    ),
    "it": (
        "ROMA, 12 gennaio. Il consiglio di amministrazione di Leonardo propone un dividendo di 0,28 euro "
        "per azione. L'assemblea dei soci si terrà il 27 febbraio, la cedola sarà staccata il 15 marzo. In "
        "tutto la società distribuirà 160 milioni di euro, si legge nella nota. L'anno prima i soci "
        "avevano ricevuto 81 milioni. Per l'analista Paola Bianchi la decisione era attesa: il debito è "
        "modesto e gli ordini crescono."
    ),
    "zh": (
        "北京1月12日电 中芯国际董事会建议每股派发股息0.38元。股东大会将于2月27日召开，股权登记日为2月15日。"
        "公告称，公司合计将向股东派发31亿元。去年派息总额为24亿元。分析师王芳认为这一决定符合预期，"
        "公司负债不高，而芯片价格正在上涨，明年的订单也已经排满。"
    ),
}
NOTE = {
    "ru": "Акции {} выросли на {} % до {} рублей за штуку на торгах Московской биржи, следует из данных "
    "площадки.",
    "it": "Le azioni di {} sono salite del {} % a {} euro nella seduta di Piazza Affari, secondo i dati di "
    "borsa.",
    "zh": "{}公司的股价在交易所上涨{}%，收于每股{}元，交易所公布的数据显示投资者情绪保持乐观态度。",
}


def alike(one: str, other: str, lang: str) -> bool:
    """Compare both ways: the answer does not depend on who came first."""
    a, b = Body(one, lang), Body(other, lang)
    assert copies(a, b) == copies(b, a)
    return copies(a, b)


@pytest.mark.parametrize("lang", sorted(AGENCY))
def test_the_same_text_with_a_frame_or_cut_off_is_a_copy(lang: str) -> None:
    text = AGENCY[lang]
    frame = {
        "ru": "Наш источник подтвердил эти сведения утром.",
        "it": "Lo conferma una fonte.",
        "zh": "本报记者证实。",
    }
    assert alike(text, f"{frame[lang]} {text} {frame[lang]}", lang)
    assert alike(text, text[: len(text) // 2], lang)


@pytest.mark.parametrize("lang", sorted(NOTE))
def test_a_note_of_one_template_with_other_figures_is_none(lang: str) -> None:
    names = {"ru": "Газпрома", "it": "Enel", "zh": "联想"}
    one = NOTE[lang].format(names[lang], 3, 155)
    assert not alike(one, NOTE[lang].format(names[lang], 5, 161), lang)
    assert alike(one, one, lang)


def test_a_note_of_one_template_with_other_names_is_none() -> None:
    text = (
        "Совет директоров назначил главой филиала в городе {} бывшего заместителя министра {}, сообщили там."
    )
    assert not alike(text.format("Казани", "Петрова"), text.format("Самаре", "Иванова"), "ru")


def test_one_changed_figure_in_a_long_text_does_not_matter() -> None:
    assert alike(AGENCY["ru"], AGENCY["ru"].replace("24 млрд", "25 млрд"), "ru")


def test_articles_that_quote_each_other_are_none() -> None:
    quote = AGENCY["ru"].split(". ")[4]
    own = (
        "Эксперты рынка спорят о будущем отрасли после зимнего спада. На заводах Урала останавливают печи, "
        "в портах копится уголь, а железная дорога поднимает тариф. {}. Правительство обещает льготы, "
        "однако бюджет уже свёрстан, и до осени перемен не ждут даже оптимисты из профильного комитета Думы."
    )
    assert not alike(AGENCY["ru"], own.format(quote), "ru")


def test_notes_with_one_small_print_are_two() -> None:
    print_ = (
        "Материал носит информационный характер и не является индивидуальной инвестиционной рекомендацией."
    )
    one = (
        "Курс рубля сегодня почти не изменился, дневные торги прошли спокойно, объёмы оказались "
        "небольшими, сделок мало."
    )
    two = (
        "Нефть подешевела после данных о запасах топлива, газ в Европе подорожал из-за холодов на севере "
        "континента."
    )
    assert not alike(f"{one} {print_}", f"{two} {print_}", "ru")


def test_a_title_is_no_copy_of_anything() -> None:
    assert not alike("Китай и США", "Китай и США", "ru")
