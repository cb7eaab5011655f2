"""`aitui doctor` looks at the groups of near-copies and at how copies are found, and makes them anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aitui.analysis import meaning
from aitui.cli.root import cli
from aitui.store import copies, database, vectors

TEXT = (
    "Министерство торговли сообщило, что экспорт галлия и германия за год сократился втрое. "
    "По словам представителя ведомства, лицензии выдают реже, а заявок стало больше. "
    "Участники рынка ждут, что цены вырастут ещё до конца квартала."
)
DAMAGES = {
    "1 of 1 groups are none": "UPDATE near_copy SET group_id = 2",
    "copies of 2 of 3 articles tried would not be found": "DELETE FROM copy_key",
}


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AITUI_HOME", str(tmp_path / "дом"))
    folder = tmp_path / "тексты"
    folder.mkdir()
    (folder / "1.txt").write_text(TEXT, "utf-8")
    (folder / "2.txt").write_text(TEXT + " Подробности — завтра.", "utf-8")
    (folder / "3.txt").write_text("Погода на завтра: дождь.", "utf-8")
    path = tmp_path / "архив.db"
    done = CliRunner().invoke(cli, ["add", str(folder), "--db", str(path)])
    assert done.exit_code == 0, done.output
    return path


def doctor(path: Path, *options: str) -> Result:
    return CliRunner().invoke(cli, ["doctor", str(path), *options])


def line(result: Result, name: str) -> str:
    (found,) = (line for line in result.stdout.splitlines() if line.split()[1:2] == [name])
    return found


def test_groups_that_are_sound_are_counted(path: Path) -> None:
    assert line(doctor(path), "copies").endswith("1 groups of 2 articles")


@pytest.mark.parametrize("told", DAMAGES)
def test_what_is_wrong_with_them_is_told_and_mended(path: Path, told: str) -> None:
    with database.writing(path) as conn:
        before = copies.groups(conn)
        with database.transaction(conn):
            conn.execute(DAMAGES[told])
    broken = doctor(path)
    assert broken.exit_code == 1
    assert line(broken, "copies").startswith("BAD")
    assert f"{told}; `aitui doctor --regroup`" in broken.stdout
    mended = doctor(path, "--regroup")
    assert mended.exit_code == 0, mended.output
    with database.reading(path) as conn:
        assert copies.groups(conn) == before


def test_it_tells_of_the_extra_for_meaning(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "available", lambda: False)
    assert 'pip install "aitui[semantic]"' in line(doctor(path), "semantic")
    monkeypatch.setattr(meaning, "available", lambda: True)
    assert "0 of 3 articles have a vector; `aitui reindex --vectors`" in line(doctor(path), "semantic")
    with database.writing(path) as conn, database.transaction(conn):
        vectors.write(conn, 1, meaning.MODEL, [(1, b"\1" * meaning.DIMENSIONS)])
    assert "1 of 3 articles have a vector" in line(doctor(path), "semantic")
