"""Texts that a site prints every day with other numbers: exchange rates, weather, prices. Each is an article of its own."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

FIRST_DAY: Final = date(2026, 9, 1)
MONTHS: Final = {"uz": ("sentyabr", "oktyabr", "noyabr"), "kk": ("қыркүйек", "қазан", "қараша")}

# name -> language, text; {n} is another number each day, {d} and {m} the day and the month
TEMPLATES: Final[dict[str, tuple[str, str]]] = {
    "rates, short": (
        "uz",
        "Markaziy bank {d}-{m} uchun valyuta kurslarini eʼlon qildi. AQSH dollari {n} soʻm, yevro {n} soʻm, Rossiya rubli"
        " {n} soʻm, Qozogʻiston tengesi {n} soʻm, Xitoy yuani {n} soʻm boʻldi.",
    ),
    "rates, long": (
        "uz",
        "Oʻzbekiston Respublikasi Markaziy banki 2026-yil {d}-{m}dan boshlab amal qiladigan xorijiy valyutalarning soʻmga"
        " nisbatan kurslarini belgiladi. Unga koʻra, 1 AQSH dollari {n} soʻmga, 1 yevro {n} soʻmga, 1 Rossiya rubli {n}"
        " soʻmga teng boʻldi.\nMarkaziy bank valyuta kurslarini har kuni birja savdolari yakunlari boʻyicha belgilaydi."
        " Belgilangan kurs buxgalteriya hisobi, statistik va boshqa hisobotlarni yuritish, shuningdek, bojxona toʻlovlari"
        " hamda soliqlarni hisoblash uchun qoʻllanadi. Bunda Markaziy bank ushbu valyutalarni shu qiymatda sotish yoki"
        " sotib olish majburiyatini oʻz zimmasiga olmaydi.\nTijorat banklari ayirboshlash shoxobchalarida kurslarni"
        " mustaqil ravishda, talab va taklifdan kelib chiqib belgilaydi. Aholi valyutani banklarning barcha boʻlimlarida"
        " va avtomatlashtirilgan shoxobchalarda tunu kun ayirboshlashi mumkin.",
    ),
    "weather": (
        "uz",
        "Oʻzgidromet {d}-{m} kuni kutilayotgan ob-havo haqida maʼlumot berdi. Toshkent shahrida havo oʻzgarib turadi,"
        " yogʻingarchilik kutilmaydi. Shamol sekundiga {n} metr tezlikda esadi. Harorat kechasi {n} daraja, kunduzi {n}"
        " daraja boʻladi.\nQoraqalpogʻiston va Xorazmda kechasi {n} daraja, kunduzi {n} daraja boʻlishi kutilmoqda."
        " Buxoro va Navoiy viloyatlarida kechasi {n}, kunduzi {n} daraja. Samarqand, Jizzax va Sirdaryo viloyatlarida"
        " kechasi {n}, kunduzi {n} daraja. Vodiy viloyatlarida kechasi {n}, kunduzi {n} daraja boʻladi. Respublikaning"
        " togʻli hududlarida kechasi {n}, kunduzi {n} daraja kutiladi, ayrim joylarda tuman tushadi, yoʻllar muzlaydi,"
        " haydovchilardan ehtiyot boʻlish soʻraladi.",
    ),
    "one price": (
        "uz",
        "Oʻzbekiston tovar-xomashyo birjasidagi savdolarda AI-92 markali benzinning bir tonnasi oʻrtacha {n} soʻmdan"
        " sotildi. Savdolarda respublikamizning barcha hududlaridan xaridorlar qatnashdi va eʼlon qilingan yoqilgʻining"
        " hammasi sotib olindi. Birja xabariga koʻra, savdolar har kuni ertalab ochiq va oshkora tarzda oʻtkaziladi,"
        " natijalari esa rasmiy saytda eʼlon qilib boriladi. Mutaxassislar narxlarning oʻzgarishini mavsumiy talab,"
        " yetkazib berish xarajatlari va jahon bozoridagi vaziyat bilan izohlaydi. Yoqilgʻi quyish shoxobchalarida"
        " narxlar birja narxidan kelib chiqib belgilanadi.",
    ),
    "rates, Kazakh": (
        "kk",
        "Ұлттық банк 2026 жылғы {d} {m}ға арналған ресми валюта бағамдарын жариялады. Доллар {n} теңге, еуро {n} теңге,"
        " рубль {n} теңге, юань {n} теңге болды.\nҚазақстан қор биржасында күндізгі сауда-саттық қорытындысы бойынша"
        " қалыптасқан орташа бағам келесі күнге ресми бағам ретінде белгіленеді. Ресми бағам есеп жүргізу, салық пен"
        " кедендік төлемдерді есептеу үшін қолданылады. Айырбастау пункттерінде бағам сұраныс пен ұсынысқа қарай"
        " белгіленеді және күн ішінде бірнеше рет өзгеруі мүмкін.",
    ),
    "weather, Kazakh": (
        "kk",
        "Қазгидромет {d} {m} күнге арналған ауа райы болжамын жариялады. Астанада түнде {n} градус, күндіз {n} градус"
        " болады, желдің жылдамдығы секундына {n} метр. Алматыда түнде {n} градус, күндіз {n} градус. Шымкентте түнде"
        " {n} градус, күндіз {n} градус болады деп күтіледі. Еліміздің солтүстігінде бұрқасын, көктайғақ болуы мүмкін,"
        " жүргізушілерден сақ болу сұралады. Оңтүстік өңірлерде жауын-шашын күтілмейді, таңертең тұман түседі.",
    ),
    "market, Kazakh": (
        "kk",
        "Алматы базарларында азық-түлік бағасы белгілі болды. Картоптың келісі {n} теңге, сәбіз {n} теңге, пияз {n}"
        " теңге, қырыққабат {n} теңге, сиыр еті {n} теңге, қой еті {n} теңге тұрады. Ұлттық статистика бюросының"
        " мәліметінше, бағалар апта сайын жиналып, ресми сайтта жарияланады.",
    ),
}


def template_texts(days: int, rng: random.Random) -> Iterator[tuple[str, str, str]]:
    """Yield the name, the language and the text of each template on each day."""
    for name, (language, template) in TEMPLATES.items():
        for day in (FIRST_DAY + timedelta(days=age) for age in range(days)):
            yield name, language, _filled(template, language, day, rng)


def _filled(template: str, language: str, day: date, rng: random.Random) -> str:
    month = MONTHS[language][day.month - FIRST_DAY.month]
    first, *parts = template.replace("{d}", str(day.day)).replace("{m}", month).split("{n}")
    return first + "".join(f"{_number(rng)}{part}" for part in parts)


def _number(rng: random.Random) -> str:
    """Return a number as it is printed: a temperature, a price with a space, a rate with a comma."""
    return rng.choice(
        [
            str(rng.randint(1, 40)),
            f"{rng.randint(10, 14)} {rng.randint(100, 999)}",
            f"{rng.randint(100, 900)},{rng.randint(10, 99)}",
        ]
    )
