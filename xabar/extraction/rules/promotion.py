"""Rules for promotion: paragraphs of at most 200 characters, or sentences at the very end of the text."""

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
)

TAILS: Final = (
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
