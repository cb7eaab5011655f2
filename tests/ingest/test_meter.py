"""How much of the inputs was read: what the time left rests on."""

from __future__ import annotations

from pathlib import Path

import pytest

from aitui.ingest.files import read_inputs
from aitui.ingest.meter import Meter, total


def test_what_was_read_of_a_folder_adds_up_to_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    below = tmp_path / "тексты" / "глубже"
    below.mkdir(parents=True)
    (below / "а.txt").write_text("Китай и США.", encoding="utf-8")
    (below / "б.jsonl").write_text('{"text": "Cina e OpenAI."}\n' * 300, encoding="utf-8")
    (below / ".скрыт.txt").write_text("нет", encoding="utf-8")
    size = sum(path.stat().st_size for path in below.glob("[!.]*"))
    meter = Meter(total(["тексты"]))
    seen = [meter.done for _ in read_inputs(["тексты"], meter=meter)]
    assert meter.total == meter.done == size
    assert len(seen) == 301
    assert 0 < seen[0] < size, "told before the end"
    assert total(["тексты/**/*.txt"]) == (below / "а.txt").stat().st_size


@pytest.mark.parametrize("unknown", ["-", "https://example.org/feed", "нет.txt", "/dev/null"])
def test_what_has_no_size_has_no_total(tmp_path: Path, unknown: str) -> None:
    (tmp_path / "а.txt").write_text("Китай", encoding="utf-8")
    assert total([str(tmp_path), unknown]) is None
