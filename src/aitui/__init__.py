"""A terminal explorer for news and facts in many languages."""

__version__ = "0.1.0"
