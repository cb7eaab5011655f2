"""Forms of a word that have no stem in common with it: «рынок», «рынки»; grew, grown; raggiunto.

For searches alone: what is typed is widened, the index stays as it is.  Russian forms are those of
pymorphy3's dictionary; English, German and Italian ones stand in `irregular.txt`, a line a word, its language
first.  Auxiliary verbs are none of them: their forms stand in every text.  Rules make those of other German
and Italian verbs, where the infinitive is typed, and of nouns that the stemmer takes for verbs.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

from aitui.text import stem
from aitui.text.morphology import russian_words

# A word of which nothing is known has forms by its looks, and few of them are right; so many are asked for.
_MOST = 24
_SHORTEST = 3


@lru_cache(maxsize=1 << 8)
def stems(word: str) -> frozenset[str]:
    """Return the stems under which the other forms of a typed word stand in the index; most often none."""
    plain = stem.bare(word)
    if len(plain) < _SHORTEST or not plain.isalpha():
        return frozenset()
    cyrillic = "\u0400" <= plain[0] <= "\u052f"
    if cyrillic:
        found = _russian(plain)
    else:
        # What is written like another word may be a regular verb all the same: kürzen, kurzen.
        known = _irregular().get(plain, frozenset()) | _derived(plain)
        found = known | _german(plain, word) | _italian(plain, word) | _english(plain, word)
    return found - stem.query_stems(word) - {plain}


def _russian(word: str) -> frozenset[str]:
    analyser = russian_words()
    if not analyser.word_is_known(word):
        return frozenset()
    # The best reading alone: «стали» is a verb far more often than steel.  What may be an infinitive is one.
    every = analyser.parse(word)
    read = next((one for one in every if "INFN" in one.tag), every[0])
    forms = {stem.bare(form.word) for form in read.lexeme}
    found = dict.fromkeys(stem.stem(form, "ru") for form in sorted(forms))
    # «вид», the stem of «видят», is another word; a longer one hardly ever is.
    own = (one for one in found if one in forms or len(one) > _SHORTEST or not analyser.word_is_known(one))
    return frozenset(islice(own, _MOST))


# Infinitives of verbs whose forms stand in every text: they are looked for where little else is found.
_AUXILIARIES = {
    line.split()[1]: (line.split()[0], frozenset(line.split()[2:]))
    for line in (
        "it essere sono siamo siete era erano fu furono sara saranno sarebbe sarebbero sia siano fosse "
        "fossero stato stata stati state essendo",
        "it avere ho ha hanno abbiamo aveva avevano ebbe ebbero avra avranno avrebbe avrebbero abbia abbiano "
        "avesse avessero avuto avendo averlo averla",
        "de sein bin ist sind seid war waren sei seien ware gewesen",
        "de haben habe hat habt hatte hatten gehabt",
        "de werden werde wird werdet wurde wurden geworden worden",
        "en have has had having",
        "en will would",
    )
}


def auxiliary(word: str, lang: str) -> frozenset[str]:
    """Return the forms of an auxiliary verb whose infinitive is typed; none of another word.

    Args:
        word: as `stem.words` has it.
        lang: of the texts: «war» is another word in English ones.
    """
    own, forms = _AUXILIARIES.get(word, ("", frozenset()))
    return forms if own == lang else frozenset()


# Prefixes of Italian verbs, and of German ones that do not stand apart and leave out «ge».
_ITALIAN_PREFIX = re.compile(
    "(?:ri|re|pro|con|com|co|per|inter|intra|sotto|sopra|pre|pos|dis|dif|di|de|e|es|in|im|ir|a|ad|ac|ap|at|s|"
    "tras|tra|contrad|bene|male|o|os|sor|sos|sov|av|pot|stra|oltre|ridi|riaf|ricon)"
)
_GERMAN_PREFIX = re.compile("be|ge|er|ver|zer|ent|emp|miss|uber|unter|wider|hinter")
_SHORTEST_DERIVED = 5


def _derived(word: str) -> frozenset[str]:
    """Return the stems of the forms of a verb made of an irregular one: divenire, verbringen."""
    for at in range(1, len(word) - _SHORTEST_DERIVED + 1):
        before, verb = word[:at], word[at:]
        lang, forms = _infinitives().get(verb, ("", ()))
        if lang == "it" and _ITALIAN_PREFIX.fullmatch(before):
            made = {before + form for form in forms}
        elif lang == "de" and _GERMAN_PREFIX.fullmatch(before):
            made = {before + form.removeprefix("ge") for form in forms} | {before + form for form in forms}
        else:
            continue
        return frozenset(one for form in made for one in (form, stem.stem(form, lang)))
    return frozenset()


# What regular Italian verbs end in, by their infinitive.
_ITALIAN_VERBS = {
    "are": "o i a ano iamo ava avano ato ata ati ate ando asse assero arono era eranno erebbe erebbero ino",
    "ere": "o i e ono iamo eva evano uto uta uti ute endo esse essero erono era eranno erebbe erebbero a ano",
    "ire": "o i e ono isce iscono iamo iva ivano ito ita iti ite endo isse issero irono ira iranno irebbe",
}
# How infinitives of other verbs end -> what their forms end in: arrendere, arreso; ottenere, otterrà.
_ITALIAN_STRONG = {
    "ndere": "so sa si se sero",
    "[aiou]dere": "so sa si se sero",
    "ngere": "nto nta nti nte nse nsero",
    "ncere": "nto nta nti nte nse nsero",
    "lgere": "lto lta lti lte lse lsero",
    "[ae]rgere": "rso rsa rsi rse rsero",
    "orgere": "orto orta orti orte",
    "ggere": "tto tta tti tte sse ssero",
    "igere": "etto etta etti ette esse essero",
    "gliere": "lto lta lti lte lse lsero lgo lgono",
    "mettere": "messo messa messi messe mise misero",
    "correre": "corso corsa corsi corse corsero",
    "scrivere": "scritto scritta scritti scritte scrisse scrissero",
    "durre": "dotto dotta dotti dotte dusse dussero duce ducono duceva ducendo",
    "porre": "posto posta posti poste pose posero pone pongono poneva ponendo",
    "trarre": "tratto tratta tratti tratte trasse trassero trae traggono traeva traendo",
    "[a-z]tenere": "tiene tengono tenne tennero terra terranno terrebbe terrebbero tenga",
    "venire": "viene vengono venne vennero venuto verra verranno verrebbe verrebbero venga",
}

# What looks like an Italian infinitive and is none; then those of which a form is a frequent word: «diverse».
_NO_INFINITIVES = frozenset(
    word
    for words in (
        "acquire admire altare andere attire chiare entire espere estere expire intere schere sincere",
        "divergere rifare sporgere",
    )
    for word in words.split()
)


def _italian(word: str, typed: str) -> frozenset[str]:
    """Return other forms of what looks like an Italian word: the stems of a verb, a noun as it is written.

    The stem of a noun that looks like a verb is another word: «des» of deserti, «comm» of commerci.
    """
    # Italian words have accents at their end alone.
    if not (typed.isascii() and typed[0].islower()) or len(word) <= _SHORTEST_DERIVED or word in _AUXILIARIES:
        return frozenset()
    if word in _NO_INFINITIVES:
        return frozenset()
    found: set[str] = set()
    ending = word[-3:]
    if ending in _ITALIAN_VERBS or ending == "rre":
        for infinitive, forms in _ITALIAN_STRONG.items():
            if match := re.search(f"{infinitive}$", word):
                root = word[: match.start() + infinitive.startswith("[")]
                found |= {stem.stem(root + form, "it") for form in forms.split()}
        if ending in _ITALIAN_VERBS:
            root = word[:-3]
            for form in _ITALIAN_VERBS[ending].split():
                made = _soft(root, form) if ending == "are" else root + form
                one = stem.stem(made, "it")
                # One that is shorter than the root is another word's too: «parl» of parlamenti; or «salvin».
                found.add(made if form == "ino" or _SHORTEST < len(one) < len(root) else one)
        # One of three letters is another word most often: «cas» of cadere.
        return frozenset(one for one in found if len(one) > _SHORTEST)
    if word[-1] in "oae":  # maschera, maschere; straniero, straniere
        ends = {"o": "iae", "a": "e", "e": "i"}[word[-1]]
        known = stem.query_stems(word)
        found |= {form for end in ends if stem.stem(form := _soft(word[:-1], end), "it") not in known}
    if word.endswith("o"):
        found.add(word[:-1] + "issim")
    return frozenset(found)


def _soft(root: str, ending: str) -> str:
    """Return an Italian root with an ending; c and g keep their sound: pagheranno."""
    if root.endswith(("c", "g")) and ending[0] in "ei":
        return f"{root}h{ending}"
    return root[:-1] + ending if root.endswith("i") and ending[0] == "i" else root + ending


# English letters that are doubled: boycotting, stuffed; spellings of either side of the sea.
_DOUBLE = re.compile(r"[a-z]{5,}([bdgmnprt])\1|[a-z]{3,}ff")
_SPELLED = (("our", "or"), ("or", "our"), ("tre", "ter"), ("ise", "ize"), ("ize", "ise"), ("yse", "yze"))


def _english(word: str, typed: str) -> frozenset[str]:
    """Return the stems of other forms of what may be an English word that the stemmer takes for another."""
    if not (typed.isascii() and typed[0].islower()) or len(word) < _SHORTEST_DERIVED - 1:
        return frozenset()
    found: set[str] = set()
    if _DOUBLE.fullmatch(word):
        found.add(word[:-1])
    if word.endswith("ee"):
        found.add(word + "d")
    if word.endswith("man") and len(word) > _SHORTEST_DERIVED:
        found.add(word[:-3] + "men")
    if len(word) > _SHORTEST_DERIVED:
        found |= {
            stem.stem(word.removesuffix(one) + other, "en") for one, other in _SPELLED if word.endswith(one)
        }
    return frozenset(found)


# German prefixes, without their marks: what stands apart from the verb, and what leaves out «ge».
_APART = re.compile(
    "zuruck|zusammen|zurecht|vorher|uberein|umher|weiter|wieder|heraus|hinaus|herein|hinein|herunter|hervor|"
    "herab|herbei|herum|hinab|hinzu|voran|voraus|vorbei|vorweg|auseinander|gegenuber|kennen|entgegen|empor|"
    "nieder|bereit|bekannt|sicher|durch|fern|frei|heim|hoch|klar|statt|still|teil|uber|unter|wahr|"
    "ab|an|auf|aus|bei|dar|ein|fest|fort|her|hin|los|mit|nach|um|vor|weg|zu"
)
_WITHOUT_GE = ("be", "ge", "er", "ver", "zer", "ent", "emp", "miss")
_SHORTEST_ROOT = 3
# What German nouns of other languages end in, and their plurals: Museen, Agenden, Mineralien, Risiken.
_PLURALS = (("um", "en"), ("um", "a"), ("us", "en"), ("a", "en"), ("o", "en"), ("al", "alien"))
# Roots behind which -t cannot be spoken: arbeitet, öffnet.
_WITH_E = re.compile("[td]$|[^aeiouhlrmn][mn]$")


def _german(plain: str, typed: str) -> frozenset[str]:
    """Return plurals of what may be a German noun, as written, or stems of other forms of an infinitive.

    The stem of what is no plural is another word: «eigent» of Eigentum, «reicht» of Reichtum.
    """
    if typed[0].isupper() and len(plain) > _SHORTEST_DERIVED:
        return frozenset(
            plain.removesuffix(one) + other for one, other in _PLURALS if typed.lower().endswith(one)
        )
    if not typed[0].islower() or len(plain) <= _SHORTEST_ROOT + 1:
        return frozenset()
    # Not every «er», which in other languages makes another word: enter, entre; alter, altre.
    if plain.endswith(("uer", "el")):
        return frozenset({f"{plain[:-2]}{plain[-1]}e{ending}" for ending in ("", "n", "r", "s")})  # teure
    if not plain.endswith(("en", "eln", "ern")):
        return frozenset()
    found = set(_conjugated(plain))
    if apart := _APART.match(plain):
        prefix, verb = apart[0], plain[apart.end() :]
        if len(verb) > _SHORTEST_ROOT + 1:
            # An irregular one has the forms that it has alone.
            forms = _irregular().get(verb) or _conjugated(verb)
            found |= {prefix + form for form in forms} | {f"{prefix}zu{verb}"}
    return frozenset(stem.stem(form, "de") for form in found)


def _conjugated(verb: str) -> list[str]:
    """Return forms of a regular verb from which the stemmer makes the others."""
    root = verb.removesuffix("en") if verb.endswith("en") else verb.removesuffix("n")
    ge = "" if root.startswith(_WITHOUT_GE) or root.endswith("ier") else "ge"
    ending = "et" if _WITH_E.search(root) else "t"
    return [f"{before}{root}{ending}" for before in dict.fromkeys(("", ge))]


@cache
def _lines() -> tuple[tuple[str, tuple[str, ...]], ...]:
    text = Path(__file__).with_name("irregular.txt").read_text(encoding="utf-8")
    found: list[tuple[str, tuple[str, ...]]] = []
    for line in text.splitlines():
        lang, *forms = line.split()
        if lang == "it":  # fecero beside fece, verranno beside verrà
            forms += [form[:-1] + "ero" for form in forms[1:] if form.endswith(_REMOTE)]
            forms += [form[:-1] + end for form in forms[1:] if form.endswith("rà") for end in _FUTURE]
        found.append((lang, tuple(forms)))
    return tuple(found)


# How their future goes on, and how the past of irregular Italian verbs ends.
_FUTURE = ("anno", "ebbe", "ebbero")
_REMOTE = ("se", "bbe", "ppe", "nne", "cque", "lle", "tte", "vve", "ide")


@cache
def _infinitives() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return language and bare forms of irregular verbs of German and Italian, by how they are looked up."""
    return {
        stem.bare(forms[0]): (lang, tuple(map(stem.bare, forms)))
        for lang, forms in _lines()
        if lang in ("de", "it") and forms[0].endswith(("re", "en"))
    }


@cache
def _irregular() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for lang, forms in _lines():
        # As a word and as the stem that the index makes of it.
        group = frozenset(one for form in forms for one in (stem.bare(form), stem.stem(form, lang)))
        for form in forms:
            plain = stem.bare(form)
            found[plain] = found.get(plain, frozenset()) | group
    return found
