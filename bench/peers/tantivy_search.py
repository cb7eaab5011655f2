"""Answers searches with tantivy; run by a Python that has it.  `tantivy_search.py INDEX`

Where the index is not there, it is made from lines `[id, title, text]` up to an empty one.  Prints the
seconds that took, then for each line `[words, phrase]` the milliseconds of CPU of a page of 50 with titles
and snippets.
"""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path

import tantivy

LIMIT = 50


def make(folder: Path) -> tantivy.Index:
    folder.mkdir()
    schema = tantivy.SchemaBuilder()
    schema.add_integer_field("id", stored=True, indexed=True)
    schema.add_text_field("title", stored=True)
    schema.add_text_field("body", stored=True)
    index = tantivy.Index(schema.build(), path=str(folder))
    writer = index.writer(256_000_000, 1)
    for line in sys.stdin:
        if not line.strip():
            break
        number, title, text = json.loads(line)
        writer.add_document(tantivy.Document(id=number, title=[title], body=[text]))
    writer.commit()
    writer.wait_merging_threads()
    return index


def main() -> None:
    folder = Path(sys.argv[1])
    began = time.perf_counter()
    index = tantivy.Index.open(str(folder)) if folder.exists() else make(folder)
    print(time.perf_counter() - began, flush=True)
    index.reload()
    searcher = index.searcher()
    for line in sys.stdin:
        words, phrase = json.loads(line)
        began = time.process_time()
        if words[0].endswith("*"):
            query = tantivy.Query.regex_query(index.schema, "body", re.escape(words[0][:-1]) + ".*")
        elif phrase:
            query = index.parse_query(f'"{" ".join(words)}"', ["title", "body"])
        else:
            query = index.parse_query(" ".join(f'+"{word}"' for word in words), ["title", "body"])
        snippets = tantivy.SnippetGenerator.create(searcher, query, index.schema, "body")
        for _, address in searcher.search(query, limit=LIMIT, count=False).hits:
            document = searcher.doc(address)
            snippets.snippet_from_doc(document).fragment()
            document["title"][0]
        print((time.process_time() - began) * 1000, flush=True)


if __name__ == "__main__":
    main()
