"""Promotion and notices: whole paragraphs of at most 200 characters, or sentences glued to the end of the text."""

from __future__ import annotations

from typing import Final

from xabar.extraction.rows.row import Row, one_of

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

# What a reader is asked to do: the verb ends an Uzbek or Kazakh sentence and opens a Russian one.
_CALL: Final = one_of(
    *("o'qing", "ўқинг", "o'qib (?:boring|turing)", "ўқиб (?:боринг|туринг)", "kuzating", "кузатинг"),
    *("kuzatib (?:boring|turing)", "кузатиб (?:боринг|туринг)", "obuna bo'ling", "обуна бўлинг"),
    *("a'zo bo'ling", "аъзо бўлинг", "qo'shiling", "қўшилинг", "ulaning", "уланинг", "tomosha qiling"),
    *("томоша қилинг", "yuboring", "юборинг", "yozing", "ёзинг", "ko'ring", "кўринг"),
    *("жазылыңыз(?:дар)?", "оқыңыз(?:дар)?", "қосылыңыз(?:дар)?", "тіркеліңіз(?:дер)?", "бақылаңыз(?:дар)?"),
    *("жіберіңіз(?:дер)?", "көріңіз(?:дер)?", "жазыл", "jazylynyz(?:dar)?", "oqynyz(?:dar)?"),
    *("qosylynyz(?:dar)?", "tirkeliniz(?:der)?", "baqylanyz(?:dar)?", "jiberiniz(?:der)?"),
    *("جازىلىڭىز(?:دار)?", "وقىڭىز(?:دار)?", "قوسىلىڭىز(?:دار)?", "ءبولىسىڭىز(?:دەر)?"),
)
_CALL_RU: Final = one_of(
    *("подписывайтесь", "подпишитесь", "читайте(?: нас| наши новости)?", "следите за", "присоединяйтесь"),
    *("смотрите", "присылайте", "оставайтесь"),
)

INSIDE: Final = r"(?:[^.!?…]|\.(?=\w))"  # inside a sentence: the dot of kun.uz ends none
START: Final = r"(?:^|(?<=[.!?…])\s+|(?<=[.!?…][»”\")])\s+|(?<=[.!?…])(?=[«“\"@]))"
_END: Final = r"[\s!.❗👇👉📲✅⚡️)]*$"

PROMOTION: Final = one_of(
    rf"{INSIDE}{{0,60}}(?<!\w){_NETWORK}{INSIDE}{{0,60}}\b{_CALL}(?:\s?[:—-]?\s?{_NETWORK})*",
    rf"{_CALL_RU}\b{INSIDE}{{0,80}}(?<!\w){_NETWORK}{INSIDE}{{0,60}}",
)

LINES: Final = (
    Row(
        "promotion",
        rf"[👉📲✅⚡️❗▶\s-]*{PROMOTION}{_END}",
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
    Row(
        "promotion",
        r"[^.!?]{0,60}?(?:kanal|канал|arna|арна|ارنا|sahifa|саҳифа|paraqsha|парақша|sayt|сайт|bot|бот|guruh|гуруҳ)\w*\s?[:—–-]?\s?"
        rf"(?:@[a-z]\w{{3,}}|(?:https?://)?t\.me/\S+){_END}",
        goes=(
            "Bizning Telegram kanalimiz: @yangikun",
            "Telegram-канал: https://t.me/yangikun",
            "Біздің арна — @zhanakun",
        ),
        stays=("Хабар @yangikun каналида эълон қилинган.",),
        needs=("@", "t.me/"),
    ),
    Row(
        "promotion",
        one_of(
            r"[^.!?]{0,60}(?:yangiliklar|янгиликлар)\w* (?:birinchilardan|биринчилардан)[^.!?]{0,60}",
            r"(?:eng )?(?:so'nggi|сўнгги|tezkor|тезкор) (?:yangiliklar|янгиликлар)(?:ni|ни) [^.!?]{0,60}",
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
    Row(
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
    Row(
        "rights-notice",
        one_of(
            r"(?:©|\(c\)) .*",
            r".{0,140}(?:ko'chirib|кўчириб|foydalanil?gan|фойдаланил?ган|foydalanish|фойдаланиш).{0,80}"
            r"(?:havola|ҳавола|link|линк|манба|manba|ruxsat|рухсат|rozilig|розилиг).{0,60}",
            r".{0,60}(?:barcha huquqlar|барча ҳуқуқлар|барлық құқық|barlyq quqyq|все права)\w* .{0,20}"
            r"(?:himoya|ҳимоя|қорғал|qorgal|защищ).{0,20}",
            r".{0,140}(?:көшіріп бас|пайдаланған жағдайда|сілтеме жаса).{0,60}(?:міндетті|керек|тиіс).{0,20}",
            r".{0,140}(?:koshirip bas|paidalangan jagdaida|silteme jasa).{0,60}(?:mindetti|kerek|tiis).{0,20}",
            r".{0,80}(?:при (?:использовании|копировании|перепечатке)|использование материалов).{0,80}(?:ссылка|обязательн).{0,60}",
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
    Row(
        "typo-report",
        r"(?:(?:^|\s+)(?:иборани (?:ажратиб|белгилаб)|iborani (?:ajratib|belgilab)|выделите|оны белгілеп|ony belgilep)"
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
    Row(
        "typo-report",
        r"(?:^|\s+)"
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
    Row(
        "picture-credit",
        rf"{START}(?:foto|фото|сурет|suret|surat|сурат|سۋرەت|иллюстрация|коллаж)\w{{0,4}}\s?[:©]\s?(?:[^.!?]|(?<=\W\w)\.){{1,60}}\.?$",
        goes=(" Фото: А. Каримов", " Foto: «Yangi kun»", " Сурет: Жаңа күн.", " Súret: Jańa kún"),
        stays=("Кўргазмада икки бўлим бор: фото, рангтасвир.",),
        needs=(":", "©"),
    ),
    Row(
        "keyboard-label",
        r"(?:(?:^|\s+)ctrl\s?\+?\s?enter|^(?:ctrl|enter|\+))$",
        goes=(" Ctrl Enter", "\nCtrl\nEnter"),
        stays=("Enter тугмасини босинг.",),
        needs=("ctrl", "enter", "+"),
    ),
    Row(
        "share-label",
        rf"^(?:share|tweet|(?:(?:\b|@){_NETWORK}[\s|,/·•]*)+)$",
        goes=("\nTelegram | Facebook | Instagram",),
        stays=("Telegram, Facebook ва бошқалар.",),
    ),
    Row(
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
