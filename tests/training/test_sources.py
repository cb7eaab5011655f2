"""Sets that are read from the repositories they come from, at one commit."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from training import sources

_ROWS = """\
# sent_id = 1
1\tMnogo\tmnogo\tADV\tR\tDegree=Pos\t_\t_\t_\tO
2\tEuropljana\tEuropljanin\tPROPN\tNp\tCase=Gen|Number=Plur\t_\t_\t_\tB-per
3\tu\tu\tADP\tS\tCase=Loc\t_\t_\t_\tO
4\tZadru\tZadar\tPROPN\tNp\tCase=Loc|Number=Sing\t_\t_\t_\tB-loc

# sent_id = 2
1\tEuropljanin\tEuropljanin\tPROPN\tNp\tCase=Nom|Number=Sing\t_\t_\t_\tB-per
2\tVinko\tVinko\tPROPN\tNp\tCase=Nom|Number=Sing\t_\t_\t_\tB-per
3\tEuropljanin\tEuropljanin\tPROPN\tNp\tCase=Nom|Number=Sing\t_\t_\t_\tI-per
4\tBushov\tBushov\tADJ\tAs\t_\t_\t_\t_\tB-deriv-per

# sent_id = 3
1\tŠibenik\tŠibenik\tPROPN\tNp\tCase=Nom|Number=Sing\t_\t_\t_\tB-loc
"""
_TAKEN = "# global.columns = ID TOKEN\n# sent_id = 3\n1\tŠibenik\tŠibenik\tPROPN\n"


def repository(folder: Path, files: dict[str, str]) -> tuple[Path, str]:
    """Make a repository of some files; return its git folder and its commit."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")

    def git(*words: str) -> str:
        command = ["git", "-c", "user.name=ž", "-c", "user.email=z@example.org", "-C", str(folder), *words]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "č")
    return folder / ".git", git("rev-parse", "HEAD")


def test_peoples_are_no_persons_and_what_another_set_has_is_left_out(tmp_path: Path) -> None:
    place = repository(tmp_path, {"hr/dev_ner.conllu": _ROWS, "hr/dev_ner_ud.conllup": _TAKEN})
    assert list(sources.hr500k(*place, "hr/dev")) == [
        (["Mnogo", "Europljana", "u", "Zadru"], ["O", "O", "O", "B-LOC"]),
        (["Europljanin", "Vinko", "Europljanin", "Bushov"], ["O", "B-PER", "I-PER", "B-PER"]),
    ]


def test_passages_are_read_sentence_by_sentence(tmp_path: Path) -> None:
    passage = "習近平在北京會見了Jack Wang。好。你知道他是誰嗎？\n不知道是誰說的話"
    data = {"data": [{"paragraphs": [{"context": passage}]}]}
    place = repository(tmp_path, {"問.json": json.dumps(data)})
    found = list(sources.passages(*place, "問.json"))
    assert [words for words, _ in found] == [
        ["習近平在北京會見了Jack Wang。"],
        ["你知道他是誰嗎？"],
        ["不知道是誰說的話"],
    ]
    assert {tag for _, tags in found for tag in tags} == {"O"}
