"""Rules for labels and counters: whole paragraphs of at most 60 characters that go wherever they stand."""

from __future__ import annotations

from typing import Final

from xabar.extraction.rules.rule import Rule, one_of
from xabar.extraction.stems import spell_stems

_NUMBER: Final = r"\d[\d\s.,]{0,11}[kк]?"
_SEEN: Final = one_of(
    "marta (?:ko'?rildi|ko'?rilgan|o'?qildi|o'?qilgan)",
    "марта (?:кўрилди|кўрилган|ўқилди|ўқилган)",
    "рет (?:көрсетілді|қаралды|оқылды)",
    "ret (?:korset[iı]ld[iı]|qaraldy|oqyldy)",
    "رەت (?:كورسەتىلدى|قارالدى|وقىلدى)",
    "просмотр(?:а|ов)?",
    "қаралым",
    "qaralym",
    "قارالىم",
    "views?",
)
_SEEN_LABEL: Final = one_of(
    "ko'?rish?lar(?: soni)?",
    "кўришлар(?: сони)?",
    "ko'?rildi",
    "кўрилди",
    "қаралды",
    "қаралым(?: саны)?",
    "qaraldy",
    "qaralym(?: sany)?",
    "قارالدى",
    "قارالىم(?: سانى)?",
    "просмотр(?:ов|ы)",
    "views",
)

_AD: Final = one_of(spell_stems("uz", "reklama"), spell_stems("kk", "жарнама"))
_PAID: Final = one_of(
    spell_stems("uz", "tijoriy", "tijorat", "pullik"),
    spell_stems("kk", "коммерциялық", "ақылы", "жарнамалық"),
)
_OF_AD: Final = one_of(
    spell_stems(
        "uz", *("eʼlon", "eʼloni", "xabar", "xabari", "material", "materiali", "reklama", "reklamasi")
    ),
    spell_stems("kk", *("хабарландыру", "хабарландыруы", "материал", "материалы", "жарнама", "жарнамасы")),
    spell_stems("kk", "құқығында", "ретінде"),
)

LABELS: Final = (
    Rule(
        "advertisement",
        one_of(
            "reklama(?: huquqi asosida)?",
            "реклама(?: ҳуқуқи асосида)?",
            "на правах рекламы",
            f"{_AD}(?: {_OF_AD})?",
            f"{_PAID} {_OF_AD}",
            "advertisement",
        )
        + "[.:]?",
        goes=(
            *("Reklama", "РЕКЛАМА", "Жарнама:", "Jarnama", "جارناما", "На правах рекламы"),
            *("Tijorat reklamasi", "Тижорий хабар", "Reklama materiali", "Ақылы хабарландыру"),
            *("Жарнама материалы", "Jarnama qūqyğynda", "جارناما ماتەريالى", "Aqyly habarlandyru"),
        ),
        stays=(
            *("Реклама бозори ўтган йили икки баробар ўсди.", "Жарнама туралы жаңа заң қабылданды."),
            *("Tijoriy banklar", "Коммерциялық банк хабарландыруы шықты", "Реклама материали тайёр"),
        ),
    ),
    Rule(
        "reading-time",
        r"(?:o'?qish? vaqti|ўқиш вақти|оқу уақыты|oqu uaqyty|время чтения)?\s?:?\s?~?\d{1,3} "
        + one_of(
            "daqiqa(?:da)?(?: o'?qiladi)?",
            "дақиқа(?:да)?(?: ўқилади)?",
            r"мин(?:ут)?\.?(?: оқу үшін| оқылады)?",
            r"min(?:ut)?\.?(?: oqu u?sh?in| oqylady| o'?qish?| read)?",
            "مينۋت(?: وقۋ ءۇشىن)?",
            r"мин(?:ут(?:а|ы)?)?\.? чтения",
        ),
        goes=(
            "1 daqiqa o‘qiladi",
            "2 дақиқада ўқилади",
            "24 мин оқу үшін",
            "3 min oqý úshin",
            "3 минуты чтения",
            "Время чтения: 2 мин.",
            "5 min read",
        ),
        stays=("Учрашув 24 дақиқа давом этди.", "Доп 24-минутта қақпаға түсті."),
    ),
    Rule(
        "view-counter",
        rf"(?:👁\s?)?{_NUMBER}\s?{_SEEN}",
        goes=(
            "4236 рет көрсетілді",
            "1 204 marta o'qildi",
            "812 марта кўрилди",
            "87 ret kórsetildi",
            "٨٧ رەت قارالدى",
            "1,2K views",
            "12 просмотров",
        ),
        stays=("Бу йил 4236 марта ёнғин чиқди.", "Роликни 1 миллион киши кўрди."),
    ),
    Rule(
        "view-counter",
        rf"{_SEEN_LABEL}\s?[:—–-]?\s?{_NUMBER}",
        goes=("Ko‘rishlar soni: 512", "Қаралым: 87", "Qaralym sany: 87", "Просмотров: 1 024", "Кўрилди: 77"),
        stays=("Қаралым саны тез өсті.", "Кўрилди, 12 нафар иштирокчи."),
    ),
    Rule(
        "subscribe-label",
        one_of(
            "obuna bo'?lish?",
            "обуна бўлиш",
            "obuna bo'?ling",
            "обуна бўлинг",
            "жазылу",
            "жазылыңыз",
            "jazylu",
            "jazylynyz",
            "جازىلۋ",
            "подписаться(?: на новости| на канал)?",
            "подписывайтесь(?: на нас)?",
            "subscribe",
        )
        + "[:!]?",
        goes=("Obuna bo‘lish", "Обуна бўлинг!", "Жазылу", "Jazylý", "Подписаться на новости"),
        stays=("Газетага обуна бўлиш бошланди.", "Журналға жазылу желтоқсанға дейін созылады."),
    ),
    Rule(
        "date-label",
        one_of(
            "жарияланған күні",
            "jariyalangan k[uü]ni",
            "e'lon qilingan sana",
            "эълон қилинган сана",
            "ch?op etilgan(?: sana)?",
            "чоп этилган(?: сана)?",
            "e'lon qilindi",
            "эълон қилинди",
            "joylandi",
            "жойланди",
            "yangilandi",
            "янгиланди",
            "жарияланды",
            "jariyalandy",
            "жаңартылды",
            "janartyldy",
            "дата публикации",
            "опубликовано",
            "обновлено",
            "جاريالانعان كۇنى",
            "جاريالاندى",
        )
        + r"\s?:(?: ?[\d.,:/| -]{5,20})?",
        goes=(
            "Жарияланған күні:",
            "Chop etilgan: 24.11.2026 10:15",
            "Дата публикации:",
            "Янгиланди: 10:15, 24.11.2026",
        ),
        stays=("Жарияланған күні белгісіз.", "Чоп этилган китоблар сони ошди."),
    ),
    Rule(
        "comments",
        one_of(
            "izoh qoldirish?", "изоҳ қолдириш", "пікір қалдыру", "pikir qaldyru", "чтобы оставить комментарий"
        )
        + "(?: uch?un| учун| үшін| ush?in)?,?(?: saytda| сайтда| сайтқа| saitqa)? ?"
        + one_of(
            "ro'?yxatdan o'?ting",
            "рўйхатдан ўтинг",
            "тіркеліңіз",
            "tirkeliniz",
            "kiring",
            "киринг",
            "кіріңіз",
            "kiriniz",
            "авторизуйтесь",
        )
        + "[.!]?",
        goes=("Izoh qoldirish uchun saytda ro‘yxatdan o‘ting", "Пікір қалдыру үшін сайтқа тіркеліңіз"),
        stays=("Пікір қалдыру мүмкіндігі енді жоқ.", "Изоҳ қолдиришни истамади."),
    ),
    Rule(
        "player-label",
        one_of(
            "no media source currently available",
            "медиадерек қолжетімсіз",
            "mediaderek qoljetimsiz",
            "مەدياد?ەرەك قولجەتىمسىز",
            "مەديا دەرەك قولجەتىمسىز",
            "медиаманба мавжуд эмас",
            "mediamanba mavjud emas",
            r"(?:iltimos, )?kuting\W*",
            r"(?:илтимос, )?кутинг\W*",
            r"күте тұрыңыз\W*",
            "embed(?: share)?",
            r"0:00(?: \d[\d:]+)*(?: \d+:\d\d)*",
            "16x9 image",
            "xs sm md lg",
            r"auto(?: \d{3,4}p)+",
            r"(?:\d{3,4}p ?\|? ?)+",
            r"the (?:code|url) has been copied to your clipboard\.?",
            "width px height px",
            "to'?g'?ridan-to'?g'?ri (?:havola|link)",
            "тўғридан-тўғри (?:ҳавола|линк)",
            "тікелей сілтеме",
            "прямая ссылка",
            "direct link",
            "pop-out player",
        ),
        goes=(
            "No media source currently available",
            "Iltimos, kuting...",
            "0:00 0:02:23",
            "Медиадерек қолжетімсіз",
            "Mediamanba mavjud emas",
            "Auto 240p 360p 720p",
            "Тўғридан-тўғри линк",
            "The code has been copied to your clipboard.",
        ),
        stays=("Видео 720p сифатда ёзилган.", "Янгиликларни кутинг, деди у."),
    ),
    Rule(
        "page-tool",
        one_of(
            "a a a",
            r"baho: ?\+ ?\| ?-",
            "ch?op etish?(?: uch?un)?",
            "чоп этиш(?: учун)?",
            "басып шығару",
            "версия для печати",
            "распечатать",
            "yuqoriga",
            "юқорига",
            "jogaryga",
            "жоғарыға",
            "наверх",
            "batafsil(?:roq)?(?: o'?qish?)?",
            "батафсил(?:роқ)?(?: ўқиш)?",
            "толығырақ",
            "tolygyraq",
            "подробнее",
            "calendar|eye|visibility|spot_img|print|facebook|twitter|whatsapp",
        )
        + "[.:…»>]*",
        goes=("A A A", "Baho: + | -", "Chop etish uchun", "Толығырақ…", "calendar", "Батафсил", "spot_img"),
        stays=("Батафсил маълумот эртага берилади.", "Чоп этиш ишлари тугади."),
    ),
    Rule(
        "tags-line",
        one_of(
            "teglar", "теглар", "тэглар", "тегтер", "tegter", "теги", "tags", "kalit so'?zlar", "калит сўзлар"
        )
        + r"\s?:.{1,55}",
        goes=("Teglar: ko‘prik, yo‘l", "Калит сўзлар: кутубхона, китоб", "Тегтер: #кітап", "Теги: мост"),
        stays=("Теглар сони камайди.",),
        needs=(":",),
    ),
    Rule(
        "section-line",
        one_of(
            "rukn",
            "рукн",
            "bo'?lim",
            "бўлим",
            "бөлім",
            "bolim",
            "айдар",
            "aidar",
            "рубрика",
            "kategoriya",
            "категория",
        )
        + r"\s?:\s?[^.:]{3,30}",
        goes=("Rukn: Jamiyat", "Рукн: Спорт", "Бөлім: Мәдениет", "Рубрика: Общество"),
        stays=("Бўлим: бош врач, икки шифокор ва уч ҳамширадан иборат эди.",),
        needs=(":",),
    ),
    Rule(
        "hashtags",
        r"(?:#\w[\w-]*[\s,]*){1,12}",
        goes=("#Toshkent #metro", "#жаңалық", "#хабар, #спорт"),
        stays=("#Яшил макон лойиҳаси давом этади.",),
    ),
)
