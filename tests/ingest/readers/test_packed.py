"""Files that are packed, and archives of files."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from read_bytes import article, items, reason

from aitui.errors import InputError
from aitui.ingest.files import read_inputs
from aitui.ingest.readers import packed
from aitui.ingest.readers.interface import SkippedInputError
from aitui.model import Article

TEXT = "Китай ограничил вывоз галлия и германия. " * 40
PACK: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
}


def zipped(files: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            body = data.encode() if isinstance(data, str) else data
            info.size = len(body)
            archive.addfile(info, io.BytesIO(body))
    return out.getvalue()


@pytest.mark.parametrize("how", PACK)
def test_a_packed_file_is_read_as_what_is_in_it(how: str) -> None:
    assert article(PACK[how](TEXT.encode()), f"заметка.txt.{how}").text == TEXT
    rows = "".join(json.dumps({"id": n, "text": f"{TEXT}{n}"}) + "\n" for n in range(3))
    found = items(PACK[how](rows.encode()), f"все.jsonl.{how}")
    assert [one.address for one in found if isinstance(one, Article)] == ["0", "1", "2"]
    # Its name need not say so, and several parts may follow each other.
    page = f"<html><head><title>Галлий</title></head><body><article><p>{TEXT}</p></article></body></html>"
    assert (
        article(PACK[how](page[:50].encode()) + PACK[how](page[50:].encode()), "страница").title == "Галлий"
    )


@pytest.mark.parametrize("how", PACK)
def test_a_packed_file_that_is_damaged_or_cut_off_is_told(how: str) -> None:
    data = PACK[how](TEXT.encode())
    assert "ends half-way" in reason(data[:-10], f"а.txt.{how}")
    assert "damaged" in reason(data[:12] + bytes(len(data) - 12), f"а.txt.{how}")


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "_RATIO_FROM", 1 << 20)
    for name in ("а.txt.gz", "а.jsonl.gz"):
        assert "times its size" in reason(gzip.compress(bytes(4 << 20)), name)
    deep = TEXT.encode()
    for _ in range(3):
        deep = gzip.compress(deep)
    assert "unpack it first" in reason(deep, "а.gz")


def tarred_gzips(files: dict[str, bytes | str]) -> bytes:
    return tarred(
        {f"{name}.gz": gzip.compress(data) for name, data in files.items() if isinstance(data, bytes)}
    )


@pytest.mark.parametrize("make", [zipped, tarred_gzips])
def test_a_bomb_in_pieces_is_not_unpacked(
    monkeypatch: pytest.MonkeyPatch, make: Callable[[dict[str, bytes | str]], bytes]
) -> None:
    monkeypatch.setattr(packed, "_RATIO_FROM", 1 << 20)
    data = make({f"{n}.txt": b"a " * (300 << 10) for n in range(60)})
    found = items(data, "а.bin")
    came = sum(len(one.text) for one in found if isinstance(one, Article))
    assert 0 < came <= max(1 << 20, 200 * len(data))
    assert any("times its size" in str(one) for one in found if isinstance(one, InputError))
    # Archives in an archive count together.
    inner = zipped({f"{n}.txt": b"a " * (300 << 10) for n in range(2)})
    found = items(zipped({f"{n}.zip": inner for n in range(40)}), "а.zip")
    assert sum(len(one.text) for one in found if isinstance(one, Article)) <= 6 << 20
    # Others are read whole, also where they are many.
    many: dict[str, bytes | str] = {f"{n}.txt": f"{TEXT} {n}".encode() for n in range(3_000)}
    assert all(isinstance(one, Article) for one in items(make(many), "а.bin"))


def test_names_in_archives_of_other_systems_are_read() -> None:
    def named(name: bytes) -> str:
        # Written by a program that does not say which encoding the names have.
        data = zipped({"0" * len(name): TEXT}).replace(b"0" * len(name), name)
        return article(data, "а.zip").address or ""

    assert named("Новости за март.txt".encode("cp866")) == "/тексты/а.zip/Новости за март.txt"
    assert named("Новости.txt".encode()) == "/тексты/а.zip/Новости.txt"
    for western in ("Müller.txt", "à propos.txt", "naïve Ñandú.txt"):
        assert named(western.encode("cp437")) == f"/тексты/а.zip/{western}"
    assert article(zipped({"Новости.txt": TEXT}), "а.zip").address == "/тексты/а.zip/Новости.txt"


def test_names_in_a_tar_can_be_written() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT, encoding="latin-1") as archive:
        for name in ("é.txt", "è.txt"):
            info = tarfile.TarInfo(name)
            info.size = len(TEXT.encode())
            archive.addfile(info, io.BytesIO(TEXT.encode()))
    addresses = [one.address for one in items(out.getvalue(), "а.tar") if isinstance(one, Article)]
    assert addresses == ["/тексты/а.tar/\\xe9.txt", "/тексты/а.tar/\\xe8.txt"]


@pytest.mark.parametrize("make", [zipped, tarred])
def test_an_archive_is_read_like_a_folder(make: Callable[[dict[str, bytes | str]], bytes]) -> None:
    data = make(
        {
            "Папка/один.txt": TEXT,
            "Папка/.скрыто.txt": TEXT,
            "Папка/style.css": "body {}",
            "Папка/фото.jpg": b"\xff\xd8\xff\xe0",
            "два.txt.gz": gzip.compress(f"{TEXT} два".encode()),
            "пусто.txt": "",
        }
    )
    found = items(data, "архив.bin")
    texts = [one for one in found if isinstance(one, Article)]
    assert [one.text for one in texts] == [TEXT, f"{TEXT} два"]
    assert texts[0].address == "/тексты/архив.bin/Папка/один.txt"
    skipped = [one.kind for one in found if isinstance(one, SkippedInputError)]
    assert skipped == ["a part of a program", "an image"]
    (failed,) = (one for one in found if type(one) is InputError)
    assert "архив.bin/пусто.txt: is empty" in str(failed)


def test_an_archive_on_the_disk_and_one_that_is_packed(tmp_path: Path) -> None:
    (tmp_path / "а.zip").write_bytes(zipped({"один.txt": TEXT}))
    (tmp_path / "б.tar.gz").write_bytes(gzip.compress(tarred({"./два.txt": TEXT})))
    found = [one for one in read_inputs([str(tmp_path)]) if isinstance(one, Article)]
    assert [one.address for one in found] == [f"{tmp_path}/а.zip/один.txt", f"{tmp_path}/б.tar.gz/два.txt"]


def test_archives_that_are_none_or_damaged() -> None:
    assert "office file" in reason(zipped({"[Content_Types].xml": "<a/>"}), "а.docx")
    assert "damaged ZIP" in reason(b"PK\x03\x04" + bytes(50), "а.zip")
    assert "empty archive" in reason(zipped({}), "а.zip")
    # A text that was cut off does not come in as if it were whole.
    torn = items(tarred({"один.txt": TEXT * 40})[:3000], "а.tar")
    assert [str(one) for one in torn] == [
        "а.tar/один.txt: ends half-way; get it again",
        "а.tar: is a damaged archive; get it again",
    ]
    whole = zipped({"один.txt": "".join(f"{TEXT}{n}" for n in range(9)), "два.txt": TEXT})
    spoilt = whole[:60] + bytes(20) + whole[80:]
    first, second = items(spoilt, "а.zip")
    assert "packed in a damaged way" in str(first)
    assert isinstance(second, Article)
