"""How well are entities found and linked?  `language.py [--only SET…] [--verbose]`

One table over every public test set, with the rules alone and with each name tagger that is installed.  A set
that is not under `--shared` is left out, with a line that says so; speed, memory, noise on the demo corpus
and the linking of many names need none.  No text of a set is part of the project: a figure is measured where
its set lies.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache, partial
from pathlib import Path

import name_sets
import noise
import span_sets
from measure import machine, note, table
from span_sets import PUD, Score, mentions_of, read_rows, read_set, score, score_alone
from texts import SHARES, sentence

from aitui.analysis import claims, language
from aitui.analysis.annotator import annotate
from aitui.analysis.form import layout, sentences
from aitui.analysis.measures import quantities, timex
from aitui.analysis.naming import names
from aitui.analysis.naming.taggers import registry
from aitui.analysis.naming.taggers.interface import Tagger
from aitui.errors import TaggerError
from aitui.ingest.demo import demo_folder
from aitui.model import Article

SHARED = Path(__file__).resolve().parents[1] / "../shared"
_UNER = {
    "pud": tuple(f"{lang}_pud" for lang in PUD),
    "other": ("en_ewt", "zh_gsd", "hr_set", "sr_set"),
}
# Least untyped F1 on parallel sentences that the project set itself.
_GOALS = {"en_pud": 0.68, "ru_pud": 0.68, "pt_pud": 0.68, "sv_pud": 0.68, "de_pud": 0.58, "zh_pud": 0.45}


# Least typed F1 of the annotator with the built-in tagger, and least accuracy of its types.
_TYPED_GOALS = {
    "en_pud": 0.65, "de_pud": 0.68, "pt_pud": 0.74, "sv_pud": 0.62, "zh_pud": 0.66, "hr_set": 0.85,
    "sr_set": 0.88,
}  # fmt: skip
_GIVEN_GOAL, _UNSEEN_GOAL = 0.85, 0.80
# Texts of a language, and those read before the clock runs.
_TEXTS, _WARM = 60, 6


@dataclass(frozen=True, slots=True)
class Row:
    """One figure.

    Attributes:
        set: the test set.
        figure: what was measured.
        value: the figure.
        goal: what it should reach, with the sign of comparison; empty where it is only reported.
        note: counts, or what it is compared with.
    """

    set: str
    figure: str
    value: float
    goal: str = ""
    note: str = ""

    @property
    def reached(self) -> bool | None:
        """Say whether the goal is reached; None where there is none."""
        if not self.goal:
            return None
        sign, bound = self.goal.split()
        return self.value >= float(bound) if sign == "≥" else self.value <= float(bound)


@cache
def extras() -> tuple[tuple[str, ...], ...]:
    """Return the name taggers that are installed, each as `annotate` takes it."""
    found = []
    for name in registry.NAMES:
        try:
            found.append(registry.parse(name))
        except TaggerError as missing:
            note(f"left out: {missing}")
    return tuple(found)


def _speakers(lang: str) -> Iterator[tuple[str, tuple[str, ...], Tagger]]:
    """Yield the installed taggers of a language: name, as `annotate` takes it, itself; each once."""
    told: set[str] = set()
    for chosen in extras():
        tagger = registry.tagger_for(chosen, lang)
        if tagger is not None and tagger.name not in told:
            told.add(tagger.name)
            yield tagger.name, chosen, tagger


class MissingError(Exception):
    """A set is not there."""


def _there(*paths: Path) -> None:
    for path in paths:
        if not path.exists():
            raise MissingError(f"{path} is missing")


def gold(shared: Path, verbose: bool) -> Iterator[Row]:
    """The gold pair, by its own scorer."""
    _there(shared / "seeds", shared / "gold/score.py")
    yield from _gold_figures(shared, "", ())
    for chosen in extras():
        yield from _gold_figures(shared, f", with {', '.join(chosen)}", chosen)


def _gold_figures(shared: Path, how: str, taggers: tuple[str, ...]) -> Iterator[Row]:
    lines = []
    for doc in json.loads((shared / "gold/meta.json").read_text(encoding="utf-8")):
        path = next(iter(sorted((shared / "seeds").glob(f"{doc[:3]}*.txt"))), None)
        if path is None:
            raise MissingError(f"no text of {doc} in {shared / 'seeds'}")
        text = path.read_bytes().decode("utf-8")
        for item in annotate(Article(text=text), taggers).mentions:
            lines.append(
                json.dumps({"doc": doc, "start": item.start, "end": item.end, "entity": item.entity})
            )
    done = subprocess.run(
        [sys.executable, str(shared / "gold/score.py"), "mentions", "-", "--json"],
        input="\n".join(lines), capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    found = json.loads(done.stdout)
    counts = found["linked"]
    told = f"{counts['tp']} of {counts['gold']} mentions"
    yield Row("gold pair", f"linked F1{how}", counts["f1"], "≥ 0.96", told)
    yield Row("gold pair", f"B-cubed F1{how}", found["b_cubed"]["f1"], "≥ 0.96")


def factrueval(shared: Path, verbose: bool) -> Iterator[Row]:
    """Russian news: exact spans of persons, organisations, places."""
    folder = shared / "eval/factrueval2016"
    _there(folder)
    texts = read_set(folder / "docs.jsonl", folder / "ann.tsv")
    yield from _spans("factRuEval ru", texts, "≥ 0.68", {"ru": "≥ 0.75", "builtin": "≥ 0.73"})


def uner(shared: Path, verbose: bool) -> Iterator[Row]:
    """Sentences in nine languages: exact spans of persons, organisations, places."""
    folder = shared / "eval/uner"
    _there(folder)
    for name in (*_UNER["pud"], *_UNER["other"]):
        texts = _uner(folder, name)
        goal = f"≥ {_GOALS[name]}" if name in _GOALS else ""
        if name.endswith("_pud"):
            yield from _figures(f"UNER {name}", "", score(texts), goal)
        typed_goals = {"builtin": f"≥ {_TYPED_GOALS[name]}"} if name in _TYPED_GOALS else {}
        half = ", even" if name.endswith("_pud") else ""
        yield from _spans(f"UNER {name}{half}", _tested(name, texts), "", typed_goals)


def _tested(name: str, texts: Sequence[span_sets.Text]) -> Sequence[span_sets.Text]:
    """Return the texts on which taggers may be compared: of parallel sentences the even ones.

    Names of the odd ones were projected onto training text in other languages.
    """
    return [text for text in texts if int(text.name.split(":")[1]) % 2 == 0] if "_pud" in name else texts


def given(shared: Path, verbose: bool) -> Iterator[Row]:
    """The type of a span that somebody else found, by each tagger; names in no training set apart."""
    folder = shared / "eval"
    _there(folder / "uner", folder / "factrueval2016", shared / "train")
    seen = span_sets.trained_names(shared / "train")
    russian = read_set(folder / "factrueval2016/docs.jsonl", folder / "factrueval2016/ann.tsv")
    sets = {"factRuEval ru": russian}
    sets |= {
        f"UNER {name}": list(_tested(name, _uner(folder / "uner", name)))
        for name in (*_UNER["pud"], *_UNER["other"])
    }
    totals: dict[str, span_sets.Given] = {}
    for name, texts in sets.items():
        for extra, _, tagger in _speakers(texts[0].lang):
            found = span_sets.given_types(texts, tagger, seen)
            totals.setdefault(extra, span_sets.Given()).add(found)
            yield from _given_figures(name, extra, found)
    for extra, found in totals.items():
        goals = (f"≥ {_GIVEN_GOAL}", f"≥ {_UNSEEN_GOAL}") if extra == "builtin" else ("", "")
        yield from _given_figures("all sets of its languages", extra, found, *goals)


def _given_figures(
    name: str, extra: str, found: span_sets.Given, goal: str = "", unseen_goal: str = ""
) -> Iterator[Row]:
    yield Row(name, f"type of a given span, {extra}", found.right / max(1, found.marked), goal,
              f"of {found.marked}")  # fmt: skip
    yield Row(name, f"the same, names not in training, {extra}",
              found.unseen_right / max(1, found.unseen), unseen_goal, f"of {found.unseen}")  # fmt: skip


def _uner(folder: Path, name: str) -> list[span_sets.Text]:
    return read_set(folder / f"docs.{name}.jsonl", folder / f"ann.{name}.tsv")


def _spans(
    name: str, texts: Sequence[span_sets.Text], goal: str, typed_goals: Mapping[str, str] | None = None
) -> Iterator[Row]:
    yield from _figures(name, "", score(texts), goal)
    for extra, chosen, tagger in _speakers(texts[0].lang):
        typed_goal = (typed_goals or {}).get(extra, "")
        yield from _figures(name, f", with {extra}", score(texts, chosen), "", typed_goal)
        yield from _figures(name, f", {extra} alone", score_alone(texts, tagger))


def _figures(name: str, how: str, found: Score, goal: str = "", typed_goal: str = "") -> Iterator[Row]:
    counts = f"P {found.precision:.3f} R {found.recall:.3f} of {found.marked}"
    yield Row(name, f"untyped F1{how}", found.untyped_f1, goal, counts)
    yield Row(name, f"typed F1{how}", found.typed_f1, typed_goal)


def parallel(shared: Path, verbose: bool) -> Iterator[Row]:
    """One entity in parallel sentences."""
    folder = shared / "eval/uner"
    _there(folder)
    english = _uner(folder, "en_pud")
    for lang in PUD[1:]:
        other = _uner(folder, f"{lang}_pud")
        alone = span_sets.agreement(english, other, linked=False)
        found = span_sets.agreement(english, other, linked=True)
        share = found.joined_both / max(1, found.both)
        told = f"{found.names} names, {found.found} found in English, {found.both} in both"
        yield Row(f"PUD en–{lang}", "same entity", found.joined / max(1, found.names), note=told)
        yield Row(f"PUD en–{lang}", "same entity, of those found in both", share)
        yield Row(f"PUD en–{lang}", "same entity, text by text", alone.joined / max(1, alone.names))
        if verbose:
            for missed in found.missed:
                note(f"PUD en–{lang}: {missed}")


def name_pairs(shared: Path, verbose: bool) -> Iterator[Row]:
    """Pairs of names of one script and several: what is joined without asking."""
    path = shared / "eval/name_pairs/pairs.tsv"
    _there(path)
    found = name_sets.judge_pairs(read_rows(path))
    yield Row("name_pairs", "precision", found.precision, "≥ 0.9", f"{found.wrong} wrong; logic_v2 0.762")
    yield Row("name_pairs", "recall", found.recall, "", f"{found.missed} missed; logic_v2 0.821")
    yield Row("name_pairs", "F1", found.f1, "", "logic_v2 0.790")
    asked = f"{found.asked_right} of them one name"
    yield Row("name_pairs", "left to be decided by a person", found.asked, "", asked)
    yield Row(
        "name_pairs", "STRONG pairs wrong", len(found.strong), "", "--verbose tells each with its reason"
    )
    if verbose:
        for strong in found.strong:
            note(f"name_pairs, STRONG, {strong}")


def translit(shared: Path, verbose: bool) -> Iterator[Row]:
    """Words of persons' names in Russian and in Latin letters."""
    path = shared / "eval/translit_words/words.tsv"
    _there(path)
    rows = [row for row in read_rows(path) if row["lang"] == "ru"]
    counts = f"{len(rows)} words; a letter table has 0.89"
    yield Row("translit_words ru", "accuracy@1", name_sets.first_rank(rows), "≥ 0.92", counts)
    true, false = name_sets.joined_words(rows)
    yield Row("translit_words ru", "false joins in 1,000", false, "≤ 1", "of 200,000 pairs at random")
    yield Row("translit_words ru", "true pairs joined", true)


def org_forms(shared: Path, verbose: bool) -> Iterator[Row]:
    """One firm under every legal form."""
    path = shared / "eval/org_forms/forms.tsv"
    _there(path)
    found = name_sets.judge_forms(read_rows(path))
    yield Row("org_forms", "forms left out", found.left_out)
    yield Row("org_forms", "pairs of one type with one key", found.pairs)
    yield Row("org_forms", "types with one key throughout", found.types)
    yield Row("org_forms", "names eaten that look like forms", found.eaten, "≤ 0")


def planted(shared: Path, verbose: bool) -> Iterator[Row]:
    """Damaged mentions of the gold pair, where it is there, and of the demo corpus."""
    texts = noise.demo_texts()
    if (shared / "gold/mentions").exists() and (shared / "seeds").exists():
        texts += noise.gold_texts(shared / "gold", shared / "seeds")
    total = noise.Noise()
    for name, defect in noise.DEFECTS.items():
        found = noise.plant(texts, defect)
        total.planted += found.planted
        total.found += found.found
        yield Row("planted noise", name, found.recall, "", f"of {found.planted}")
        if verbose:
            for missed in found.missed:
                note(f"planted noise, {name}: {missed}")
    yield Row("planted noise", "recall of all", total.recall, "≥ 0.95", f"of {total.planted}")
    yield Row(
        "planted noise", "hits on clean demo texts",
        noise.false_damage((item.lang, item.text) for item in texts), "≤ 0",
        f"{sum(len(item.text) for item in texts):,} characters",
    )  # fmt: skip
    folder = shared / "eval/uner"
    if folder.exists():
        clean = [(text.lang, text.text) for name in _UNER["pud"] for text in _uner(folder, name)]
        told = f"{sum(len(text) for _, text in clean):,} characters; some are damaged in the set itself"
        yield Row("planted noise", "hits on PUD sentences", noise.false_damage(clean), "", told)


def many(shared: Path, verbose: bool) -> Iterator[Row]:
    """A hundred thousand distinct names, and half of them, which should take half as long."""
    found = name_sets.many_names(100_000)
    half = name_sets.linking_seconds(found[:50_000])
    whole = name_sets.linking_seconds(found)
    yield Row("linking", "100,000 surfaces, seconds", whole, "≤ 60", f"50,000 take {half:.1f}")


# ---- Speed and memory -----------------------------------------------------------------------------------

Stage = Callable[[], object]


def _texts(lang: str) -> list[str]:
    luck = random.Random(11)
    joint = "" if lang == "zh" else " "
    return [
        "\n\n".join(joint.join(sentence(lang, luck) for _ in range(3)) for _ in range(5))
        for _ in range(_TEXTS)
    ]


def speed(shared: Path, verbose: bool) -> Iterator[Row]:
    """The annotator on one core, whole and by stage, on new texts of the demo's sentences."""
    for lang in SHARES:
        texts = _texts(lang)
        plain = partial(_annotated, lang=lang, taggers=())
        yield Row("annotator", f"{lang}, KB/s", _rate(texts, plain), "", "one core, new texts, UTF-8")
        for extra, chosen, tagger in _speakers(lang):
            helped = partial(_annotated, lang=lang, taggers=chosen)
            alone = partial(_marked, lang=lang, tagger=tagger)
            yield Row("annotator", f"{lang}, KB/s, with {extra}", _rate(texts, helped))
            yield Row("annotator", f"{lang}, KB/s, {extra} alone", _rate(texts, alone))
    texts = _texts("ru")
    size = sum(len(text.encode()) for text in texts) / 1000
    for stage, seconds in _by_stage(texts, "ru").items():
        yield Row("annotator", f"ru, {stage} alone, KB/s", size / max(seconds, 1e-9))


def _marked(text: str, lang: str, tagger: Tagger) -> object:
    return tagger.read(text, lang, ()).spans


def _annotated(text: str, lang: str, taggers: tuple[str, ...]) -> object:
    return annotate(Article(text=text, lang=lang), taggers)


def _rate(texts: Sequence[str], work: Callable[[str], object]) -> float:
    """Return the KB of UTF-8 that a second of CPU time gets done, after a few texts before the clock runs."""
    for text in texts[:_WARM]:
        work(text)
    began = time.process_time()
    for text in texts[_WARM:]:
        work(text)
    seconds = time.process_time() - began
    return sum(len(text.encode()) for text in texts[_WARM:]) / 1000 / seconds


def memory(shared: Path, verbose: bool) -> Iterator[Row]:
    """Resident memory of a fresh process after each stage has read Russian texts."""
    done = subprocess.run(
        [sys.executable, __file__, "--memory-of", "ru"], capture_output=True, text=True, check=True
    )
    for stage, size in json.loads(done.stdout).items():
        yield Row("annotator", f"resident MB after {stage}", size)


def weights(shared: Path, verbose: bool) -> Iterator[Row]:
    """The files of the built-in tagger: how large, how long to load."""
    # Brings numpy, whose memory is the tagger's.
    from aitui.analysis.naming.tagger import model

    total = 0
    for path in sorted(Path(model.__file__).with_name("weights").glob("*.npz")):
        began = time.process_time()
        model.load(path)
        total += path.stat().st_size
        told = f"{path.stat().st_size / 1e6:.2f} MB"
        yield Row(
            "tagger builtin", f"{path.stem}, seconds to load", time.process_time() - began, "≤ 0.1", told
        )
    yield Row("tagger builtin", "MB of weights", total / 1e6, "≤ 5")


def _by_stage(texts: Sequence[str], lang: str) -> dict[str, float]:
    """Return the CPU seconds of each stage of the annotator, in its order."""
    spent: dict[str, float] = {}
    for text in texts:
        for stage, work in _stages(text, lang):
            began = time.process_time()
            work()
            spent[stage] = spent.get(stage, 0.0) + time.process_time() - began
    return spent


def _stages(text: str, lang: str) -> Iterator[tuple[str, Stage]]:
    """Yield the stages of `annotate`; each reads what those before it gave."""
    form = layout.read_layout(text, lang, None)
    found = sentences.split(text, lang, form.blocks)
    mentions = names.find_mentions(text, lang, found, form.boilerplate)
    timexes = timex.find_timexes(text, lang, found, form.published)
    numbers = quantities.find_quantities(text, lang, found, timexes)
    yield "language", lambda: language.identify(text, None)
    yield "layout", lambda: layout.read_layout(text, lang, None)
    yield "sentences", lambda: sentences.split(text, lang, form.blocks)
    yield "names", lambda: names.find_mentions(text, lang, found, form.boilerplate)
    yield "dates", lambda: timex.find_timexes(text, lang, found, form.published)
    yield "quantities", lambda: quantities.find_quantities(text, lang, found, timexes)
    yield "claims", lambda: claims.find_claims(text, found, mentions, timexes, numbers, lang)


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _memory_by_stage(lang: str) -> dict[str, float]:
    """Run the stages one after another on a text, noting the memory after each."""
    path = demo_folder() / f"{lang}.jsonl"
    text = json.loads(path.read_text(encoding="utf-8").splitlines()[0])["text"]
    sizes = {"start": _resident()}
    language.identify(text, None)
    sizes["language"] = _resident()
    form = layout.read_layout(text, lang, None)
    sizes["layout"] = _resident()
    found = sentences.split(text, lang, form.blocks)
    sizes["sentences"] = _resident()
    mentions = names.find_mentions(text, lang, found, form.boilerplate)
    sizes["names"] = _resident()
    timexes = timex.find_timexes(text, lang, found, form.published)
    sizes["dates"] = _resident()
    numbers = quantities.find_quantities(text, lang, found, timexes)
    sizes["quantities"] = _resident()
    claims.find_claims(text, found, mentions, timexes, numbers, lang)
    sizes["claims"] = _resident()
    for name, _, tagger in _speakers(lang):
        _ = tagger.read(text, lang, found).spans
        sizes[f"tagger {name}"] = _resident()
    return sizes


# ---- The table ------------------------------------------------------------------------------------------

SETS: dict[str, Callable[[Path, bool], Iterator[Row]]] = {
    "gold": gold, "factrueval": factrueval, "uner": uner, "given": given, "parallel": parallel,
    "name_pairs": name_pairs,
    "translit": translit, "org_forms": org_forms, "noise": planted, "linking": many, "speed": speed,
    "memory": memory, "weights": weights,
}  # fmt: skip


def rows_of(chosen: Sequence[str], shared: Path, verbose: bool) -> Iterator[Row]:
    """Yield the figures of the chosen sets; one that is missing is told on stderr."""
    for name in chosen:
        note(f"{name} …")
        try:
            yield from SETS[name](shared, verbose)
        except MissingError as missing:
            note(f"{name} left out: {missing}")
        mentions_of.cache_clear()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder that holds the test sets")
    parser.add_argument("--only", nargs="+", choices=list(SETS), help="these sets alone")
    parser.add_argument("--verbose", action="store_true", help="tell on stderr what was missed, and why")
    parser.add_argument("--json", type=Path, help="write the rows there too")
    parser.add_argument("--memory-of", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.memory_of:
        print(json.dumps(_memory_by_stage(options.memory_of)))
        return
    print(machine(), end="\n\n")
    found = list(rows_of(options.only or list(SETS), options.shared, options.verbose))
    signs = {True: "yes", False: "no", None: ""}
    table(
        ("set", "figure", "value", "goal", "reached", ""),
        [(row.set, row.figure, _number(row.value), row.goal, signs[row.reached], row.note) for row in found],
    )
    if options.json:
        text = json.dumps(
            [{**asdict(row), "reached": row.reached} for row in found], ensure_ascii=False, indent=1
        )
        options.json.write_text(text + "\n", encoding="utf-8")


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 or isinstance(value, int) else f"{value:.3f}"


if __name__ == "__main__":
    main()
