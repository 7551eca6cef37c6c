"""Rules for what stands below an article: share bars, calls with a list of networks, the way to the comments, counters."""

from __future__ import annotations

from typing import Final

from xabar.extraction.rules.promotion import INSIDE, START
from xabar.extraction.rules.related import ALSO
from xabar.extraction.rules.rule import Rule, one_of

_PLACE: Final = one_of(
    *("telegram", "телеграм", "тәлегірам", "تەلەگرام", "instagram", "инстаграм", "ينستاگرام", "facebook"),
    *(
        "фейсбук",
        "فەيسبۋك",
        "twitter",
        "твиттер",
        "whatsapp",
        "ватсап",
        "viber",
        "вконтакте",
        "vk",
        "threads",
    ),
    *("tiktok", "тикток", "youtube", "ютуб", "ok", "одноклассники", "linkedin", "messenger", "x", "e?-?mail"),
)
_COPY: Final = one_of(
    *("nusxa(?: olish?|lash?)", "нусха(?: олиш|лаш)"),
    *("(?:сілтемені )?көшіру", "(?:siltemeni )?kosh?iru", "(?:سىلتەمەنى )?كوشىرۋ"),
    *("(?:с)?копировать", "copy"),
)
_COPY_LINK: Final = one_of(
    *("(?:havolani|linkni) nusxalash?", "ҳаволани нусхалаш", "сілтемені көшіру", "siltemeni kosh?iru"),
    *("سىلتەمەنى كوشىرۋ", "скопировать ссылку", "copy link"),
)
_SHARE: Final = one_of(
    *("ulash?ish?", "улашиш", "(?:do'?stlaringizga )?ulash?ing", "(?:дўстларингизга )?улашинг"),
    *("yaqinlaringizga yuboring", "яқинларингизга юборинг", "bo'?lish?ish?", "бўлишиш"),
    *("ijtimoiy tarmoqlarda ulash?ish?", "ижтимоий тармоқларда улашиш", "әлеуметтік желіде бөлісу"),
    *("aleumettik jelide bolisu", "الەۋمەتتىك جەلىدە ءبولىسۋ", "бөлісу", "bolisu", "ءبولىسۋ"),
    *("достарыңызбен бөлісіңіз", "достарыңмен бөліс", "dostarynyzben bolisiniz"),
    *("поделиться(?: в соц(?:иальных )?сетях)?", "поделитесь(?: новостью| с друзьями)?", "share"),
)
_FOLLOW: Final = one_of(
    *("(?:bizga |bizni )?(?:obuna bo'?ling|a'?zo bo'?ling|kuzating|kuzatib boring)",),
    *("(?:бизга |бизни )?(?:обуна бўлинг|аъзо бўлинг|кузатинг|кузатиб боринг)",),
    *("(?:бізге |бізді )?(?:жазылыңыз|қосылыңыз|оқыңыз)", "(?:bizge |bizdi )?(?:jazylynyz|qosylynyz|oqynyz)"),
    *("(?:بىزگە )?(?:جازىلىڭىز|قوسىلىڭىز)", "(?:подписывайтесь|подпишитесь)(?: на нас)?(?: в)?"),
    *("(?:мы|biz|биз|біз) (?:в соцсетях|ijtimoiy tarmoqlarda|ижтимоий тармоқларда|әлеуметтік желіде)",),
)
_COMMENT: Final = one_of(
    *("(?:izoh|fikr) qoldirish?", "(?:изоҳ|фикр) қолдириш"),
    *("пікір қалдыру", "pikir qaldyru", "پىكىر قالدىرۋ"),
    *("(?:оставить|написать) комментарий", "leave a comment"),
)
# in the middle of a text it may be one of the things that a list names
_OPINION: Final = one_of("fikr bildirish?", "фикр билдириш", "пікір жазу", "pikir jazu", "پىكىر جازۋ")
_SIGNS: Final = r"(?:[👁👀💬❤👍👎🔁🗨]\ufe0f?\s?\d[\d.,]{0,9}[kк]?\s?)+"
_PLACES: Final = rf"(?:{one_of(_PLACE, _COPY_LINK, _COPY)}[\s,،|/·•]{{0,3}}){{1,12}}"

_SHARE_BAR: Final = rf"(?:{_SHARE}\s?[:—–-]?\s){_PLACES}"
_FOLLOW_BAR: Final = rf"{_FOLLOW}\s?[:—–-]\s?{_PLACES}"

SHARING: Final = (
    Rule(
        "share-label",
        rf"{_SHARE_BAR}\.?|{_SHARE}[:!]?|{_COPY_LINK}|tweet|share on {_PLACE}",
        goes=(
            "Ulashish",
            "ПОДЕЛИТЬСЯ",
            "Havolani nusxalash",
            "Share on Facebook",
            "Ulashing:",
            "Әлеуметтік желіде бөлісу",
            "Поделиться в соцсетях:",
            "Ulashish: Telegram Facebook X Nusxa olish",
            "Улашиш: Телеграм | Фейсбук | Нусха олиш",
            "Бөлісу: Facebook WhatsApp Telegram",
            "Bólisý: Facebook, WhatsApp",
            "ءبولىسۋ: Facebook Telegram",
            "Поделиться: ВКонтакте Telegram Скопировать ссылку",
        ),
        stays=(
            "Ulashish: Telegram foydalanuvchilari soni oshdi.",
            "Бөлісу: екі елдің тәжірибесі",
            "Тажриба улашиш учрашуви ўтди.",
            "Білім бөлісу — игі дәстүр.",
        ),
    ),
    Rule(
        "promotion",
        rf"{_FOLLOW_BAR}[.!]?",
        goes=(
            "Bizni kuzatib boring: Telegram, Instagram, YouTube",
            "Бизга обуна бўлинг: Telegram | Facebook",
            "Бізге жазылыңыз: Telegram, Instagram",
            "Bizge jazylyńyz: Telegram, Instagram",
            "بىزگە جازىلىڭىز: Telegram, Instagram",
            "Подписывайтесь на нас: Telegram Instagram",
        ),
        stays=("Бізге жазылыңыз: мекенжай мен телефон төменде.", "Обуна бўлинг, деди почтачи кулиб."),
    ),
    Rule(
        "comments",
        rf"{_COMMENT}[:!]?",
        goes=(
            "Izoh qoldirish",
            "Фикр қолдириш",
            "Пікір қалдыру",
            "Pikir qaldyrý",
            "پىكىر قالدىرۋ",
            "Оставить комментарий",
        ),
        stays=("Пікір қалдыру әркімнің құқығы.", "Fikr bildirish erkinligi qonun bilan himoya qilinadi."),
    ),
    Rule(
        "view-counter",
        _SIGNS,
        goes=("👁 845", "👁️ 1,2K 💬 14 👍 7"),
        stays=("👁 Кўз касалликлари 845 кишида аниқланди.", "👍 5 та сабаб."),
    ),
)

_BAR: Final = one_of(_SHARE_BAR, _FOLLOW_BAR, _COMMENT, _OPINION)
_ALSO_TITLES: Final = rf"{one_of(*ALSO)}\s?[:👉►»]{INSIDE}{{5,180}}"

_WORDS: Final = (
    *("ulas", "улаш", "yaqin", "яқин", "бўлиш", "бөліс", "bol", "ءبولىس", "подел", "share"),
    *(
        "bo'l",
        "бўл",
        "kuzat",
        "кузат",
        "жазыл",
        "jazyl",
        "қосыл",
        "qosyl",
        "оқыңыз",
        "oqynyz",
        "جازىلىڭ",
        "قوسىلىڭ",
    ),
    *(
        "подпи",
        "мы ",
        "biz",
        "биз",
        "біз",
        "izoh",
        "изоҳ",
        "fikr",
        "фикр",
        "пікір",
        "pikir",
        "پىكىر",
        "коммент",
        "comment",
    ),
)

# The same behind the last sentence of a paragraph, and one after another.
SHARING_TAILS: Final = (
    Rule(
        "share-label",
        rf"{START}{_BAR}(?:[\s|]?{_BAR}){{0,3}}(?:\s?{_ALSO_TITLES})?$",
        goes=(
            " Ulashish: Telegram Facebook X Nusxa olish",
            " Бізге жазылыңыз: Telegram, Instagram",
            " Пікір қалдыру",
            " Fikr bildirish",
            " Ulashish: Telegram Facebook Oʻqish uchun tavsiya etamiz: Gaz keldi Maktab qurildi",
        ),
        stays=("Унинг иши — фикр билдириш", "Ilova ikki narsani biladi. Ulashish: Telegram orqali."),
        needs=_WORDS,
    ),
    Rule(
        "share-label",
        rf"^(?!ok$){_PLACES}$",
        goes=("\nTelegram\nNusxa olish", "\nФейсбук\nНусха олиш", "\nTelegram\nСілтемені көшіру"),
        stays=("Telegram, X ва бошқалар.", "OK"),
    ),
    Rule(
        "view-counter",
        rf"\s{_SIGNS}$",
        goes=(" 👁 845",),
        stays=("Улар 👁 белгисини 845 марта чизди.",),
        needs=tuple("👁👀💬❤👍👎🔁🗨"),
    ),
    Rule(
        "related-articles",
        rf"{START}{_ALSO_TITLES}$",
        goes=(
            " Mavzuga oid: Chilonzorda yangi bog‘ ochiladi",
            " Тағы оқыңыз: Алматыда мектеп ашылды",
            " Читайте также: Открыт новый мост",
        ),
        stays=("Вазирга савол берилди. Мавзуга оид: у ҳали ҳужжатни кўрмаган.",),
        needs=(":", "👉", "►", "»"),
    ),
)
