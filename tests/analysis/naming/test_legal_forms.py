"""Legal forms: how a firm is registered is no part of its name."""

from __future__ import annotations

import pytest

from aitui.analysis.naming.legal_forms import without_form


@pytest.mark.parametrize(
    "name",
    [
        "Neuralis GmbH", "Neuralis G.m.b.H.", "Neuralis Gesellschaft mit beschränkter Haftung",
        "Neuralis Ges. mit besch. Haftung", "Neuralis S.p.A.", "Neuralis Società per Azioni", "Neuralis SpA",
        "Neuralis Inc.", "Neuralis, Incorporated", "Neuralis Co., Ltd.", "Neuralis Pte. Ltd.",
        "Neuralis Limited Liability Company", "Neuralis Limted Liability Company", "The Neuralis Company",
        "Neuralis GmbH & Co. KG", "Neuralis GmbH und Co KG", "Neuralis Sp. z o.o.", "Neuralis S.A. de C.V.",
        "ООО «Neuralis»", "ПАО Neuralis", "Общество с ограниченной ответственностью «Neuralis»",
        "Obshchestvo s ogranichennoi otvetstvennostyu Neuralis", "Neuralis股份有限公司", "株式会社Neuralis",
        "Neuralis A/S", "Neuralis Anonim Şirketi", "АО Neuralis, публичное акционерное общество",
    ],
)  # fmt: skip
def test_forms_are_left_out(name: str) -> None:
    assert without_form(name) == "neuralis"


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("SE Asia Fund", "se asia fund"),
        ("Ag Leader", "ag leader"),
        ("AS Roma", "as roma"),
        ("Limited", "limited"),
        ("Inc. Magazine", "incorporated magazine"),
        ("Société Générale S.A.", "societe generale"),
        ("Общество «Знание»", "общество знание"),
        ("", ""),
    ],
)
def test_what_only_looks_like_a_form_stays(name: str, left: str) -> None:
    assert without_form(name) == left
