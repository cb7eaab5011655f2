"""The sentences of a recipe, from the folder of training sets or from clones, none of them held out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from training import corpora, sources, teachers
from training.corpora import Sentence
from training.recipe import Part, Source
from training.recipe import sources as made_from

_TEACHERS: dict[str, Callable[[Iterable[Sentence]], Iterator[Sentence]]] = {
    "natasha": teachers.russian, "lac": teachers.chinese,
}  # fmt: skip


class Sets:
    """The sentences to learn from, without any that an evaluation set holds.

    Attributes:
        refused: how many sentences were left out because an evaluation set holds them, by set.
        missing: what was to be read and is not there, each with the reason.
    """

    def __init__(self, data: Path, clones: Path | None, held: frozenset[bytes], limit: int) -> None:
        self._data = data
        self._clones = clones
        self._held = held
        self._limit = limit
        self.refused: dict[str, int] = {}
        self.missing: dict[str, str] = {}

    def read(self, part: Part) -> list[Sentence]:
        """Return the sentences of a part; of a set that is not there none, and `missing` tells why."""
        kept: list[Sentence] = []
        most = min(filter(None, (part.most, self._limit)), default=0)
        for item in corpora.refuse(self._sentences(part), self._held):
            if most and len(kept) >= most:
                break
            if item is None:
                self.refused[part.set] = self.refused.get(part.set, 0) + 1
            else:
                kept.append(item)
        return list(_TEACHERS[part.teacher](kept)) if part.teacher and kept else kept

    def _sentences(self, part: Part) -> Iterator[Sentence]:
        path = self._data / part.set / f"{part.lang}.{part.split}.jsonl"
        if path.exists():
            return corpora.read(path)
        source = made_from().get(part.set)
        if source is None:
            self.missing[f"{part.set} {part.lang} {part.split}"] = f"{path} is missing"
            return iter(())
        return self._cloned(source, part)

    def _cloned(self, source: Source, part: Part) -> Iterator[Sentence]:
        owner, _, name = source.repository.partition("/")
        folders = [] if self._clones is None else [
            self._clones / owner / name, self._clones / f"{owner}+{name}/repo", self._clones / name / ".git",
        ]  # fmt: skip
        folder = next((path for path in folders if path.is_dir()), None)
        if folder is None:
            why = f"clone {source.repository} and name its folder with --clones"
            self.missing[f"{part.set} {part.lang} {part.split}"] = why
            return
        reader = getattr(sources, source.reader)
        for file in source.files[part.lang]:
            for words, tags in reader(folder, source.commit, file):
                tokens, own = corpora.split(words, tags)
                if tokens:
                    yield Sentence(part.lang, tokens, own)
