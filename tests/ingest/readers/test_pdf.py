"""PDF: its text, or why there is none."""

from __future__ import annotations

import io

from pypdf import PdfReader, PdfWriter
from read_bytes import article, reason

WORDS = ("Китай ограничил вывоз галлия.", "Cina e Stati Uniti: 中国 0,55 €")


def pdf(*pages: str, title: str = "Гонка чипов") -> bytes:
    """Return a PDF that shows a line of text on each page, in any script."""
    letters = sorted(set("".join(pages)))
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
        "<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H /ToUnicode 5 0 R "
        "/DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /CIDSystemInfo << /Registry (Adobe) "
        "/Ordering (Identity) /Supplement 0 >> /DW 600 >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]
    for number, page in enumerate(pages):
        shown = "".join(f"{codes[letter]:04x}" for letter in page)
        drawn = f"BT /F1 12 Tf 72 720 Td <{shown}> Tj ET" if page else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {7 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    said = title.encode("utf-16-be").hex()
    objects.append(f"<< /Title <feff{said}> /Author (Justin Lin) >>")
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


def test_the_text_of_all_pages_comes_in() -> None:
    found = article(pdf(*WORDS), "отчёт.pdf")
    assert found.text == "\f".join(WORDS)
    assert (found.title, found.author) == ("Гонка чипов", "Justin Lin")
    # The name need not say so.
    assert article(pdf(*WORDS), "отчёт").text == found.text


def test_a_title_that_a_program_gave_is_none() -> None:
    assert article(pdf(*WORDS, title="Microsoft Word - отчёт3.docx"), "a.pdf").title is None


def test_pictures_alone_are_told() -> None:
    assert "only pictures" in reason(pdf("", ""), "скан.pdf")


def test_a_locked_file_is_told() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(*WORDS))))
    writer.encrypt("тайна", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert "password" in reason(out.getvalue(), "тайна.pdf")


def test_damaged_files_give_one_line() -> None:
    whole = pdf(*WORDS)
    for data in (
        whole[:300],
        b"%PDF-1.4\n" + b"\x00\xff" * 500,
        whole.replace(b"/Pages 2 0 R", b"/Pages 1 0 R"),
    ):
        told = reason(data, "a.pdf")
        assert "\n" not in told
        assert "report" not in told
