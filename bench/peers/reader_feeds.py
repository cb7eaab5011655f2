"""lemon24's `reader`, a library that follows feeds: keep the entries of some feeds, and nothing else.

Run by a Python of an environment with `pip install reader sgmllib3k`:  reader_feeds.py FILE URL...
"""

import sys

from reader import make_reader

reader = make_reader(sys.argv[1])
for url in sys.argv[2:]:
    reader.add_feed(url)
reader.update_feeds()
print(reader.get_entry_counts().total)
