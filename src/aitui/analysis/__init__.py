"""Finds things in strings.  Pure: text and options in, dataclasses out."""
