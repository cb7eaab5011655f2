"""How words sound: Cyrillic as it is written, Latin as each of a dozen languages would read it.

A name travels into Russian by its sound in its own language, which a text does not tell: «Шоссон» is Chosson
read in French, «Хори» is Hori in Japanese, «Чернин» Czernin in Polish.  So a Latin word has several readings,
and it is as like a Cyrillic word as the best of them.

The signs of a reading: small letters as they sound, `S` sh, `c` ch, `C` ts, `Z` zh, `j` dzh, `y` й.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from aitui.text.fold import fold, strip_marks

_VOWELS = "aeiou"


def _table(text: str) -> dict[str, str]:
    """Read a table written as `letters=signs`, parted by blanks."""
    return {letters: signs for letters, _, signs in (item.rpartition("=") for item in text.split())}


# ---- Cyrillic -------------------------------------------------------------------------------------------
_CYRILLIC = _table(
    """
    а=a б=b в=v г=g ґ=g д=d е=e ё=o ж=Z з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=h ц=C
    ч=c ш=S щ=S ъ= ы=i ь= э=e ю=u я=a і=i ї=i є=e ў=u ј=y љ=l њ=n ћ=c ђ=j џ=j ќ=k ѓ=g ѕ=z ’= '= дж=j дз=z
    тс=C тц=C ий=i ый=i ье=e ьо=o ью=u ья=a ия=ia ио=io
    """
)
_SOFT_FIRST = {"я": "ya", "ю": "yu", "ё": "yo"}
_CYRILLIC_SIGN = re.compile("|".join(sorted(_CYRILLIC, key=len, reverse=True)))


def _cyrillic(word: str) -> str:
    low = word.lower().replace("ё", "\u0001")
    low = fold(low).replace("\u0001", "ё")
    out = _CYRILLIC_SIGN.sub(lambda match: _CYRILLIC[match[0]], low)
    return _SOFT_FIRST[low[0]][0] + out if low[:1] in _SOFT_FIRST else out


# ---- Latin, language by language ------------------------------------------------------------------------
# Each table: letters -> signs; «^» opens and «$» closes a word; «_» before a soft vowel (e, i, y).
_COMMON = _table(
    """
    ph=f th=t ck=k qu=kv q=k x=ks c=k w=v y=i j=j sh=S kh=h zh=Z ts=C tz=C ß=s ł=l ø=o æ=e œ=e đ=j ð=d þ=t
    ı=i ə=e ŋ=n '= -= .= ya=ya yu=yu yo=yo ye=e ia=ia ä=e ö=o ü=u å=o š=S ž=Z č=c ć=c ç=s ş=S ș=S ţ=C ț=C
    ñ=n ğ= ź=z ż=Z ś=s ń=n ą=on ę=en ő=o ű=u ř=rZ ā=a ū=u ē=e ī=i ō=o ě=e ă=e
    """
)
_TABLES = {
    name: _table(text)
    for name, text in {
        "plain": """
            ch=c tch=c ee=i oo=u ou=u h=h ow=ov iy$=i ğ=g
        """,
        "english": """
            ch=c tch=c ee=i ea=i oo=u ou=au ow=ou ay=ey ai=ey ey=i ie$=i kn=n wr=r wh=u w=u gh= igh=ay
            ce=s c_=s g_=j j=j u=a e$= es$=s aw=o au=o mc=mak er$=er le$=l tt=t ck=k y$=i oa=ou ye=e h$=
        """,
        "long": """
            ch=c tch=c ate=eyt ane=eyn ame=eym ake=eyk ade=eyd ale=eyl ave=eyv ace=eys age=eyj ase=eyz
            ine=ayn ime=aym ite=ayt ike=ayk ide=ayd ile=ayl ike$=ayk yne=ayn one=oun oke=ouk ole=oul
            ome=oum ee=i ea=i oo=u w=u g_=j y=ay chael$=kl ey$=i y$=i er$=er i=ay a=ey c_=s mc=mak
        """,
        "german": """
            sch=S tsch=c ch=h z=C tz=C v=f w=v ei=ay ai=ay ey=ay ay=ay eu=oy äu=oy ie=i st=st ^st=St
            ^sp=Sp ah=a eh=e oh=o uh=u ih=i üh=u öh=o j=y dt=t ^sa=za ^se=ze ^si=zi ^so=zo ^su=zu qu=kv
            chs=ks aa=a
        """,
        "french": """
            ch=S j=Z g_=Z gn=n ou=u oi=ua oy=ua au=o eau=o eaux$=o ai=e ei=e ay=e ey=e eu=e œu=e aux$=o
            in=en ain=en ein=en ien=en t$= d$= s$= x$= z$= p$= e$= es$= ent$=an er$=e ez$=e et$=e ot$=o
            at$=a nd$=n nt$=n rd$=r rt$=r ds$= ts$= ld$=l aud$=o aut$=o ault$=o ois$=ua ais$=e aud=od
            us$=u is$=i as$=a qu=k gu_=g c_=s cqu=k h= ill=iy lle$=l y=i en=an em=am ti_=si eu$=e ie$=i
            ée$=e th=t uy=iy
        """,
        "spanish": """
            j=h g_=h ll=l qu=k gu_=g ch=c z=s c_=s h= ñ=n y$=i ya=ya x=ks hu=u ui=ui ai=ay
        """,
        "portuguese": """
            ch=S x=S j=Z g_=Z lh=l nh=n ão=an ã=an o$=u os$=us z$=s ou=o c_=s qu=k gu_=g h= õe=on
        """,
        "italian": """
            ch=k c_=c cc_=c g_=j gg_=j gh=g gli=li gn=n sc_=S z=C zz=C qu=ku h= cia=ca cio=co ciu=cu
            gia=ja gio=jo giu=ju ghi=gi glia=la glio=lo j=y ccia=ca ccio=co scia=Sa scio=So ggio=jo
            gui=gvi agli=ali
        """,
        "zeta": """
            ch=k c_=c g_=j gh=g gn=n z=z zz=z ^z=z qu=kv h= glia=la glio=lo gli=li gio=jo gia=ja giu=ju
            cci=ci
        """,
        "polish": """
            sz=S cz=c rz=Z ż=Z ść=sc ć=c ci=ci cie=ce cia=ca w=v c=C ch=h dz=z dż=j dź=z j=y ó=u ie=e ia=a
            szcz=S ś=s ź=z io=o iu=u ska$=skaya cka$=Ckaya ja=ya sk=sk je=e ju=yu jo=yo ą=on ę=en ks=ks
        """,
        "slavic": """
            c=C ch=h j=y nj=n lj=l dž=j ď=d ť=t ň=n ů=u ja=ya ju=yu je=e jo=yo ia=ia č=c ć=c w=v ý=i á=a
            ě=e ie=ie iji=ii ij$=i dj=j ov=ov jč=yc cz=c
        """,
        "dutch": """
            oe=u ij=ey sch=sh ui=ey uu=u ie=i ee=e oo=o aa=a eu=e ou=au v=v w=v ch=h j=y tj=c sj=S ieu=e
            auw=au g=h g_=g gh=g å=o ø=o ö=o hj=y kj=c
        """,
        "hungarian": """
            s=S sz=s zs=Z cs=c gy=d ny=n ly=y ty=t c=C j=y th=t cz=C y$=i ö=o ü=u ncs=nc ch=h ts=c
        """,
        "turkish": """
            c=j ç=c ş=S ğ= j=Z y=y ch=c x=h q=g w=v
        """,
        "romanian": """
            ce=ce ci=ci c_=c g_=j ch=k gh=g ea=a â=i î=i j=Z h=h ă=e ca=ka iu=iu x=ks oa=oa
        """,
        "japanese": """
            shi=si sh=s chi=ti ch=t tch=tt ji=zi j=z tsu=Cu ts=C ō=o ū=u ou=o oo=o uu=u wa=va y=y ya=ya
            n'=n ei=ei ai=ai mb=mb mp=mp oh=o
        """,
        "latin": """
            us$= ius$=i os$= es$= is$= as$= ae=e oe=e c_=C ch=h th=f ph=f qu=kv y=i x=ks j=y aeus$=ey
            eus$=ey
        """,
    }.items()
}
_TABLE_OF = {
    "en": "english", "de": "german", "fr": "french", "es": "spanish", "pt": "portuguese", "it": "italian",
    "pl": "polish", "cs": "slavic", "sk": "slavic", "sl": "slavic", "hr": "slavic", "bs": "slavic",
    "sr": "slavic", "nl": "dutch", "hu": "hungarian", "tr": "turkish", "ro": "romanian",
}  # fmt: skip
_SOFT = frozenset("eiyéèêëíîěęý")
_JAPANESE = re.compile("(?:(?:[kgsztdnhbpmrwyfjv]|sh|ch|ts|[kgnhbpmr]y|ss|kk|tt|pp|tch)?[aeiouāūēīō]|n'?)+")


# Signs of some letters: whether they hold at the start, at the end, before a soft vowel only.
_Rule = tuple[bool, bool, bool, str]


def _reader(table: dict[str, str]) -> Callable[[str], str]:
    """Return a function that reads a word by a table, the longest letters first."""
    rules: dict[str, list[_Rule]] = {}
    for letters, signs in {**_COMMON, **table}.items():
        bare = letters.strip("^$_")
        rule = (letters.startswith("^"), letters.endswith("$"), letters.endswith("_"), signs)
        rules.setdefault(bare, []).append(rule)
    for chosen in rules.values():
        chosen.sort(key=lambda rule: -sum(rule[:3]))
    # How many letters to try at each first letter, the most first.
    sizes: dict[str, list[int]] = {}
    for bare in sorted(rules, key=len, reverse=True):
        known = sizes.setdefault(bare[0], [])
        if len(bare) not in known:
            known.append(len(bare))
    # What letters sound like depends on as many as the longest rule has and the one behind: the same few
    # pieces come again and again.
    reach = {letter: known[0] + 1 for letter, known in sizes.items()}

    # There are seventeen such readers, and to keep more pieces of each saves no time.
    @lru_cache(maxsize=1 << 7)
    def opens(piece: str, first: bool) -> tuple[str, int]:
        """Return what the first letters of a piece sound like, and how many they are."""
        for size in sizes.get(piece[0], ()):
            last = size == len(piece)  # shorter than the reach: the word ends with it
            signs = _signs(rules.get(piece[:size]), first, last, piece[size : size + 1])
            if signs is not None:
                return signs, size
        return piece[0], 1

    def read(word: str) -> str:
        out: list[str] = []
        place, end = 0, len(word)
        while place < end:
            signs, size = opens(word[place : place + reach.get(word[place], 1)], place == 0)
            out.append(signs)
            place += size
        return "".join(out)

    return read


def _signs(rules: list[_Rule] | None, first: bool, last: bool, after: str) -> str | None:
    """Return what letters sound like at their place, None where no rule holds."""
    for at_start, at_end, soft, signs in rules or ():
        if (first or not at_start) and (last or not at_end) and (after in _SOFT or not soft):
            return signs
    return None


@lru_cache(maxsize=1)
def _readers() -> dict[str, Callable[[str], str]]:
    return {name: _reader(table) for name, table in _TABLES.items()}


_NOT_SIGNS = re.compile("[^\nabvgdeiklmnoprstufhzZcCSjyk]")


_GLIDE = re.compile(f"(?<=[^{_VOWELS}y\n])y(?=[{_VOWELS}])")
_DOUBLE = re.compile(r"(.)(?=\1)")
_VOICED = re.compile(f"(?<=[{_VOWELS}])s(?=[{_VOWELS}])")


def _even(text: str) -> str:
    """Level in lines what no spelling keeps apart: doubles, й between a consonant and a vowel, й beside и."""
    text = _GLIDE.sub("", text).replace("iy", "i").replace("yi", "i").replace("ts", "C")
    return _DOUBLE.sub("", text)


@lru_cache(maxsize=1 << 9)
def readings(word: str) -> tuple[str, ...]:
    """Return how a word may sound: one reading of a Cyrillic word, several of a Latin one."""
    if is_cyrillic(word):
        return _cyrillic_readings(word)
    low = _latin(word)
    raw = [read(low) for name, read in _readers().items() if name != "japanese" or _JAPANESE.fullmatch(low)]
    found = _signs_alone("\n".join(dict.fromkeys(raw))).split("\n")
    found.insert(1, _VOICED.sub("z", found[0]))
    return tuple(dict.fromkeys(text for text in found if text))


@lru_cache(maxsize=1 << 7)
def read_in(word: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return how a word sounds read in these languages alone, ISO codes; a Cyrillic one as it is written.

    A language that has no reading of its own is read as `plain` Latin.
    """
    if is_cyrillic(word):
        return _cyrillic_readings(word)
    low, readers = _latin(word), _readers()
    found = (_signs_alone(readers[_TABLE_OF.get(lang, "plain")](low)) for lang in languages)
    return tuple(dict.fromkeys(text for text in found if text))


@lru_cache(maxsize=1 << 8)
def pinyin(word: str) -> str:
    """Return how a foreign name in simplified Chinese characters sounds by its pinyin, tones left out."""
    read = _pinyin_reader()
    # Each character by itself: 林格 is lin-ge, not ling-e.
    return _signs_alone("".join(read(_latin(char)) for char in word.translate(_TRANSCRIBING)))


# Read as what they stand for in the usual tables of transcription: «ti», «sh».
_TRANSCRIBING = str.maketrans("蒂什", "提施")


@lru_cache(maxsize=1)
def _pinyin_reader() -> Callable[[str], str]:
    return _reader(_table("zh=j ch=c sh=S x=S q=c c=C z=C j=j w=v h=h ng=n er=r"))


def is_cyrillic(word: str) -> bool:
    """Tell whether a word has Cyrillic letters."""
    return any("\u0400" <= char <= "\u052f" for char in word)


def _cyrillic_readings(word: str) -> tuple[str, ...]:
    text = _even(_NOT_SIGNS.sub("", _cyrillic(word)))
    if text.startswith("g"):
        return text, "h" + text[1:]  # «Говард», Howard
    # «Фрэнк», Frank: э inside a word is the English a, and е is not.
    english = _even(_NOT_SIGNS.sub("", _cyrillic(word[:1] + word[1:].replace("э", "а"))))
    return (text,) if english == text else (text, english)


def _latin(word: str) -> str:
    """Return a word in small Latin letters, whatever its script but Cyrillic."""
    low = fold(word)
    if not low.isascii() and strip_marks(low) == low and not any(char in _COMMON for char in low):
        from anyascii import anyascii

        low = str(anyascii(low)).lower()
    return low


def _signs_alone(text: str) -> str:
    return _even(_NOT_SIGNS.sub("", strip_marks(text)))


def consonants(text: str) -> str:
    """Return the consonants of a reading."""
    return text.translate(_NO_VOWELS)


_NO_VOWELS = str.maketrans("", "", f"{_VOWELS}y")
# Sounds that spellings of one name confuse fall together: sibilants, gutturals, lips, teeth, nasals.
_COARSE = str.maketrans("zCcSZjgkhvpfbdm", "sssssskkkpppptn")


@lru_cache(maxsize=1 << 14)
def codes(word: str) -> tuple[str, ...]:
    """Return keys under which spellings of a word fall in any script: coarse consonants, reading by reading.

    A word of vowels alone keeps its first sign.
    """
    found = dict.fromkeys((consonants(text) or text[:1]).translate(_COARSE) for text in readings(word))
    return tuple(code for code in found if code)


def likeness(one: str, other: str) -> float:
    """Return 0..1: how alike two words sound by their best pair of readings; vowels count half."""
    return max(
        (alike(a, b) for a in readings(one) for b in readings(other)),
        default=0.0,
    )


@lru_cache(maxsize=1 << 9)
def alike(one: str, other: str) -> float:
    """Return 0..1: how alike two readings are; vowels count half."""
    if one == other:
        return 1.0
    from rapidfuzz.distance import Levenshtein

    full = float(Levenshtein.normalized_similarity(one, other))
    a, b = consonants(one), consonants(other)
    frame = float(Levenshtein.normalized_similarity(a, b)) if a or b else 1.0
    return (full + frame) / 2
