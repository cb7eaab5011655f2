"""How well are real inputs read?  `real_inputs.py [--pages FOLDER] [--feeds FOLDER]`

Saved pages of the web against their articles (`expected.jsonl`: page, title, body), beside trafilatura alone
on the same pages; and feeds, well-formed and broken on purpose.  Nothing may crash, take longer than two
seconds of the processor, or bring in a script or a control character.
"""

from __future__ import annotations

import io
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from measure import arguments, machine, note, table
from trafilatura import bare_extraction

from aitui.errors import InputError
from aitui.ingest.readers import kinds
from aitui.ingest.readers.interface import Given, Item, Raw
from aitui.model import Article

_SHARED = Path(__file__).parents[2] / "shared" / "eval"
PAGES, FEEDS = _SHARED / "article_html", _SHARED / "feeds" / "files"
# Seconds of the processor that one input may take.
LONGEST = 2.0
# What no text from a page or a feed may hold: controls, and marks that turn the direction of what follows.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SCRIPT = re.compile(r"<script|javascript:|\bon(?:load|click|error)\s*=", re.IGNORECASE)


@dataclass(slots=True)
class Found:
    """What came of a set of inputs.

    Attributes:
        files, articles, refused: how many inputs, articles out of them, and refusals in one line.
        failed: inputs at which a parser broke down, or which told so in more than one line.
        slow: the longest time of one input, in seconds of the processor.
        unsafe: what was not to come in, each with its input.
        ours, theirs: F1 of the text of each page, and that of the extractor alone.
        titles: of each page that has one to compare, whether it was found.
    """

    files: int = 0
    articles: int = 0
    refused: int = 0
    failed: list[str] = field(default_factory=list)
    slow: float = 0.0
    unsafe: list[str] = field(default_factory=list)
    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)
    titles: list[bool] = field(default_factory=list)

    def read(self, name: str, data: bytes, told: str = "") -> list[Article]:
        """Read one input, and keep what came of it.

        Args:
            name: of the file.
            data: its bytes.
            told: text that tells of scripts itself, so that naming one is none.
        """
        began = time.process_time()
        items = list[Item](kinds.read(Raw(io.BytesIO(data), name, f"/{name}"), Given()))
        self.slow = max(self.slow, time.process_time() - began)
        self.files += 1
        found = [item for item in items if isinstance(item, Article)]
        self.articles += len(found)
        for item in items:
            if isinstance(item, InputError):
                self.refused += 1
                if "report it" in str(item) or len(str(item).splitlines()) != 1:
                    self.failed.append(f"{name}: {item}")
        for one in found:
            whole = "\n".join(filter(None, (one.text, one.title, one.author, one.source, one.url)))
            script = _SCRIPT.search(whole)
            if _CONTROLS.search(whole) or (script and script[0].lower() not in told.lower()):
                self.unsafe.append(name)
        return found


def pages(folder: Path = PAGES) -> Found:
    """Read the saved pages and compare them with their articles."""
    found = Found()
    for line in (folder / "expected.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        data = (folder / gold["page"]).read_bytes()
        came = found.read("page.html", data, gold["body"])
        found.ours.append(f1(came[0].text if came else "", gold["body"]))
        found.theirs.append(f1(getattr(bare_extraction(data), "text", None) or "", gold["body"]))
        if "title" in gold:
            one, other = sorted(
                (str(came[0].title if came else "").casefold(), gold["title"].casefold()), key=len
            )
            found.titles.append(bool(one) and one in other)
    return found


def feeds(folder: Path = FEEDS) -> Found:
    """Read the feeds."""
    found = Found()
    for path in _files(folder):
        found.read(path.name, path.read_bytes())
    return found


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def f1(text: str, wanted: str) -> float:
    """Return the F1 of a text over runs of four words."""
    found, gold = _runs(text), _runs(wanted)
    common = (found & gold).total()
    return 2 * common / (found.total() + gold.total()) if common else 0.0


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))


def main() -> None:
    parser = arguments(__doc__, runs=1)
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--feeds", type=Path, default=FEEDS)
    options = parser.parse_args()
    print(machine(), end="\n\n")
    rows = []
    for name, folder, read in (("pages", options.pages, pages), ("feeds", options.feeds, feeds)):
        if not folder.is_dir():
            note(f"{folder}: there are no {name} here")
            continue
        found = read(folder)
        mean = [
            f"{sum(values) / len(values):.3f}" if values else "–" for values in (found.ours, found.theirs)
        ]
        titles = f"{sum(found.titles)} of {len(found.titles)}" if found.titles else "–"
        counts = (found.files, found.articles, found.refused, len(found.failed), len(found.unsafe))
        rows.append((name, *map(str, counts), f"{found.slow:.2f} s", *mean, titles))
    table(
        (
            "",
            "files",
            "articles",
            "refused in one line",
            "broke down",
            "unsafe",
            "slowest",
            "F1",
            "trafilatura",
            "titles",
        ),
        rows,
    )


if __name__ == "__main__":
    main()
