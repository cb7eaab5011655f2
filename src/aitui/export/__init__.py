"""Us going out: pictures for a report."""
