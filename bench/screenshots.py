"""Draws the program's screen as a person sees it: `screenshots.py FOLDER`.

Runs the explorer on the demo corpus in a pty and draws the terminal's cells as PNG (Pillow, exact grid)
and SVG.  Needs DejaVu Sans Mono and Noto CJK fonts (Debian: fonts-dejavu-core fonts-noto-cjk).
"""

from __future__ import annotations

import sys
import tempfile
from html import escape
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont
from pty_terminal import PtyTerminal
from wcwidth import wcwidth

SIZE, WIDTH, HEIGHT = 16, 10, 20
FONTS = [
    ("DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf", 0),
    ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc", 2),
]
FOLDERS = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts"]
NAMED = {
    "black": "000000",
    "red": "cd3131",
    "green": "0dbc79",
    "brown": "e5e510",
    "blue": "2472c8",
    "magenta": "bc3fbc",
    "cyan": "11a8cd",
    "white": "e5e5e5",
}


class Shot(NamedTuple):
    """One picture: size, colours, and the keys that lead to it with the text to wait for."""

    name: str
    columns: int
    rows: int
    theme: str
    keys: tuple[tuple[str, str], ...]


ENTITY = (("1/Китайские<enter>", "Китайские"), ("3", "mentions"), ("n", " mentions · "), ("3", "3 Entities"))
SEARCH = (("s", "search"), ("чип", "articles"), ("<enter>", "↔"))
# The same story in Chinese and in English, at the sentence that tells who downloads what.
TWO = (("1/首次<enter><enter>", "首次"), ("p", "candidate"), ("))))", "Qwen"))
SHOTS = [
    Shot("explorer-dark", 120, 40, "dark", ENTITY),
    Shot("explorer-light", 120, 40, "light", ENTITY),
    Shot("explorer-80x24-dark", 80, 24, "dark", ENTITY),
    Shot("explorer-80x24-light", 80, 24, "light", ENTITY),
    Shot("explorer-80x24-ansi", 80, 24, "ansi", ENTITY),
    Shot("search-dark", 120, 40, "dark", SEARCH),
    Shot("facets-80x24-dark", 80, 24, "dark", (*SEARCH, ("f", "Language"), (")<enter>", "+"))),
    Shot("card-dark", 120, 40, "dark", (("3/OpenAI<enter><enter>", "found as"),)),
    Shot("concordance-dark", 120, 40, "dark", (("3", "mentions"), ("t", "t Concordance"), ("z", "by text"))),
    Shot("two-readers-dark", 120, 40, "dark", TWO),
    Shot("two-readers-80x24-light", 80, 24, "light", TWO),
    Shot("facts-dark", 120, 40, "dark", (("5", "5 Facts 1/"), ("SS", "by corroboration"))),
    Shot(
        "tellings-dark", 120, 40, "dark", (("5", "5 Facts 1/"), ("SS", "by corrob"), ("<enter>", "Tellings"))
    ),
    Shot("contradiction-80x24-light", 80, 24, "light", (("c", "contradiction 1/"),)),
    Shot("lens-80x24-dark", 80, 24, "dark", (("1/Половина<enter><enter>", "50,8"), ("%", "131.5"))),
    Shot("help-dark", 120, 40, "dark", (("?", "Enter does it"),)),
]


class Cell(NamedTuple):
    text: str
    fore: str
    back: str
    bold: bool
    underline: bool


def find_font(name: str) -> Path:
    """Return the path of an installed font.

    Raises:
        SystemExit: naming the package to install.
    """
    for folder in FOLDERS:
        for path in folder.rglob(name):
            return path
    raise SystemExit(f"{name} is not installed; on Debian: apt-get install fonts-dejavu-core fonts-noto-cjk")


def grid(terminal: PtyTerminal, light: bool) -> list[list[Cell]]:
    """Return the cells with plain colours; the default ones are those of a dark or light terminal."""
    fore, back = ("1e1e1e", "ffffff") if light else ("d4d4d4", "1e1e1e")

    def colour(value: str, default: str) -> str:
        return default if value == "default" else NAMED.get(value.removeprefix("bright"), value)

    out = []
    for row in terminal.cells():
        cells = []
        for char in row:
            a, b = colour(char.fg, fore), colour(char.bg, back)
            if char.reverse:
                a, b = b, a
            cells.append(Cell(char.data, a, b, char.bold, char.underscore))
        out.append(cells)
    return out


def draw_png(cells: list[list[Cell]], path: Path) -> None:
    """Draw every cell at its place, with the first font that has its character."""
    fonts = [
        (
            ImageFont.truetype(find_font(plain), SIZE, index=index),
            ImageFont.truetype(find_font(bold), SIZE, index=index),
        )
        for plain, bold, index in FONTS
    ]
    missing = [bytes(plain.getmask("\U000fffff")) for plain, _ in fonts]
    chosen: dict[str, int] = {}

    def font_of(char: str) -> int:
        if char not in chosen:
            chosen[char] = next(
                (i for i, (plain, _) in enumerate(fonts) if bytes(plain.getmask(char)) != missing[i]), 0
            )
        return chosen[char]

    image = Image.new("RGB", (len(cells[0]) * WIDTH, len(cells) * HEIGHT))
    pen = ImageDraw.Draw(image)
    for y, row in enumerate(cells):
        for x, cell in enumerate(row):
            wide = 2 if cell.text and wcwidth(cell.text[0]) == 2 else 1
            if cell.text:
                box = (x * WIDTH, y * HEIGHT, (x + wide) * WIDTH - 1, (y + 1) * HEIGHT - 1)
                pen.rectangle(box, fill=f"#{cell.back}")
    for y, row in enumerate(cells):
        for x, cell in enumerate(row):
            if cell.text.strip():
                which = font_of(cell.text[0])
                font = fonts[which][1 if cell.bold else 0]
                top = y * HEIGHT + (0 if which == 0 else -3)
                pen.text((x * WIDTH, top), cell.text, font=font, fill=f"#{cell.fore}")
            if cell.underline and cell.text:
                pen.line(
                    [x * WIDTH, (y + 1) * HEIGHT - 2, (x + 1) * WIDTH - 1, (y + 1) * HEIGHT - 2],
                    fill=f"#{cell.fore}",
                )
    image.quantize(64).save(path, optimize=True)


def draw_svg(cells: list[list[Cell]], path: Path) -> None:
    """Write runs of equal cells as rectangles and text with its exact length."""
    width, height = len(cells[0]) * WIDTH, len(cells) * HEIGHT
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'font-family="DejaVu Sans Mono, Noto Sans Mono CJK SC, monospace" font-size="{SIZE}">'
    ]
    for y, row in enumerate(cells):
        x = 0
        while x < len(row):
            first = row[x]
            end = x + 1
            while end < len(row) and row[end][1:] == first[1:]:
                end += 1
            text = "".join(cell.text for cell in row[x:end])
            span = (end - x) * WIDTH
            out.append(
                f'<rect x="{x * WIDTH}" y="{y * HEIGHT}" width="{span}" height="{HEIGHT}" '
                f'fill="#{first.back}"/>'
            )
            if text.strip():
                weight = ' font-weight="bold"' if first.bold else ""
                line = ' text-decoration="underline"' if first.underline else ""
                out.append(
                    f'<text x="{x * WIDTH}" y="{y * HEIGHT + 15}" fill="#{first.fore}"{weight}{line} '
                    f'textLength="{span}" lengthAdjust="spacingAndGlyphs" xml:space="preserve">'
                    f"{escape(text)}</text>"
                )
            x = end
    path.write_text("\n".join([*out, "</svg>\n"]), encoding="utf-8")


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        for shot in SHOTS:
            terminal = PtyTerminal(
                [sys.executable, "-m", "aitui", "demo", "--theme", shot.theme],
                shot.columns,
                shot.rows,
                {"AITUI_HOME": home},
            )
            terminal.wait_for("1 Articles", limit=60)
            for keys, expected in shot.keys:
                terminal.send(keys)
                terminal.wait_for(expected)
            terminal.read()
            cells = grid(terminal, light=shot.theme == "light")
            draw_png(cells, folder / f"{shot.name}.png")
            draw_svg(cells, folder / f"{shot.name}.svg")
            terminal.send("<esc>Q")
            terminal.wait()
            terminal.close()
            for place in Path(home).glob("workspace.db*"):
                place.unlink()
            print(folder / f"{shot.name}.png")


if __name__ == "__main__":
    main()
