"""Cue words of bylines and page furniture, in many languages: data for `byline` and `boilerplate`.

All are folded (`text.fold`) alternatives of a regular expression.  Every list is tried on every text,
whatever its language, because pages carry buttons in foreign languages.  Only the short words before a
name (`BY_SHORT`) are bound to their own.
"""

from __future__ import annotations

_STEMS = (
    "jan янв gen ene січ sty oca",
    "feb фев fév fev лют lut şub",
    "mar мар mär берез mrt",
    "apr апр avr abr квіт kwi nis",
    "may май мая маи mag mai трав maj mei",
    "jun juin июн giu чер cze haz",
    "jul июл lug juil лип lip tem",
    "aug авг ago aoû aou серп sie ağu",
    "sep сен set вер wrz eyl",
    "oct окт ott okt out жов paź eki",
    "nov ноя листоп lis kas",
    "dec дек dic dez déc груд gru ara",
)
# Beginnings of the names of months, folded -> 1..12.
MONTH_STEMS: dict[str, int] = {
    stem: number for number, stems in enumerate(_STEMS, start=1) for stem in stems.split()
}

# Short words before a name: only in their own language, and English, which is everywhere.
BY_SHORT: dict[str, str] = {
    "en": "by",
    "it": "di|da",
    "de": "von",
    "fr": "par",
    "es": "por",
    "pt": "por",
    "nl": "door",
    "pl": "przez",
}
PUBLISHED = (
    "опубликован[оаы]?|дата публикации|дата|размещено|время публикации|опубліковано|дата публікації|"
    "pubblicat[oaie]|data di pubblicazione|data|inserito|postato|(?:first )?published|posted|"
    "publication date|date|publish date|date published|released|veröffentlicht|erschienen|datum|"
    "publiziert|publiée?|date de publication|mise? en ligne|paru|publicad[oa]|fecha de publicación|"
    "fecha|data de publicação|opublikowano|data publikacji|gepubliceerd|geplaatst|发布时间|发布日期|"
    "发表于|发布于|时间|日期|公開日|掲載日|配信"
)
REVISED = (
    "обновлен[оа]?|последнее обновление|дата обновления|изменено|отредактировано|оновлено|ultima "
    "revisione|ultimo aggiornamento|ultima modifica|aggiornat[oa]|rivisto|revisionato|modificato|"
    "(?:last )?(?:updated|modified|revised|reviewed|edited)|last update|(?:zuletzt )?aktualisiert|"
    "letzte (?:aktualisierung|änderung)|geändert|stand|mise? à jour|actualisée?|dernière (?:mise à "
    "jour|modification)|modifiée?|(?:última )?actualizaci[óo]n|actualizado|modificado|"
    "última (?:modificación|revisión)|atualizado|zaktualizowano|aktualizacja|bijgewerkt|更新时间|"
    "更新于|最后更新|更新日|最終更新"
)
# Longer words before a name, in any language.
BY_LONG = (
    "подготовил[аи]?|написал[аи]?|автор(?:ы| статьи| текста| материала)?|текст|беседовал[аи]?|"
    "підготувал[аи]|a cura di|scritto da|redatto da|articolo di|testo di|autore|autrice|(?:written|"
    "posted|published|reported|reporting|story|words|article|text) by|authors?|geschrieben von|"
    "verfasst von|ein beitrag von|autor(?:in|en)?|(?:rédigée?|écrite?|propos recueillis) par|"
    "auteure?s?|(?:escrito|redactado|texto) por|autore?s?|autora|opracował[a]?|napisał[a]?|"
    "geschreven door|作者|撰文|文|記者|记者|執筆|著者"
)
FOR_OUTLET = (
    "специально для|для|на сайте|на|в|per conto di|per|su|for|on|in|at|für|auf|bei|pour|sur|dans|"
    "para|en|em|voor|op|dla|avec|with|con|mit|при участии|по материалам|по данным"
)
SOURCE_LABELS = (
    "источник|первоисточник|по материалам|издание|джерело|fonte|testata|source|sources|publisher|"
    "publication|quelle|quellen|fuente|éditeur|bron|źródło|来源|文章来源|本文来源|出处|出典|情報源|"
    "kaynak"
)
OTHER_LABELS = (
    "редактор|ответственный редактор|перевод|переводчик|корректор|editor|editing by|edited by|"
    "reporting by|additional reporting by|translation|translated by|redazione|traduzione|traduzione "
    "di|redaktion|übersetzung|traduction|traducción|edición|责任编辑|编辑|责编|编译|翻译|审核|校对|"
    "編集|url|link|ссылка|адрес|doi|id"
)
TITLE_LABELS = "заголовок|название|titolo|title|headline|titel|titre|título|标题|タイトル|tytuł"
# Words that the names of newspapers, agencies and institutes are made of: no person is called so.
OUTLET_WORDS = (
    "газета|вестник|известия|ведомости|новости|журнал|агентство|институт|фонд|редакция|times|post|"
    "journal|gazette|herald|tribune|news|magazine|review|guardian|observer|chronicle|telegraph|daily|"
    "weekly|institute|foundation|agency|press|zeitung|tagesspiegel|tageblatt|nachrichten|rundschau|"
    "anzeiger|institut|stiftung|giornale|quotidiano|corriere|gazzetta|messaggero|foglio|notizie|rivista|"
    "istituto|fondazione|agenzia|quotidien|courrier|gazette|revue|fondation|agence|diario|periódico|"
    "revista|noticias|instituto|fundación|agencia"
)
# Where a name is asked for these say that nobody is named.
NEWSROOMS = "редакция|redazione|redacción|redaktion|rédaction|la rédaction|newsroom|staff|editorial staff"
# «page 12» of a printed source.
PAGE_NUMBER = r"(?:стр|с|p|pp|pag|pág|s|seite|page|pagina|página)\.? ?\d{1,4}"
WEEKDAYS = (
    "понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|пн|вт|ср|чт|пт|сб|вс|понеділок|"
    "вівторок|середа|четвер|п'ятниця|субота|неділя|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|"
    "domenica|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun|"
    "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|"
    "samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|segunda-feira|terça-feira|"
    "quarta-feira|quinta-feira|sexta-feira|poniedziałek|wtorek|środa|czwartek|piątek|sobota|"
    "niedziela|星期[一二三四五六日天]|周[一二三四五六日]|[月火水木金土日]曜日?"
)
RELATIVE_DAYS = (
    "сегодня|вчера|позавчера|сьогодні|вчора|today|yesterday|oggi|ieri|heute|gestern|aujourd'hui|hier|"
    "hoy|ayer|hoje|ontem|dziś|dzisiaj|wczoraj|vandaag|gisteren|今天|昨天|今日|昨日"
)
# A short line with one of these and one of FOLLOW_PLACE invites readers to follow.
FOLLOW_VERB = (
    "подпис(?:ывай(?:тесь|ся)|аться|ка на|шись)|присоединяй(?:тесь|ся)|следите за|читайте (?:нас|"
    "меня)|больше (?:аналитики|новостей|интересного|материалов|информации|полезного)|еще больше|"
    "ищите (?:нас|меня)|підпис(?:уйтесь|атися)|subscribe|sign up|follow (?:us|me|him|her)|join (?:us|"
    "our)|get (?:the|our|more)|stay (?:tuned|updated|informed)|iscriviti|abbonati|seguici|"
    "segui (?:il|la|i|le|su)|unisciti|ricevi|abonnier(?:en|t)|folgen sie|folge uns|melden sie sich|"
    "jetzt anmelden|abonnez-vous|s'abonner|inscrivez-vous|suivez|rejoignez|recevez|suscr[ií]b(?:ete|"
    "ase|irse)|s[ií]guenos|[úu]nete|recibe|inscreva-se|siga|assine|zapisz się|obserwuj|dołącz|"
    "abonneer|volg ons|订阅|关注|扫码|加入|フォロー|登録"
)
FOLLOW_PLACE = (
    r"telegram|телеграм\w*|tg-?канал\w*|канал\w*|newsletter|рассылк\w*|youtube|ютуб\w*|вконтакте|vk|"
    r"дзен\w*|whatsapp|facebook|instagram|twitter|linkedin|tiktok|threads|mastodon|bluesky|"
    r"одноклассник\w*|viber|соцсет\w*|социальных сетях|google news|google discover|social(?: media)?|"
    r"rss|podcast|подкаст\w*|canale|kanal|chaîne|lettre d'information|boletín|canal|nieuwsbrief|kanał|"
    "公众号|微信|微博|频道|チャンネル|メルマガ|ニュースレター"
)
# Before one of FOLLOW_PLACE these say as much as an invitation.
OURS = (
    r"наш(?:ем|у|ей|их|и)?|мо(?:ем|ей|й|ю|их|и)|нашому|our|my|nostr[oai]|mio|mia|unser\w*|notre|nos|"
    r"nuestr\w+|nosso|我们的?"
)
# A short line that begins with one of these.
SUBSCRIBE = (
    "подпис(?:ывайтесь|аться|ка)|subscribe|iscriviti|abbonati|seguici|follow us|abonnez-vous|jetzt "
    "abonnieren|suscr[ií]bete|s[ií]guenos|订阅|关注我们|newsletter"
)
# Words of the small print; a line of the tail with one of them is no story even when it is a sentence.
LEGAL = (
    "(?:при|у разі) (?:использовании|цитировании|перепечатке|копировании|використанні|передруку)|"
    r"перепечатка|ссылка на (?:сайт|источник) обязательна|роскомнадзор\w*|свидетельство о регистрации|"
    r"сетевое издание|зарегистрирован\w* (?:в|федеральной)|мнение редакции|"
    "testata (?:giornalistica )?registrata|registrazione (?:presso il )?tribunale|vietata la "
    "riproduzione|direttore responsabile|(?:reproduction|republication) (?:without|is prohibited)|"
    "registered (?:office|company)|affiliate (?:links?|commission)|views expressed|nachdruck|"
    "vervielfältigung|amtsgericht|reproduction interdite|prohibida (?:su|la) reproducción|"
    r"未经(?:授权|许可)|转载请注明|无断转载|無断転載|icp备\d*|erid"
)
COOKIES = "cookies?|файлы куки"
# Promotion, but only in the tail of a page: an article may be about them.
GAMBLING = (
    r"casin[oò]\w*|казино|gambling|betting|bookmakers?|букмекер\w*|ставк[аи] на спорт|scommess[ea]|"
    r"slot(?: machine|s)?|слот\w*|poker|покер|jackpot|джекпот|roulette|bingo|lotter(?:y|ia|ie)|"
    r"wett(?:en|anbieter)|sportwetten|paris sportifs|apuestas|tragaperras|free spins|фриспин\w*|1xbet|"
    r"赌场|博彩|カジノ|kasyno|bukmacher\w*"
)
BARGAIN = (
    r"scont[oi]|offert[ae]|buoni sconto|codic[ei] sconto|скидк\w*|промокод\w*|купон\w*|распродаж\w*|"
    "coupons?|discounts?|deals?|promo ?codes?|vouchers?|rabatte?|gutscheine?|angebote|codes? promo|"
    "bons plans|descuentos?|ofertas?|cupones|优惠|割引|クーポン"
)
SOCIAL_NAMES = (
    "facebook|twitter|x|telegram|whatsapp|vk|вконтакте|одноклассники|ok|linkedin|pinterest|reddit|"
    "email|e-mail|rss|instagram|youtube|viber|skype|messenger|flipboard|pocket|tumblr|threads|"
    "mastodon|bluesky|дзен|微信|微博|qq|line|hatena|xing"
)
BIO_HEADS = (
    "об автор(?:ах?|е)|про автора|about the authors?|(?:sull'|l')autor[ei]|informazioni sull'autore|chi è "
    "l'autore|über d(?:en|ie) autor(?:in)?|zum autor|zur (?:person|autorin)|à propos de "
    "l'auteur|l'auteur|sobre (?:el|la) autora?|acerca del autor|sobre o autor|o autorze|"
    "over de auteur|作者简介|关于作者|作者介绍|"
    "著者について|著者プロフィール|筆者紹介"
)
BIO_ROLES = (
    r"журналист\w*|корреспондент\w*|редактор\w*|обозревател\w*|автор\w*|блогер\w*|колумнист\w*|"
    r"аналитик\w*|пишет|освещает|журналістк?\w*|giornalist\w*|redatt\w+|autor\w+|blogger\w*|scrive|si "
    r"occupa|appassionat\w+|esperto|esperta|journalist\w*|reporter\w*|editor\w*|correspondent\w*|"
    r"writer\w*|columnist\w*|author\w*|freelance\w*|covers|covering|writes|redakteur\w*|schreibt|"
    r"berichtet|journaliste\w*|rédact\w+|auteur\w*|écrit|periodista\w*|redactor\w*|escribe|"
    r"especializad\w+|jornalista\w*|dziennikar\w+|redaktor\w*|记者|编辑|作者|作家|撰稿人|記者|編集者|"
    "ライター"
)
RUBRICS = (
    "новости|технологии|наука и техника|наука и технологии|интернет и сми|россия|ценности|медиа|"
    "гаджеты|софт|политика|экономика|бизнес|общество|наука|мир|в мире|финансы|культура|спорт|авто|"
    "интернет|мнения|аналитика|технології|політика|економіка|news|technology|ai|artificial "
    "intelligence|ии|искусственный интеллект|intelligenza artificiale|tech|politics|business|economy|"
    "science|world|opinion|analysis|finance|culture|health|sport|sports|markets|innovation|breaking "
    "news|exclusive|notizie|tecnologia|politica|economia|scienza|mondo|esteri|cronaca|opinioni|"
    "attualità|finanza|nachrichten|technik|technologie|politik|wirtschaft|wissenschaft|welt|meinung|"
    "netzwelt|digital|actualités?|technologies|politique|économie|sciences?|monde|international|"
    "noticias|tecnología|política|economía|ciencia|mundo|internacional|opinión|科技|财经|国际|时政|"
    "新闻|要闻|テクノロジー|経済|国際|政治"
)
PAGE_MARKS = (
    r"(?:страница|стр[.]|page|p[.]|pagina|pag[.]|seite|página|pág[.]|strona)? ?\d{1,4} ?(?:из|of|di|"
    r"von|sur|de|z|/) ?\d{1,4}|(?:страница|стр[.]|page|pagina|pag[.]|seite|página|pág[.]|"
    r"strona) ?\d{1,4}|第 ?\d{1,4} ?页(?: ?共 ?\d{1,4} ?页)?|\d{1,4} ?ページ"
)

# Furniture that fills a whole line; a count, arrows or punctuation around are allowed.
WHOLE: dict[str, str] = {
    "comments": (
        "(?:начать|присоединиться к|продолжить) (?:дискуссию|дискуссии|обсуждени[юе])|(?:нет |"
        "все )?комментари(?:и|ев|й|я)(?: нет)?|(?:оставить|добавить|написать) комментарий|"
        "обсудить(?: в .{1,30})?|комментировать|обсуждение|comments?|no comments?(?: yet)?|(?:leave|"
        "add|post|write) a (?:comment|reply)|join the (?:discussion|conversation)|(?:lascia|aggiungi|"
        "scrivi) un commento|commenti|nessun commento|kommentare?|kommentar (?:schreiben|"
        "hinterlassen|verfassen)|(?:laisser|ajouter) un commentaire|commentaires?|(?:deja|dejar|"
        "escribe) un comentario|comentarios?|deixe um comentário|коментарі|залишити коментар|"
        "komentarze|dodaj komentarz|reacties|评论|发表评论|条评论|暂无评论|参与讨论|コメント(?:する|"
        "を書く)?"
    ),
    "share": (
        "поделиться(?: (?:ссылкой|статьей|новостью|в .{1,30}))?|расскажите друзьям|скопировать "
        "ссылку|распечатать|share(?: (?:this|on|via|article|story|post|to|with) ?.{0,40})?|copy link|"
        "print(?: this (?:article|page))?|condividi(?: (?:su|questo|l'articolo|via|con) ?.{0,40})?|"
        "copia (?:il )?link|stampa|(?:artikel |beitrag )?teilen(?: auf .{1,30})?|drucken|link "
        "kopieren|partager(?: (?:sur|cet|l'article) ?.{0,40})?|imprimer|copier le lien|"
        "compartir(?: (?:en|este|esta) ?.{0,40})?|imprimir|copiar enlace|compartilhar(?: .{0,30})?|"
        "поділитися|udostępnij|delen|分享(?:到.{0,20})?|转发|シェア(?:する)?|ツイート"
    ),
    "promo": (
        "(?:на правах )?реклам[аы]|рекламный блок|партнерский материал|спецпроект|промо|"
        "advertisements?|sponsored(?: content| post)?|promoted(?: content)?|paid (?:post|content)|"
        "partner content|ad|contenut[oi] (?:promozional[ei]|sponsorizzat[oi]|pubblicitari[oi])|"
        "pubblicità|sponsorizzato|messaggio promozionale|annuncio(?: pubblicitario)?|anzeigen?|"
        "werbung|werbeinhalt|publicités?|contenu (?:sponsorisé|partenaire)|publicidad|"
        "contenido (?:patrocinado|promocional)|publicidade|conteúdo patrocinado|advertentie|reklama|"
        "materiał sponsorowany|广告|推广|赞助内容|広告|pr|(?:поддержать|поддержите) (?:проект|нас|"
        "редакцию|автора)|sostienici|donate|support us|fai una donazione"
    ),
    "footer": (
        "footer|(?:terms|conditions)(?: (?:of (?:use|service)|and conditions))?|privacy(?: (?:policy|"
        "notice))?|cookie(?:s|-richtlinie| policy| settings)?|(?:about|contact)(?: us)?|site ?map|"
        "advertise(?: with us)?|careers|о (?:нас|проекте|компании|редакции|сайте)|контакты|редакция|"
        "рекламодателям|политика конфиденциальности|пользовательское соглашение|обратная связь|карта "
        "сайта|вакансии|наверх|вверх|chi siamo|contatti|note legali|termini e condizioni|"
        "informativa (?:sulla )?privacy|privacy e cookie|torna su|impressum|"
        "datenschutz(?:erklärung)?|agb|kontakt|über uns|nach oben|mentions légales|politique de "
        "confidentialité|nous contacter|qui sommes-nous|aviso legal|política de (?:privacidad|"
        "cookies)|quiénes somos|contacto|all rights reserved|back to top|(?:все|усі) "
        "права (?:защищены|захищені)|riproduzione riservata|tutti i diritti riservati|alle rechte "
        "vorbehalten|tous droits réservés|todos los derechos reservados|wszelkie prawa zastrzeżone|"
        "(?:0|6|12|16|18)[+]|版权所有|关于我们|联系我们|隐私政策|免责声明|利用規約|お問い合わせ|"
        "プライバシーポリシー"
    ),
    "nav": (
        "меню|главная|поиск|назад|вперед|далее|(?:следующ|предыдущ)(?:ая|ий|ее) (?:статья|новость|"
        "материал|запись)|новости партнеров|лента новостей|последние новости|популярное|самое "
        "читаемое|свежее|показать (?:еще|больше)|menu|home|search|skip to (?:main )?content|"
        "next(?: (?:article|story|post))?|previous(?: (?:article|story|post))?|(?:most|"
        "latest) (?:read|popular|news|stories)|trending(?: now)?|load more|show more|log ?in|sign in|"
        "register|войти|вход|регистрация|accedi|registrati|cerca|home page|anmelden|registrieren|"
        "suche|startseite|se connecter|accueil|rechercher|inicio|buscar|iniciar sesión|"
        "articolo (?:precedente|successivo)|ultime notizie|i più letti|(?:nächster|"
        "vorheriger) (?:artikel|beitrag)|article (?:précédent|suivant)|artículo (?:anterior|"
        "siguiente)|оглавление|содержание|table of contents|inhaltsverzeichnis|sommaire|indice|"
        "índice|目录|首页|上一篇|下一篇|返回|登录|注册|搜索|ホーム|次の記事|前の記事|ログイン|"
        "(?:время (?:чтения|на чтение)|tempo di lettura|reading time|lesezeit|temps de lecture|"
        r"tiempo de lectura)[: ]*(?:\d+ ?[^\W\d_]{1,8}\.?)?|\d+ (?:min(?:ute)?s?(?: (?:read|de "
        r"lecture|di lettura))?|мин(?:ут[аы]?)?(?: чтения)?)|\d+ (?:views|просмотр(?:ов|а)?|"
        "visualizzazioni|aufrufe|vues|visitas)|просмотр(?:ов|ы)"
    ),
}

# Short lines that begin like this: links, lists of words, credits of pictures.
BEGINS: dict[str, str] = {
    "nav": (
        "(?:ссылки|статьи) по теме|more on (?:this|the)|(?:читайте|читать|смотрите|смотри|чит[.]) "
        "также|по теме|(?:материалы|новости|статьи|еще) по теме|(?:другие|похожие|связанные|"
        r"рекомендуем\w*) (?:материалы|статьи|новости|публикации)|все (?:статьи|материалы|публикации|"
        "новости) (?:автора|рубрики|раздела|по теме|от)|(?:вам )?(?:также )?(?:может|"
        "будет) (?:быть )?интересно|читать (?:далее|полностью|подробнее|оригинал)|подробнее (?:на|в|"
        "здесь|по ссылке|читайте)|перейти к|ранее по теме|читайте (?:також|далее|на сайте|нас)|"
        "leggi (?:anche|tutto|di più|l'articolo|altr[oi])|continua a leggere|(?:consulta|vedi|leggi|"
        "guarda|scopri) tutti gli articoli|tutti gli articoli (?:di|su)|vedi anche|"
        "(?:ti )?potrebbe(?:ro)? (?:anche )?interessar(?:e|ti)|(?:altri )?articoli (?:correlati|"
        "simili|recenti|consigliati)|notizie correlate|per approfondire|read (?:more|also|next|the "
        "full)|also read|see also|related (?:articles?|stories|posts?|news|content|topics|reading|"
        "links)|more (?:stories|articles|news) (?:by|from|on|about)|(?:view|see|read|show) "
        "all (?:articles|posts|stories)|all (?:articles|posts|stories) by|more from|you (?:may|"
        "might) also (?:like|be interested)|recommended (?:for you|articles|stories|reading)|click "
        "here|continue reading|further reading|lesen sie (?:auch|mehr)|mehr (?:zum thema|lesen|von|"
        "dazu)|weitere (?:artikel|beiträge|meldungen|informationen)|alle (?:artikel|beiträge) (?:von|"
        "des autors)|zum thema|siehe auch|weiterlesen|(?:à )?lire (?:aussi|également|la suite)|"
        "voir (?:aussi|tous les articles)|tous les articles|sur le même (?:sujet|thème)|"
        "articles (?:liés|similaires|connexes)|en savoir plus|(?:lea|lee|leer|ver|mira) (?:también|"
        "más)|(?:le|te) puede interesar|(?:artículos|noticias) relacionad[ao]s|todos los artículos|"
        "más (?:noticias|artículos|información)|(?:leia|veja) (?:também|mais)|artigos relacionados|"
        "czytaj (?:też|także|więcej)|zobacz (?:też|także)|lees (?:ook|meer)|相关(?:阅读|新闻|文章|"
        "报道|链接)|延伸阅读|推荐阅读|阅读(?:更多|原文|全文)|更多(?:内容|新闻|文章)|点击(?:查看|"
        "阅读)|関連(?:記事|ニュース|リンク)|続きを読む|あわせて読みたい"
    ),
    "tags": (
        "теги|тэги|метки|ключевые слова|рубрик[аи]|раздел|tags?|topics?|filed under|keywords|"
        "categor(?:y|ies)|argomenti|categori[ae]|parole chiave|schlagw(?:ort|örter)|themen|"
        "kategorien?|mots[- ]cl[ée]s|étiquettes?|thèmes?|catégories?|etiquetas?|temas|palabras clave|"
        "categorías?|标签|关键词|分类|タグ|カテゴリー?"
    ),
    "caption": (
        "фото|фотография|фотографии|изображение|иллюстрация|снимок|скриншот|photos?(?: credit| by)?|"
        "image(?: credit| source)?|picture|credits?|screenshot|foto(?: di)?|immagine|crediti|"
        "bild(?:quelle|nachweis)?|abbildung|crédits?(?: photos?)?|illustration|imagen|fotografía|"
        "crédito|图片?(?:来源)?|图源|摄影|写真|画像"
    ),
    "footer": (
        r"©|\(c\) ?(?:19|20)\d\d|copyright|p\.? ?iva|issn|riproduzione (?:riservata|vietata)|(?:все|"
        "усі) права|tutti i diritti|all rights reserved|alle rechte|tous droits|todos los derechos|"
        "wszelkie prawa|版权所有|著作権"
    ),
}
