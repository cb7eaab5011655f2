"""Sets that the folder of training sets does not hold, read from clones of the repositories they come from.

Each function reads one repository at one commit, through `git show`, so that the same commit gives the same
sentences; MODEL_CARD.md names commits and licences.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path

Rows = Iterator[tuple[list[str], list[str]]]


def _files(repository: Path, commit: str, under: str, end: str) -> list[str]:
    listed = _git(repository, "ls-tree", "-r", "--name-only", commit, under).splitlines()
    return sorted(name for name in listed if name.endswith(end))


def _git(repository: Path, *words: str) -> str:
    command = ["git", f"--git-dir={repository}", *words]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8-sig")


def _sentences(text: str) -> Iterator[list[list[str]]]:
    """Yield the rows of each sentence of a file with one token a line and blank lines between sentences."""
    rows: list[list[str]] = []
    for line in text.splitlines():
        if line.strip():
            if not line.startswith("# "):
                rows.append(re.split(r"\t| (?=\S+$)", line))
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows


def norne(repository: Path, commit: str, folder: str) -> Rows:
    """Norwegian: persons, organisations, places; a state is a place, whatever it does."""
    kinds = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "GPE_LOC": "LOC", "GPE_ORG": "LOC"}
    for name in _files(repository, commit, folder, ".conll"):
        for rows in _sentences(_git(repository, "show", f"{commit}:{name}")):
            words, tags = [], []
            for row in rows:
                found = re.search(r"name=([BI])-(\w+)", row[9])
                kind = kinds.get(found[2]) if found else None
                words.append(row[1])
                tags.append(f"{found[1]}-{kind}" if found and kind else "O")
            yield words, tags


def uner(repository: Path, commit: str, name: str) -> Rows:
    """A set of Universal NER."""
    for rows in _sentences(_git(repository, "show", f"{commit}:{name}")):
        kept = [row for row in rows if row[0].isdecimal()]
        yield [row[1] for row in kept], [_known(row[2]) for row in kept]


def swedish(repository: Path, commit: str, name: str) -> Rows:
    """Swedish web news; tags without B and I, names side by side are one."""
    for rows in _sentences(_git(repository, "show", f"{commit}:{name}")):
        pairs = [(row[0].strip(), row[-1].strip()) for row in rows if len(row) > 1]
        tags: list[str] = []
        for number, (_, kind) in enumerate(pairs):
            again = number > 0 and pairs[number - 1][1] == kind
            tags.append("O" if kind not in _TYPES else f"{'I' if again else 'B'}-{kind}")
        yield [word for word, _ in pairs], tags


_TYPES = ("PER", "ORG", "LOC")
_CROSS = {
    "person": "PER", "politician": "PER", "scientist": "PER", "researcher": "PER", "writer": "PER",
    "musicalartist": "PER", "organisation": "ORG", "politicalparty": "ORG", "university": "ORG",
    "band": "ORG", "location": "LOC", "country": "LOC",
}  # fmt: skip


def cross(repository: Path, commit: str, folder: str) -> Rows:
    """CrossNER: English Wikipedia on politics, science, music, literature, artificial intelligence."""
    for name in _files(repository, commit, folder, ".txt"):
        for rows in _sentences(_git(repository, "show", f"{commit}:{name}")):
            tags = []
            for row in rows:
                kind = _CROSS.get(row[-1][2:])
                tags.append(f"{row[-1][0]}-{kind}" if kind else "O")
            yield [row[0] for row in rows], tags


def hr500k(repository: Path, commit: str, part: str) -> Rows:
    """Croatian web and news text; what UNER took from it is left out, for its test set lies there.

    Members of a people («Europljana») count as persons there, and as no names in the other sets: they are
    told by their plural, and a word that has one is none in the singular either.
    """

    def words_of(rows: list[list[str]]) -> tuple[str, ...]:
        return tuple(row[1] for row in rows)

    def read(end: str) -> list[list[list[str]]]:
        return list(_sentences(_git(repository, "show", f"{commit}:{part}_{end}")))

    taken = {words_of(rows) for rows in read("ner_ud.conllup")}
    sentences = read("ner.conllu")
    peoples = {row[2] for rows in sentences for row in rows if row[9] == "B-per" and "Number=Plur" in row[5]}
    for rows in sentences:
        if words_of(rows) in taken:
            continue
        tags = [_known(row[9].upper().replace("DERIV-", "")) for row in rows]
        single = [tag[0] == "B" and after[0] != "I" for tag, after in pairwise([*tags, "O"])]
        people = [row[2] in peoples and alone for row, alone in zip(rows, single, strict=True)]
        own = ["O" if none else tag for none, tag in zip(people, tags, strict=True)]
        yield [row[1] for row in rows], own


def plain(repository: Path, commit: str, name: str) -> Rows:
    """The sentences of a treebank, without names: text for a teacher."""
    for line in _git(repository, "show", f"{commit}:{name}").splitlines():
        if line.startswith("# text = "):
            words = line.removeprefix("# text = ").split()
            yield words, ["O"] * len(words)


_PASSAGE_SENTENCE = re.compile(r"[^。！？\n]{6,}[。！？]?")


def passages(repository: Path, commit: str, name: str) -> Rows:
    """The sentences of Chinese passages that questions are asked of, without names: text for a teacher."""
    for article in json.loads(_git(repository, "show", f"{commit}:{name}"))["data"]:
        for paragraph in article["paragraphs"]:
            for sentence in _PASSAGE_SENTENCE.findall(paragraph["context"]):
                yield [sentence], ["O"]


def _known(tag: str) -> str:
    return tag if tag[2:] in _TYPES else "O"


def write(path: Path, lang: str, rows: Iterable[tuple[list[str], list[str]]]) -> int:
    """Write sentences; returns how many."""
    path.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for tokens, tags in rows:
            row = {"lang": lang, "tokens": tokens, "tags": tags}
            file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
            count += 1
    return count


Source = Callable[[Path, str, str], Rows]
