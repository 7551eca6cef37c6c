"""Rules for picture credits, which are whole paragraphs."""

from __future__ import annotations

from typing import Final

from xabar.extraction.rules.rule import Rule, one_of

CREDIT: Final = Rule(
    "picture-credit",
    one_of(
        *(
            r"foto(?:surat(?:lar)?|lavha|lar)?",
            r"фото(?:сурат(?:лар)?|лавҳа|лар)?",
            r"surat(?:lar|da)?",
            r"сурат(?:лар|да)?",
        ),
        *(
            r"сурет(?:тер|те)?",
            r"suret(?:ter|te)?",
            "سۋرەت",
            "فوتو",
            "иллюстрация",
            r"il+[yu]+stratsiya",
            "коллаж",
        ),
        *(
            "kollaj",
            "скриншот",
            "skrinsh?ot",
            "кадр",
            "kadr",
            "infografika",
            "инфографика",
            "изображение",
            "photo",
        ),
        *("image", "видео манбаси", "video manbasi", "видеодан кадр", "videodan kadr"),
    )
    + r"\s?(?:[:©]|манбаси\s?:|manbasi\s?:|автор[ыи]?\s?:|muallifi\s?:|муаллифи\s?:) ?"
    # no sentence follows the name, and it is not itself a sentence of six words or more
    r"(?!.{0,60}\w\w[.!?]\s\S+\s\S+\s\S)(?!\s?(?:\S+\s+){5,}\S+[.!?]$).*",
    goes=(
        "Foto: None",
        "Фото: Давлат статистика қўмитаси",
        "Foto: A. Karimov / «Yangi kun»",
        "Сурет: Жаңа күн",
        "Súret: Jańa kún",
        "سۋرەت: جاڭا كۇن",
        "Коллаж: Жаңа күн / А. Серік",
        "Иллюстрация: «Янги кун»",
        "Фото © Янги кун",
    ),
    stays=(
        "Фото: Reuters. Президент Тошкентда халқаро саммитни очиб берди.",
        "Сурат: рассом Аҳмад Олимовнинг энг машҳур асари музейга қайтарилди.",
        "Видео: дарвозабон тўпни қўлдан чиқарди.",
        "Фото кўргазмаси январга қадар давом этади.",
        "Сурет салу үйірмесіне 40 бала қатысады.",
    ),
    needs=(":", "©"),
)
# A picture that nobody has taken or drawn.
GENERATED: Final = Rule(
    "picture-credit",
    one_of(
        r"(?:изображение|иллюстрация|картинка|фото) (?:\w+ ){0,2}(?:сгенерирован|создан|сделан)\w* (?:\w+ ){0,3}"
        r"(?:нейросет\w*|(?:искусственн\w+ )?интеллект\w*|ии)",
        r"(?:surat|сурат|сурет|suret|rasm|расм)\w* (?:\w+ ){0,2}"
        r"(?:sun'iy intellekt|сунъий интеллект|жасанды интеллект|jasandy intellekt)\w*(?: \w+){0,2}"
        r" (?:yarat|ярат|tayyorla|тайёрла|ch?iz|чиз|ish?la|ишла|жаса|jasa|сыз|syz)\w*(?:gan|ган|ған|ген|di|ди|ды|dy)",
    )
    + r"\W*",
    goes=(
        "Изображение сгенерировано нейросетью",
        "Сурет жасанды интеллект көмегімен жасалған",
        "Rasm sun'iy intellekt yordamida yaratilgan.",
    ),
    stays=(
        "Сунъий интеллект расм чизишни ўрганди.",
        "Rasm va videolarni sun'iy intellekt yordamida yaratishni oʻrgatadigan kurs ochildi.",
        "Сурет салатын жасанды интеллект оқушыларға ұнады.",
    ),
    needs=("нейросет", "intellekt", "интеллект"),
)
