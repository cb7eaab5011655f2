"""What does a key cost on the line?  `bytes.py [--big]`

Bytes that `aitui open` writes at its start and for each kind of key, three panes at 120×40, with the frame
diff (only the cells that changed are sent) and without it (AITUI_FRAME_DIFF=0: what Textual sends by
itself).  Bytes do not depend on the machine; the median over several keys does not depend on one text.
"""

from __future__ import annotations

from tempfile import TemporaryDirectory

from corpora import corpus
from measure import arguments, cache, machine, median, spread, table
from probe import Probe
from startup import AITUI

SIZE = 1_000
BIG = 100_000

# What a change costs at most, and what it should cost: bytes.
BUDGETS: dict[str, tuple[int, int]] = {
    "start": (25_000, 17_000),
    "cursor key, timeline": (1_000, 400),
    "cursor key, reader sentence": (1_000, 400),
    "list scrolled by a line, timeline": (1_500, 800),
    "page, timeline": (6_000, 5_500),
    "page, articles (and preview)": (6_000, 5_500),
    "page, reader": (6_000, 5_500),
    "change of pane": (6_000, 3_000),
    "line scrolled, reader beside panes": (3_500, 3_000),
    "line scrolled, reader zoomed": (3_500, 500),
    "change of side, two readers": (6_000, 3_000),
    "line scrolled, two readers": (3_500, 3_000),
    "idle, 2 s": (0, 0),
    # 256 kbit/s carry 48,000 bytes in the second and a half; a second of lag are 32,000 more.
    "key held 45 times at 30/s, articles": (80_000, 48_000),
    "key held 45 times at 30/s, entities": (80_000, 48_000),
}


def session(argv: list[str], diff: bool) -> dict[str, list[float]]:
    """Walk through the panes once and return the bytes of every key, by what it did."""
    with TemporaryDirectory() as home:
        probe = Probe(argv, env={"AITUI_HOME": home, "AITUI_DB": None, "AITUI_FRAME_DIFF": str(int(diff))})
        found: dict[str, list[float]] = {}

        def press(what: str, keys: str, times: int) -> None:
            for _ in range(times):
                found.setdefault(what, []).append(float(probe.press(keys)))

        # The rows are there before Textual is; the share of the text that is in view comes with it.
        probe.until(r"\d%")
        probe.settle(quiet=0.5)
        found["start"] = [float(sum(len(data) for _, data in probe.chunks))]
        found["idle, 2 s"] = [float(probe.settle(quiet=2.0, limit=2.0))]
        press("cursor key, articles (and preview)", "j", 8)
        press("page, articles (and preview)", "<pgdn>", 4)
        for _ in range(3):
            for pane in "2341":
                press("change of pane", pane, 1)
        probe.press("4<esc>")  # the entity that pane 3 lit has few days
        probe.press("4g")
        press("cursor key, timeline", "j", 6)
        probe.press("jjjjj")
        press("list scrolled by a line, timeline", "j", 8)
        press("page, timeline", "<pgdn>", 4)
        probe.press("3")
        press("entity change", "j", 12)
        press("next mention (another article)", "n", 8)
        probe.press("1g")
        probe.press("2g")
        press("page, reader", "<pgdn>", 3)
        probe.press("g" + "j" * 25)
        press("line scrolled, reader beside panes", "j", 8)
        probe.press("g")
        press("cursor key, reader sentence", ")", 6)
        probe.press("zg")
        probe.press("j" * 25)
        press("line scrolled, reader zoomed", "j", 8)
        probe.press("z")
        probe.press("gp")
        probe.settle(quiet=1.0)
        press("change of side, two readers", "<tab>", 6)
        probe.press("j" * 25)
        press("line scrolled, two readers", "j", 12)
        probe.press("<esc>")
        for pane, name in (("1", "articles"), ("3", "entities")):
            probe.press(f"{pane}g")
            found[f"key held 45 times at 30/s, {name}"] = [held(probe)]
        probe.leave("Q")
    return found


def held(probe: Probe) -> float:
    """Send a key as a keyboard repeats it; return the bytes of all of it."""
    count = 0
    for _ in range(45):
        probe.send("j")
        end = probe.now() + 1 / 30
        while (left := end - probe.now()) > 0:
            count += probe.settle(quiet=left, limit=left)
    return float(count + probe.settle())


def main() -> None:
    parser = arguments(__doc__, runs=3)
    parser.add_argument("--big", action="store_true", help=f"on a corpus of {BIG:,} articles")
    options = parser.parse_args()
    print(machine(), end="\n\n")
    with cache(options.cache) as folder:
        argv = [*AITUI, "open", str(corpus(BIG if options.big else SIZE, folder))]
        found: dict[bool, dict[str, list[float]]] = {True: {}, False: {}}
        for run in range(options.runs):
            for diff in (True, False) if run % 2 == 0 else (False, True):
                for what, values in session(argv, diff).items():
                    found[diff].setdefault(what, []).extend(values)
    rows = []
    for what, values in found[True].items():
        floor, goal = BUDGETS.get(what, (None, None))
        other = found[False][what]
        rows.append(
            (
                what,
                spread(values),
                spread(other),
                f"{median(values) / median(other):.2f} x" if median(other) else "–",
                "–" if floor is None else f"{floor:,} / {goal:,}",
                verdict(median(values), floor, goal),
            )
        )
    table(("bytes for", "frame diff", "Textual alone", "", "budget / goal", ""), rows)


def verdict(value: float, floor: int | None, goal: int | None) -> str:
    """Say where a figure stands against its budget."""
    if floor is None or goal is None:
        return ""
    return "goal" if value <= goal else "budget" if value <= floor else "OVER"


if __name__ == "__main__":
    main()
