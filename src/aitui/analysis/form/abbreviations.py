"""Words at which sentences end and begin, by language: data for `sentences`.

Folded, without their last full stop, separated by blanks.
"""

from __future__ import annotations

# Never the last word of a sentence: a name, a number or an explanation follows.
BEFORE_MORE: dict[str, str] = {
    "ru": "т е т н т.е т.н т.о напр см ср им ул пр просп пл пер наб корп стр рис табл гл ст п пп д кв акад "
    "проф доц канд докт г-н г-жа св тел ред сост изд пос дер с обл р-н оз руб.коп англ нем фр итал "
    "лат кит яп долл млн млрд трлн тыс прим мин макс ориг букв",
    "uk": "т е т.е напр див ім вул просп пл буд рис табл ст проф акад св обл р-н англ млн млрд трлн тис дол",
    "en": "mr mrs ms dr prof rev hon gov sen rep gen col lt capt sgt st mt vs e.g i.e cf fig figs nos vol "
    "pp ed eds approx est dept univ viz messrs sr. jr.",
    "it": "sig sigg sig.ra dott dott.ssa prof prof.ssa ing avv arch geom on sen mons gen col cap art artt "
    "pag pagg cfr es p.es ad.es fig figg tab cap vol nn ss spett egr gent tel v",
    "de": "dr prof hr fr frl st z z.b d.h u.a i.d.r vgl bzw ca evtl ggf inkl exkl sog abb tab nr abs art "
    "str bd hrsg geb mio mrd usf.",
    "fr": "m mm mme mmes mlle dr pr me mgr st ste cf p.ex ex fig tab art chap vol éd env av bd n°",
    "es": "sr sra srta dr dra d da prof ing lic gral p.ej ej cf fig tab art cap vol pág págs núm ud uds av "
    "avda",
    "pt": "sr sra dr dra prof eng d p.ex ex cf fig tab art cap vol pág págs av núm",
    "pl": "dr prof inż mgr im ul al np tzn tj m.in por rys tab str nr św ks gen",
    "nl": "dr mr prof ir ing drs dhr mevr bijv d.w.z o.a vgl nr blz fig",
}

# May end a sentence or stand inside it: the next word decides.
MAYBE_LAST: dict[str, str] = {
    "ru": "г гг в вв др пр т.д т.п т д т п н.э руб коп млн млрд трлн тыс долл мин сек ч чел экз шт кг км м",
    "uk": "р рр ст ін т.д т.п ін. грн млн млрд",
    "en": "inc corp co ltd u.s u.k u.n a.m p.m etc al no jr sr bros ph.d jan feb mar apr jun jul aug sep "
    "sept oct nov dec",
    "it": "ecc s.p.a s.r.l spa srl",
    "de": "usw etc u.s.w gmbh jh jhd",
    "fr": "etc s.a j.-c",
    "es": "etc s.a ee.uu EE.UU",
    "pt": "etc s.a ltda",
    "pl": "itd itp r w",
    "nl": "enz etc",
}

# Words that, with a capital letter, begin a sentence and hardly ever a name.
STARTERS: dict[str, str] = {
    "ru": "это этот эта эти этому он она оно они мы вы я в во на но при однако для по из за до от если "
    "когда как так также кроме после перед согласно между тем хотя всего все их его её ее там тогда "
    "сейчас теперь среди с со к ко о об и а или что чтобы поэтому такой такая такие другие другой "
    "по-прежнему пока вместе наконец причём причем затем далее ранее позже сегодня сама сам само под "
    "над через ещё еще уже",
    "uk": "це цей ця ці він вона вони ми ви я в у на але при однак для за до від якщо коли як так також "
    "крім після перед між хоча всі їх його її там тоді зараз тепер серед з із і й та або що тому",
    "en": "the a an this that these those it he she they we you i in on at but if when while as by for from "
    "after before however according there here its his her their our and or so then yet still now "
    "meanwhile",
    "it": "il lo la i gli le un uno una questo questa questi queste quello quella in su ma se quando come "
    "per da dal dalla con dopo prima tuttavia secondo anche e o si nel nella non è lui lei loro "
    "inoltre infine",
    "de": "der die das ein eine dieser diese dieses es er sie wir ich in im an am auf aber wenn als wie für "
    "von vom nach vor laut und oder so dann doch jedoch auch nun zudem mit bei zum zur",
    "fr": "le la les un une des ce cet cette ces il elle ils elles nous on je en dans sur mais si quand "
    "comme pour par de du après avant selon et ou ainsi alors aussi cependant pourtant",
    "es": "el la los las un una este esta estos estas eso ello él ella ellos en sobre pero si cuando como "
    "para por de del con tras antes según y o así también sin no se su sus además",
    "pt": "o a os as um uma este esta isso ele ela eles em no na mas se quando como para por de do da com "
    "após antes segundo e ou assim também não seu sua",
    "pl": "to ten ta te on ona oni w we na ale jeśli gdy jak dla po z ze od do przed według i lub tak także "
    "jednak",
    "nl": "de het een dit dat deze die er hij zij wij ik in op aan maar als wanneer voor van na volgens en "
    "of zo ook",
}

# «… nel V secolo a.C. La Grecia …»: of any language, decided by the next word alone.
ERAS = frozenset(
    ["d.c", "a.c", "н.э", "j.-c", "n.e", "n.l", "v.chr", "n.chr", "b.c", "b.c.e", "c.e", "a.d", "p.e.v"]
)
