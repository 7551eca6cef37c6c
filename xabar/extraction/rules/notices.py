"""Rules for notices to the reader: of cookies, of rights, and how to report a mistake."""

from __future__ import annotations

from typing import Final

from xabar.extraction.rules.promotion import INSIDE, START
from xabar.extraction.rules.rule import Rule, one_of

# Words for a site's own material.
_MATERIAL: Final = (
    r"(?:\bsayt|\bсайт|material|материал|maqola|мақола|\bxabar|\bхабар|ma'lumot|маълумот|nash?r|нашр|\bmatn|\bматн|axborot|ахборот"
    r"|ақпарат|aqparat|жаңалық|janalyq|мәтін|matin|\bsait|مالىمەت)"
)

NOTICES: Final = (
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

TYPO_REPORTS: Final = (
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
)
