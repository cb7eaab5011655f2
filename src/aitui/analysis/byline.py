"""Reading the lines in which a page says who published a text, who wrote it and when.

A line is a byline only when all of it is understood: every word is a cue, a date, a time, a name or an
outlet.  That is strong evidence, so cues may be common words («di», «by», «на») without ordinary
sentences being taken for bylines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from aitui.analysis import page_cues as cues
from aitui.text.fold import fold, key

_LIMIT = 240
_UNKNOWN_WORDS = 6
_DAY_END = r"(?:\.|st|nd|rd|th|º|°|er)?"
_ISO = re.compile(
    r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)"
    r"(?:[t ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?)?"
)
_CJK = re.compile(r"(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일号]?")
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_DAY_FIRST = re.compile(
    rf"(\d{{1,2}}){_DAY_END} ?(?:de |di )?([^\W\d_]{{3,12}})\.?,? ?(?:de |del )?(\d{{4}})(?!\d)"
    r"(?: ?(?:г\.|года|год|р\.|року|roku|r\.))?"
)
_MONTH_FIRST = re.compile(rf"([^\W\d_]{{3,9}})\.? (\d{{1,2}}){_DAY_END},? (\d{{4}})(?!\d)")
_TIME = re.compile(
    r"(?:(?:alle|ore|h|at|um|à|a las|às|в|о|kl\.?|godz\.) ?){0,2}\d{1,2}(?:[:.]\d{2}(?::\d{2})?|h\d{2})(?!\d)"
    r"(?: ?[ap]\.?m\.?)?(?: ?(?:uhr|h|мск|msk|gmt|cet|cest|utc|est|edt|pst|et|ч\.?)(?!\w))?"
    r"(?: ?[+-]\d{1,2}(?::?\d{2})?)?"
)
_SEPARATORS = re.compile(r"[\s,;|•·—–\-/()\[\]<>«»\"'“”。，、：:.✍🕒📅*_【】（）]+")
_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?((?:[\w-]+\.)+[a-zа-я]{2,})(?:/\S*)?", re.IGNORECASE)
_ACCOUNT = re.compile(r"@\w{2,}")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_OUTLET_WORD = re.compile(r"[\w&+][\w'’.&+!-]*")
_PARTICLES = frozenset(("de", "van", "von", "der", "den", "el", "al", "bin", "фон", "ван"))
_RUBRIC_WORDS = frozenset(("in", "at", "en", "em", "dans", "в"))
_AND = re.compile(r"\s*(?:,|&|\band\b|\be\b|\bed\b|\bund\b|\bet\b|\by\b|\bи\b|\bі\b|、)\s*")
_CJK_NAME = re.compile("(?:[\u3400-\u9fff]{2,4}|[\u3040-\u30ff\u3400-\u9fff]{2,8})(?=$|[\\s,，、|/;；)）】])")
_PREPOSITION = re.compile(r"(?:on|il|am|le|el|del|em|op|dnia|от)(?!\w)\s*")
_AFTER_BARE = re.compile(r"\s*(?:[,;|•·—–/()，、；]|-\s|$)")
_ROLE = re.compile(rf"\s*,\s*(?=[^,|•]*\b(?:{cues.BIO_ROLES})\b)[^,|•\d]{{3,60}}")
_NO_COLON = re.compile(r"(?:additional reporting|editing|edited|translated) by ")


@dataclass(frozen=True, slots=True)
class Byline:
    """What a line tells.

    Attributes:
        reason: `byline`, `revision-line` or `date`.
        date: ISO date of publication, None when the line gives none or only that of a revision.
        author: one or more names as written.
        publisher: outlet as written.
        stated: whether the line says that it speaks of the publication.
    """

    reason: str
    date: str | None = None
    author: str | None = None
    publisher: str | None = None
    stated: bool = False


@cache
def _cue(words: str) -> re.Pattern[str]:
    # Han and kana words have no edge to look for.
    return re.compile(rf"(?:{words})(?:(?<=[\u3040-\u9fff])|(?![\w]))")


@cache
def _label(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{words}) ?[:：—–] ?")


@cache
def _value_stop(labels: str) -> re.Pattern[str]:
    return re.compile(rf"\s{{2,}}|\s*[|•·;；]|\s+(?:{labels}) ?[:：]|$")


def month_number(word: str) -> int | None:
    """Return 1..12 for the folded name of a month, in full, inflected or cut; None for another word."""
    for length in range(min(len(word), 6), 2, -1):
        if number := cues.MONTH_STEMS.get(word[:length]):
            return number
    return None


def date_at(folded: str, position: int, lang: str) -> tuple[int, str | None] | None:
    """Read the calendar date that begins at the position.

    Returns:
        Its end and its ISO form, or None where no date begins.  The ISO form is None for a date such as
        03/04/2026 in English, which two halves of the world read differently.
    """
    if found := _ISO.match(folded, position):
        return _made(found.end(), found[1], found[3], found[4])
    if found := _CJK.match(folded, position):
        return _made(found.end(), found[1], found[2], found[3])
    if found := _NUMERIC.match(folded, position):
        first, second = int(found[1]), int(found[3])
        if lang == "en" and found[2] == "/":
            if first <= 12 and second <= 12 and first != second:
                return found.end(), None
            if first <= 12:
                first, second = second, first
        return _made(found.end(), found[4], str(second), str(first))
    if (found := _DAY_FIRST.match(folded, position)) and (month := month_number(found[2])):
        return _made(found.end(), found[3], str(month), found[1])
    if (found := _MONTH_FIRST.match(folded, position)) and (month := month_number(found[1])):
        return _made(found.end(), found[3], str(month), found[2])
    return None


def _made(end: int, year: str, month: str, day: str) -> tuple[int, str | None] | None:
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31 and 1500 <= int(year) <= 2200):
        return None
    return end, f"{int(year):04}-{int(month):02}-{int(day):02}"


def time_at(folded: str, position: int) -> int | None:
    """Return the end of the time of day or relative day word that begins at the position."""
    if found := _cue(cues.RELATIVE_DAYS).match(folded, position) or _TIME.match(folded, position):
        return found.end()
    return None


def is_name(text: str) -> bool:
    """Tell whether all of a text reads as the name of one or more persons: two or three capitalised words."""
    end = _person(text, fold(text), 0)
    return end == len(text) and len(text.split()) >= 2


def read_byline(line: str, lang: str, beside_date: bool = False) -> Byline | None:
    """Read a line as a byline, a date of publication or a date of revision; None when it is another thing.

    Args:
        line: one line without blanks at its edges.
        lang: ISO 639-1 code of the text.
        beside_date: whether a neighbour is a date or byline, so that bare names are believed.
    """
    if len(line) > _LIMIT:
        return None
    reader = _Reader(line, lang)
    if reader.read():
        return reader.result(beside_date)
    return reader.result(False) if reader.read_loosely() else None


class _Reader:
    """Goes through a line from left to right and notes what it understands."""

    def __init__(self, line: str, lang: str) -> None:
        self.line, self.folded, self.lang = line, fold(line), lang
        self.position = 0
        self.date: str | None = None
        self.dated = self.timed = self.published = self.revised = self.by = self.labelled = False
        self.authors: list[str] = []
        self.publisher: str | None = None
        self.bare: list[str] = []
        short = [cues.BY_SHORT[code] for code in ("en", lang) if code in cues.BY_SHORT]
        self.short_by = _cue("|".join(short))

    def read(self) -> bool:
        """Return whether the whole line was understood."""
        while True:
            if found := _SEPARATORS.match(self.folded, self.position):
                self.position = found.end()
            if self.position >= len(self.line):
                return True
            if not (self._when() or self._label() or self._by() or self._outlet() or self._bare()):
                return False

    def read_loosely(self) -> bool:
        """Go on over words that are not understood; return whether the line is a byline all the same.

        It must begin with a cue, tell a date, end without a full stop and hold few other words.
        """
        if not (self.by or self.published) or self.line[-1] in ".!?…。" or not self.line[0].isupper():
            return False
        for _ in range(_UNKNOWN_WORDS):
            unknown = re.compile(r"\S+\s*").match(self.line, self.position)
            if unknown is None:
                break
            self.position = unknown.end()
            if self.read():
                break
        return self.position >= len(self.line) and self.dated

    def result(self, beside_date: bool) -> Byline | None:
        author = ", ".join(self.authors) or None
        if self.by or self.labelled:
            self._sort_bare()
            author = ", ".join(self.authors) or None
            if not (author or self.publisher or self.date or self.labelled):
                return None
            return Byline("byline", self._publication(), author, self.publisher, self.published)
        if self.revised:
            reason = "byline" if self.published else "revision-line"
            return (
                Byline(reason, self._publication(), stated=self.published)
                if self.dated or self.timed
                else None
            )
        if self.bare:
            if not (self.dated or beside_date) or len(self.bare) > 3:
                return None
            self._sort_bare()
            author = ", ".join(self.authors) or None
            return Byline("byline", self.date, author, self.publisher, self.published)
        if self.publisher and (self.dated or self.published):
            return Byline("byline", self._publication(), None, self.publisher, self.published)
        if self.dated:
            return Byline("byline" if self.published else "date", self.date, stated=self.published)
        # «Сегодня, 03:45» is a line of its own only with its day.
        return Byline("date") if self.timed and _cue(cues.RELATIVE_DAYS).search(self.folded) else None

    def _publication(self) -> str | None:
        return self.date if self.published or not self.revised else None

    def _when(self) -> bool:
        position = self.position
        if found := _cue(cues.WEEKDAYS).match(self.folded, position):
            self.position = found.end()
            return True
        word = _PREPOSITION.match(self.folded, position)
        if read := date_at(self.folded, word.end() if word else position, self.lang):
            self.position, iso = read
            # Of two dates the first is the publication, unless it was said to be a revision.
            if self.date is None and not (self.revised and not self.published):
                self.date = iso
            self.dated = True
            return True
        if end := time_at(self.folded, position):
            self.position, self.timed = end, True
            return True
        if found := _cue(cues.REVISED).match(self.folded, position):
            self.position, self.revised = found.end(), True
            self.published = self.published or self.date is not None
            return True
        # «Published by X» is read as one cue further down.
        if not _cue(cues.BY_LONG).match(self.folded, position) and (
            found := re.compile(
                rf"{_cue(cues.PUBLISHED).pattern}(?: (?:il|on|am|le|el|em|op|dnia)(?!\w))?"
            ).match(self.folded, position)
        ):
            self.position, self.published = found.end(), True
            return True
        return False

    def _label(self) -> bool:
        """Read «Label: value» for outlets and for people who are not the author."""
        for words, outlet in ((cues.SOURCE_LABELS, True), (cues.OTHER_LABELS, False)):
            found = _label(words).match(self.folded, self.position)
            if found is None and not outlet:
                found = _NO_COLON.match(self.folded, self.position)
            if found is None:
                continue
            stop = self._value_end(found.end())
            value = self.line[found.end() : stop].strip(" .,;，。）)")
            if not value:
                return False
            if outlet:
                domain = _DOMAIN.fullmatch(value)
                self.publisher = self.publisher or (domain[1] if domain else value)
            self.position, self.labelled = stop, True
            return True
        return False

    def _value_end(self, start: int) -> int:
        """A value goes on to a wide gap, a bar, the next label, a date or the end."""
        labels = f"{cues.SOURCE_LABELS}|{cues.OTHER_LABELS}|{cues.BY_LONG}|{cues.PUBLISHED}|{cues.REVISED}"
        stop = _value_stop(labels).search(self.folded, start)
        end = stop.start() if stop else len(self.line)
        for found in re.finditer(r"[\s,]+(?=\d|[^\W\d_]{3,9}\.? \d{1,2},)", self.folded[start:end]):
            if date_at(self.folded, start + found.end(), self.lang):
                return start + found.start()
        return end

    def _by(self) -> bool:
        long = _cue(cues.BY_LONG).match(self.folded, self.position)
        short = None if long else self.short_by.match(self.folded, self.position)
        found = long or short
        if found is None:
            return False
        gap = re.compile(r"\s*[:：]?\s*").match(self.folded, found.end())
        begin = gap.end() if gap else found.end()
        end = _person(self.line, self.folded, begin)
        if end is None and long and (account := _ACCOUNT.match(self.line, begin)):
            end = account.end()
        if end is None:
            return False
        name = self.line[begin:end].strip(" ,;")
        # One bare word after a short cue is more often a place or a firm: «By Design», «Di Maio».
        if short and len(name.split()) < 2 and not (self.dated or self.published):
            return False
        # «Автор Telegram» may be a heading: without a colon a name of two words is asked for.
        sure = self.folded[found.end() : begin].strip() and not found[0].startswith("текст")
        if long and not sure and len(name.split()) < 2 and not (self.dated or self.published):
            return False
        if role := _ROLE.match(self.folded, end):
            end = role.end()
        self.authors.append(name)
        self.position, self.by = end, True
        self.published = self.published or bool(re.match("publi|post|pubbl|опубл", found[0]))
        return True

    def _outlet(self) -> bool:
        """Read «for OUTLET», which follows a name or a date."""
        if not (self.by or self.dated or self.published or self.bare):
            return False
        found = _cue(cues.FOR_OUTLET).match(self.folded, self.position)
        if found is None:
            return False
        if found[0] == "специально для":
            self.by = True
        gap = re.compile(r"[\s«\"“]*").match(self.folded, found.end())
        begin = gap.end() if gap else found.end()
        end = self._outlet_end(begin)
        if end is None:
            return False
        outlet = self._clean_outlet(self.line[begin:end])
        # «Posted in Tech» names a rubric.
        if found[0] not in _RUBRIC_WORDS or _DOMAIN.fullmatch(outlet):
            self.publisher = self.publisher or outlet
        self.position = end
        return True

    def _outlet_end(self, begin: int) -> int | None:
        if domain := _DOMAIN.match(self.line, begin):
            return domain.end()
        if self.line[begin - 1 : begin] in ("«", '"', "“") and (
            closed := re.compile('[»"”]').search(self.line, begin)
        ):
            return closed.start()
        position, end = begin, None
        for _ in range(5):
            found = _OUTLET_WORD.match(self.line, position)
            if found is None or not (found[0][0].isupper() or found[0][0].isdigit() or found[0] == "&"):
                break
            if date_at(self.folded, position, self.lang) or _cue(cues.WEEKDAYS).match(self.folded, position):
                break
            end = found.end()
            if self.line[end : end + 1] != " ":
                break
            position = end + 1
        return end

    @staticmethod
    def _clean_outlet(value: str) -> str:
        domain = _DOMAIN.fullmatch(value.strip())
        return domain[1] if domain else value.strip(' .,;«»"“”')

    def _bare(self) -> bool:
        """Note a name without any cue: it counts only beside a date."""
        if domain := _DOMAIN.match(self.line, self.position):
            self.bare.append(domain[1])
            self.position = domain.end()
            return True
        end = _person(self.line, self.folded, self.position, single=True) or self._outlet_end(self.position)
        if end is None or not _AFTER_BARE.match(self.folded, end):
            return False
        self.bare.append(self.line[self.position : end].strip(" ,;"))
        self.position = end
        return True

    def _sort_bare(self) -> None:
        for name in self.bare:
            if "." in name.rstrip(".") and _DOMAIN.fullmatch(name):
                self.publisher = self.publisher or name
            elif not self.authors and len(name.split()) in (2, 3) and not name.isupper() and is_name(name):
                self.authors.append(name)
            else:
                self.publisher = self.publisher or name
        self.bare = []


def _person(line: str, folded: str, begin: int, single: bool = False) -> int | None:
    """Return the end of the name or names of persons that begin here: one to four capitalised words each."""
    if cjk := _CJK_NAME.match(line, begin):
        return cjk.end()
    position, end, words = begin, None, 0
    while True:
        found = _WORD.match(line, position)
        if found is None:
            break
        word = found[0]
        if word.islower():
            if words == 0 or word not in _PARTICLES:
                break
        elif not word[0].isupper() or words >= 4 or _cue(cues.WEEKDAYS).match(folded, position):
            break
        else:
            words += 1
            stop = found.end()
            # The full stop of an initial belongs to the name, that of the line does not.
            if word.endswith(".") and len(word) > 3 and "." not in word[:-1]:
                stop -= 1
            end = stop
        if line[found.end() : found.end() + 1] not in (" ", "\u00a0"):
            break
        position = found.end() + 1
    if end is None or single:
        return end
    joined = _AND.match(folded, end)
    if joined and (more := _person(line, folded, joined.end())) is not None:
        second = line[joined.end() : more]
        if len(second.split()) >= 2 and not _ROLE.match(folded, end):
            return more
    return end


def same_name(one: str, other: str) -> bool:
    """Tell whether two strings write one name, whatever their case, blanks and full stop."""
    return key(one).strip(" .,") == key(other).strip(" .,")
