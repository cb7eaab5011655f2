"""Sketches: copies of a text share numbers, other texts do not."""

from __future__ import annotations

from pathlib import Path

from aitui.text.sketch import SIZE, body, runs, sketch

RU = (
    "Представители китайской отрасли трезво смотрят на перспективы развития и называют главными "
    "препятствиями нехватку вычислительных мощностей и экспортные ограничения. Об этом на конференции в "
    "Пекине рассказали руководители трёх компаний, сообщает агентство. По их оценке, догнать соперников "
    "удастся через пять лет."
)
ZH = (
    "中国人工智能产业的代表在北京的会议上表示，算力不足和出口限制是主要障碍。他们估计，追赶竞争对手还需要五"
    "年时间。"
)


def test_a_changed_word_leaves_most_numbers() -> None:
    for text, other in ((RU, RU.replace("Пекине", "Шанхае")), (ZH, ZH.replace("北京", "上海"))):
        one, two = sketch(text, ()), sketch(other, ())
        assert len(one) == SIZE
        assert list(one) == sorted(set(one))
        assert len(set(one) & set(two)) >= SIZE // 2
        assert one != two


def test_other_texts_share_none() -> None:
    assert not set(sketch(RU, ())) & set(sketch(ZH, ()))


def test_furniture_does_not_count() -> None:
    text = f"Реклама на первой странице сайта, подпишитесь на рассылку новостей сегодня\n{RU}"
    start = text.index("\n")
    assert sketch(text, [(0, start)]) == sketch(RU, ())
    assert body(text, [(0, start)]).split() == RU.split()


def test_a_title_has_none() -> None:
    assert sketch("Китай и США", ()) == ()
    assert sketch("", ()) == ()


def test_case_width_and_yo_do_not_count() -> None:
    assert sketch(RU.upper(), ()) == sketch(RU, ()) == sketch(RU.replace("трёх", "трех"), ())


def test_runs_are_the_same_in_every_process() -> None:
    # They lie in files: another seed of Python's own hash must not change them.
    import subprocess
    import sys

    code = f"from aitui.text.sketch import sketch; print(sketch({RU!r}, ()))"
    for seed in ("1", "2"):
        told = subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            cwd=Path(__file__).parents[2] / "src",
            capture_output=True,
            text=True,
            check=True,
        )
        assert told.stdout.strip() == str(sketch(RU, ()))


def test_runs_of_a_short_text_are_empty() -> None:
    hashes, telling = runs("два слова")
    assert len(hashes) == len(telling) == 0
