"""Capitalised names of a text in its own script.

A wrong light costs as much as a missed one, so what is only capitalised needs evidence: a given name, a
word beside it that tells what it is, capitals inside, a legal form, or a capital in mid-sentence where
ordinary words have none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from aitui.analysis.naming import cues, linking, versions
from aitui.analysis.naming.cues import cue_type
from aitui.analysis.naming.given_names import given_name
from aitui.analysis.naming.name_types import apposition, cue_before, type_of
from aitui.analysis.naming.tokens import Tokens, has_cyrillic
from aitui.analysis.naming.unknown import Span
from aitui.model import EntityType

# Particles of surnames that are no words of English, French, Italian or Spanish.
_FOREIGN_PARTICLES = cues.word_set("van von der bin фон ван бин ибн дер")
# English tails of companies that are no German nouns.
_ENGLISH_TAILS = cues.word_set(
    """
    labs capital networks systems technologies ventures partners holdings research university semiconductor
    semiconductors electronics robotics solutions industries news times association foundation council
    """
)
# Prepositions after which a single name is a place's more often than not.
_WHERE = {
    "en": cues.word_set("in near across throughout"),
    "it": cues.word_set("a ad in nel nello nella"),
    "fr": cues.word_set("à en vers"),
    "es": cues.word_set("en desde hacia"),
    "pt": cues.word_set("em no na"),
    "sv": cues.word_set("i från till"),
    "da": cues.word_set("i fra til"),
    "no": cues.word_set("i fra til"),
    "nl": cues.word_set("in te naar"),
    "pl": cues.word_set("w we do z"),
    "cs": cues.word_set("v ve do z ze"),
    "hr": cues.word_set("u iz"),
    "ru": cues.word_set("в во из на под через до город городе города области"),
}
# Beginnings of Russian nouns that an adjective with a capital makes the name of a place.
_LANDS = cues.word_tuple(
    """
    област край края краю крае район республик округ провинци море моря морю морем океан остров залив пролив
    полуостров долин пустын равнин озер нагорь хребт улиц площад проспект
    """
)
# Beginnings of offices that name a field after them («commissaire européen au Commerce»).
_OFFICES = ("minist", "sottosegretari", "secrétaire", "secretari", "commissa", "comisari", "assessor")
_KOREAN = cues.word_set(
    "ким ли пак чхве чой чон кан чо юн чан лим хан о со син квон хван ан сон хон ю ко мун ян пэ пэк нам сим"
)
_STREETS = cues.word_set(
    "via viale piazza corso rue avenue boulevard calle avenida città ville ciudad provincia"
)
# What may stand before a single name in mid-sentence.
_BEFORE = frozenset((" ", "'", ", ", "; ", " (", "/"))
# Small words inside names of towns: «Boulogne-sur-Mer», «Bruyères-le-Châtel», «Stratford-upon-Avon».
_BETWEEN = cues.word_set("le la les de du des sur sous en lès aux upon on am an der на")
_DIRECTIONS = cues.word_set("north south east west northern southern eastern western")
# «in Zukunft», «aus Sicht»: endings and nouns that follow a German preposition without an article.
_GERMAN_ENDINGS = (
    "ung", "heit", "keit", "schaft", "ion", "ität", "en", "ern", "eln", "höhe", "haft", "zeit", "form",
    "weise", "stoff", "kraft", "ismus", "nis", "tum", "ling", "chen", "lein", "arbeit", "größe", "wert",
    "jahr",
)  # fmt: skip
_GERMAN_NO_SUBJECTS = (*_GERMAN_ENDINGS, "er", "es", "e", "ich", "ig", "isch", "falls", "dem")
_GERMAN_PHRASES = cues.word_set(
    """
    betrieb zukunft kraft folge form auftrag ordnung kürze sicht uniform ablauf höhe haft furcht anspruch
    verruf serie gefahr not bezug hinblick umlauf gang fahrt frage linie reihe rente trauer aufruhr urlaub
    panik ruhe eile szene erscheinung angriff echtzeit stille haus mode ebbe kauf verzug person theorie
    praxis teilzeit vollzeit rage wut schach brand lage eigenregie mitte einklang abrede aussicht obhut
    ebene hand ansicht auskunft bedarf wunsch plan maß meinung art paris hause stadt region kultur metall
    zink gold silber glas holz papier angst prinzip versehen kontakt gesetz wasser streit dienst protest
    liebe spaß gründe quellen kreise abzug ostern weihnachten abschluss ende beginn kritik schluss januar
    februar märz april juni juli august september oktober november dezember montag dienstag mittwoch
    donnerstag freitag samstag sonntag
    """
)
# After these a German noun has an article more often than not, a name has none.
_GERMAN_BEFORE = cues.word_set(
    """
    von nach aus bei zwischen und oder mit gegen durch bis um vor hinter über wie als dass daß weil wenn ob
    ist war hat hatte wird wurde will wollte kann konnte soll sollte muss musste sei habe werde würde wäre
    nordöstlich nordwestlich südöstlich südwestlich nördlich südlich östlich westlich unweit nahe dort auch
    während gewann verlor kam ging wo
    """
)
# Verbs of which a name is the subject, and what else opens a German sentence before them.
_GERMAN_VERBS = cues.word_set(
    """
    war hat hatte wurde kann konnte will wollte soll sollte muss musste ging kam gilt galt sagte starb blieb
    begann erhielt spielte gewann verlor lebte arbeitete studierte wuchs schied zog trat stand steht liegt lag
    gehört gehörte bekam fand schrieb übernahm besuchte verließ kehrte wechselte
    """
)
_GERMAN_ALONE = _GERMAN_BEFORE | _GERMAN_VERBS
_GERMAN_OPENERS = cues.word_set(
    """
    dies dort hier dann darauf danach davor dafür dagegen dabei dazu daran darin daraus damit dadurch darum
    darunter heute gestern damals jetzt einst bald zuletzt zuerst dennoch jedoch auch nicht wohl aber doch
    noch schon erst fast kaum meist oft mehr viel kein niemand jemand sonst somit zwar ebenso immer trotz
    bisher zudem außerdem ursprünglich anschließend später früher zunächst schließlich allerdings überhaupt
    zuvor irgendwann immerhin daraufhin hierzu hierfür hiervon hiermit unklar bislang vorher nachher gleich
    geld grund ziel hintergrund anlass ursache wasser teil anfang beginn ende sieg platz krieg recht erfolg
    mann kind gott jahr tag wetter strom luft licht zeit arbeit haus spaß musik kritik politik sport
    """
)
_GERMAN_ARTICLES = cues.word_set(
    """
    der die das dem den des ein eine einen einem einer eines im am zum zur vom beim ins ans sein seine seinen
    seiner ihr ihre ihren ihrer kein keine dieser diese diesem diesen jeder jede jedem zwei drei vier fünf
    sechs sieben acht neun zehn mehr viel viele
    """
)
# Endings of towns, surnames and foreign words, and the German words that share them.
_GERMAN_NAMES = (
    "burg", "heim", "dorf", "hausen", "ingen", "ton", "field", "ville", "son", "stein", "bach", "ow", "ski",
    "sky", "ić", "ez", "ford", "wood", "shire", "view", "stan", "icz", "sson", "ley", "ham", "well", "vic",
    "ova", "a", "i", "o", "u", "y", "é", "á", "ã", "ī", "ō", "ý",
)  # fmt: skip
_GERMAN_GENITIVES = tuple(ending + "s" for ending in _GERMAN_NAMES if len(ending) > 1)
# Acronyms of things, which have an article too.
_GERMAN_THINGS = cues.word_set(
    "lkw pkw sms dvd wlan usb dna rna lcd led atm kfz gps pdf cdu-csu tüv suv vip wm em aids hiv bse pin iq"
)


def _german_name(word: str) -> bool:
    """Say whether a word ends like a town, a surname or a foreign name and is no German noun."""
    if word in _GERMAN_COMMON or word.removesuffix("s") in _GERMAN_COMMON:
        return False
    return word.endswith(_GERMAN_NAMES) or word.endswith(_GERMAN_GENITIVES)


_GERMAN_COMMON = cues.word_set(
    """
    auto autos foto kino euro büro konto risiko video radio kilo studio tempo kommando kakao motto moto logo
    info demo disko casino inferno embargo saldo porto manko solo duo trio echo ego fiasko ghetto tango
    firma thema klima drama kamera pizza villa trauma oma opa mama papa schema aroma koma asthma plasma
    dogma stigma aula arena propaganda ära agenda diaspora mafia malaria lava lama sofa soda cola paprika
    juli juni taxi ski safari gummi uni abi kombi profi azubi krimi stasi nazi hifi wifi frau bau stau tabu
    menü knie sau tau pfau abbau aufbau ausbau umbau anbau rückbau neubau altbau bergbau ackerbau wohnungsbau
    maschinenbau baby party hobby handy city story lobby jury pony teddy boy jockey hockey volley energy
    whisky rugby museum stein bach gestein bernstein edelstein meilenstein baustein grundstein hometown
    beton karton ton marathon button balkon saison person lektion hypothek sohn lohn horizont bergdorf
    burg dorf polizei partei kanton exlibris theater promi kollegium uniform rasse heimatstadt allerlei
    datei kartei metzgerei bücherei druckerei schlägerei kanzlei bäckerei brauerei gärtnerei wäscherei abtei
    probstei mosel deutsch-polnisch tonstudio fotostudio euro-zone kinderdorf feriendorf ökodorf olympia
    heimatdorf nachbardorf urlaub idee haustür ow know-how show low tourismus hof hofburg ritterburg festung
    daheim geheim altenheim pflegeheim kinderheim wohnheim studentenheim eigenheim
    kommando allee armee komitee kaffee tee schnee see fee plädoyer bureau niveau plateau tableau
    kontra extra ultra intra zebra gala skala oxidation oder
    """
)
_ARTICLES = cues.word_set(
    "il lo la i gli le l del dello della dell al alla all dal dalla el los las du au o a do da"
)
# Endings of words that are written with a capital without being a name: ideas, fields, peoples.
_ROMANCE = (
    "ismo", "isme", "logia", "logía", "logie", "zione", "ción", "ção", "tion", "ità", "idad", "tà", "ment",
)  # fmt: skip
_ABSTRACT = {
    "en": (
        "ian", "ians", "ean", "eans", "ic", "ics", "ish", "ese", "ism", "ist", "ists", "ites", "ite", "al",
        "able", "tion", "tions", "ment", "ments", "ing", "ness", "ship", "ology", "ans", "ity", "ward",
    ),
    "it": _ROMANCE, "fr": _ROMANCE, "es": _ROMANCE, "pt": _ROMANCE,
    # Languages without a table of their own, in which ordinary words and peoples have small letters too.
    **dict.fromkeys(
        ("sv", "da", "no", "nl", "fi", "pl", "cs", "sk", "hr", "ro", "hu"), ("ismus", "ism", "izam")
    ),
}  # fmt: skip
# Words that are written with a capital though they name no one thing.
_CAPITALISED = cues.word_set(
    """
    paese paesi repubblica popolo chiesa esercito costituzione procura regione regioni comune comuni provincia
    ministri consiglio unione partito lega patria legge codice tribunale cassazione consulta università scuola
    pays république état peuple église armée constitution région régions commune partie loi code tribunal
    république nation assemblée chambre france-info dieu bible coran pape roi reine empire empereur
    país países república pueblo iglesia ejército constitución fiscalía región comunidad ayuntamiento unión
    partido ley código tribunal nación asamblea dios biblia rey reina imperio emperador guerra papa policía
    polizia police carabinieri finanza seconda prima primo secondo medioevo rinascimento renaissance moyen
    запад востоке восток севере север юг юге западе запада востока севера юга вы вас вам вами ваш ваша ваше
    bureau agency commission council ministry department rules rule dean nord sud est ovest norte sur este
    oeste capodanno plenum etat parti hacienda subcommittee festival primer primera segundo segunda premier
    première second seconde économie economía economia imprese duke duchess count countess earl baron
    emperor empress prince army navy police force board company fund series section chapter figure table
    page phase round article volume version level stage group team club native indigenous outer inner upper
    lower greater central middle summer winter spring autumn fall year years day days week month bible islam
    koran quran jews jewish muslim muslims christian christians arab arabs roman catholic catholics
    protestant buddhist hindu slavs monkey guide battle siege thought brexit nations interior modern
    medieval ancient early latin greek dream island islands sea river street road park secretary-general
    union league party society church university college school academy institute museum sergeant gazette
    tribune premiers presidency federal national royal imperial union republic kingdom empire district dio
    bibbia corano imperatore impero re regina web wifi natale pasqua
    """
)


class Capitals:
    """Capitalised names of one text in its own script."""

    def __init__(self, tokens: Tokens, lang: str, taken: bytearray) -> None:
        """Count capitals in mid-sentence, the evidence for single words.

        Args:
            tokens: the text.
            lang: ISO 639-1 code.
            taken: one byte a token, 1 where a name is known already.
        """
        self.tokens = tokens
        self.lang = lang
        self.taken = taken
        self.cyrillic = lang in ("ru", "uk", "bg", "sr", "be", "mk")
        self._middle: Counter[str] | None = None

    def _mine(self, index: int) -> bool:
        """Say whether a token is a capitalised word of the text's own script."""
        word = self.tokens.words[index]
        return word[0].isalpha() and has_cyrillic(word) == self.cyrillic and self.tokens.capital(index)

    def middle(self, word: str) -> int:
        """Return how often a word stands capitalised in mid-sentence, outside headings."""
        if self._middle is None:
            tokens = self.tokens
            self._middle = Counter(
                tokens.words[index]
                for index in tokens.capitals
                if self._mine(index)
                and not tokens.initial(index)
                and not tokens.heading(index)
                and not tokens.title_case(index)
            )
        return self._middle[word]

    def spans(self) -> Iterator[Span]:
        """Find names, in order."""
        tokens, taken, count = self.tokens, self.taken, len(self.tokens)
        last = -1
        for index in tokens.capitals:
            if index <= last or taken[index] or not self._mine(index) or tokens.glued_left(index):
                continue
            last = index
            while last + 1 < count and not taken[last + 1]:
                step = self._step(last)
                if step is None:
                    break
                last = step
            for first, end in self._parts(index, last):
                span = self._judge(first, end)
                if span is not None:
                    yield span

    def _step(self, last: int) -> int | None:
        """Return the next token of a capitalised chain, None where it ends."""
        tokens = self.tokens
        gap, following = tokens.gap(last), last + 1
        word = tokens.words[following]
        if gap == "." and len(tokens.words[last]) == 1 and self._mine(following):
            return following
        if gap == ". " and len(tokens.words[last]) == 1 and tokens.capital(last) and self._mine(following):
            return following
        if gap == "" and (word[0].isdigit() or tokens.words[last][0].isdigit()):
            return following
        if gap == "-" and tokens.words[last][0].isdigit() and versions.variant(word):
            return following  # «Raven-2-mini»
        if gap == "-" and word in _BETWEEN and tokens.gap(following) == "-":
            behind = following + 1
            return behind if behind < len(tokens) and self._mine(behind) else None  # «Aix-en-Provence»
        if gap == "-" and not self.cyrillic:
            return following if self._mine(following) or word[0].isdigit() else None
        if gap == "'" and len(tokens.words[last]) <= 2 and self._mine(following):
            return following  # «O'Brien», «D'Alema»
        if gap in (" ", "-", " & ", "&") and self._mine(following):
            return following
        if gap == " " and word in cues.NAME_PARTICLES and tokens.gap(following) == " ":
            behind = following + 1
            while behind < len(tokens) and tokens.words[behind] in cues.NAME_PARTICLES:
                behind += 1
            foreign = word in _FOREIGN_PARTICLES and self.lang not in ("de", "nl")
            if (
                behind < len(tokens)
                and not self.taken[behind]
                and self._mine(behind)
                and (foreign or given_name(tokens.words[last]))
            ):
                return following
        if gap == " " and word in cues.NAME_PARTICLES and last > 0:
            return None
        if (
            tokens.words[last] in cues.NAME_PARTICLES
            and gap == " "
            and (self._mine(following) or word in cues.NAME_PARTICLES)
        ):
            return following
        return None

    def _parts(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Cut a chain at words that are no names, and drop the opening word of a sentence."""
        tokens = self.tokens
        start, led = first, False
        # A long chain of capitals is a title or a quotation; a piece cut out of it is no name.
        long = last - first >= 4
        for index in range(first, last + 2):
            word = tokens.words[index] if index <= last else ""
            stop = index > last or (
                (word in cues.NOT_NAMES or (word in cues.OPENERS and self._opener(index, first)))
                and tokens.gap(index) != "."
            )
            if stop and index == last and start < index and word in cues.TAILS:
                stop = False  # «Remote Access Act»
            if stop and self.lang == "en" and index < last and word in _DIRECTIONS:
                stop = index == first and tokens.initial(index)  # «North Kesteven»
            if word == "ai" and index == last and start < index and self._names_ai(index):
                stop = False  # «Corvid AI»
            if self.lang == "de" and index <= last and word.endswith(cues.GERMAN_TITLES):
                stop = True
            if (
                self.lang == "de"
                and start < index < last
                and not stop
                and self._german_noun(index - 1, index)
            ):
                start, led = index, True  # «Dresdner Unternehmen Neuralis GmbH», «Ökonom Moritz Schularick»
            if self.cyrillic and index == start and index < last and not stop:
                # «Президент Касым-Жомарт Токаев», «Письмо Игоря Макарова»
                opens = index == first and tokens.initial(index) and not given_name(word)
                stop = cue_type(word, ("person",)) is not None or (opens and _common(word))
            if (
                index == first
                and not stop
                and tokens.initial(index)
                and index < last
                and self._ordinary(word)
            ):
                stop = True
            if stop:
                whole = start == first and index > last
                # «Senate Commerce Committee»: what a common noun ends is a part of a longer name.
                part = (
                    index <= last
                    and start + 1 == index
                    and (word not in cues.TITLES or tokens.words[start] in cues.PORTFOLIOS)
                )
                if (
                    start < index
                    and not part
                    and (whole or led or not long or given_name(tokens.words[start]))
                ):
                    yield start, index - 1
                start, led = index + 1, False

    def _names_ai(self, index: int) -> bool:
        """Say whether AI is the last word of a name: one unknown capitalised word before it."""
        before = self.tokens.words[index - 1]
        return (
            self.tokens.gap(index - 1) == " "
            and self.tokens.all_caps(index)
            and len(before) >= 3
            and before not in cues.AI_ADJECTIVES
            and before not in cues.NOT_NAMES
            and before not in cues.OPENERS
            and not self.tokens.seen_small(before)
        )

    def _german_noun(self, before: int, index: int) -> bool:
        """Say whether German nouns end at `before` and a name begins after them."""
        words = self.tokens.words
        if words[before] in cues.CUE_NOUNS:
            return True
        return (
            given_name(words[index])
            and not given_name(words[before])
            and self.tokens.gap(before) == " "
            and len(words[before]) > 1
        )

    def _opener(self, index: int, first: int) -> bool:
        """Say whether a small word is no part of the name: «La PixelForgeX», but «Ludovic de la Tour»."""
        return self.tokens.words[index] not in cues.NAME_PARTICLES or (
            index == first and self.tokens.initial(index)
        )

    def _ordinary(self, word: str) -> bool:
        return not given_name(word) and self.tokens.seen_small(word)

    def _judge(self, first: int, last: int) -> Span | None:
        tokens = self.tokens
        words = tokens.words[first : last + 1]
        letters = [word for word in words if word[0].isalpha() and word not in cues.NAME_PARTICLES]
        if tokens.heading(first) or not letters:
            return None
        particle = (
            any(word in _FOREIGN_PARTICLES for word in words[1:]) and words[0] not in cues.NAME_PARTICLES
        )
        if particle and self.lang not in ("de", "nl") and len(letters) in (2, 3):
            return Span(first, last, "person", "capitalised", 0.75)  # «Marieke van Houten»
        person = (
            len(letters) in (2, 3, 4)
            and len(letters[-1]) > 1
            and all(word[0].isalpha() for word in words)
            and (given_name(words[0]) or (len(words) == 2 and linking.chinese_person(words)))
        )
        company = words[-1] in cues.TAILS or words[-1] in cues.COMPANY_TAILS
        if person and company and type_of(tokens, first, last)[0] != "person":
            person = False  # «Walt Disney Company»
        if person and "-" not in tokens.surface(first, last).replace(words[0], ""):
            return Span(first, last, "person", "capitalised", 0.85)
        if person and given_name(words[0]):
            return Span(first, last, "person", "capitalised", 0.75)
        if self.cyrillic:
            return self._judge_cyrillic(first, last, letters)
        return self._judge_latin(first, last, letters)

    def _judge_cyrillic(self, first: int, last: int, letters: list[str]) -> Span | None:
        tokens = self.tokens
        caps = any(tokens.all_caps(index) for index in range(first, last + 1))
        if caps or any(len(word) < 2 for word in letters) or len(letters) > 3:
            return None
        quoted = tokens.text[tokens.starts[first] - 1 : tokens.starts[first]] in ("«", '"', "„", "“")
        closed = tokens.text[tokens.ends[last] : tokens.ends[last] + 1] in ("»", '"', "“", "”")
        if quoted and closed:
            return self._judge_quoted(first, last, letters)
        if len(letters) == 3 == last - first + 1 and letters[0] in _KOREAN and max(map(len, letters)) <= 5:
            return Span(first, last, "person", "capitalised", 0.75)  # «Пак Ын Джи»
        if cue_before(tokens, first, ("person",), 1):
            if len(letters) == 1 and not _surname_like(letters[0]):
                return None
            if _common(letters[0]):
                return None
            return Span(first, last, "person", "capitalised", 0.75)
        several = len(letters) in (2, 3) and len(letters) == last - first + 1
        if several and all(len(word) >= 3 for word in letters) and not any(map(_common, letters)):
            return Span(first, last, "person", "capitalised", 0.6)
        if len(letters) == 1 and first == last and not tokens.initial(first) and _place(letters[0]):
            return Span(first, last, "place", "capitalised", 0.6)
        if len(letters) == 1 and first == last:
            return self._judge_alone(first)
        return None

    def _judge_alone(self, index: int) -> Span | None:
        """«Осборн», «в Фленсбурге»: in Russian an ordinary word has no capital in mid-sentence."""
        tokens = self.tokens
        word = tokens.words[index]
        if (
            len(word) < 3
            or word in cues.CYRILLIC_GENERIC
            or word in _CAPITALISED
            or tokens.camel(index)
            or tokens.initial(index)
            or tokens.gap(index - 1) not in (" ", ", ", " (")
            or tokens.gap(index) == "-"
            or tokens.title_case(index)
            or tokens.seen_small(word)
        ):
            return None
        if tokens.gap(index) == " " and tokens.words[index + 1].startswith(_LANDS):
            from aitui.analysis.naming.inflection import place_phrase

            if not self.taken[index + 1] and place_phrase(word, tokens.words[index + 1]) is not None:
                return Span(index, index + 1, "place", "capitalised", 0.7)  # «Кельтском море»
        from aitui.analysis.naming.inflection import describes, name_reading

        kind, _ = name_reading(word)
        noun = tokens.gap(index) == " " and not tokens.capital(index + 1)
        if kind == "word" or (noun and describes(word, tokens.words[index + 1])):
            return None
        place = kind == "place" or (kind == "unknown" and tokens.words[index - 1] in _WHERE["ru"])
        return Span(index, index, "place" if place else "person", "capitalised", 0.5)

    def _judge_quoted(self, first: int, last: int, letters: list[str]) -> Span | None:
        """«Финам», «Скайлайн Динамикс»: in Russian a name in quotation marks is no person's."""
        kind = cue_before(self.tokens, first, ("organization", "product"), 1)
        if kind is not None:
            return Span(first, last, kind, "capitalised", 0.75)
        if self.tokens.initial(first) or any(map(_common, letters)) or any(map(_place, letters)):
            return None
        return Span(first, last, "organization", "capitalised", 0.6)

    def _judge_latin(self, first: int, last: int, letters: list[str]) -> Span | None:
        tokens = self.tokens
        if last > first and tokens.words[first] in cues.CUE_NOUNS:
            return self._judge(first + 1, last)  # «Firma PixelForgeX»
        surface = tokens.surface(first, last)
        start_word = tokens.words[first]
        if all(word in cues.GENERIC for word in letters):
            return None
        if letters[-1] in cues.CONCEPT_HEADS and not _company(letters):
            return None
        digits = any(word[0].isdigit() for word in tokens.words[first : last + 1])
        camel = any(tokens.camel(index) and _inner(tokens, index) for index in range(first, last + 1))
        kind, told = type_of(tokens, first, last)
        if any(tokens.words[index] in _BETWEEN and tokens.gap(index) == "-" for index in range(first, last)):
            return Span(first, last, "place", "capitalised", 0.7)
        if tokens.words[last] == "ai" and last > first:
            return Span(first, last, "organization", "capitalised", 0.7)
        if not told and last == first + 1 and len(letters) == 2:
            kind = self._pair_type(first, last)
        legal = tokens.words[last] in cues.LEGAL_FORMS and last > first
        if last == first and tokens.all_caps(first) and start_word not in cues.GENERIC:
            cue = cue_before(tokens, first, ("organization", "product", "work"), 1)
            if len(start_word) >= 3 and len(start_word) <= 8 and (cue or self.middle(start_word) >= 2):
                return Span(first, last, cue or "organization", "acronym", 0.7)
            if self._articled(first):
                return Span(first, last, "organization", "acronym", 0.5)
            return None
        if camel and len(surface) >= (4 if last > first else 3):
            return Span(first, last, kind, "latin-run", 0.85)
        if digits and self._glued_number(first, last):
            return Span(first, last, kind, "latin-run", 0.8)
        if legal:
            return Span(first, last, "organization", "latin-run", 0.85)
        if (
            any(tokens.all_caps(index) for index in range(first, last + 1))
            and last > first
            and self.lang != "de"
        ):
            shouted = all(tokens.all_caps(index) for index in range(first, last + 1))
            opens = tokens.initial(first) and not self._acronym_first(first, last)
            return None if opens or shouted else Span(first, last, kind, "capitalised", 0.6)
        german = self.lang == "de"
        heading = not german and tokens.title_case(first)
        if first == last and self._portfolio(first):
            return None
        if len(letters) == 1 and first == last and not heading and self._honoured(first):
            return Span(first, last, "person", "capitalised", 0.7)
        if cue_before(tokens, first, ("person",), 1) and len(letters) in (2, 3) and not heading and not told:
            if german and tokens.words[last] in _GERMAN_NOUNS:
                return None
            return Span(first, last, "person", "capitalised", 0.75)
        cue = cue_before(tokens, first, ("organization", "product"), 1)
        if cue and not heading and len(start_word) >= 3 and not tokens.seen_small(start_word):
            if german and not self._german_cue(first):
                return None
            return Span(first, last, cue, "latin-run", 0.7)
        tail = tokens.words[last] in _ENGLISH_TAILS and start_word not in ("venture", "human")
        if german and not heading and len(letters) >= 2 and tail:
            return Span(first, last, "organization", "latin-run", 0.7)  # «Juniper Networks»
        if german and first == last and self._located(first):
            return Span(first, last, "place", "capitalised", 0.5)
        if german and first == last and self._speaks(first):
            return Span(first, last, "person", "capitalised", 0.5)
        if german and first == last and self._bare(first):
            person = given_name(start_word)
            return Span(first, last, "person" if person else "place", "capitalised", 0.5)
        if german and first == last and self._subject(first):
            return Span(first, last, "person", "capitalised", 0.5)
        if german and self._named_noun(first, last):
            return Span(last, last, "place", "capitalised", 0.5)
        if german and self._side_by_side(first, last):
            return Span(first, last, kind, "capitalised", 0.5)
        if german or heading:
            return None
        if len(letters) >= 2:
            if self._portfolio(first):
                return None
            if not tokens.initial(first):
                return Span(first, last, kind, "capitalised", 0.65)
            if self.middle(start_word) and (self.middle(letters[-1]) or told):
                return Span(first, last, kind, "capitalised", 0.6)
            return self._opening(first, last)
        if len(start_word) >= 4 and self.middle(start_word) >= 2 and not tokens.seen_small(start_word):
            return Span(first, last, kind, "capitalised", 0.55)
        if first == last and self._single(first):
            guess = kind if told else self._single_type(first)
            return Span(first, last, guess, "capitalised", 0.5 if guess == "organization" else 0.55)
        return None

    def _speaks(self, index: int) -> bool:
        """«sagte Dobrindt»: in German a noun after a verb of speech has an article, a surname has none."""
        tokens = self.tokens
        return (
            index > 0
            and len(tokens.words[index]) >= 4
            and tokens.words[index - 1] in cues.SPEECH
            and tokens.gap(index - 1) == " "
            and tokens.text[tokens.ends[index] : tokens.ends[index] + 1] in ("", " ", ".", ",")
            and not tokens.all_caps(index)
            and not tokens.words[index].endswith(("er", "en", "ung", "keit", "heit", "schaft"))
        )

    def _bare(self, index: int) -> bool:
        """«von Downsview», «hat Berlusconi»: no article, and the ending of a town or a foreign name."""
        tokens = self.tokens
        word = tokens.words[index]
        return (
            index > 0
            and len(word) >= 4
            and not self._determined(index)
            and (tokens.words[index - 1] in _GERMAN_BEFORE or given_name(word))
            and tokens.gap(index - 1) == " "
            and not tokens.initial(index)
            and not (tokens.gap(index) == " " and tokens.capital(index + 1))
            and tokens.gap(index)[:1] != "-"
            and not tokens.all_caps(index)
            and (_german_name(word) or given_name(word))
            and word not in _CAPITALISED
        )

    def _subject(self, index: int) -> bool:
        """«Kolb war seit 1990»: a noun that opens a sentence before its verb has an article, a name none."""
        tokens = self.tokens
        word = tokens.words[index]
        return (
            tokens.initial(index)
            and len(word) >= 4
            and tokens.gap(index) == " "
            and tokens.words[index + 1] in _GERMAN_VERBS
            and not tokens.capital(index + 1)
            and not tokens.seen_small(word)
            and not word.endswith(_GERMAN_NO_SUBJECTS)
            and not (word.startswith(("ge", "ver", "be", "er", "ent")) and word.endswith("t"))
            and not word.endswith(("rat", "amt", "werk"))
            and word not in _GERMAN_OPENERS
            and word not in _GERMAN_COMMON
            and word not in cues.OPENERS
            and word not in cues.NOT_NAMES
            and word not in _CAPITALISED
        )

    def _side_by_side(self, first: int, last: int) -> bool:
        """«Dizzy Gillespie», «Champions League»: two or three capitals in mid-sentence, no German nouns."""
        tokens = self.tokens
        words = tokens.words[first : last + 1]
        return (
            1 <= last - first <= 2
            and not tokens.initial(first)
            and all(tokens.gap(index) == " " for index in range(first, last))
            and all(len(word) >= 3 and word.isalpha() for word in words)
            and not any(word in cues.NOT_NAMES or word in _GERMAN_COMMON for word in words)
            and not any(word.endswith(_GERMAN_ENDINGS) for word in words)
            and not any(word in cues.OPENERS or word in _GERMAN_PHRASES for word in words)
            and tokens.gap(last)[:1] != "-"
            and not self._determined(first)
        )

    def _determined(self, index: int) -> bool:
        """Say whether an article or an adjective stands before: what follows begins with a German noun."""
        before = self.tokens.words[index - 1]
        return before not in _GERMAN_ALONE and (
            before in _GERMAN_ARTICLES
            or before[0].isdigit()
            or before.endswith(("e", "en", "er", "es", "em"))
        )

    def _named_noun(self, first: int, last: int) -> bool:
        """«die Gemeinde Kehlen», «der Kanton Tessin»: a noun with its article, and a name of one word."""
        tokens = self.tokens
        word = tokens.words[last]
        return (
            last == first + 1
            and self._determined(first)
            and tokens.gap(first) == " "
            and tokens.gap(last)[:1] != "-"
            and len(word) >= 4
            and word.isalpha()
            and not tokens.all_caps(last)
            and _german_name(word)
            and not tokens.words[first].endswith("er")
        )

    def _acronym_first(self, first: int, last: int) -> bool:
        """«DST Global» opens a sentence: an acronym and a word that has no small letter elsewhere."""
        words = self.tokens.words
        return (
            last == first + 1
            and self.tokens.all_caps(first)
            and not self.tokens.all_caps(last)
            and words[first] not in cues.GENERIC
            and words[last] not in cues.NOT_NAMES
            and not self.tokens.seen_small(words[last])
        )

    def _articled(self, index: int) -> bool:
        """«el CNI», «l'UIT», «die CDU»: an article and an acronym that is no term."""
        tokens = self.tokens
        articles = _GERMAN_ARTICLES if self.lang == "de" else _ARTICLES
        return (
            self.lang in ("it", "fr", "es", "pt", "de")
            and 3 <= len(tokens.words[index]) <= 6
            and tokens.words[index - 1] in articles
            and tokens.words[index] not in _GERMAN_THINGS
            and tokens.gap(index - 1) in (" ", "'")
            and tokens.gap(index)[:1] != "-"
            and not tokens.heading(index)
        )

    def _located(self, index: int) -> bool:
        """«in Jülich»: in German a noun after «in» has an article, a town has none, but for fixed phrases."""
        tokens = self.tokens
        word = tokens.words[index]
        following = tokens.gap(index)[:1]
        return (
            index > 0
            and len(word) >= 4
            and tokens.words[index - 1] == "in"
            and tokens.gap(index - 1) == " "
            and not (following == " " and tokens.capital(index + 1))
            and following != "-"
            and not tokens.all_caps(index)
            and not word.endswith(_GERMAN_ENDINGS)
            and word not in _GERMAN_PHRASES
        )

    def _honoured(self, index: int) -> bool:
        """«Judge Preska», «Mr. Cahn», «ministro Urso»: a surname after its title."""
        before = self.tokens.words[index - 1] if index else ""
        return (
            (before in cues.HONORIFICS or before in cues.TITLES)
            and self.tokens.gap(index - 1) in (" ", ". ")
            and (self.lang != "en" or self.tokens.capital(index - 1))
            and len(self.tokens.words[index]) >= 3
        )

    def _single(self, index: int) -> bool:
        """Say whether one capital in mid-sentence is enough.

        In Italian, French and Spanish ordinary words and adjectives of countries have none; in English
        the endings of peoples and ideas tell the others.
        """
        tokens = self.tokens
        word = tokens.words[index]
        return (
            self.lang in _ABSTRACT
            and len(word) >= 4
            and tokens.gap(index - 1) in _BEFORE
            and tokens.gap(index) != "-"
            and not tokens.initial(index)
            and not tokens.title_case(index)
            and not tokens.all_caps(index)
            and not tokens.seen_small(word)
            and not word.endswith(_ABSTRACT[self.lang])
            and word not in _CAPITALISED
            and word not in cues.INSTITUTIONS
            and word not in cues.CONCEPT_PHRASES
            and word not in cues.CONCEPT_HEADS
            and not self._portfolio(index)
            and not self._beside_capital(index)
        )

    def _beside_capital(self, index: int) -> bool:
        """Say whether another capitalised word stands right beside, so that the word is half a name."""
        tokens = self.tokens
        left = tokens.gap(index - 1) == " " and tokens.capital(index - 1)
        title = tokens.words[index - 1] in cues.TITLES or tokens.words[index - 1] in cues.HONORIFICS
        opens = tokens.initial(index - 1) and not self.taken[index - 1]
        right = tokens.gap(index) == " " and tokens.capital(index + 1)
        return (left and not title and not opens) or right

    def _single_type(self, index: int) -> EntityType:
        """Guess the type of a single capitalised word from its neighbours."""
        words, tokens = self.tokens.words, self.tokens
        if words[index - 1] in cues.SPEECH and tokens.gap(index - 1) == " ":
            return "person"
        if tokens.gap(index) == " " and (words[index + 1] in cues.SPEECH or words[index + 1] == "who"):
            return "person"
        if words[index - 1] in _WHERE.get(self.lang, ()) or words[index - 1] in _STREETS:
            return "place"
        return "organization"

    def _pair_type(self, first: int, last: int) -> EntityType:
        """Guess the type of two capitalised words about which nothing is known."""
        tokens = self.tokens
        after = tokens.words[last + 1] if tokens.gap(last) == " " else ""
        before = tokens.words[first - 1] if first and tokens.gap(first - 1) == " " else ""
        if self.lang == "en" and before == "of":
            return "organization"
        if after in ("ha", "a") and not cues.SPEECH.isdisjoint(tokens.words[last + 2 : last + 3]):
            return "person"  # «ha detto», «a dit»
        if after in cues.SPEECH:
            return "person"
        return "place" if self.lang == "en" and before in ("in", "near") else "organization"

    def _portfolio(self, first: int) -> bool:
        """Say whether the words are what a ministry is for («ministro de Transformación Digital»)."""
        words = self.tokens.words
        return any(word.startswith(_OFFICES) for word in words[max(first - 3, 0) : max(first - 1, 0)])

    def _opening(self, first: int, last: int) -> Span | None:
        """Judge two capitalised words or more that open a sentence: ordinary ones have one capital."""
        tokens = self.tokens
        if any(tokens.seen_small(tokens.words[index]) for index in range(first, last + 1)):
            return None
        person = apposition(tokens, last, ("person",)) is not None
        return Span(first, last, "person" if person else "organization", "capitalised", 0.55)

    def _german_cue(self, first: int) -> bool:
        """In German a noun after a noun names it only in apposition: «das Start-up Figure», «Modell Kimi»."""
        before = self.tokens.words[first - 1]
        return before.startswith(
            ("start", "up", "firma", "unternehmen", "konzern", "modell", "chatbot", "app")
        )

    def _glued_number(self, first: int, last: int) -> bool:
        tokens = self.tokens
        return any(
            tokens.words[index][0].isdigit() and tokens.gap(index - 1) in ("", "-")
            for index in range(first + 1, last + 1)
        ) and not all(len(word) == 1 for word in tokens.words[first : last + 1] if word.isalpha())


def _inner(tokens: Tokens, index: int) -> bool:
    """A capital inside that no plural or case ending explains («GPUs», «PCs»)."""
    word = tokens.surface(index, index)
    return not (word[:-1].isupper() and word[-1] == "s")


def _company(letters: list[str]) -> bool:
    """«Juniper Networks», but not «Neural Networks»."""
    return (
        len(letters) == 2
        and letters[1] in cues.COMPANY_TAILS
        and not letters[0].endswith(("al", "ive", "ing"))
        and letters[0] not in cues.CONCEPT_PHRASES
    )


_GERMAN_NOUNS = cues.word_set("partei regierung ministerium unternehmen konzern haus firma")


def _place(word: str) -> bool:
    """Say whether a folded Russian word is a form of a place name and of nothing else."""
    from aitui.analysis.naming.inflection import place_name

    return place_name(word) is not None


def _surname_like(word: str) -> bool:
    return len(word) >= 4 and not _common(word)


def _common(word: str) -> bool:
    """Say whether a folded Russian word is an ordinary word and no name, by pymorphy3's dictionary."""
    from aitui.analysis.naming.inflection import dictionary_word

    return bool(dictionary_word(word))
