"""PDF files of any script, made without a library."""

from __future__ import annotations

import io
from collections.abc import Sequence

# What stands on a page: lines, or words by where they stand, in points from the left and from the foot.
Page = str | Sequence[tuple[int, int, str]]


def pdf(*pages: Page, title: str = "Гонка чипов", author: str = "Justin Lin", mapped: bool = True) -> bytes:
    """Return a PDF that shows text in any script; where it is not `mapped`, without saying which letters."""
    placed = [
        [(72, 720 - 14 * n, line) for n, line in enumerate(page.split("\n")) if line]
        if isinstance(page, str)
        else page
        for page in pages
    ]
    letters = sorted({letter for page in placed for _, _, text in page for letter in text})
    codes = {letter: number + 1 for number, letter in enumerate(letters)}
    table = "".join(f"<{codes[one]:04x}> <{one.encode('utf-16-be').hex()}>\n" for one in letters)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange\n<0000> <ffff>\n"
        f"endcodespacerange\n{len(letters)} beginbfchar\n{table}endbfchar\nendcmap end end"
    )
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H "
        f"{'/ToUnicode 5 0 R ' if mapped else ''}"
        "/DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /CIDSystemInfo << /Registry (Adobe) "
        "/Ordering (Identity) /Supplement 0 >> /DW 600 >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]
    for number, page in enumerate(placed):
        drawn = "".join(
            f"BT /F1 12 Tf {x} {y} Td <{''.join(f'{codes[letter]:04x}' for letter in text)}> Tj T* ET\n"
            for x, y, text in page
        )
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {7 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    said = title.encode("utf-16-be").hex()
    objects.append(f"<< /Title <feff{said}> /Author ({author}) >>")
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, one in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{one}\nendobj\n".encode())
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.writelines(f"{place:010} 00000 n \n".encode() for place in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\n"
    return out.getvalue() + f"{trailer}startxref\n{start}\n%%EOF".encode()
