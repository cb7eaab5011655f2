"""Reading the lines in which a page says who published a text, who wrote it and when.

A line is a byline only when all of it is understood: every word is a cue, a date, a time, a name or an
outlet.  That is strong evidence, so cues may be common words («di», «by», «на») without ordinary
sentences being taken for bylines.
"""

from __future__ import annotations

import re
from functools import cache

from aitui.analysis.form import page_cues as cues
from aitui.analysis.form.calendar_dates import cue_pattern, date_at, time_at
from aitui.analysis.naming.gazetteer import load
from aitui.frozen import frozen
from aitui.text.fold import fold, key

_LIMIT = 240
_UNKNOWN_WORDS = 6
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
_QUOTED = re.compile(r"""[«"“„]\s*([^«»"“”„\n]{2,60}?)\s*[»"”“](?=[\s,;|•·—–/()]|$)""")
_NO_COLON = re.compile(r"(?:additional reporting|editing|edited|translated) by ")


@frozen
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
def _label(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{words}) ?[:：—–] ?")


@cache
def _value_stop(labels: str) -> re.Pattern[str]:
    return re.compile(rf"\s{{2,}}|\s*[|•·;；]|\s+(?:{labels}) ?[:：]|$")


@cache
def _outlet_before_quote() -> re.Pattern[str]:
    return re.compile(rf"(?:{cues.OUTLET_WORDS})\s*(?=[«\"“„])")


def is_name(text: str) -> bool:
    """Tell whether all of a text reads as the name of one or more persons: two or three capitalised words."""
    end = _person(text, fold(text), 0)
    return end == len(text) and len(text.split()) >= 2


def is_outlet(text: str) -> bool:
    """Tell whether a text is a short name with a word in it that newspapers, agencies and institutes bear."""
    words = text.split()
    return (
        1 < len(words) <= 6
        and text[0].isupper()
        and text[-1] not in ".!?:;,"
        and any(cue_pattern(cues.OUTLET_WORDS).fullmatch(fold(word.strip('«»"“”'))) for word in words)
    )


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
        self.short_by = cue_pattern("|".join(short))

    def read(self) -> bool:
        """Return whether the whole line was understood."""
        while True:
            if found := _SEPARATORS.match(self.folded, self.position):
                if self._quoted(found.start(), found.end()):
                    continue
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
        return Byline("date") if self.timed and cue_pattern(cues.RELATIVE_DAYS).search(self.folded) else None

    def _publication(self) -> str | None:
        return self.date if self.published or not self.revised else None

    def _when(self) -> bool:
        position = self.position
        if found := cue_pattern(cues.WEEKDAYS).match(self.folded, position):
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
        if self.dated and (found := cue_pattern(cues.PAGE_NUMBER).match(self.folded, position)):
            self.position = found.end()
            return True
        if found := cue_pattern(cues.REVISED).match(self.folded, position):
            self.position, self.revised = found.end(), True
            self.published = self.published or self.date is not None
            return True
        # «Published by X» is read as one cue further down.
        if not cue_pattern(cues.BY_LONG).match(self.folded, position) and (
            found := re.compile(
                rf"{cue_pattern(cues.PUBLISHED).pattern}(?: (?:il|on|am|le|el|em|op|dnia)(?!\w))?"
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
                if quoted := _QUOTED.match(self.line, found.end()):
                    value, stop = quoted[1], quoted.end()
                domain = _DOMAIN.fullmatch(value)
                # «Source: own calculations» names no outlet.
                if value[0].islower() and not domain:
                    return False
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
        long = cue_pattern(cues.BY_LONG).match(self.folded, self.position)
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
        found = cue_pattern(cues.FOR_OUTLET).match(self.folded, self.position)
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
            if date_at(self.folded, position, self.lang) or cue_pattern(cues.WEEKDAYS).match(
                self.folded, position
            ):
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

    def _quoted(self, begin: int, end: int, believed: bool = False) -> bool:
        """Read an outlet in quotation marks: «Иван Петров, «Вестник экономики»»."""
        if not (believed or self.by or self.labelled or self.dated or self.bare):
            return False
        for position in range(begin, end):
            if found := _QUOTED.match(self.line, position):
                self.publisher = self.publisher or found[1]
                self.position = found.end()
                return True
        return False

    def _bare(self) -> bool:
        """Note a name without any cue: it counts only beside a date."""
        if domain := _DOMAIN.match(self.line, self.position):
            self.bare.append(domain[1])
            self.position = domain.end()
            return True
        if named := _outlet_before_quote().match(self.folded, self.position):
            self.position = named.end()
            return self._quoted(self.position, self.position + 1, believed=True)
        for end in (
            _person(self.line, self.folded, self.position, single=True),
            self._outlet_end(self.position),
        ):
            if end is not None and _AFTER_BARE.match(self.folded, end):
                self.bare.append(self.line[self.position : end].strip(" ,;"))
                self.position = end
                return True
        return False

    def _sort_bare(self) -> None:
        for name in self.bare:
            types = {entity.type for entity in load().known(name)}
            # «Рим, 18 апреля 2025 г.» says where, not who.
            if types == {"place"} or cue_pattern(cues.NEWSROOMS).fullmatch(fold(name)):
                continue
            outlet = is_outlet(name) or (bool(types) and "person" not in types)
            if "." in name.rstrip(".") and _DOMAIN.fullmatch(name):
                self.publisher = self.publisher or name
            elif (
                not (outlet or self.authors or name.isupper())
                and len(name.split()) in (2, 3)
                and is_name(name)
            ):
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
        elif not word[0].isupper() or words >= 4 or cue_pattern(cues.WEEKDAYS).match(folded, position):
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
