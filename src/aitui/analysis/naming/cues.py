"""Word lists of name finding: what tells the type of a name, and which capitalised words are none.

All words are folded.  Russian cues are beginnings of words, because they are inflected.
"""

from __future__ import annotations

from functools import lru_cache

from aitui.model import EntityType


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text as a set; keeps long lists readable."""
    return frozenset(text.split())


def word_tuple(text: str) -> tuple[str, ...]:
    """Return the words of a text as a tuple."""
    return tuple(text.split())


# Latin words in any text that are terms, units or ranks and no names.
GENERIC = word_set(
    """
    dna rna hiv gps atm suv ngo ngos pib pil tva iva bip lng tnt faqs ps bc ad
    bip dax mwst lkw pkw kfz sms nft cpd cdi cdd tgv hlm qcm ddl dpcm irpef irpf irap imu irs ets pnrr cpu
    rrhh dni esg ipc uci rae cv pme tpe kmu pymes pmi
    ai ia ki llm llms lrm vlm slm api apis ceo cto cfo coo cio vp gpu gpus cpu cpus npu tpu tpus asic
    fpga hbm dram nand ssd rag kd moe sft rlhf rl ml dl nlp nlu ocr asr tts cv agi asi ar vr xr mr iot
    it ict r&d b2b b2c saas paas iaas sdk ide pc pcs tv usb cd dvd url html xml json sql http https www
    pdf ceo's q&a faq tflops tflop pflops flops mw gw kw kwh gb tb mb kb ghz mhz khz nm mm cm km kg ok
    pr hr roi kpi esg gdp ipo m&a dense agmm open source opensource sota benchmark token tokens prompt
    chat bot app web online offline hi-tech high-tech fintech edtech deep learning machine transformer
    transformers attention agent agents copyright inc corp ltd llc plc co spa srl gmbh ag sa nv bv se oy
    ab pjsc usd eur rmb cny rub gbp jpy vs no id covid covid-19 gpu-s wi-fi wifi bluetooth lte 4g 5g 6g
    email e-mail i ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xvii xviii xix xx xxi am pm utc gmt
    eof nda cmos euv duv soc sram ram rom os vpn dns ip tcp cot
    """
)
# A run of Latin words that ends with one of these names a technique, a rank or a document, not a thing.
CONCEPT_HEADS = word_set(
    """
    learning distillation generation experts intelligence model models network networks interface
    training processing recognition reasoning attention memory inference computing officer president
    director manager engineer scientist market access control language vision alignment retrieval
    optimization parallelism officers items results quarter resource resources statements revolution summit
    report reports window cache programming license licence
    """
)
CONCEPT_PHRASES = word_set(
    "large small language knowledge retrieval augmented mixture application machine deep"
)
# Words that, after the name of an organisation, name the same organisation.
SAME_ORGANIZATION = word_set(
    "group inc corp corporation ltd limited llc plc holdings holding co company gmbh ag spa srl technologies"
)
# Words that, after a name, make the whole the name of another organisation.
ORGANIZATION_TAILS = word_set(
    """
    research labs lab cloud intelligence ventures capital data news times post daily journal university
    institute college school academy bank telecom mobile airlines motors energy pictures studios health
    analytics semiconductor semiconductors electronics systems solutions networks software media press
    partners securities foundation association council commission committee agency bureau department
    ministry center centre society international technology industries
    """
)
# The last word of a name that tells its type («Celtic Sea», «Kigali Amendment», «Opium War»).
_TAILS: dict[EntityType, str] = {
    "place": """
        sea ocean river island islands park mountain mountains delta oblast county hill hills town city bay
        valley lake street road bridge airport province peninsula desert strait canal district village square
        avenue boulevard beach harbour harbor forest creek canyon glacier cape gulf coast tower plaza
        """,
    "event": "war wars cup olympics championship championships festival conference summit expo symposium",
    "law": "rule rules act treaty agreement amendment accord accords protocol convention directive",
    "organization": """
        party league union federation guild institution hospital museum church orchestra club company
        corporation fund trust administration authority office service court assembly board alliance army
        navy police records entertainment airways railways hotels group holdings committee subcommittee
        commission department ministry agency bureau council parliament
        """,
}
TAILS: dict[str, EntityType] = {word: kind for kind, words in _TAILS.items() for word in words.split()}
# The first word of a name of a place («Mount Kenya», «Río Turia», «San Jose»).
PLACE_HEADS = word_set(
    """
    mount lake cape fort río lago monte isla islas puerto costa plaza calle piazza rue mont lac île golfe
    sierra san santa saint santo são los las
    """
)
# Heads of institutions that are named after a place or a field («Universidad de Granada»).
INSTITUTIONS = word_set(
    """
    university universidad università universita université institute instituto istituto institut academy
    academia accademia académie college school escuela scuola école museum museo musée bank banco banca
    banque ministry ministerio ministero ministère department departamento dipartimento hospital ospedale
    politecnico politécnica association asociación associazione federation federación federazione
    council consejo consiglio conseil chamber cámara camera chambre society sociedad società société
    """
)
# Ministers' fields, which stand before their title and are no name («Commerce Secretary»).
PORTFOLIOS = word_set(
    """
    commerce defense defence treasury energy foreign interior finance justice education health labor labour
    agriculture transport transportation digital economy trade environment homeland budget technology
    """
)
# Words before AI that make no name of it («Sovereign AI»).
AI_ADJECTIVES = word_set(
    """
    generative agentic responsible western european global sovereign physical embodied trustworthy frontier
    open general national american big modern new advanced artificial safe ethical strong weak conversational
    enterprise industrial military the and or for of with on in to by from
    """
)
# Second words of companies that are often left out («Lumitron Systems», «Corvid AI»).
COMPANY_TAILS = word_set(
    """
    group inc corp corporation ltd limited llc plc holdings holding co company gmbh ag spa srl technologies
    technology systems networks electronics semiconductor semiconductors robotics ai labs capital ventures
    partners solutions software media energy power industries pharma motors therapeutics computing dynamics
    """
)
LEGAL_FORMS = word_set("inc corp ltd llc plc spa srl gmbh ag sa nv bv kg pjsc ltda")
# Nouns that stand before a name and are no part of it, also where nouns have capitals.
CUE_NOUNS = word_set(
    """
    firma unternehmen konzern startup startups modell model modello modèle modelo chatbot app azienda società
    company firm maker chipmaker empresa compañía entreprise société hersteller anbieter entwickler
    analyst economist
    """
)
# Capitalised words that are not names: days, months, titles, the words of institutions standing alone.
_DAYS = """
    jan feb mar apr jun jul aug sep sept oct nov dec thanksgiving
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december lunedi martedi mercoledi giovedi venerdi sabato domenica
    gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre montag
    dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz mai juni juli
    oktober dezember lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier février mars
    avril juin juillet août aout septembre octobre novembre décembre lunes martes miércoles jueves
    viernes sábado enero febrero abril mayo junio julio septiembre octubre noviembre diciembre
    """
_TITLES = """
    president vice prime minister chief executive officer senator senators representative governor
    secretary chairman chairwoman chair director professor dr mr mrs ms sir lord lady king queen prince
    pope general admiral judge justice attorney chancellor commissioner ambassador spokesman spokeswoman
    founder co-founder cofounder boss head analyst editor author researcher presidente presidenza
    ministro ministra senatore senatrice governatore direttore direttrice professore professoressa
    dottor dottoressa signor signora fondatore cofondatore amministratore delegato premier portavoce
    président présidente ministre sénateur gouverneur directeur directrice professeur monsieur madame
    fondateur fondatrice porte-parole presidenta ministra senador gobernador directora profesor
    profesora señor señora fundador portavoz präsident präsidentin minister ministerin senator kanzler
    bundeskanzler gründer gründerin sprecher sprecherin professorin herr frau chef chefin ceo cto cfo
    """
TITLES = word_set(_TITLES)
NOT_NAMES = word_set(
    _DAYS
    + _TITLES
    + """
    state states government congress senate house parliament court supreme ministry department
    commission committee republicans democrats republican democrat internet web earth god christmas
    easter government white paper executive order act bill law north south east west northern southern
    eastern western european asian african internet governo stato stati parlamento congresso senato
    camera ministero commissione corte borsa internet rete gouvernement état états parlement congrès
    sénat ministère commission cour bourse gobierno estado estados parlamento congreso senado ministerio
    comisión corte bolsa covid english chinese french german italian spanish russian japanese korean i
    i'm i'll intelligenza artificiale intelligence artificielle inteligencia artificial artificial ia ai
    ki llm data cloud big tech bigtech open source machine learning deep chip chips wall street
    """
)
# Words that open sentences in capital letters (and never begin a name that we would otherwise find).
OPENERS = word_set(
    """
    rival competitor startup another former
    the a an this that these those it its he she his her they their we our you your i in on at by for
    from with without of to into over under after before during since until while when where why how
    what who which whose whether if as but and or nor so yet not no yes also both either neither each
    every all any some many much more most few several other another such same only just even still
    already now then today yesterday tomorrow here there however meanwhile moreover furthermore
    therefore thus instead rather despite although though because according based given about against
    among between like unlike across amid behind beyond last next first second third new old early late
    recent recently once twice one two three four five six ten half since then earlier later finally
    overall critics experts analysts investors officials researchers scientists companies people il lo
    la i gli le un uno una l d dell della dello dei degli delle del al allo alla ai agli alle nel nello
    nella nei negli nelle dal dallo dalla dai dagli dalle sul sullo sulla sui sugli sulle con per tra
    fra di da in su e ed o ma anche se come quando dove mentre dopo prima durante secondo questo questa
    questi queste quello quella quelli quelle tutto tutti tutte ogni alcuni alcune molti molte altri
    altre nuovo nuova oggi ieri domani ora poi infine inoltre tuttavia invece intanto recentemente
    nonostante perché poiché così quindi però non si ci lui lei loro suo sua suoi sue nostro due tre
    quattro cinque anno anni all'epoca sempre già ancora le la les un une des du de d au aux en dans sur
    sous avec sans pour par entre vers chez depuis pendant après avant selon malgré et ou mais donc car
    si comme quand où que qui ce cet cette ces il elle ils elles on nous vous je son sa ses leur leurs
    notre plus moins très aussi ainsi alors cependant toutefois enfin hier aujourd'hui demain deux trois
    quatre cinq tout tous toute toutes chaque plusieurs certains certaines autre autres selon el la los
    las un una unos unas de del al en con sin por para entre sobre bajo desde hasta hacia según durante
    tras y e o u pero sino aunque porque si como cuando donde que quien este esta estos estas ese esa
    esos esas aquel su sus nuestro más menos muy también así entonces ahora hoy ayer mañana dos tres
    cuatro cinco todo todos toda todas cada varios varias otro otros otra otras mientras además der die
    das den dem des ein eine einen einem einer eines und oder aber doch denn weil dass daß ob wenn als
    wie wo wer was wann warum dieser diese dieses diesen diesem jener jede jeder jedes alle viele einige
    mehrere andere im in am an auf aus bei beim mit nach von vom vor zu zum zur über unter zwischen
    durch für gegen ohne um seit bis während trotz laut auch noch nur schon sehr nun jetzt heute gestern
    morgen dann dort hier er sie es wir ihr ich sein seine ihre unser zwei drei vier fünf neue neuer
    neues zudem außerdem jedoch dennoch damit dabei dazu в во на с со к ко по из за от до у о об при для
    без под над между через после перед во-первых во-вторых в-третьих и а но или если когда где как что
    кто это этот эта эти тот та те его ее их он она они мы вы я не ни также тоже однако хотя чтобы
    потому поэтому таким так сейчас сегодня вчера завтра уже еще только даже более менее год месяц ранее
    позже наконец например кроме помимо согласно среди вместо несмотря благодаря новый новая новое новые
    первый вторая второй третий последний
    """
)
# Capitals that are terms, not names, in Cyrillic texts.
CYRILLIC_GENERIC = word_set(
    """
    ии ввп нир ниокр цод сми вуз эвм пк по ос ооо оао пао зао ао ип нко ндс ндфл мрот жкх тэк чп гост ту
    днк рнк вич ковид тв фио инн кпд зп тз бд ит икт впк рф. мвт гвт квт гб тб мб см мм км кг млн млрд
    трлн тыс долл руб
    """
)

# Verbs of speech: who stands before one is a person more often than not.
SPEECH = word_set(
    """
    said says told tells wrote writes argued argues warned warns added adds noted explained believes
    believed thinks disse dice detto spiega spiegato scrive scritto afferma sostiene avverte dit dijo
    dice explica explicó advierte afirma estime explique affirme écrit sagte sagt schrieb schreibt
    erklärte erklärt warnte warnt meint betonte
    """
)
# Titles that stand before a surname alone («Judge Preska», «Mr. Cahn»).
HONORIFICS = word_set(
    """
    mr mrs ms dr prof sir judge justice senator sen representative rep king queen prince princess pope signor
    signora dottor monsieur madame señor señora herr frau congressman congresswoman
    """
)
# Further occupations, compared whole: as beginnings they would take in other words («king», «kingdom»).
_OCCUPATIONS = word_set(
    """
    attorney lawyer captain colonel lieutenant sergeant bishop coach actor actress singer author writer
    economist scientist physicist mathematician engineer counsel giudice avvocato economista scienziato
    ingegnere sindaco sindaca juge avocat maire économiste ingénieur juez abogado alcalde ingeniero richter
    anwalt anwältin ökonom ökonomin bürgermeister ingenieur kommissar commissioner ambassador mayor general
    admiral chancellor boss head embajador embajadora ambasciatore ambasciatrice ambassadeur ambassadrice
    botschafter botschafterin canciller sottosegretario sottosegretaria commissario commissaire comisario
    professoressa chercheuse investigadora шейх эмир принц король тренер академик адвокат судья
    """
)
# Beginnings of words that tell the type of a name beside them.
_CUES: dict[EntityType, tuple[str, ...]] = {
    "product": word_tuple("""
    модел чат-бот чатбот бот приложен сервис платформ утилит видеогенератор генератор нейросет ассистент
    помощник чип процессор ускорител видеокарт бенчмарк тест датасет версия версии систем архитектур
    библиотек фреймворк смартфон поисковик браузер соцсет алгоритм modell app applicazione chatbot
    assistente piattaforma versione model models platform assistant tool chip benchmark processor
    software browser version plateforme modèle modelo aplicación plataforma anwendung chatbots
    assistenten sprachmodell acceler gpu
    """),
    "organization": word_tuple("""
    компани стартап разработчик агентств корпораци фирм банк фонд лаборатори университет институт
    академи издани газет журнал холдинг концерн производител провайдер центр ведомств министерств
    источник конкурент инвестор гигант бигтех организаци платформа-владел основан azienda società
    startup compagnia gruppo fondo banca agenzia laboratorio università istituto giornale fonte colosso
    company startups firm developer lab maker group bank fund agency university institute newspaper
    giant source entreprise société groupe fonds banque agence université journal éditeur empresa
    compañía grupo fondo banco agencia universidad diario fabricante unternehmen firma konzern bank
    fonds hersteller anbieter entwickler universität institut zeitung
    """),
    "person": word_tuple("""
    глав президент вице-президент премьер министр сенатор конгрессмен гендиректор директор основател
    сооснова учредител аналитик профессор эксперт ученый инженер исследовател журналист миллиардер
    предпринимател инвестор-мил экс-глав представител советник канцлер губернатор мэр посол генерал
    юрист автор писател депутат господин доктор спикер presidente ministr senator governat diret
    professor fondator cofondator co-fondator analista ricercat giornalista imprendit portavoce ceo cto
    cfo president minister senator governor director founder co-founder cofounder analyst researcher
    journalist billionaire entrepreneur spokes secretary chairman chancellor président ministre sénateur
    directeur directrice fondateur fondatrice cofondateur chercheur analyste patron senador gobernador
    fundador cofundador investigador analista präsident kanzler gründer mitgründer chef vorstand
    sprecher forscher analyst
    """),
    "law": word_tuple("""
    закон законопроект указ постановлен директив регламент law bill act order legge decreto disegno loi
    décret ley decreto gesetz verordnung
    """),
    "work": word_tuple("""
    исследовани доклад книг стать обзор план стратеги белая фильм роман отчет меморандум стандарт report
    study paper book rapporto studio libro relazione rapport étude livre informe estudio libro bericht
    studie buch
    """),
    "place": word_tuple("город провинци штат регион остров city province town città provincia ville"),
}


@lru_cache(maxsize=1 << 14)
def cue_type(word: str, types: tuple[EntityType, ...]) -> EntityType | None:
    """Return the type, of those asked for, that a folded word beside a name tells; None if none."""
    for kind in types:
        if kind == "person":
            if word in HONORIFICS or word in _OCCUPATIONS:
                return kind
            if word in INSTITUTIONS:
                continue
        if word.startswith(_CUES[kind]):
            return kind
    return None


# Given names, folded; the surest sign of a person.  Latin and Cyrillic spellings of the same names.
GIVEN_NAMES = word_set(
    """
    aaron adam adrian alain alan albert alberto alejandro alessandra alessandro alex alexander alexandra
    alexandre alexei alexey alfred ali alice alison amanda amy ana anastasia andre andrea andreas andrei
    andrej andrew andrey angel angela anja ann anna anne annalena anthony antoine antonio arnaud arthur
    arvind ashley barbara ben benjamin bernard bill bob boris brad brian bruno carl carla carlo carlos
    carol caroline cecilia charles charlotte chiara chris christian christine christopher claire clara
    claudia claudio colin craig cristina daniel daniela daniele dario dave david dean deborah demis
    dennis diana diego dina dirk dmitri dmitry dominic don donald dorothy doug douglas dylan ed eduardo
    edward elaine elena eleonora eli elisa elizabeth elon emanuele emily emma emmanuel enrico eric erik
    ernesto eva evan fabio federica federico felix fernando filippo florian francesca francesco francis
    francisco franck françois françoise frank franz fred frederic friedrich gabriel gary gavin geoffrey
    george georg gerard gerhard giacomo gianni gina giorgia giorgio giovanni giulia giulio giuseppe
    glenn gordon graham greg gregory guido guillaume gustavo guy hannah hans harold harry heather heidi
    heiko heinrich helen helena henri henrik henry howard hubert hugo ian igor ilya ines irene isabel
    isabella ivan jack jacob jacques jake jakub james jan jane janet jared jason javier jay jean jeff
    jeffrey jennifer jensen jeremy jerome jerry jessica jill jim jimmy joachim joan joanna joe joel
    johan johann johannes john johnny jon jonas jonathan jordan jorge jose josé josef joseph josh joshua
    juan judith julia julian julie jürgen justin kai karen karl karin karine kate katherine kathleen
    katie keith kelly ken kenneth kevin kim klaus konstantin kristin kurt kyle lars laura laurent
    lawrence lee leon leonard leonardo leslie lewis liam lina linda lisa lorenzo louis louise luca lucas
    lucia luigi luis lukas luke lydia maggie manuel marc marcel marco marcos marcus margaret margrethe
    maria marie marina mario mark markus martin martina mary massimo matt matteo matthew matthias
    matthieu maurizio max maxim megan melanie melissa michael michel michele michelle miguel mikhail
    mike mira miranda mohammed monica moritz mustafa nadia nancy natalia natalie nathan neil nicholas
    nick nicola nicolas nikolai nina noah norman olaf oleg olga oliver olivia olivier oscar pablo paola
    paolo pascal pat patrick paul paula pavel pedro peter philip philipp philippe pierre pietro rachel
    rafael raffaele ralf ralph ray raymond rebecca reinhard rené ricardo riccardo richard rick rob
    robert roberta roberto robin rodrigo roger roland roman ron ronald rosa ross roy rudolf russell ruth
    ryan sabine salvatore sam samantha samuel sandra sara sarah satya scott sean sebastian serge sergei
    sergej sergey sergio shane sharon shawn silvia simon simone sofia sonia sophie stefan stefania
    stefano stefanie stella stephan stephanie stephen steve steven sue sundar susan susanne sven sylvie
    tatiana ted teresa terry theo theresa thierry thomas tim timothy tina tobias todd tom tomas tommaso
    tony tyler ulrich ursula uwe valentina valeria vanessa vera veronica vicky victor victoria viktor
    vincent vincenzo virginia vitalik vittorio vladimir volker walter warren wendy werner will william
    wolfgang xavier yann yannick yoshua yuri yves zachary аарон адам алан александр александра алексей
    алекс али алиса альберт анастасия ангела андрей анна антон арвинд артем артур бен бенджамин билл боб
    борис брайан брэд вадим валентин валерий василий вера виктор виктория виталий виталик владимир
    вячеслав гари геннадий георгий герман григорий грег дана даниил дарья демис денис деннис джастин
    джед джей джейк джейкоб джеймс джейн джейсон джек джен дженнифер дженсен джереми джерри джефф
    джеффри джим джина джо джоан джозеф джон джонатан джордж джош джошуа джулия дмитрий дональд дэвид
    дэн дэниел евгений екатерина елена елизавета иван игорь илон илья ирина кай карен карл кевин кейт
    ким кирилл константин крис кристин кристина кристофер ларри лев леонид лина линда лиза луи лука майк
    майкл макс максим маргрете марина мария марк мартин мария матвей маттео мира михаил мустафа мэри
    мэтт наталья николай ник никита нил олаф олег олег ольга оливер павел пол питер пьер рафаэль ричард
    роберт роман рэй рэйчел саймон сатья светлана сергей сет скотт стефан стив стивен сундар сьюзан сэм
    сэмюэл тарик татьяна тереза терри тим тимоти том томас тони уильям уолтер урсула федор филипп
    франсуа фрэнк фридрих чарльз шон эд эдвард эмма эмили эммануэль эндрю энтони энн эрик юлия юрий ян
    янн яна ярослав йошуа джеффри дарио даниэла
    """
)
# A title that German writes onto the word before it («Wirtschaftsministerin»).
GERMAN_TITLES = word_tuple(
    """
    minister ministerin chef chefin präsident präsidentin sprecher sprecherin gründer gründerin kanzler
    kanzlerin vorstand direktor direktorin beauftragter beauftragte professor professorin forscher forscherin
    führer führerin leiter leiterin ökonom ökonomin analyst analystin anwalt anwältin richter richterin
    experte expertin autor autorin kommissar kommissarin
    """
)
# Small words inside names: «Bank of China», «Ursula von der Leyen», «Ludovic de la Tour».
CONNECTORS = word_set(
    "of the for and de la le du des del della dei di da van von der den al el y e et zu zur für & on"
)
NAME_PARTICLES = word_set("von van de der den la le du di da del della al bin фон ван де дер ди ла аль бин")
