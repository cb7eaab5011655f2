"""How well are dates and quantities read?  `measures.py [--verbose] [--only SET…] [--lang LANG…]`

Three public sets and a list of our own: expressions of duckling with the value that they should have,
sentences of Recognizers-Text with spans and values, the gold pair, and every date and number that a reader
would want of three real texts, listed by hand (`data/wanted_measures.tsv`: places and values, no text).  A
value is right, refused (nothing was read) or wrong; a wrong one is worse than none, so its share has a goal
of its own.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from language import SHARED, MissingError, Row
from measure import machine, note, table
from span_sets import read_rows

from aitui.analysis.annotator import annotate
from aitui.analysis.measures import edtf
from aitui.analysis.measures.quantities import find_quantities
from aitui.analysis.measures.timex import find_timexes
from aitui.analysis.measures.timex_parts import add_months
from aitui.model import Article, Quantity, Sentence, Timex

Range = tuple[date, date]

WANTED = Path(__file__).parent / "data/wanted_measures.tsv"
LANGUAGES = ("ru", "it", "en", "zh", "de", "fr", "es", "uk", "pl", "pt")
# Share right that the project set itself on duckling's list, and the largest share that may be wrong.
_RIGHT = {"ru": 0.80}
_RIGHT_ELSEWHERE = 0.75
_WRONG = 0.05
_GRAINS = ("day", "week", "month", "quarter", "year")
# The last day of an astronomical season, which some lists give, lies three weeks behind that of the months.
_SEASON_SLACK = 24
# Edges of a month or year are vague: of two readings with one end in common the shorter has this share.
_EDGE = 0.6


@dataclass(slots=True)
class Count:
    """How many values were right, refused and wrong; `notes` tells what was not right."""

    right: int = 0
    refused: int = 0
    wrong: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def all(self) -> int:
        return self.right + self.refused + self.wrong

    def add(self, verdict: str, told: str) -> None:
        """Count one verdict (`right`, `refused`, `wrong`), and keep what was not right."""
        setattr(self, verdict, getattr(self, verdict) + 1)
        if verdict != "right":
            self.notes.append(f"{verdict}: {told}")

    def rows(self, name: str, goal: float | None = None) -> Iterator[Row]:
        """Yield the shares that are right and wrong."""
        whole = max(1, self.all)
        told = f"of {self.all}; refused {self.refused / whole:.3f}"
        yield Row(name, "right", self.right / whole, f"≥ {goal}" if goal else "", told)
        yield Row(name, "wrong", self.wrong / whole, f"≤ {_WRONG}", f"{self.wrong} values")


# ---- Comparing dates ------------------------------------------------------------------------------------


def day_of(moment: str) -> date:
    """Return the day of a moment; month and day may be `00`."""
    year, month, day = moment[:10].split("-")
    return date(int(year), int(month) or 1, int(day) or 1)


def _unit(day: date, grain: str) -> Range:
    """Return the first and the last day of the week, month … that a day lies in."""
    if grain == "week":
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    size = {"month": 1, "quarter": 3, "year": 12}.get(grain)
    if size is None:
        return day, day
    first = date(day.year, (day.month - 1) // size * size + 1, 1)
    return first, add_months(first, size) - timedelta(days=1)


def same(found: Range, wanted: Range, reference: date, grain: str, *, yearless: bool) -> bool:
    """Tell whether two ranges of days are one reading.

    Allowed to differ: whether a window counts the unit that it starts or ends in, and whether it is told by
    its far end alone; the past week or year where the list, an assistant's, looks ahead; seasons by the sun
    against seasons by the month; and how far the edge of a month or year reaches.
    """
    if found == wanted:
        return True
    here = _unit(reference, grain)
    for near, far in ((0, 1), (1, 0)):
        far_end = found[far] == wanted[far] or _unit(found[far], grain) == _unit(wanted[far], grain)
        if far_end and (_touches(found[near], here) or _touches(wanted[near], here)):
            return True
        inner = max(found[0], wanted[0]) <= min(found[1], wanted[1])
        if inner and found[far] == wanted[far] and _EDGE <= _share(found, wanted) <= 1 / _EDGE:
            return True
    days = (wanted[1] - wanted[0]).days
    if 85 <= days <= 95:
        return all(abs((a - b).days) <= _SEASON_SLACK for a, b in zip(found, wanted, strict=True))
    if grain == "day" and days == 0 and found == (wanted[0] - timedelta(7), wanted[0] - timedelta(7)):
        return wanted[0] > reference
    return yearless and wanted[0] > reference and _a_year_before(found, wanted)


def _share(found: Range, wanted: Range) -> float:
    return ((found[1] - found[0]).days + 1) / ((wanted[1] - wanted[0]).days + 1)


def _touches(end: date, here: Range) -> bool:
    """Tell whether the end of a window lies in, or next to, the unit of the reference day."""
    return here[0] - timedelta(days=1) <= end <= here[1] + timedelta(days=1)


def _a_year_before(found: Range, wanted: Range) -> bool:
    """Tell whether a reading is the phrase of the year before: the same days, or the same weekday there."""
    try:
        moved = found[0].replace(year=found[0].year + 1), found[1].replace(year=found[1].year + 1)
    except ValueError:
        return False
    near = abs((moved[0] - wanted[0]).days) < 7 and abs((moved[1] - wanted[1]).days) < 7
    return moved == wanted or (near and found[0].weekday() == wanted[0].weekday())


def days_of(timex: Timex) -> Range | None:
    """Return the days of a time expression, None when it has no place in time."""
    if timex.earliest is None or timex.latest is None:
        return None
    return date.fromisoformat(timex.earliest), date.fromisoformat(timex.latest)


# ---- The sets -------------------------------------------------------------------------------------------


def _read(path: Path) -> str:
    """Return a text as it stands, its line ends as they are."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def _there(path: Path) -> None:
    if not path.exists():
        raise MissingError(f"{path} is not there")


def duckling(shared: Path, verbose: bool, langs: Sequence[str]) -> Iterator[Row]:
    """Expressions of day or coarser grain; holidays and open ends are left out."""
    path = shared / "eval/duckling_specs/dates.tsv"
    _there(path)
    counts: dict[str, Count] = defaultdict(Count)
    for row in read_rows(path):
        if row["grain"] not in _GRAINS or row["kind"] not in ("datetime", "datetimeInterval"):
            continue
        if row["lang"] in langs:
            counts[row["lang"]].add(*_judge_duckling(row))
    for lang in filter(counts.__contains__, langs):
        yield from _told(f"duckling {lang}", counts[lang], verbose, _RIGHT.get(lang, _RIGHT_ELSEWHERE))


def _judge_duckling(row: Mapping[str, str]) -> tuple[str, str]:
    text, reference = row["text"], day_of(row["reference"])
    first, _, last = row["value"].partition("..")
    start = day_of(first)
    wanted = (start, day_of(last) - timedelta(days=1)) if last else _unit(start, row["grain"])
    timexes = find_timexes(text, row["lang"], [Sentence(0, len(text))], reference.isoformat())
    told = f"{text!r} {row['value']} {row['grain']}: {[(t.surface, t.value) for t in timexes]}"
    if not timexes:
        return "refused", told
    yearless = first[:4] not in text and first[2:4] not in text
    fits = all(_one(timex, wanted, reference, row["grain"], yearless=yearless) for timex in timexes)
    return "right" if fits else "wrong", told


def _one(timex: Timex, wanted: Range, reference: date, grain: str, *, yearless: bool = False) -> bool:
    """Tell whether a time expression is the day wanted, or says about when it is (`2012-11~`)."""
    days = days_of(timex)
    if days is None:
        return False
    about = timex.value.endswith("~") and days[0] <= wanted[0] and wanted[1] <= days[1]
    return about or same(days, wanted, reference, grain, yearless=yearless)


_DATE_TYPES = {"datetimeV2.date": "date", "datetimeV2.daterange": "range", "datetimeV2.datetime": "moment"}


def recognizers_dates(shared: Path, verbose: bool, langs: Sequence[str]) -> Iterator[Row]:
    """Sentences with spans and all values that they admit; a row without a type must yield nothing."""
    path = shared / "eval/recognizers_specs/dates.tsv"
    _there(path)
    cases: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in read_rows(path):
        cases[row["case"]].append(row)
    counts: dict[str, dict[str, Count]] = defaultdict(lambda: defaultdict(Count))
    for rows in cases.values():
        if rows[0]["lang"] in langs:
            for kind, verdict, told in _judge_dates(rows):
                counts[rows[0]["lang"]][kind].add(verdict, told)
    for lang in filter(counts.__contains__, langs):
        whole = Count()
        for kind, count in counts[lang].items():
            whole = _sum(whole, count)
            note(
                f"recognizers {lang} {kind}: right {count.right} refused {count.refused} wrong {count.wrong}"
            )
        yield from _told(f"recognizers, dates {lang}", whole, verbose)


def _sum(one: Count, other: Count) -> Count:
    return Count(
        one.right + other.right, one.refused + other.refused, one.wrong + other.wrong, one.notes + other.notes
    )


def _judge_dates(rows: Sequence[Mapping[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Yield (kind, verdict, what was told) of each span of a sentence."""
    text = _unescaped(rows[0]["text"])
    reference = rows[0]["reference"][:10] or None
    timexes = find_timexes(text, rows[0]["lang"], [Sentence(0, len(text))], reference)
    placed = [timex for timex in timexes if timex.kind != "duration"]
    if rows[0]["type"] in ("(none)", ""):
        told = f"{text!r}: {[(t.surface, t.value) for t in placed]}"
        yield "nothing", "wrong" if placed else "right", told
        return
    for row in rows:
        kind = _DATE_TYPES.get(row["type"])
        wanted = [days for value in row["value"].split("|") if (days := _admitted(value, row["type"]))]
        if kind is None or not wanted or reference is None:
            continue
        start, end = int(row["start"]), int(row["end"])
        met = [timex for timex in placed if timex.start < end and timex.end > start]
        told = f"{text!r} {row['surface']!r} {row['value']}: {[(t.surface, t.value) for t in met]}"
        if not met:
            yield kind, "refused", told
            continue
        day = date.fromisoformat(reference)
        fits = all(any(_fits(timex, one, day, row["type"]) for one in wanted) for timex in met)
        yield kind, "right" if fits else "wrong", told


def _fits(timex: Timex, wanted: Range, reference: date, kind: str) -> bool:
    """Compare with one value; for the list a range of months or days ends where its last one begins."""
    if kind != "datetimeV2.daterange":
        return _one(timex, wanted, reference, "day")
    grains = ("day", "week", "month", "year")
    last = wanted[1] + timedelta(days=1)
    ends = [wanted[1], *(_unit(last, grain)[1] for grain in grains if _unit(last, grain)[0] == last)]
    return any(_one(timex, (wanted[0], end), reference, grain) for end in ends for grain in grains)


def _admitted(value: str, kind: str) -> Range | None:
    """Return the days of one admissible value; None for clocks, open ends and what is no date."""
    first, _, last = value.partition("..")
    try:
        start = date.fromisoformat(first[:10])
        end = date.fromisoformat(last[:10]) if last else start
    except ValueError:
        return None
    if kind == "datetimeV2.daterange":
        return (start, end - timedelta(days=1)) if end > start else None
    return start, end


def _unescaped(text: str) -> str:
    return text.replace("\\n", "\n").replace("\\t", "\t")


# Name of a unit in the list, lower case -> ours.  Names of no entry are left out: the list has some hundred.
_UNITS = {
    "USD": "dollar|dólar|united states dollar|dólar estadounidense|dólar estadunidense|dollar états-unis",
    "EUR": "euro",
    "CNY": "chinese yuan|yuan chinois|yuan chino|yuan chinês",
    "GBP": "pound|libra|livre|british pound",
    "JPY": "japanese yen|yen|yen japonais",
    "CAD": "canadian dollar|dollar canadien|dólar canadiense|dólar canadense",
    "AUD": "australian dollar|dollar australien|dólar australiano",
    "CHF": "swiss franc|franc suisse|franco suizo|franco suíço",
    "MXN": "mexican peso|peso mexicano",
    "HKD": "hong kong dollar|dollar de hong kong|dólar de hong kong",
    "INR": "rupee|indian rupee",
    "km": "kilometer|kilomètres|kilómetro|quilômetro|chilometro",
    "m": "meter|metro|mètres",
    "mile": "mile|milla|milha|miglio",
    "kg": "kilogram",
    "foot": "foot|pie|pied|piede|pé",
    "t": "ton|tonne|metric ton|tonelada métrica|tonelada|tonnellata|tonne métrique",
    "m²": "square meter|mètre carré|metro cuadrado|metro quadrato|metro quadrado",
    "acre": "acre",
    "km/h": "kilometer per hour",
    "GB": "gigabyte",
    "MB": "megabyte",
    "barrel": "barrel|barril|baril",
    "gallon": "gallon|galón|gallone|galão",
    "mm": "millimeter|milímetro|millimètres|millimetro",
    "cm": "centimeter",
    "inch": "inch|pulgada|pollice|polegada",
    "nm": "nanometer",
}
_OUR_UNIT = {name: ours for ours, names in _UNITS.items() for name in names.split("|")}


def recognizers_quantities(shared: Path, verbose: bool, langs: Sequence[str]) -> Iterator[Row]:
    """Money, percentages and physical sizes in sentences: span, value and unit."""
    path = shared / "eval/recognizers_specs/quantities.tsv"
    _there(path)
    counts: dict[str, Count] = defaultdict(Count)
    for row in read_rows(path):
        if row["lang"] in langs and (judged := _judge_quantity(row)):
            counts[row["lang"]].add(*judged)
    for lang in filter(counts.__contains__, langs):
        yield from _told(f"recognizers, quantities {lang}", counts[lang], verbose)


def _judge_quantity(row: Mapping[str, str]) -> tuple[str, str] | None:
    text = _unescaped(row["text"])
    if row["type"] == "(none)":
        return None  # nothing of the kinds of that list: a count or a rate may still stand there
    unit = "percent" if row["type"] == "percentage" else _OUR_UNIT.get(row["unit"].lower())
    digits = row["value"].rstrip("%").replace(",", ".")
    if unit is None or not re.fullmatch(r"-?[\d.]+(?:E[-+]\d+)?", digits):
        return None
    value = float(digits)
    sentence = [Sentence(0, len(text))]
    timexes = find_timexes(text, row["lang"], sentence, None)
    start, end = int(row["start"]), int(row["end"])
    met = [
        q for q in find_quantities(text, row["lang"], sentence, timexes) if q.start < end and q.end > start
    ]
    told = f"{text[max(0, start - 30) : end + 30]!r} {row['surface']!r} {value:g} {unit}: {_shown(met)}"
    if not met:
        return "refused", told
    units = (unit, "percentage_point") if unit == "percent" else (unit,)  # that list makes no difference
    fits = any(_is(quantity, value) and quantity.unit in units for quantity in met)
    return "right" if fits else "wrong", told


def _is(quantity: Quantity, value: float) -> bool:
    return any(
        end is not None and math.isclose(end, value, rel_tol=1e-6) for end in (quantity.low, quantity.high)
    )


def _shown(quantities: Sequence[Quantity]) -> list[str]:
    return [f"{q.surface} = {q.comparator} {q.low} {q.high} {q.unit}" for q in quantities]


def gold(shared: Path, verbose: bool, langs: Sequence[str]) -> Iterator[Row]:
    """The gold pair by its own scorer: dates that are wrong or missed, quantities that are missed."""
    scorer = shared / "gold/score.py"
    _there(scorer)
    _there(shared / "seeds")
    with tempfile.TemporaryDirectory(prefix="aitui-bench-") as folder:
        lines = Path(folder) / "found.jsonl"
        lines.write_text("\n".join(_gold_lines(shared)) + "\n", encoding="utf-8")
        results = {
            what: json.loads(
                subprocess.run(
                    [sys.executable, str(scorer), what, str(lines), "--json"],
                    check=True,
                    capture_output=True,
                    text=True,
                ).stdout
            )
            for what in ("dates", "facts")
        }
    dates, facts = results["dates"]["span_and_value"], results["facts"]["quantities"]
    yield Row("gold pair", "dates missed or wrong", dates["gold"] - dates["tp"], "≤ 1", f"of {dates['gold']}")
    yield Row("gold pair", "dates that are none", dates["pred"] - dates["tp"], "≤ 1", f"of {dates['pred']}")
    yield Row("gold pair", "quantities missed", facts["gold"] - facts["found"], "≤ 0", f"of {facts['gold']}")


def _gold_lines(shared: Path) -> Iterator[str]:
    for path in sorted((shared / "seeds").glob("*.txt")):
        found = annotate(Article(_read(path)))
        yield json.dumps(
            {
                "doc": path.stem,
                "dates": [{"start": t.start, "end": t.end, "value": t.value} for t in found.timexes],
                "quantities": [
                    {"start": q.start, "end": q.end, "unit": q.unit, "low": q.low, "high": q.high}
                    for q in found.quantities
                ],
            }
        )


def wanted(shared: Path, verbose: bool, langs: Sequence[str]) -> Iterator[Row]:
    """What a reader would want of three real texts, listed by hand before the program read them."""
    folder = shared / "seeds"
    _there(folder)
    listed: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in read_rows(WANTED):
        listed[row["doc"]].append(row)
    dates, numbers = _Listed(), _Listed()
    for doc, rows in listed.items():
        text = _read(folder / f"{doc}.txt")
        found = annotate(Article(text))
        dates.judge([row for row in rows if row["what"] == "date"], found.timexes, text)
        numbers.judge([row for row in rows if row["what"] == "quantity"], found.quantities, text)
    for name, counted in (("dates", dates), ("quantities", numbers)):
        yield Row(
            "three texts", f"{name}, recall", counted.right / counted.wanted, "", f"of {counted.wanted}"
        )
        precision = counted.right / max(1, counted.right + len(counted.wrong))
        yield Row("three texts", f"{name}, precision", precision, "", f"{len(counted.wrong)} wrong")
        if verbose:
            for line in counted.wrong + counted.missed:
                note(f"three texts, {name}, {line}")


@dataclass(slots=True)
class _Listed:
    wanted: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def judge(
        self, rows: Sequence[Mapping[str, str]], found: Sequence[Timex] | Sequence[Quantity], text: str
    ) -> None:
        """Compare what is listed with what was found; what is optional neither helps nor hurts."""
        spans = [(int(row["start"]), int(row["end"]), row) for row in rows]
        for start, end, row in spans:
            if row["wanted"] == "yes":
                self.wanted += 1
                if any(item.start < end and item.end > start and _agrees(item, row) for item in found):
                    self.right += 1
                else:
                    self.missed.append(f"missed {text[start:end]!r} {row['value']} {row['unit']}")
        for item in found:
            met = [row for start, end, row in spans if item.start < end and item.end > start]
            agreed = any(_agrees(item, row) for row in met)
            if not agreed and not (met and all(row["wanted"] == "optional" for row in met)):
                self.wrong.append(f"wrong {item}")


def _agrees(item: Timex | Quantity, row: Mapping[str, str]) -> bool:
    if isinstance(item, Timex):
        return any(_same_edtf(item.value, value) for value in row["value"].split("|") if value)
    if item.unit not in row["unit"].split("|"):
        return False
    low, _, high = row["value"].partition("..")
    if high:
        return (item.low, item.high) == (float(low), float(high))
    return _is(item, float(low)) and item.low in (None, item.high or item.low)


def _same_edtf(one: str, other: str) -> bool:
    if edtf.is_duration(one) or edtf.is_duration(other):
        return one == other or {one, other} == {"P1.5Y", "P18M"}
    return one == other or (None not in (ends := edtf.bounds(one)) and ends == edtf.bounds(other))


def _told(name: str, count: Count, verbose: bool, goal: float | None = None) -> Iterator[Row]:
    if verbose:
        for line in count.notes:
            note(f"{name}, {line}")
    yield from count.rows(name, goal)


Set = Callable[[Path, bool, Sequence[str]], Iterator[Row]]
SETS: dict[str, Set] = {
    "wanted": wanted,
    "gold": gold,
    "duckling": duckling,
    "dates": recognizers_dates,
    "quantities": recognizers_quantities,
}


def report(
    shared: Path = SHARED,
    names: Sequence[str] = tuple(SETS),
    verbose: bool = False,
    langs: Sequence[str] = LANGUAGES,
) -> list[Row]:
    """Return the figures of the sets that are there; stderr says which are not."""
    rows: list[Row] = []
    for name in names:
        try:
            rows += SETS[name](shared, verbose, langs)
        except MissingError as missing:
            note(f"{name}: left out, {missing}")
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder that holds the test sets")
    parser.add_argument("--only", nargs="+", choices=list(SETS), default=list(SETS), help="these sets alone")
    parser.add_argument("--lang", nargs="+", choices=LANGUAGES, default=LANGUAGES, help="these languages")
    parser.add_argument("--verbose", action="store_true", help="tell on stderr what was not right")
    options = parser.parse_args()
    print(machine(), end="\n\n")
    signs = {True: "yes", False: "no", None: ""}
    table(
        ("set", "figure", "value", "goal", "reached", ""),
        [
            (row.set, row.figure, f"{row.value:.3f}", row.goal, signs[row.reached], row.note)
            for row in report(options.shared, options.only, options.verbose, options.lang)
        ],
    )


if __name__ == "__main__":
    main()
