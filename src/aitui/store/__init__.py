"""SQLite.  One file a domain, read and write."""
