"""The rules of time expressions: patterns over the token symbols of `lexicon`, in order of trial.

Symbols: n day number, N other number, Y four digits, w number word, u "one", o ordinal, r Roman numeral,
e decade, I numeric date, M month, v month that is also another word, W weekday, S season, Q quarter or
half in one word, E edge (start, mid, end), J length in one word, T today and its kin, R unit already
shifted (去年), L last/this/next, B the same from the date just told, P last/next of windows; units y m k d q
h D C w; joints c of, F from, O to, G between, A and/or, i in, V in (also "in two years"), j on, a ago, b ago
before its number, g later, f after, < ahead of, > counted from, & every; k fiscal; % a calendar or era that
is not read; t weekday cut short, @ day before or after; z dash, K comma, Z full stop, s slash, # day and
month in digits, ! any other sign.
"""

from __future__ import annotations

# Words between the parts of a date: "of", articles, and prepositions that some languages put there.
_OF = r"[cijV]"
_NUM = r"(?:[nN]|w(?:[zA]?w){0,2}|u)"
_NUMS = rf"{_NUM}(?:(?:z?[OA]z?{_OF}?|z){_NUM})?"
_DAY = r"(?:w[zA]?o|wAw|[now])"
_MONTH = r"[Mv]Z?"
_YEAR = rf"(?:{_OF}{{0,2}}(?:(?:y{_OF}?)?k?Yk?y?|[LB]{_OF}?k?y|y{_OF}?[LB]|R))"
_WEEKDAY = rf"(?:(?:[LB]{_OF}?)?[Wt]Z?K?{_OF}{{0,2}}[(z]?)"
_DAY_MONTH = rf"(?:d?{_DAY}{_OF}{{0,2}}{_MONTH})"
_MONTH_DAY = rf"(?:{_MONTH}(?:[czs]?{_DAY}|Ko))"
_PART = r"(?:(?:w[zA]?o|[nowr])z?k?[qh]|Q)"
_SHIFTED = rf"(?:[LB]{_OF}?%s|%s{_OF}?[LB])"


def spaced_rules(month_first: bool) -> list[tuple[str, str]]:
    """Return (name, pattern over symbols) of languages that write blanks between words, in order."""
    # Elsewhere a month goes before its day only where the number can count nothing: before a sign or the end,
    # in a whole date (mayo 5 del 2013), and in references behind a year (2023, June 16).
    alone = "" if month_first else r"(?=[KZ()z]|$)"
    ends = "" if month_first else r"(?=[KZ!()]|$)"
    day_month = rf"(?:{_WEEKDAY}?(?:#Z?|{_DAY_MONTH}|{_MONTH_DAY}{alone})(?:\([Wt]Z?\))?)"
    short = r"c{0,2}N(?=[^xycmkdq]|$)"  # "April of 87"
    full = rf"(?:{day_month}(?:K?{_YEAR}|{short})?|{_WEEKDAY}?{_MONTH_DAY}K?{_YEAR}|YK{_MONTH_DAY})"
    month = rf"(?:{_MONTH}(?:[Kz]?{_YEAR}|{short})?)"
    week, of_month = _SHIFTED % ("k", "k"), _SHIFTED % ("m", "m")
    # What days and weeks are counted in: October, next month, the month, 2024, this year.
    whole = rf"(?:(?:m{_OF}{{1,2}})?{month}|{_SHIFTED % ('[myqh]', '[myqh]')}|k?Yk?y?|y{_OF}?Y|R|m)"
    of_year = rf"(?:{_PART}[zs]?K?{_YEAR}|Yz?Q|ocm{_YEAR}|om{_YEAR})"
    rules = [
        (
            "refused",
            rf"[Mv]zYz[noN]|[nN]zYz[Mv]|&{_OF}?[WMymkdq]|(?:o|[LP]){_OF}?W{_OF}{{0,2}}&[ymkq]"
            rf"|(?:[iFOGjV]{_OF}{{0,2}})?{day_month}{_OF}{{0,2}}&[yk]|[ymkd][fg][ymkd]|[nwN]{_OF}?[ymkd]T|{_WEEKDAY}oo",
        ),
        ("spaced_digits", r"[cj]?n[nN]Y|[cijV]?Y[nN]{2}(?![nNMv])"),
        ("signed", rf"{_WEEKDAY}?{_MONTH}z[no]zY"),
        ("clocked", r"[Wt]Z?K?(?:[Mv]Z?[no]|[no]c?[Mv])xY"),
        ("weekday_of", rf"WZ?K?[cijVF]{{0,3}}{week}|{week}[zK]?{_OF}{{0,2}}[Wt]|W[fg]L(?![ymkdqhW])"),
        (
            "range",
            rf"[FGjiV]?{_OF}?{of_year}(?:z|O){_OF}{{0,2}}{of_year}|G{_OF}?{of_year}A{_OF}{{0,2}}{of_year}",
        ),
        ("range", rf"[FGcijV]?{_OF}?Y(?:z|O){_OF}{{0,2}}(?:{full}|{month})"),
        (
            "half_of",
            rf"o{_OF}?[hE]{_OF}{{1,2}}(?:(?:m{_OF}{{1,2}})?{month}|k?Yk?y?|{_SHIFTED % ('y', 'y')}|[or]C)"
            rf"|oh(?:{month}|Yy?|[or]C|{_SHIFTED % ('y', 'y')})",
        ),
        ("told_day_of", rf"@{_OF}{{0,2}}{full}"),
        ("nth", rf"(?:o[LP]?|[LP]|n){_OF}?[Wdkmqh]{_OF}{{0,3}}{whole}"),
        ("first_of", rf"(?:[oLP]{_OF}?{_NUM}|{_NUM}{_OF}?[oLP]){_OF}?[dkm]{_OF}{{0,3}}{whole}"),
        ("week_with", rf"k{_OF}{{0,2}}{full}"),
        ("days_between", r"[cF][no]O[no](?=[KZ()!]|$)"),
        ("day_in_month", rf"d?(?:o{_OF}{{0,2}}|[nw]{_OF}{{1,2}})(?:d{_OF}{{0,2}})?{of_month}"),
        ("refused", rf"WZ?K?{_OF}?{_NUM}{_OF}?[ymkd][gf<]{_OF}{{0,2}}(?:{full}|I)"),
        (
            "weekday_away",
            rf"WZ?K?{_OF}?(?:[Vfb]{_OF}?(?:{_NUM}{_OF}?)?k|(?:{_NUM}{_OF}?)?k[ag])",
        ),
        (
            "weekday_day",
            r"[LB]?[Wt]Z?K?[cj]{0,2}d?(?:[nw](?=[^x#MvcqhymkdDSOzAs]|$)|o(?=[^#MvcqhykOzA]|$)|\(n\)|[nwo](?=[cO]*x|[cO]+[wn]))|W[iV][nw](?=[KZ]|$)"
            r"|[cj]{1,2}[nw]W(?=[KZ]|$)",
        ),
        ("day_of_month", rf"j{_OF}?o(?=[KZ()]|$)|(?:[ij]{_OF}?)?d[nw](?=[^xMvc#]|$)|[no]c(?=[^Mv]|$)"),
        (
            "offset",
            rf"[fiV]?(?:{_NUMS}){_OF}?[ymkd](?:[fFgbO<>]){_OF}{{0,2}}(?:{full}|T|I|[LB]{_OF}?W|W{_OF}?[LB]?)",
        ),
        (
            "range",
            rf"[FGijV]?{_OF}{{0,2}}{_WEEKDAY}?{_DAY}(?:[KzOA]{_OF}{{0,2}}{_WEEKDAY}?{_DAY}){{1,3}}{_OF}{{0,2}}{_MONTH}(?:K?{_YEAR})?",
        ),
        (
            "range",
            rf"[FGijV]?{_OF}?{_WEEKDAY}?{_MONTH}{_OF}?{_DAY}(?:z|O){_OF}{{0,2}}{_DAY}(?:K?{_YEAR}|{ends})",
        ),
        ("range", rf"[FG]?{_OF}?{full}{_OF}?(?:z|O){_OF}?{full}"),
        ("range", rf"G{_OF}?{full}A{_OF}?{full}"),
        ("range", rf"[FGijV]?{_OF}?{month}(?:z|O){_OF}{{0,2}}{full}"),
        ("range", rf"[FG]?{_OF}?(?:I|#Z?|[no]Z?)(?:z|O|A|s){_OF}{{0,2}}(?:I|#(?:K?{_YEAR})?)"),
        ("range", rf"[FGiV]?{_OF}?{month}(?:z|O){_OF}?{month}"),
        ("range", rf"G{_OF}?{month}A{_OF}?{month}"),
        ("range", rf"[FG]?{_OF}?{_PART}?(?:[nowr]|Q)z?[qh]?(?:z|O|A){_OF}?{_PART}{_YEAR}"),
        ("years", rf"(?:[FGijVc]|y)?{_OF}?k?Yy?(?:z|O|A|s){_OF}?(?:Y|n)k?y?"),
        ("full", rf"(?:[iFOGjV]{_OF}{{0,2}})?(?:[LP]{_OF}?)?{full}"),
        ("iso", rf"{_WEEKDAY}?I"),
        (
            "edge",
            rf"Ez?{_OF}{{0,3}}(?:(?:m{_OF}{{1,2}})?{month}|S{_YEAR}|{_PART}{_YEAR}|k?Yk?y?|y{_OF}?Y|[LB]{_OF}?[ymqhk]|[ymqhk]{_OF}?[LB]|R|e)",
        ),
        ("edge_of_this", rf"Ez?{_OF}{{0,2}}[ymkq]|[ymq]zE{_OF}?Y|Y?[ymq]zE"),
        ("edge_in_a_word", r"E"),
        ("part", rf"{_PART}(?:[zs]?K?{_YEAR}|c{_OF}?y)?"),
        ("part", rf"(?:[iFOGjV]{_OF}?)?Yz?Q"),
        ("season", rf"[LB]?{_OF}?S(?:[zs]?{_YEAR})?|S[LB]"),
        ("month", rf"(?:[iFOGjVLB]{_OF}{{0,2}})?(?:m{_OF}{{1,2}})?{month}|M[LB]"),
        ("decade", rf"ey?|y{_OF}?(?:[nN]|Y|w)|[LP]{_OF}?D"),
        ("century", r"(?:w[zA]?o|[ornw])z?C|Cr"),
        (
            "window",
            rf"[LPB]{_OF}?(?:{_NUMS}){_OF}?[ymkdDq]|(?:{_NUMS}){_OF}?[LP]{_OF}?[ymkdDq]|(?:{_NUMS})[ymkdDq][LPB]",
        ),
        (
            "refused",
            rf"(?:{_NUMS}){_OF}?[ymk]A?(?:{_NUMS}){_OF}?[mkd]"
            rf"(?:a|[fgb<>](?:{_OF}{{0,2}}(?:{full}|T|I))?)",
        ),
        ("told_day", r"@"),
        ("earlier", rf"(?:(?:{_NUMS}){_OF}?)?[ymkd]<"),
        ("ago", rf"(?:(?:{_NUMS}){_OF}?)?[ymkdD]a|Ja|b(?:{_NUMS}){_OF}?[ymkdD]|bJ"),
        ("later", rf"(?:f|g)(?:(?:{_NUMS}){_OF}?)?[ymkdD](?!Y)|(?:f|g)J|(?:{_NUMS}){_OF}?[ymkdD]g|Jg"),
        ("within", rf"[VG]{_OF}?(?:{_NUMS}){_OF}?[ymkdD]"),
        ("shift", rf"[LB]{_OF}?[ymkdqhwC]|[ymkqhw]{_OF}?[LB]|[LB]{_OF}?W|W[LB]|R"),
        ("day", r"T"),
        ("weekday", r"W"),
        (
            "year",
            rf"(?:[iFOGjV]{_OF}?)?k?Yk?y|y{_OF}?Y|[iFOGjVc]{_OF}?Y|\(Y\)|Y(?=(?:[KAz]Y){{1,3}}y)|(?<=Y[Az])Y",
        ),
        ("owned_year", r"Y(?=[xcujViOFf])"),
        ("duration", rf"(?:{_NUMS}){_OF}?[ymkdDC]|J"),
    ]
    return rules


HAN_RULES: list[tuple[str, str]] = [
    ("refused", r"%(?:(?:Y|[nwo])y)?(?:[nw]m|M)?(?:[nw]d|Ew|w)?|(?:Yy)?w(?:mE|E)[w]"),
    ("range", r"F?(?:(?:Yy|R|ny)?[nw]md?(?:[nw]d)?)(?:z|O)(?:(?:Yy|R|ny)?[nw]m)?[nw]d"),
    ("range", r"F?(?:(?:Yy|R|ny)[nw]m)(?:z|O)(?:(?:Yy|R|ny)?[nw]m)"),
    ("range", r"(?:Yy|R)?[nw]m[zOA](?:Yy|R)?[nw]mG"),
    ("range", r"F?(?:[nw]m)(?:z|O)[nw]m"),
    ("years", r"F?Yy?(?:z|O)Yy"),
    ("range", r"IzI"),
    ("full", r"(?:(?:Yy|ny|R)c?)?(?:[nw]m|M)[nw]d(?:\(W\))?|Yywmw(?=[KZ!]|$)"),
    ("iso", r"I"),
    ("first_of", r"(?:Yy|R)c?[oaP][nw][mkd]"),
    ("refused", r"wy[nw]m(?:[nw]d)?"),
    ("han_nth", r"(?:(?:Yy|R)c?)?(?:[nw]m|M|R)c?o(?:x?W|kw?)|(?:Yy|R)c?o[km]"),
    ("told_day", r"@"),
    ("edge", r"(?:Yy?|R)c?E|(?:Yy|R)c?(?:[nw]m|M)E|(?:[nw]m|M)E|(?:(?:Yy|R)c?)?[nw]E"),
    ("edge_in_a_word", r"E(?![nwo])"),  # not 正月初一
    ("part", r"(?:(?:Yy|R)c?)?(?:Q|o?[nw]q)"),
    ("season", r"(?:(?:Yy|R)c?)S"),
    ("month", r"(?:Yy|ny|R)c?(?:[nw]m|M)|(?:[nw]m|M)"),
    ("decade", r"(?:[nw]C)?[nNw]D|YD"),
    ("century", r"[nw]C"),
    ("window", r"[LPag][nNw](?:[Oz][nNw])?c?[ymkdD]"),
    ("ago", r"[nNw](?:[Oz][nNw])?c?[ymkdD]a|Ja"),
    ("later", r"[nNw](?:[Oz][nNw])?c?[ymkdD]g|Jg"),
    ("day_of_week", r"R[nwWd]|W"),
    ("han_day_of_month", r"R?[nw]d"),
    ("shift", r"R"),
    ("day", r"T"),
    ("year", r"Yy|[iFO]Y(?![yE])"),
    ("duration", r"[nNw](?:[Oz][nNw])?c?[ymkdDC]|J"),
]
