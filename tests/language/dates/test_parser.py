"""Printed dates, grouped by the source of the examples. They are read at 2025-04-25 15:00 in the site's zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from xabar.language.dates import ParsedDate, Refusal, parse_date, read_date

NOW = datetime.fromisoformat("2025-04-25T15:00:00+05:00")
ZONES = {"kk": "Asia/Almaty"}

# Strings as sites print them (years moved into the past where they lay ahead).
SEEN = [
    ("uz", "Bugun, 14:30", "2025-04-25T14:30"),
    ("uz", "Kecha, 09:10", "2025-04-24T09:10"),
    ("uz", "Кеча 21:05", "2025-04-24T21:05"),
    ("uz", "26-08-2022, 11:27", "2022-08-26T11:27"),
    ("uz", "12:45 26.08.2022", "2022-08-26T12:45"),
    ("uz", "11:27 / 26.08.2022", "2022-08-26T11:27"),
    ("uz", "08:40 (today)", "2025-04-25T08:40"),
    ("uz", "18 avgust, 22:42", "2024-08-18T22:42"),
    ("uz", "7 sentyabr 2020", "2020-09-07"),
    ("uz", "05.07.2020 10249 9 min.", "2020-07-05"),
    ("kk", "21 Ақпан, 2025", "2025-02-21"),
    ("kk", "12 Qańtar, 2022", "2022-01-12"),
    ("kk", "22 مامىر, 2018", "2018-05-22"),
    ("kk", "30 قاڭتار, 2025 ساعات 13:48", "2025-01-30T13:48"),
    ("kk", "19 Qyrkýiek, 2022 saghat 13:11", "2022-09-19T13:11"),
    ("kk", "2020 ж. 25 сәуір", "2020-04-25"),
    ("ru", "27 марта 2024 | 20:10", "2024-03-27T20:10"),
    ("ru", "Сегодня, 02:47", "2025-04-25T02:47"),
    ("ru", "Сегодня", "2025-04-25"),
    ("kk", "15:00, 23 Ноябрь 2024", "2024-11-23T15:00"),
    ("ru", "Пятница, 04 Июл 2024, 12:00", "2024-07-04T12:00"),
    ("uz", "Thu, 26 Oct 23 10:24:31 +0530", "2023-10-26T09:54"),
    ("uz", "2023-06-14T20:47+0500", "2023-06-14T20:47"),
    ("kk", "2024-04-18T10:35:00+05:00", "2024-04-18T10:35"),
    ("uz", "Bugun 10 sentyabr, 2024 yil", "2024-09-10"),
    ("uz", "Бир неча 5 дакика олдин", "2025-04-25T14:55"),  # moment's Uzbek locale
    ("uz", "O'tgan dushanba kuni soat 14:30 da", "2025-04-21T14:30"),
    ("kk", "бірнеше секунд бұрын", "2025-04-25T15:00"),
]

# One example for each form and each table, in words of our own.
FORMS = [
    ("uz", "2024-yil 5-oktabr, soat 9:05 da", "2024-10-05T09:05"),
    ("uz", "2024-yilning 3-oktabrida", "2024-10-03"),
    ("uz", "2024-yil oktabr oyining 3-kuni", "2024-10-03"),
    ("uz", "22 aprel, seshanba, 2025", "2025-04-22"),
    ("uz", "Payshanba, 12:10", "2025-04-24T12:10"),
    ("uz", "Чоршанба куни, соат 12:10", "2025-04-23T12:10"),
    ("uz", "12:10 | Dushanba", "2025-04-21T12:10"),
    ("uz", "Juma, 12:10", "2025-04-25T12:10"),  # today
    ("uz", "Juma, 18:10", "2025-04-18T18:10"),  # today it is still to come
    ("kk", "бейсенбі", "2025-04-24"),
    ("kk", "بەيسەنبى", "2025-04-24"),
    ("ru", "Четверг, 12:10", "2025-04-24T12:10"),
    ("uz", "25 04 2025", "2025-04-25"),
    ("uz", "14:30 24 04 2025", "2025-04-24T14:30"),
    ("uz", "5-октябрь, 2024 йил", "2024-10-05"),
    ("uz", "14.30, 24 апрель", "2025-04-24T14:30"),
    ("uz", "3 soat 15 daqiqa avval", "2025-04-25T11:45"),
    ("uz", "bir yarim soat avval", "2025-04-25"),
    ("uz", "oʻn besh daqiqa oldin", "2025-04-25T14:45"),
    ("uz", "3 kun avval, 14:30", "2025-04-22T14:30"),
    ("uz", "oʻtgan hafta", "2025-04-18"),
    ("uz", "hozirgina", "2025-04-25T15:00"),
    ("uz", "14:30", "2025-04-25T14:30"),
    ("uz", "1714036200", "2024-04-25T14:10"),
    ("uz", "20240418T053500Z", "2024-04-18T10:35"),
    ("uz", "20240418103500", "2024-04-18T10:35"),
    ("uz", "1 yarim soat oldin", "2025-04-25"),
    ("uz", "2 sutka oldin", "2025-04-23"),
    ("kk", "бір тәулік бұрын", "2025-04-24"),
    ("uz", "2025-yil 18-aprel, soat 9 da", "2025-04-18T09:00"),
    ("kk", "2025 жылғы 18 сәуірде сағат 9-да", "2025-04-18T09:00"),
    ("ru", "полтора часа назад", "2025-04-25"),
    ("ru", "полгода назад", "2024-10-25"),
    ("ru", "на прошлой неделе", "2025-04-18"),
    ("ru", "вт, 22 апр", "2025-04-22"),
    ("ru", "Опубликовано: 22 апр.", "2025-04-22"),
    ("uz", "Apr 18, 14:30", "2025-04-18T14:30"),
    ("kk", "наурыздың 8-інде", "2025-03-08"),
    ("uz", "24 daqiqa oʻqish | 2 soat oldin", "2025-04-25"),
    ("uz", "2024-04-18T10:35:00 05:00", "2024-04-18T10:35"),  # the + was lost in an address
    ("uz", "Thu, 18 Apr 2024 01:35:00 EDT", "2024-04-18T10:35"),
    ("uz", "Thu Apr 18 10:35:00 UZT 2024", "2024-04-18T10:35"),
    ("uz", "Thu Apr 18 10:35:00 +05 2024", "2024-04-18T10:35"),
    ("uz", "20240418", "2024-04-18"),
    ("uz", "Joylandi: 14:30", "2025-04-25T14:30"),
    ("uz", "/2024/04/18/", "2024-04-18"),
    ("uz", "24 aprel, 14:30 (UTC+5)", "2025-04-24T14:30"),
    ("kk", "2024 жылғы 24 қараша, 10:20", "2024-11-24T10:20"),
    ("kk", "2024 жылғы қазанның 3-і", "2024-10-03"),
    ("kk", "2024 жылдың 6 шілдесі", "2024-07-06"),
    ("kk", "30 қыркүйектегі", "2024-09-30"),
    ("kk", "04 жел 2024 12:00", "2024-12-04T12:00"),
    ("kk", "жаңа ғана", "2025-04-25T15:00"),
    ("kk", "жарты сағат бұрын", "2025-04-25"),
    ("kk", "٢٢ مامىر ٢٠١٨", "2018-05-22"),
    ("kk", "2024 جىلعى 3 قازان", "2024-10-03"),
    ("kk", "2 saǵat buryn", "2025-04-25"),
    ("ru", "час назад", "2025-04-25"),
    ("ru", "25-апр-24", "2024-04-25"),
    ("en", "Apr 18, 2025, 2:30 PM", "2025-04-18T14:30"),
    ("en", "Fri Apr 18 2025 14:30:00 GMT+0500", "2025-04-18T14:30"),
    ("en", "Apr 18, 2025 2:30 p.m.", "2025-04-18T14:30"),
    ("kk", "2024 ж. 7 қазан, сағат 16.20", "2024-10-07T16:20"),
    ("kk", "7 қазан 2024 ж. сағат 16.20", "2024-10-07T16:20"),
    ("uz", "18:40 17/04", "2025-04-17T18:40"),
    ("uz", "18 . 04 . 2025 14 : 30", "2025-04-18T14:30"),  # parts of markup of their own
    ("uz", "oʻtgan kuni, 14:30", "2025-04-23T14:30"),
    ("kk", "өткен аптада", "2025-04-18"),
    ("uz", "18 aprel 2025, 14:30 Moskva vaqti bilan", "2025-04-18T16:30"),
    ("uz", "Toshkent vaqti bilan soat 14:30, 18 aprel", "2025-04-18T14:30"),
    ("uz", "Moskva, 18 aprel 2025, 14:30", "2025-04-18T14:30"),  # a place in a dateline is not a zone
    ("kk", "18 сәуір 2025, 14:30 (Астана уақытымен)", "2025-04-18T14:30"),
    ("ru", "18 апреля 2025, 14:30 по московскому времени", "2025-04-18T16:30"),
    ("ru", "18.04.2025 14:30 МСК+2", "2025-04-18T14:30"),
    ("uz", "18.04.2025 09:30Z", "2025-04-18T14:30"),
    ("kaa", "2025-jıl 18-aprel, saat 14:30", "2025-04-18T14:30"),
    ("kaa", "2 kún aldın", "2025-04-23"),
    ("uz", "18-aprel 2025-yil soat 18-00 da", "2025-04-18T18:00"),
    ("uz", "18-aprel 2025-yil soat 10-12 da", "2025-04-18"),  # from ten to twelve?
    ("ru", "18 апреля 2025, 14 ч. 30 мин.", "2025-04-18T14:30"),
    ("ru", "18 апреля 2025 г. в 14.30", "2025-04-18T14:30"),
    ("ru", "18.04.2025 14:30 (по Москве)", "2025-04-18T16:30"),
    ("kk", "18 сәуір (жұма) 2025, 14:30", "2025-04-18T14:30"),
    ("kk", "сәуірдің 18-і", "2025-04-18"),
    ("kk", "сәуірдің 18-і, 2025 жыл", "2025-04-18"),
    ("uz", "aprelning 18-kuni", "2025-04-18"),
    ("kk", "2025 جىلدىڭ 18 ساۋىرى", "2025-04-18"),
    ("kk", "12 каңтар 2025", "2025-01-12"),  # letters that a Russian keyboard lacks
    ("uz", "18 aprel,2025,14:30", "2025-04-18T14:30"),
    ("uz", "14:30/18.04.2025", "2025-04-18T14:30"),
    ("ru", "часа назад", "2025-04-25"),
    ("uz", "yetmish kun oldin", "2025-02-14"),
    ("uz", "yuz yigirma kun oldin", "2024-12-26"),
    ("kk", "bir jarym jyl buryn", "2023-10-25"),
    ("ru", "одиннадцать лет назад", "2014-04-25"),
    ("ru", "Опубликовано: год назад", "2024-04-25"),
    ("en", "twenty minutes ago", "2025-04-25T14:40"),
    ("kk", "3 ақпаннан", "2025-02-03"),
    ("uz", "Xalq soʻzi, 45-son, 18.04.2025", "2025-04-18"),
    ("uz", "Қонун | 18.04.2025", "2025-04-18"),
    ("kk", "Заң | 2 сағат бұрын", "2025-04-25"),
    ("en", "April 18, 2025 No comments", "2025-04-18"),
    ("uz", "2 soat va 15 daqiqa avval", "2025-04-25T12:45"),
    ("uz", "Siyosat va jamiyat, 18 aprel 2025", "2025-04-18"),
    ("tg", "18 апреля 2025", "2025-04-18"),  # no tables of its own: Russian and English are read
]

# What another reader, or an earlier state of this one, read wrongly.
BUGS_CAUGHT = [
    ("uz", "12-mart, 2024", "2024-03-12"),  # MART taken for a time zone
    ("uz", "03.04.2025", "2025-04-03"),  # read as 4 March
    ("uz", "BUGUN / 12:45", "2025-04-25T12:45"),  # the time dropped
    ("kk", "Бүгін, сағат 10:22", "2025-04-25T10:22"),
    ("uz", "2025-04-23T24:00:00+05:00", "2025-04-24T00:00"),  # the end of the day was no time
    ("uz", "2025-04-23T24:00:00.000Z", "2025-04-24T05:00"),
    ("uz", "2024-12-31 24:00", "2025-01-01T00:00"),
    ("uz", "20250423T2400+0500", "2025-04-24T00:00"),
    ("uz", "31-dekabr, 23:50", "2024-12-31T23:50"),  # put into the future
    ("kk", "12 сәуiр 2025", "2025-04-12"),  # a Latin i
    ("uz", "24.04.202510249", "2025-04-24"),  # a counter glued to the year
    (
        "uz",
        "E'lon qilingan: 24.04.2025, yangilandi: 25.04.2025 10:00",
        "2025-04-24",
    ),  # took the other date's time
    ("uz", "24-aprel, 14:30 | 1234", "2025-04-24T14:30"),  # a counter taken for the year
    ("uz", "24 aprel 2025 | 26 shavvol 1446", "2025-04-24"),  # Hijri beside Gregorian
    ("kk", "22 ناۋرىز، 2024", "2024-03-22"),  # the Arabic comma
    ("uz", "«22» aprel 2025 yil", "2025-04-22"),
    ("uz", "45 daq. oldin", "2025-04-25T14:15"),
    ("kk", "2 May 2024", "2024-05-02"),  # taken for a short мау, June, in Latin letters
    ("uz", "5 марта 2024", "2024-03-05"),  # a Russian date, taken for a counter
    ("uz", "24 апрель 12 марта кўрилди", "2025-04-24"),
    ("uz", "24 aprel 2025, 14:30 - 16:00", "2025-04-24"),  # a span of time gives no minute
]

REFUSED = [
    ("uz", "5 marta ko'rildi"),
    ("uz", "5 марта"),
    ("uz", "3 mayor"),
    ("uz", "16+"),
    ("uz", "1"),
    ("uz", "5 iyu 2024"),  # iyun or iyul
    ("uz", "8 mart bayrami"),
    ("uz", "9 may – Xotira va qadrlash kuni"),
    ("uz", "3-5 aprel 2025"),
    ("uz", "22, 23 aprel"),
    ("uz", "22 va 23 aprel"),
    ("uz", "12 hamda 13 aprel"),
    ("uz", "12- va 13-aprel"),
    ("uz", "12 ёки 13 апрель"),
    ("kk", "12 және 13 сәуір"),
    ("kk", "12 мен 13 сәуір"),
    ("kk", "12 jäne 13 säuır"),
    ("kk", "12 جانە 13 ءساۋىر"),
    ("kk", "10, 12 және 13 сәуір 2025"),
    ("ru", "12 или 13 апреля"),
    ("ru", "с 1 апреля 2025 года"),
    ("uz", "2025-yil 1-apreldan boshlab"),
    ("uz", "2025 йил 1 апрелдан"),
    ("uz", "1-aprel 2025-yildan"),
    ("uz", "24.04.2025 dan"),
    ("uz", "2025-yil 1-apreldan 10-aprelgacha"),
    ("kk", "2025 жылғы 1 сәуірден бастап"),
    ("kk", "24.04.2025 бастап"),
    ("kk", "1 сәуірден күшіне енді"),
    ("uz", "12-aprel va 13"),
    ("kk", "2020 жылғы 7 шілдедегі № 360-VI Кодексі"),
    ("kk", "2020 жылғы 7 шілдедегі Заңы"),
    ("uz", "2020-yil 7-iyuldagi O‘RQ-360-son Qonuni"),
    ("uz", "2020 йил 7 июлдаги ПФ-360-сон фармони"),
    ("uz", "12.03.2024 yildagi 45-son qaror"),
    ("ru", "07.07.2020 № 360"),
    ("ru", "от 7 июля 2020 г. № 360-VI"),
    ("ru", "Указ № 360 от 7 июля 2020 г."),
    ("uz", "kecha va bugun"),
    ("ru", "Вчера и сегодня"),
    ("ru", "1 или 2 часа назад"),
    ("uz", "т. 25-04-20"),
    ("uz", "Men 5 yil oldin kelganman"),
    ("uz", "3:2"),
    ("uz", "14.30"),
    ("uz", "14 : 30"),
    ("uz", "1:20:35"),
    ("uz", "5-6 kun oldin"),
    ("kk", "екі-үш күн бұрын"),
    ("uz", "ming yil avval"),
    ("uz", "3 минг йил аввал"),
    ("uz", "2000 yil avval"),
    ("uz", "yuz yil oldin"),
    ("uz", "yetmish yil oldin"),
    ("uz", "ikki yuz kun oldin"),  # a product, not a sum
    ("uz", "bir ikki kun oldin"),
    ("uz", "bir necha yuz kun oldin"),
    ("uz", "bir necha yil avval"),
    ("kk", "бірнеше жыл бұрын"),
    ("kk", "көп жыл бұрын"),
    ("kk", "Бір ай бұрын мен Алматыға келдім"),
    ("ru", "много лет назад"),
    ("ru", "2 тыс. лет назад"),
    ("en", "2 million years ago"),
    ("uz", "bir necha soniya davom etdi"),  # no «now» by accident
    ("kk", "бірнеше секунд ішінде"),
    ("uz", "Hozir oʻqilmoqda"),
    ("ru", "сейчас на сайте"),
    ("uz", "Shanba (29-sentabr) kuni bahorgi yarmarka ochildi"),
    ("ru", "В субботу, 29-го сентября, когда на площади открылась ярмарка"),
    (
        "uz",
        "2001-yil 11-sentyabrdan keyingi tartib shahar bozorlaridagi navbatlarni ham ancha uzaytirib yuborgan edi",
    ),
    ("uz", "1 soat-u 20 daqiqa oldin"),
    ("uz", "5 oʻn kun oldin"),
    ("uz", "24-aprel kuni Samarqandda"),
    ("uz", "Natija: 14:30 1/2"),
    ("uz", "0 kun oldin"),
    ("uz", "24.04.2025 – 26.04.2025"),
    ("uz", "1995-yil 12-mayda tugʻilgan"),
    ("kk", "1993 жылы 5 қазанда дүниеге келген"),
    ("ru", "заявки до 24 апреля 2025"),
    ("uz", "2 soat"),
    ("uz", "v. 2.5.1"),
    ("uz", "192.168.10.25"),
    ("uz", "+998 71 203-25-24"),
    ("uz", "998712032524"),
    ("uz", "aprel 2025"),
    ("uz", "26 okt 23"),  # a year, or a counter?
    ("uz", "5 aprel 20241023"),  # a year with a counter glued to it, or a counter?
    ("uz", "24.04.2025 / 25.04.2025"),
    ("uz", "2023-2024 o'quv yili 5-sentabr"),
    ("uz", "Тошкент вақти: 21:15"),  # the clock of a page header
    ("uz", "Bugun ob-havo qanday bo'ladi"),
    ("uz", "har payshanba"),
    ("uz", "kelasi payshanba"),
    ("uz", "Dushanba – juma"),
    ("uz", "Dushanba 09:00-18:00"),
    ("ru", "в четверг"),
    ("ru", "по четвергам"),
    ("uz", "payshanbaga qadar"),
    ("uz", "5 4 2025"),
    ("uz", "+998 71 24 04 2024"),
    ("uz", "24 04 2025 88"),
    ("uz", "45 04 2024"),
    ("kk", "12 мамандық"),
    ("kk", "3 қарар"),
    ("kk", "3 қаз бен үйрек"),
    ("kk", "24 мин оқу үшін"),
    ("ru", "12 там"),
    ("ru", "9 мая - День Победы"),
    ("uz", ""),
    ("uz", " \n"),
    ("uz", "Yangiliklar " * 30 + "24.04.2025"),
]

REFUSED_FOR = [
    ("uz", "26.04.2025", Refusal.FUTURE),
    ("uz", "Bugun, 23:50", Refusal.FUTURE),
    ("uz", "2025-04-25T18:00:00+05:00", Refusal.FUTURE),
    ("uz", "31 aprel 2024", Refusal.IMPOSSIBLE),
    ("uz", "29.02.2023", Refusal.IMPOSSIBLE),
    ("uz", "2024-02-30", Refusal.IMPOSSIBLE),
    ("uz", "24.04.2025 25:61", Refusal.IMPOSSIBLE),
    ("uz", "24.04.2025 24:00", Refusal.IMPOSSIBLE),  # the first or the last minute of the day
    ("uz", "2025-04-24T24:15:00+05:00", Refusal.IMPOSSIBLE),
    ("uz", "2025-04-25T24:00:00+05:00", Refusal.FUTURE),
    ("uz", "9999-12-31T24:00:00Z", Refusal.IMPOSSIBLE),
    ("uz", "0001-01-01T00:00:00+05:00", Refusal.IMPOSSIBLE),
    ("uz", "9999-12-31T23:59:59-12:00", Refusal.IMPOSSIBLE),
    ("uz", "04/25/2025", Refusal.IMPOSSIBLE),  # month first is not read
    ("uz", "01.09.1989", Refusal.TOO_OLD),
    ("uz", "1970-01-01T00:00:00Z", Refusal.TOO_OLD),
    ("uz", "24.04.2025 / 25.04.2025", Refusal.AMBIGUOUS),
    ("uz", "Yangiliklar", None),
]


def read(language: str, text: str, now: datetime = NOW) -> str | None:
    """Return the answer as `xabar text date` prints it, without the offset."""
    parsed = parse_date(text, language=language, now=now, zone=ZONES.get(language, "Asia/Tashkent"))
    if parsed is None:
        return None
    return (
        parsed.day.isoformat()
        if parsed.at is None
        else parsed.at.replace(tzinfo=None).isoformat("T", "minutes")
    )


@pytest.mark.parametrize(("language", "text", "expected"), SEEN + FORMS + BUGS_CAUGHT)
def test_reads(language: str, text: str, expected: str) -> None:
    assert read(language, text) == expected


@pytest.mark.parametrize(("language", "text"), REFUSED)
def test_refuses(language: str, text: str) -> None:
    assert read(language, text) is None


@pytest.mark.parametrize(("language", "text", "reason"), REFUSED_FOR)
def test_says_why(language: str, text: str, reason: Refusal | None) -> None:
    assert read_date(text, language=language, now=NOW, zone="Asia/Tashkent") is reason


@pytest.mark.parametrize("apostrophe", "'’‘ʻʼ`´′")
def test_every_apostrophe_is_the_same(apostrophe: str) -> None:
    assert read("uz", f"o{apostrophe}n daqiqa oldin") == "2025-04-25T14:50"


def test_missing_year_is_the_last_one_that_is_not_ahead() -> None:
    assert read("uz", "25 aprel") == "2025-04-25"
    assert read("uz", "26 aprel") == "2024-04-26"
    assert read("uz", "29-fevral") == "2024-02-29"


def test_at_new_year_a_missing_year_is_the_old_one() -> None:
    just_after = datetime.fromisoformat("2026-01-01T00:05:00+05:00")
    assert read("uz", "31-dekabr, 23:50", just_after) == "2025-12-31T23:50"
    assert read("uz", "Kecha, 23:50", just_after) == "2025-12-31T23:50"


def test_almaty_moved_its_clocks_in_march_2024() -> None:
    before = parse_date("2024 жылғы 29 ақпан, 12:00", language="kk", now=NOW, zone="Asia/Almaty")
    after = parse_date("2024 жылғы 1 наурыз, 12:00", language="kk", now=NOW, zone="Asia/Almaty")
    assert before is not None
    assert after is not None
    assert before.at == datetime(2024, 2, 29, 6, 0, tzinfo=UTC)
    assert after.at == datetime(2024, 3, 1, 7, 0, tzinfo=UTC)


def test_minutes_ago_are_real_minutes_when_clocks_were_moved() -> None:
    half_past_midnight = datetime.fromisoformat("2024-03-01T00:30:00+05:00")
    parsed = parse_date("120 минут бұрын", language="kk", now=half_past_midnight, zone="Asia/Almaty")
    assert parsed is not None
    assert parsed.at is not None
    assert parsed.at.astimezone(UTC) == datetime(2024, 2, 29, 17, 30, tzinfo=UTC)
    assert parsed.day == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("05:40", date(2025, 4, 25)),
        ("00:40", date(2025, 4, 24)),  # 21:41 to 23:10
        ("02:20", None),  # 23:21 of yesterday, or 00:10 of today
        ("01:35", None),  # half an hour less than two is rounded up
        ("03:05", date(2025, 4, 25)),  # 00:06 at the earliest
    ],
)
def test_hours_ago_tell_the_day_where_they_cannot_cross_midnight(now: str, day: date | None) -> None:
    fetched = datetime.fromisoformat(f"2025-04-25T{now}:00+05:00")
    for language, text in (("uz", "2 soat oldin"), ("kk", "2 сағат бұрын"), ("ru", "2 часа назад")):
        parsed = parse_date(text, language=language, now=fetched, zone="Asia/Tashkent")
        assert parsed == (None if day is None else ParsedDate(day, None, "day"))


def test_repeated_hour_is_not_ahead_of_itself() -> None:
    second_time_2330 = datetime(2024, 2, 29, 18, 30, tzinfo=UTC)
    parsed = parse_date("2024-02-29T23:45:00+06:00", language="kk", now=second_time_2330, zone="Asia/Almaty")
    assert parsed is not None


def test_day_is_the_local_day() -> None:
    parsed = parse_date("2024-04-18T22:35:00Z", language="uz", now=NOW, zone="Asia/Tashkent")
    assert parsed is not None
    assert parsed.day == date(2024, 4, 19)


def test_clocks_may_run_ten_minutes_ahead() -> None:
    assert read("uz", "Bugun, 15:10") == "2025-04-25T15:10"
    assert read("uz", "Bugun, 15:11") is None


def test_today_is_counted_where_the_site_is() -> None:
    evening_in_greenwich = datetime(2025, 4, 24, 20, 30, tzinfo=UTC)
    assert read("uz", "Bugun, 01:15", evening_in_greenwich) == "2025-04-25T01:15"


def test_a_day_has_no_moment() -> None:
    day = parse_date("24.04.2025", language="uz", now=NOW, zone="Asia/Tashkent")
    assert day == ParsedDate(date(2025, 4, 24), None, "day")


def test_misuse_raises() -> None:
    with pytest.raises(ValueError, match="now must be aware"):
        parse_date("24.04.2025", language="uz", now=NOW.replace(tzinfo=None), zone="Asia/Tashkent")
    with pytest.raises(ValueError, match="zone 'Tashkent' is not in the tz database"):
        parse_date("24.04.2025", language="uz", now=NOW, zone="Tashkent")


def test_months_before_end_in_shorter_months() -> None:
    assert read("uz", "1 oy avval", NOW + timedelta(days=36)) == "2025-04-30"  # from 31 May


BEFORE = {
    "uz": ["Chop etildi: ", "📅 ", "Oʻzbekiston | ", "Siyosat • ", "1 234 | ", "Muallif: Aziza Karimova | "],
    "kk": ["Жарияланды: ", "📅 ", "Қоғам | ", "Әлем • ", "1 234 | ", "Автор: Айгүл Серік | "],
    "ru": ["Опубликовано: ", "📅 ", "Общество | ", "Спорт • ", "1 234 | ", "Автор: Иван Петров | "],
}
AFTER = {
    "uz": [
        " | 1234",
        " 👁 1234",
        " 1234 marta koʻrildi",
        " • Jamiyat",
        " 3 daqiqa oʻqish",
        " Foto: UzA",
        " Ulashish",
    ],
    "kk": [" | 1234", " 👁 1234", " 1234 рет оқылды", " • Қоғам", " 3 минут оқу", " Сурет: АР", " Бөлісу"],
    "ru": [" | 1234", " 👁 1234", " 1234 просмотра", " • Спорт", " 3 мин. чтения", " Фото: AP", " Поделиться"],
}
LINES = [
    ("uz", "18.04.2025 14:30", "2025-04-18T14:30"),
    ("uz", "18-aprel 2025, 14.30", "2025-04-18T14:30"),
    ("uz", "2 soat oldin", "2025-04-25"),
    ("kk", "2025 жылғы 18 сәуір, 14:30", "2025-04-18T14:30"),
    ("kk", "3 күн бұрын", "2025-04-22"),
    ("ru", "18 апреля 2025 г.", "2025-04-18"),
    ("ru", "2 часа назад", "2025-04-25"),
]


@pytest.mark.parametrize(("language", "text", "expected"), LINES)
def test_the_text_around_a_date_changes_nothing(language: str, text: str, expected: str) -> None:
    for before in ("", *BEFORE[language]):
        for after in ("", *AFTER[language]):
            assert read(language, f"{before}{text}{after}") == expected, f"{before}{text}{after}"
