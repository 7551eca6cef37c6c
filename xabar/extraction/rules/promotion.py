"""Rules for promotion and notices: paragraphs of at most 200 characters, or sentences at the very end of the text."""

from __future__ import annotations

from typing import Final

from xabar.extraction.rules.rule import Rule, one_of

NETWORKS: Final = (
    *(
        "telegram",
        "телеграм",
        "instagram",
        "инстаграм",
        "facebook",
        "фейсбук",
        "youtube",
        "ютуб",
        "тәлегірам",
    ),
    *(
        "twitter",
        "твиттер",
        "whatsapp",
        "tiktok",
        "тикток",
        "вконтакте",
        "google",
        "дзен",
        "threads",
        "viber",
    ),
    *("messenger", "мессенжер", "мессенджер", "تەلەگرام", "ينستاگرام", "فەيسبۋك", "يۋتۋب"),
    *("@", "t.me/", "youtu.be/"),
)
_NETWORK: Final = (
    rf"(?:(?:{'|'.join(NETWORKS[:-3])})\w*|@[a-z]\w{{3,}}|(?:https?://)?(?:t\.me|youtu\.be)/\S+)"
)

# What the reader is asked to do. The verb ends an Uzbek or Kazakh sentence and opens a Russian one.
_CALL: Final = one_of(
    *("o'?qing", "ўқинг", "o'?qib (?:boring|turing)", "ўқиб (?:боринг|туринг)", "kuzating", "кузатинг"),
    *("kuzatib (?:boring|turing)", "кузатиб (?:боринг|туринг)", "obuna bo'?ling", "обуна бўлинг"),
    *("a'zo bo'?ling", "аъзо бўлинг", "qo'?sh?iling", "қўшилинг", "ulaning", "уланинг", "tomosh?a qiling"),
    *("томоша қилинг", "yuboring", "юборинг", "yozing", "ёзинг", "ko'?ring", "кўринг"),
    *("жазылыңыз(?:дар)?", "оқыңыз(?:дар)?", "қосылыңыз(?:дар)?", "тіркеліңіз(?:дер)?", "бақылаңыз(?:дар)?"),
    *("жіберіңіз(?:дер)?", "көріңіз(?:дер)?", "жазыл", "jazylynyz(?:dar)?", "oqynyz(?:dar)?"),
    *("qosylynyz(?:dar)?", "tirkeliniz(?:der)?", "baqylanyz(?:dar)?", "jiberiniz(?:der)?"),
    *("جازىلىڭىز(?:دار)?", "وقىڭىز(?:دار)?", "قوسىلىڭىز(?:دار)?", "ءبولىسىڭىز(?:دەر)?"),
)
_CALL_RU: Final = one_of(
    *("подписывайтесь", "подпишитесь", "читайте(?: нас| наши новости)?", "следите за", "присоединяйтесь"),
    *("смотрите", "присылайте", "оставайтесь"),
)

# Words for a site's own material.
_MATERIAL: Final = (
    r"(?:\bsayt|\bсайт|material|материал|maqola|мақола|\bxabar|\bхабар|ma'lumot|маълумот|nash?r|нашр|\bmatn|\bматн|axborot|ахборот"
    r"|ақпарат|aqparat|жаңалық|janalyq|мәтін|matin|\bsait|مالىمەت)"
)

INSIDE: Final = r"(?:[^.!?…]|\.(?=\w))"  # inside a sentence; the dot in kun.uz does not end one
START: Final = r"(?:^|(?<=[.!?…])\s+|(?<=[.!?…][»”\")])\s+|(?<=[.!?…])(?=[«“\"@]))"
_END: Final = r"[\s!.❗👇👉📲✅⚡️)]*$"

PROMOTION: Final = one_of(
    rf"{INSIDE}{{0,60}}(?<!\w){_NETWORK}{INSIDE}{{0,60}}\b{_CALL}(?:\s?[:—-]?\s?{_NETWORK})*",
    rf"{_CALL_RU}\b{INSIDE}{{0,80}}(?<!\w){_NETWORK}{INSIDE}{{0,60}}",
)

LINES: Final = (
    Rule(
        "promotion",
        rf"[👉📲✅⚡️❗▶\s-]*+{PROMOTION}{_END}",
        goes=(
            "“Yangi kun”ning Telegram’dagi rasmiy kanali — @yangikun’ga a’zo bo‘ling!",
            "Янгиликларни Telegram каналимизда кузатиб боринг",
            "Instagram парақшамызға жазылыңыз!",
            "Telegram arnamyzǵa jazylyńyz",
            "Telegram arnamyzğa jazylyñyz",
            "تەلەگرام ارنامىزعا جازىلىڭىز",
            "Жаңалықтарды бірінші болып оқу үшін Telegram арнамызға қосылыңыз!",
            "Подписывайтесь на наш канал в Telegram",
            "Следите за новостями на нашей странице в Facebook!",
            "👉 Xabarlaringizni @yangikun_bot orqali yuboring!",
        ),
        stays=(
            "Telegram асосчиси Павел Дуров янги хизмат ҳақида маълум қилди.",
            "Вазирлик Telegram каналида ёзилишича, йўл ёпилади.",
            "«Бизнинг каналга обуна бўлинг», деб ёзган фирибгарлар Telegram’да.",
            "Facebook компанияси янги лойиҳасини эълон қилди, уни ўқинг деб ҳеч ким мажбурламайди.",
            "Telegram",
        ),
        needs=NETWORKS,
    ),
    Rule(
        "promotion",
        r"[^.!?]{0,60}?(?:kanal|канал|arna|арна|ارنا|sahifa|саҳифа|paraqsh?a|парақша|sayt|сайт|bot|бот|guruh|гуруҳ)\w*\s?[:—–-]?\s?"
        rf"(?:@[a-z]\w{{3,}}|(?:https?://)?t\.me/\S+){_END}",
        goes=(
            "Bizning Telegram kanalimiz: @yangikun",
            "Telegram-канал: https://t.me/yangikun",
            "Біздің арна — @zhanakun",
        ),
        stays=("Хабар @yangikun каналида эълон қилинган.",),
        needs=("@", "t.me/"),
    ),
    Rule(
        "promotion",
        one_of(
            r"[^.!?]{0,60}(?:yangiliklar|янгиликлар)\w* (?:birinch?ilardan|биринчилардан)[^.!?]{0,60}",
            r"(?:eng )?(?:so'?nggi|сўнгги|tezkor|тезкор) (?:yangiliklar|янгиликлар)(?:ni|ни) [^.!?]{0,60}",
            r"(?:жаңалықтар телефоныңызда|janalyqtar telefonynyzda)",
            r"(?:ең )?(?:соңғы|маңызды|жедел) жаңалықтарды [^.!?]{0,60}(?:оқыңыз|біліңіз|алыңыз)(?:дар|дер)?",
            r"(?:en )?(?:songy|manyzdy|jedel) janalyqtardy [^.!?]{0,60}(?:oqynyz|biliniz|alynyz)(?:dar|der)?",
            r"(?:все )?(?:самые )?(?:главные|важные|свежие) новости (?:[^.!?]{0,40} )?(?:у вас|в нашем|на нашем)[^.!?]{0,40}",
            r"[^.!?]{0,40}(?:mobil ilova|мобил илова|мобильді қосымша|мобильное приложение)\w* (?:yuklab oling|юклаб олинг|жүктеп алыңыз)",
            r"скачайте (?:наше )?(?:мобильное )?приложение[^.!?]{0,40}",
        )
        + _END,
        goes=(
            "Yangiliklarni birinchilardan bo‘lib bilib oling!",
            "Жаңалықтар телефоныңызда",
            "Соңғы жаңалықтарды бізден оқыңыз!",
            "Сўнгги янгиликларни бизда ўқинг",
            "Mobil ilovamizni yuklab oling",
            "Все главные новости в нашем канале",
        ),
        stays=("Жаңалықтар туралы бағдарлама тоқтатылды.", "Мобил илова яратувчилари танловда ғолиб бўлди."),
    ),
    Rule(
        "cookie-notice",
        r".{0,120}\bcookies?\b.{0,120}"
        + one_of(
            *(
                "foydalan",
                "фойдалан",
                "rozi",
                "рози",
                "пайдалан",
                "келіс",
                "paidalan",
                "kelis",
                "использу",
                "соглас",
            ),
            *("accept", "agree", "پايدالان"),
        )
        + r".{0,60}",
        goes=(
            "Sayt ishlashi uchun cookie fayllaridan foydalanamiz. Roziman",
            "Сайт cookie файлдарын пайдаланады. Келісемін",
            "Мы используем файлы cookie. Согласен",
        ),
        stays=("Cookie файллари ҳақида янги қонун чиқди.",),
        needs=("cookie",),
    ),
    Rule(
        "rights-notice",
        one_of(
            r"(?:©|\(c\)) .*",
            # all rights reserved: the whole line, apart from the site's name and a year
            r"(?:[\w.«»\"-]{1,60}[\s.,|–—-]{1,10})?(?:\d{4}[\s.,|–—-]{1,10})?"
            r"(?:barch?a huquqlar\w*|барча ҳуқуқлар\w*|барлық құқық\w*|barlyq quqyq\w*|все права) (?:\w+ )?"
            r"(?:himoyalangan|himoya qilingan|ҳимояланган|ҳимоя қилинган|қорғалған|qorgalgan|защищены)"
            r"\W*(?:[\w.]+\W*)?(?:\d{4}\W*)?",
            # anyone who reuses the site's material must name the site
            rf"(?=.*{_MATERIAL}).{{0,140}}(?:ko'?ch?irib|кўчириб|foydalanil?gan|фойдаланил?ган|foydalanish?|фойдаланиш)\w* .{{0,80}}"
            + one_of(
                r"(?:havola|ҳавола|link|линк|manba|манба)\w* .{0,40}(?:sh?art|шарт|majburiy|мажбурий|kerak|керак|lozim|лозим|talab|талаб)\w*",
                r"(?:tahririyat|таҳририят|sayt|сайт|yozma|ёзма)\w* .{0,20}(?:ruxsat|рухсат|rozilig|розилиг)\w*(?: \w+){0,3}",
            )
            + r"(?: (?:hisoblanadi|ҳисобланади))?\W*",
            rf"(?=.*{_MATERIAL}).{{0,140}}(?:сілтеме|silteme) (?:жаса|jasa|көрсет|korset|бер|ber).{{0,40}}(?:міндетті|керек|тиіс|шарт|mindetti|kerek|tiis|sh?art)\W*",
            rf"(?=.*{_MATERIAL}).{{0,140}}(?:көшіріп бас|kosh?irip bas).{{0,80}}(?:міндетті|керек|тиіс|тыйым салын|mindetti|kerek|tiis|tyiym salyn)\w*\W*",
            r".{0,60}(?:использовани|перепечатк|копировани)\w* (?:\S+ ){0,2}(?:материал|информаци|текст|сайт|стат|новост|контент).{0,80}"
            r"(?:ссылк|обязательн|разрешени|согласи).{0,60}",
            r".{0,40}при (?:копировании|перепечатке|цитировании) .{0,60}ссылк.{0,60}",
        ),
        goes=(
            "© Yangi kun, 2026",
            "Saytdan olingan ma’lumotdan foydalanilganda manbaga havola berilishi shart.",
            "Материаллардан фойдаланилганда манбага ҳавола қилиш шарт.",
            "Барча ҳуқуқлар ҳимояланган.",
            "Материалды пайдаланған жағдайда сілтеме жасау міндетті.",
            "При использовании материалов ссылка на сайт обязательна.",
        ),
        stays=(
            "Қайта тикланувчи энергиядан фойдаланиш муқобил манбалар улушини оширади.",
            "Эндиликда сувдан фойдаланиш учун махсус рухсатнома электрон шаклда берилади.",
            "Internetdan foydalanishda shubhali linklarni ochmang.",
            "Барча ҳуқуқлар қонун билан ҳимоя қилинади.",
            "Азаматтардың барлық құқықтары қорғалады, деді министр.",
            "Жерді мақсатсыз пайдаланған жағдайда иесі айыппұл төлеуге тиіс.",
            "При использовании газовых приборов обязательно проветривайте помещение.",
            "Барча ҳуқуқлар тенг бўлиши керак, деди у.",
            "Ссылка не открывается, сообщили жители.",
            "Сувдан фойдаланиш тартиби ўзгарди.",
        ),
        needs=(
            *(
                "©",
                "(c)",
                "havola",
                "ҳавола",
                "link",
                "линк",
                "manba",
                "манба",
                "ruxsat",
                "рухсат",
                "rozilig",
                "розилиг",
            ),
            *(
                "huquq",
                "ҳуқуқ",
                "құқық",
                "quqyq",
                "права",
                "сілтеме",
                "көшіріп",
                "silteme",
                "koshirip",
                "ссылка",
                "обязательн",
            ),
        ),
    ),
)

_TYPO: Final = one_of(
    *(
        r"xato\w*",
        r"хато\w*",
        r"imlo\w*",
        r"имло\w*",
        r"matn\w*",
        r"матн\w*",
        r"қате\w*",
        r"qate\w*",
        r"мәтін\w*",
    ),
    *(
        r"matin\w*",
        r"قاتە\w*",
        "егер",
        "eger",
        "agar",
        "агар",
        "если",
        "нашли",
        "заметили",
        r"ошибк\w+",
        "увидели",
    ),
)

TAILS: Final = (
    Rule(
        "typo-report",
        r"(?:(?:^|(?<!\s)\s+)(?:иборани (?:ажратиб|белгилаб)|iborani (?:ajratib|belgilab)|выделите|оны белгілеп|ony belgilep)"
        rf"|{START}{_TYPO}\b){INSIDE}{{0,120}}\bctrl\s?\+\s?enter\b{INSIDE}{{0,40}}[.!)]*$",
        goes=(
            "\nXato topdingizmi? Iborani ajratib Ctrl+Enter tugmasini bosing",
            "\nМатнда хатолик топсангиз, уни белгилаб, Ctrl+Enter тугмасини босинг.",
            "\nҚате таптыңыз ба? Оны белгілеп, Ctrl+Enter пернелерін басыңыз",
            " Qate taptyńyz ba? Ony belgilep, Ctrl+Enter basyńyz",
            " Нашли ошибку? Выделите её и нажмите Ctrl+Enter.",
        ),
        stays=("Матнни сақлаш учун Ctrl+S, янги қатор учун Ctrl+Enter босилади, деди ўқитувчи.",),
        needs=("ctrl",),
    ),
    Rule(
        "typo-report",
        r"(?:^|(?<!\s)\s+)"
        + one_of(
            r"(?:матнда )?хато(?:лик)?(?:ни)? топдингизми",
            r"(?:matnda )?xato(?:lik)?(?:ni)? topdingizmi",
            r"нашли ошибку(?: в тексте)?",
            r"(?:мәтіннен )?қате таптыңыз ба",
            r"(?:matinnen )?qate taptynyz ba",
            "قاتە تاپتىڭىز با",
            "беттегі қате",
            r"сообщ(?:ить|ите) об ошибке",
            r"xato haqida xabar bering",
            r"хато ҳақида хабар беринг",
        )
        + r"\s?[?!.؟]*$",
        goes=("\nХато топдингизми?", " Xato topdingizmi?", "\nБеттегі қате", " قاتە تاپتىڭىز با؟"),
        stays=("«Хато топдингизми?» деб сўради муаллим.",),
        needs=("топ", "top", "ошибк", "қате", "qate", "قاتە", "xato", "хато"),
    ),
    Rule(
        "picture-credit",
        rf"{START}(?:foto|фото|сурет|suret|surat|сурат|سۋرەت|иллюстрация|коллаж)\w{{0,4}}\s?[:©]\s?(?:[^.!?]|(?<=\W\w)\.|\.(?=\w)){{1,60}}\.?$",
        goes=(
            " Фото: А. Каримов",
            " Foto: Kun.uz",
            " Foto: «Yangi kun»",
            " Сурет: Жаңа күн.",
            " Súret: Jańa kún",
        ),
        stays=("Кўргазмада икки бўлим бор: фото, рангтасвир.",),
        needs=(":", "©"),
    ),
    Rule(
        "keyboard-label",
        r"(?:(?:^|(?<!\s)\s+)ctrl\s?\+?\s?enter|^(?:ctrl|enter|\+))$",
        goes=(" Ctrl Enter", "\nCtrl\nEnter"),
        stays=("Enter тугмасини босинг.",),
        needs=("ctrl", "enter", "+"),
    ),
    Rule(
        "share-label",
        rf"^(?:share|tweet|(?:(?:\b|@){_NETWORK}[\s|,/·•]*)+)$",
        goes=("\nTelegram | Facebook | Instagram",),
        stays=("Telegram, Facebook ва бошқалар.",),
    ),
    Rule(
        "promotion",
        rf"{START}{PROMOTION}{_END}",
        goes=(
            " «Янги кун»ни Telegram’да ўқинг!",
            " «Yangi kun»ni Telegram'da o'qing!",
            " Kun tartibidagi xabarlarni @yangikun kanalida kuzatib boring.",
            "«Янги кун»ни Telegram’да ўқинг!",
            " Бізді Instagram желісінде оқыңыздар.",
            " Подписывайтесь на наш Telegram-канал!",
        ),
        stays=("У «каналга обуна бўлинг» деган хабарни Telegram’да олган.",),
        needs=NETWORKS,
    ),
)
