"""The words and forms by which `line_types` tells a line: quotations, reports, notices, calls, offices, laws, obituaries.

Each pattern is looked for in the plain text of a line (`plain`), QUOTED in the printed one.
"""

from __future__ import annotations

import re
from typing import Final

from xabar.extraction.rules.bylines import OUR_REPORTERS
from xabar.extraction.stems import spell_stems
from xabar.language.months import MONTHS, full_month_names

NUMBERED: Final = re.compile(r"\d[\d.,:/–-]{0,20}\s?(?:°|м/с|m/s|daraja|даража|градус)")
QUOTED: Final = re.compile(
    r"[«“\"„](?:[^\s»”\"]{1,60}\s+){4,100}+[^\s»”\"]{1,60}[»”\"]|^[–—-]\s|^[«“\"„](?:[^\s»”\"]+\s+)+[^\s»”\"]+[»”\"]\W*$"
    r"|^[«“\"„][^»”\"]{2,200}[»”\"][,!?.،]{0,2}\s?[–—-]\s"
)
BACKGROUND: Final = re.compile(
    r"eslatib o'tamiz|eslatma|avvalroq|ma'lumot uchun|эслатиб ўтамиз|эслатма|аввалроқ|маълумот учун|xabar qilingan|айтиб ўтамиз"
    r"|еске салайық|еске сала кетейік|бұған дейін|айта кетейік|бұдан бұрын|eske salai?yq|bugan dei?in|aita kete?i?ik"
    r"|ەسكە سالا|بۇعان دەيىن|ايتا كەتەيىك|напомн|ранее|как сообщалось|отметим|справк"
)
ATTRIBUTION: Final = re.compile(
    r"(?:xabar (?:berdi|qildi|bermoqda)|ma'lum qildi|deb yozdi|dedi u|dedi|хабар (?:берди|қилди|бермоқда)|маълум қилди|деди"
    r"|деп хабарлайды|хабарлады|хабарлайды|мәлімдеді|мәлім етті|деді|dep habarlaidy|habarlady|habarlaidy|malimdedi|dedi"
    r"|сообщ(?:ил|ила|или|ает|ают)|передает|передаёт|دەپ حابارلايدى|حابارلايدى|مالىمدەدى|دەدى)\W*$"
    r"|^(?:об этом|bu haqda|бу ҳақда|бұл туралы|bul turaly|بۇل تۋرالى)\b.*"
    r"(?:сообщ|переда|xabar|хабар|habar|ma'lum|маълум|мәлім|malim|айтты|aitty|айтди|aytdi|حابار|ءمالىم)"
)
# Verbs of report anywhere in a sentence.
REPORT: Final = re.compile(
    r"ma'lum qil|xabar (?:ber|qil|tarqat)|e'lon qil|qayd et|ta'kidla|aytib o't|aytdi|so'zlab|bildirdi|tergov|tekshiruv|jabrlan"
    r"|маълум қил|хабар (?:бер|қил|тарқат)|эълон қил|қайд эт|таъкидла|айтиб ўт|айтди|сўзлаб|билдирди|тергов|текширув|жабрлан"
    r"|мәлім|хабарла|жариялад|жарияланған|атап өт|айтты|баяндад|тергеу|тексер|зардап|malim|habarla|jari?ialad|atap ot|aitty"
    r"|baiandad|tergeu|tekseru|zardap|ءمالىم|مالىم|حابارلا|جاريالاد|اتاپ ءوت|ايتتى|بايانداد|تەرگەۋ|تەكسەرۋ|زارداپ"
    r"|сообщ|заявил|расследован|пострадав"
)
ADDRESS: Final = re.compile(
    r"(?<!\w)@[a-z]\w{3}|\w@\w|https?://|\bt\.me/|\bwww\.|©|\+998|\(\d{2,5}\) ?\d[\d -]{4}|\b\d{3}[- ]\d\d[- ]\d\d\b"
)
# Notices: of rights, of whose an opinion is, of what who takes over a text must do, of where the pictures are from.
_MUST: Final = (
    r"(?:shart|шарт|majbur|мажбур|lozim|лозим|zarur|зарур|kerak|керак|керек|kerek|كەرەك|міндет|mindet|مىندەت|қажет|qajet|قاجەت"
    r"|тиіс|tiis|تيىس|обязат|необходим)"
)
NOTICE: Final = re.compile(
    r"mualliflik huquq|муаллифлик ҳуқуқ|авторлық құқы|avtorlyq q[uū]qy|اۆتورلىق"
    r"|авторск\w+ прав|huquqlari? himoya|ҳуқуқлари? ҳимоя|құқықтары? қорғал|все права|guvohnoma|гувоҳнома|куәлік|kualik|كۋالىك"
    r"|(?:muallif|муаллиф|автор|avtor|اۆتور)\w{0,9} (?:fikr|nuqtai nazar|фикр|нуқтаи назар|пікір|көзқарас|pikir|kozqaras|پىكىر|كوزقاراس)"
    r"|(?:havola|ҳавола|iqtibos|иқтибос|manba|манба|сілтеме|silteme|سىلتەمە|дереккөз|derekkoz|دەرەككوز|ссылк|гиперссылк|источник)"
    rf"\w{{0,8}} (?:[^\s.!?]{{1,20}} ){{0,6}}ء?ٴ?(?:{_MUST}|[\w']{{2,20}}(?:sin|син|сын|сін|syn|سىن)\b)"
    r"|(?:material|материал|ماتەريال)\w{0,8} (?:egasi|эгаси|иесі|iesi|يەسى)"
    r"|(?:ko'chirib|кўчириб|көшіріп|kosh?irip|كوشىرىپ|qayta|қайта|qai?ta|قايتا) (?:[\w']{1,20} ){0,5}"
    r"(?:ruxsat|рухсат|rozilig|розилиг|kelish|келиш|рұқсат|r[uū]qsat|رۇقسات|келісім|kelisim|كەلىسىم)"
    r"|^(?:foto|surat|фото|сурат|сурет|suret|سۋرەت)\w{0,9} .{0,60}(?:arxiv|архив|мұрағат|muragat|مۇراعات)"
)
# What a site calls its own: its channels, pages and programs.
CHANNEL: Final = re.compile(
    r"(?:bizning|бизнинг|біздің|b[iı]zd[iı]n|ءبىزدىڭ|ٴبىزدىڭ|بىزدىڭ|наш(?:е[йм]|их|ем)?)\s(?:\w{1,20}\s)?(?:kanal|sahifa|ilova|guruh|sayt"
    r"|канал|саҳифа|илова|гуруҳ|сайт|портал|арна|парақша|қосымша|arna|paraqsh?a|qosymsh?a|ارنا|پاراقشا|قوسىمشا|bot\b|бот\b|بوت\b)"
    r"|\b(?:kanal|sahifa|ilova|guruh|sayt|portal|bot|канал|саҳифа|илова|гуруҳ|сайт|портал|бот)(?:i|и)?(?:miz|миз)"
    r"|\b(?:арна|парақша|қосымша|сайт|портал|бот)(?:ы|і)?м[ыі]з|\b(?:arna|paraqsh?a|qosymsh?a|sai?t|portal|bot)[yi]?m[yi]z"
    r"|(?:ارنا|پاراقشا|قوسىمشا|سايتى?|پورتالى?|بوتى?)مىز"
)
# The newspaper and its office. It speaks for itself, unless the sentence points to what this one article is about:
# «Tahririyat bu mavzuni kuzatadi».
OFFICE: Final = re.compile(
    r"tahririyat|таҳририят|редакц|redak[ts]s?i|رەداكتسي"
    r"|(?:bizning|бизнинг|біздің|b[iı]zd[iı]n|ءبىزدىڭ|ٴبىزدىڭ|بىزدىڭ|наш(?:е[йм]|их|ем)?)\s(?:\w{1,20}\s)?(?:gazeta|nashr|ұжым|[uū]jym|ۇجىم"
    r"|газет|нашр|басылым|basylym|باسىلىم)|\b(?:gazeta|газета)(?:miz|миз)|\b(?:басылым|газет)(?:ы|і)?м[ыі]з|\b(?:basylym|gazet)[yi]?m[yi]z"
)
OF_ARTICLE: Final = re.compile(
    r"\b(?:bu|ush?bu|mazkur|бу|ушбу|мазкур|бұл|осы|аталған|b[uū]l|osy|atalg?an|бұған|بۇل|وسى|اتالعان|эт\w{1,3})\b"
    r"|\b(?:mavzu|мавзу|тақырып|taqyryp|تاقىرىپ)"
    # what the office has done, has or waits for; «ishlaydi» is what it always does
    r"|(?:(?:[^\W\daeiyouаеийоуыэюяіәөүұўاەيىوۇۋ]|m[ae]|м[ае]|م[اە])(?:di|dy|dı|ди|ды|ді|ti|ty|tı|ти|ты|ті|دى|تى)"
    r"|so'radi|[gq]an|[gk]en|ган|ған|қан|ген|кен|عان|قان|گەن|كەن|сўради|сұрады|surady|سۇرادى|moqda|моқда|уда|үде|uda|ude|ۋدا|ۋدە"
    r"|\b(?:bor|bar|бор|бар|بار|mavjud|мавжуд))\W*$"  # and not «xabar»
)
# «From the editors: the names were changed», «Editor's note: …» are notes on this one article.
NOTE: Final = re.compile(
    r"\W{0,4}(?:(?:tahririyat|таҳририят|редакц|redak[ts]s?i|رەداكتسي|muharrir|муҳаррир|редактор|redaktor|رەداكتور)\w{0,9}\s?"
    r"(?:[\w']{2,16}\s?)?|(?:izoh|изоҳ|eslatma|эслатма|ескерту|eskertu|ەسكەرتۋ|түсіндірме|tusindirme|تۇسىندىرمە)\s?)(?::|[.—–-]\s)"
)
# What an office gives notice of, also with «bu»: opinions, contributions, letters, advertisements, its telephone.
MATTER: Final = re.compile(
    r"fikr|фикр|пікір|pikir|پىكىر|мнени|nuqtai nazar|нуқтаи назар|көзқарас|kozqaras|كوزقاراس|material|материал|ماتەريال"
    r"|mas'ul|масъул|javobgar|жавобгар|жауап(?:ты|кер)|jauap(?:ty|ker)|جاۋاپ(?:تى|كەر)|ответствен|qo'lyozma|қўлёзма|қолжазба|qoljazba|قولجازبا"
    r"|reklama|реклама|جارناما|жарнама|jarnama|telefon|телефон|manzil|манзил|мекенжай|mekenjai|xat(?:lar)?\b|хат(?:лар)?\b|huquq|ҳуқуқ|құқы|quqy"
)
# What people are wished in congratulations and obituaries.
_WISHES_UZ: Final = ("muborak boʻlsin", "qutlugʻ boʻlsin", "umringiz", "uzoq umr", "ruhi shod", "sabr tila")
_WISHES_KK: Final = (
    *("құтты болсын", "мүбәрак болсын", "ғұмырыңыз", "ғұмыр тіле", "өміріңіз", "амандық тіле", "құттықта"),
    *("рухы шат", "сабыр тіле", "марқұм", "жатқан жері", "қайғыр", "ұзақ ғұмыр", "ұзақ өмір", "мәңгі сақтал"),
)
# Sentences of laws and obituaries, and those in which an editorial office speaks to people: it mourns, congratulates,
# thanks, apologizes, corrects itself.
GENRE: Final = re.compile(
    r"ta'ziya|таъзия|соболезн|кө?ңіл айт|konil ait|كوڭىل ايت|көңіл білдір|rahmat(?:i|lari)ga olsin|раҳмат(?:и|лари)га олсин"
    r"|jannat|жаннат|жәннат|جاننات|imandy bolsyn|иманды болсын|يماندى بولسىن|sabr tila|сабр тила|xotirasi|хотираси"
    r"|hamdard|ҳамдард|marhum|марҳум|марқұм|marqum|مارقۇم|vafot et|вафот эт|қайтыс бол|qai?tys bol|قايتىس بول|қайғыр|qai?gyr|قايعىر"
    r"|(?:ta|ту|та)['ъ]?ziy|motam|мотам|аза(?:лы|сы)|ruhi? sh?od|руҳи? шод|скорб"
    r"|tabrikla|табрикла|qutlay|қутлай|muborakbod|муборакбод|құттықта|q[uū]t+yqta|قۇتتىقتا|поздравля|tilay(?:di|miz)|тилай(?:ди|миз)"
    r"|тілек(?:тес|терін)|(?:ұзақ|[uū]zaq) (?:ғұмыр|өмір|g[uū]myr|omir)|денсаулық тіле|densaulyq tile|دەنساۋلىق تىلە"
    r"|uzr so'ra|узр сўра|кешірім сұра|kesh?irim sura|كەشىرىم سۇرا|приносим извинения"
    r"|tuzat(?:di|ish|ilgan|ildi|amiz)|тузат(?:ди|иш|илган|илди|амиз)|(?:xato|noto'g'ri|хато|нотўғри) (?:yoz|ket|ko'rsat|ёз|кет|кўрсат)"
    r"|(?:қате|qate|قاتە) (?:жазыл|кет|көрсет|jazyl|ket|korset|جازىل|كەت|كورسەت)|түзетілді|түзетеміз|tuzetil|tuzetemiz|تۇزەت"
    r"|minnatdor|миннатдор|ризашылы|rizash?yly|ريزاشىلى|алғыс айт|algys ai?t|العىس ايت"
    r"|kuchga kir|кучга кир|күшіне ен|kushine en|كۇشىنە ەن|қолданысқа енгіз|qoldanysqa engiz|قولدانىسقا ەنگىز|вступает в силу"
    rf"|{spell_stems('uz', *_WISHES_UZ)}|{spell_stems('kk', *_WISHES_KK)}"
)
# A sentence of four words or more ends with its verb, with or without a full stop.
VERB_ENDS: Final = (
    *("di", "dy", "dı", "ti", "ty", "tı", "gan", "gen", "qan", "ken", "miz", "myz", "sin", "syn"),
    *(
        "ди",
        "ді",
        "ды",
        "ти",
        "ті",
        "ты",
        "ган",
        "ған",
        "ген",
        "қан",
        "кен",
        "миз",
        "міз",
        "мыз",
        "син",
        "сін",
        "сын",
    ),
    *("دى", "تى", "عان", "گەن", "قان", "كەن", "مىز", "سىن"),
)
OUR_REPORTER: Final = re.compile(OUR_REPORTERS)  # a noun that ends as verbs do: «muxbirimiz»
# «mart» alone is a month, and «marta» a number of times; May is also a name.
_MONTHS: Final = (
    *(name.rstrip("ь") for name in full_month_names("uz-Latn", "uz-Cyrl")),
    *(month.full[0] for month in MONTHS["kk-Cyrl"]),  # «казан» stands in many Russian words
)
_MONTH: Final = "|".join(
    dict.fromkeys(
        re.sub("^(mart|март)$", r"\1(?!a|а)", name) for name in _MONTHS if name not in ("may", "май")
    )
)
DIGIT: Final = re.compile(r"\d")
# what a number names: a day, a year, a paragraph of a law, a picture, money
DATED: Final = re.compile(
    r"№|\b(?:19|20)\d\d\b|\d[- ]?(?:yil|йил|жыл|jyl|год|г\.|modda|модда|бап|bap|стать|rasm|расм|сурет|bob|боб|тарау"
    r"|so'm|сўм|теңге|tenge|руб|dollar|доллар|foiz|фоиз|пайыз|процент|%)|%|\d[.:/]\d"
    rf"|{_MONTH}"
)
# The polite imperative looks like «your …»: «umringiz uzoq boʻlsin». It ends its clause, or it is one of these verbs.
_CALLED_UZ: Final = (
    *("boʻl", "qoʻshil", "kuzat", "yoz", "oʻqi", "koʻr", "bos", "yukla", "ulash", "yubor", "qoldir"),
    *("tingla", "kir", "bilib ol", "yuklab ol", "kuzatib bor", "oʻqib bor", "murojaat qil", "bogʻlan"),
)
_CALLED_KK: Final = (
    *("жазыл", "қосыл", "тіркел", "жаз", "оқы", "бөліс", "жүкте", "бақыла", "хабарлас", "жібер", "қара"),
    *("жүктеп ал", "біліп ал", "оқып жүр", "оқи отыр", "хабардар бол"),
)
_CLAUSE_END: Final = r"(?=\W*$|\s?[^\w\s'-]|\s(?:va|ва|yoki|ёки|hamda|ҳамда|keyin|кейин|және|немесе|да|де|jane|nemese|da|de|جانە|نەمەسە)\b)"
_YOUR: Final = (
    r"(?:[iи]?(?:ng|нг)(?:iz|из)?|[ыіyi]?(?:ңыз|ңіз|nyz|niz)(?:дар|дер|dar|der)?|ى?ڭىز(?:دار|دەر)?)\b"
)
CALL: Final = re.compile(
    r"(?<!\w)(?<!\w')(?=\w)(?!\w*(?:митинг|рейтинг|брифинг|тренинг|мониторинг|холдинг|маркетинг|miting|reyting|brifing|trening|monitoring|xolding|marketing))"
    rf"[\w']{{2,60}}(?<![nн])(?:ing|инг|lang|ланг)(?:iz|из)?\b{_CLAUSE_END}"
    # «ұмытпасаңыз» is a condition
    rf"|\w{{3}}(?<![сs][аеae])(?:ңыз|ңіз|nyz|niz)(?:дар|дер|dar|der)?\b{_CLAUSE_END}"
    rf"|(?<!سا)(?<!سە)ڭىز(?:دار|دەر)?\b{_CLAUSE_END}"
    rf"|\b(?:{spell_stems('uz', *_CALLED_UZ)}|{spell_stems('kk', *_CALLED_KK)}){_YOUR}"
    r"|(?:йте|йтесь|итесь)\b"
)
