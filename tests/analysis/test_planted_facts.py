"""The planted facts of the benchmark: every conflict is found, nothing that only looks so."""

from __future__ import annotations

import facts


def test_conflicts_are_found_and_look_alikes_stay_silent() -> None:
    planted = facts.pairs("first")
    assert {pair.one.lang for pair in planted} == {"ru", "it", "en"}
    verdict = facts.judge(planted)
    assert verdict.wrong == {"conflict": [], "alike": [], "same": [], "apart": []}
    assert verdict.between == []
    assert len(verdict.right["conflict"]) == 20
