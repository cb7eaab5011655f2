"""Units of physics and signs of money, in every language that CLDR names them in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aitui.analysis import cldr

# CLDR unit -> ours, and which widths to take: a single letter (m, t, l, g) is another word too often.
_UNITS: dict[str, tuple[str, str]] = {
    "length-kilometer": ("km", "long short"),
    "length-meter": ("m", "long"),
    "length-centimeter": ("cm", "long short"),
    "length-millimeter": ("mm", "long short"),
    "length-nanometer": ("nm", "long short"),
    "length-mile": ("mile", "long"),
    "length-foot": ("foot", "long"),
    "length-inch": ("inch", "long"),
    "area-square-kilometer": ("km²", "long short"),
    "area-square-meter": ("m²", "long short"),
    "area-hectare": ("ha", "long"),
    "area-acre": ("acre", "long"),
    "volume-cubic-meter": ("m³", "long short"),
    "volume-liter": ("l", "long"),
    "volume-barrel": ("barrel", "long"),
    "volume-gallon": ("gallon", "long"),
    "mass-tonne": ("t", "long"),
    "mass-kilogram": ("kg", "long short"),
    "mass-gram": ("g", "long"),
    "temperature-celsius": ("°C", "long short"),
    "speed-kilometer-per-hour": ("km/h", "long short"),
    "energy-kilowatt-hour": ("kWh", "long short"),
    "power-gigawatt": ("GW", "long short"),
    "power-megawatt": ("MW", "long short"),
    "power-kilowatt": ("kW", "long short"),
    "digital-petabyte": ("PB", "long short"),
    "digital-terabyte": ("TB", "long short"),
    "digital-gigabyte": ("GB", "long short"),
    "digital-megabyte": ("MB", "long short"),
}

# Currencies whose sign is a dollar sign behind their code (CAD$), beside the US dollar.
DOLLARS = ("CAD", "AUD", "HKD", "TWD", "SGD", "MXN", "NZD")


def physical_units(locale: str) -> Iterator[tuple[str, str]]:
    """Yield (word, our unit) of a locale, in every plural form."""
    patterns: Any = cldr.locale(locale)._data["unit_patterns"]
    for name, (ours, widths) in _UNITS.items():
        for width in widths.split():
            forms = patterns.get(name, {}).get(width, {})
            for number, form in forms.items():
                if isinstance(form, str) and number in ("zero", "one", "two", "few", "many", "other"):
                    word = form.replace("{0}", "").strip().rstrip(".")
                    if len(word) > 1:
                        yield word, ours


def dollar_signs() -> Iterator[tuple[str, str]]:
    """Yield (sign, code): CAD$, $CAD."""
    for code in (*DOLLARS, "USD"):
        yield f"{code}$", code
        yield f"${code}", code
