"""Rules for the words of a site's menu. One word proves nothing: `xabar.extraction.menus` judges all that stand together."""

from __future__ import annotations

from typing import Final

from xabar.extraction.rules.rule import Rule, one_of

# The way to the home page. No text begins with this label, so that it is a menu even when it stands alone.
HOME: Final = Rule(
    "home",
    one_of(
        *("bosh? sahifa(?:ga qaytish?)?", "бош саҳифа(?:га қайтиш)?", "басты бет(?:ке оралу)?", "basty bet"),
        *("باستى بەت", "главная(?: страница)?", "на главную", "home(?: page)?"),
    ),
    goes=(
        "Bosh sahifa / Siyosat / Iqtisodiyot / Jamiyat / Sport",
        "Бош саҳифа\nИқтисодиёт\nЖамият",
        "Басты бет » Қоғам » Ауылда мектеп ашылды",
        "Basty bet | Saıasat | Qoǵam",
        "باستى بەت\nساياسات",
        "Главная > Общество",
    ),
    stays=("Bosh sahifa dizayni yangilandi, dedi muharrir.", "Басты бет\u2009— газеттің айнасы."),
)

TOOL: Final = Rule(
    "tool",
    one_of(
        *("meny?u", "меню", "мәзір", "mazir", "ء?مازىر", "menu", "rss"),
        *("(?:saytda(?:n)? )?qidir(?:uv|ish?)", "(?:сайтда(?:н)? )?қидир(?:ув|иш)", "(?:сайттан )?іздеу"),
        *("(?:saittan )?izdeu", "ىزدەۋ", "поиск(?: по сайту)?", "search"),
        *("tizimga kirish?", "тизимга кириш", "ro'?yxatdan o'?tish?", "рўйхатдан ўтиш", "тіркелу", "tirkelu"),
        *("войти", "регистрация", "log ?in", "sign in"),
        *("biz haqimizda", "биз ҳақимизда", "біз туралы", "biz turaly", "ءبىز تۋرالى", "о нас", "about us"),
        *("sayt xaritasi", "сайт харитаси", "сайт картасы", "карта сайта", "sait kartasy"),
    ),
    goes=(
        "Menyu\nQidiruv",
        "Меню\nҚидирув\nСиёсат",
        "Мәзір\nІздеу",
        "Siyosat\nJamiyat\nIzdeý",
        "ىزدەۋ\nقوعام",
        "Меню\nПоиск по сайту",
    ),
    stays=("Menyu", "Қидирув", "Іздеу", "Тіркелу"),
)

SECTION: Final = Rule(
    "section",
    one_of(
        *("siyosat", "iqtisodiyot", "jamiyat", "sport", "madaniyat", "jahon", "dunyo", "o'?zbekiston"),
        *("mahalliy", "ta'?lim", "texnologiya(?:lar)?", "yangiliklar", "so'?nggi yangiliklar", "intervyu"),
        *("fan(?: va texnika)?", "ilm-fan", "sog'?liq(?:ni saqlash?)?", "salomatlik", "huquq", "biznes"),
        *("foto", "video", "maqola(?:lar)?", "aloqa", "kirish?", "arxiv", "audio", "podkastlar?"),
        *("сиёсат", "иқтисодиёт", "жамият", "спорт", "маданият", "жаҳон", "дунё", "ўзбекистон", "таълим"),
        *("маҳаллий", "технология(?:лар)?", "янгиликлар", "сўнгги янгиликлар", "интервью", "фан", "илм-фан"),
        *(
            "соғлиқ(?:ни сақлаш)?",
            "саломатлик",
            "ҳуқуқ",
            "бизнес",
            "фото",
            "видео",
            "мақола(?:лар)?",
            "алоқа",
        ),
        *("кириш", "архив", "аудио", "подкаст(?:лар|тар)?"),
        *("саясат", "экономика", "қоғам", "мәдениет", "әлем", "қазақстан", "білім", "денсаулық", "ғылым"),
        *("жаңалықтар", "соңғы жаңалықтар", "сұхбат", "құқық", "байланыс", "кіру", "руханият", "тарих"),
        *("saiasat", "ekonomika", "qogam", "madeniet", "alem", "qazaqstan", "bilim", "densaulyq", "gylym"),
        *("janalyqtar", "songy janalyqtar", "suhbat", "quqyq", "bailanys", "kiru", "ruhaniat", "tarih"),
        *("ساياسات", "ەكونوميكا", "قوعام", "سپورت", "مادەنيەت", "الەم", "قازاقستان", "ءبىلىم", "جاڭالىقتار"),
        *("دەنساۋلىق", "سۇحبات", "بايلانىس"),
        *(
            "политика",
            "общество",
            "культура",
            "мир",
            "в мире",
            "образование",
            "наука",
            "технологии",
            "новости",
        ),
        *("происшествия", "здоровье", "контакты", "узбекистан", "казахстан", "последние новости"),
    ),
    goes=("Bosh sahifa\nTaʼlim\nMadaniyat", "Басты бет\nӘлем\nРуханият", "Главная\nПроисшествия\nКонтакты"),
    stays=("Sport", "Жамият", "Sport / Futbol", "Қоғам\u2009— бір отбасы.", "قوعام"),
)

LANGUAGE: Final = Rule(
    "language",
    one_of(
        *(
            "o'?z(?:b|bekch?a)?",
            "ўз(?:б|бекча)?",
            "uz(?:b)?",
            "узб(?:екский)?",
            "kirill(?:ch?a)?",
            "lotin(?:ch?a)?",
        ),
        *(
            "кирилл(?:ча|ица)?",
            "лотин(?:ча)?",
            "латиница",
            "қаз(?:ақша)?",
            "qaz(?:aqsh?a)?",
            "kaz",
            "kz",
            "каз",
        ),
        *("قازاقشا", "төте(?: жазу)?", "توتە(?: جازۋ)?", "latyn(?:sh?a)?"),
        *("рус(?:ский|ча)?", "ru(?:s)?", "русша", "en(?:g)?", "english", "inglizch?a", "инглизча"),
    ),
    goes=("Oʻz | Ўз | Рус", "ҚАЗ | QAZ | РУС", "Қазақша / Qazaqsha / توتە جازۋ", "UZ / RU / EN"),
    stays=("Ўзбекча", "Русча, инглизча", "Qazaqsha"),
)

MENU: Final = (HOME, TOOL, SECTION, LANGUAGE)
