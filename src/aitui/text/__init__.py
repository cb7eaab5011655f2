"""str -> str or spans: folding, cleaning, cell widths, wrapping."""
