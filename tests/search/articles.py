"""Articles for the tests of search: sentences of our own in both languages and all their scripts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from xabar.article import Article

TASHKENT = "Asia/Tashkent"
FETCHED = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def make_article(path: str, title: str = "Sarlavha", body: str = "Matn.", **other: Any) -> Article:
    """Return an article of https://SITE/path, by default published at noon of 1 March 2026 in Tashkent."""
    site = other.pop("site", "kun_uz")
    day = other.pop("day", date(2026, 3, 1))
    zone = other.pop("zone", TASHKENT)
    moment = datetime(day.year, day.month, day.day, other.pop("hour", 12), tzinfo=ZoneInfo(zone))
    values: dict[str, Any] = {
        "url": f"https://{site.replace('_', '.')}/{path}",
        "site": site,
        "fetched_at": FETCHED + timedelta(minutes=other.pop("minutes", 0)),
        "zone": zone,
        "declared_language": other.get("language", "uz"),
        "title": title,
        "body": body,
        "language": "uz",
        "script": "Latn",
        "published_at": moment.astimezone(UTC),
        "published_day": day,
        "published_source": "json-ld",
        "published_precision": "minute",
    }
    return Article(**(values | other))


def _kazakh(path: str, title: str, body: str, **other: Any) -> Article:
    values = {"site": "egemen_kz", "zone": "Asia/Almaty", "language": "kk", "script": "Cyrl"}
    return make_article(path, title, body, **(values | other))


CORPUS = (
    make_article(
        "metro-latin",
        "Toshkentda yangi metro bekati ochildi",
        "Poytaxtning janubida yangi bekat ishga tushdi.\nShahar hokimi ochilish marosimida so‘zga chiqdi. "
        "Bekat kuniga oʻttiz ming yoʻlovchini qabul qila oladi.",
        tags=("jamiyat", "Toshkent"),
        day=date(2026, 2, 27),
    ),
    make_article(
        "metro-cyrillic",
        "Тошкент метроси кеч соат бирга қадар ишлайди",
        "Байрам кунлари метро тунги соат биргача очиқ бўлади.\nБу ҳақда шаҳар ҳокимлиги хабар берди. "
        "Йўловчилар учун йўл ҳақи ўзгармайди.",
        script="Cyrl",
        site="zamin_uz",
        tags=("жамият",),
        day=date(2026, 2, 28),
    ),
    make_article(
        "paxta",
        "Paxta terimi boshlandi",
        "Viloyat dehqonlari paxta terimiga kirishdi. Gʻalla yigʻimi esa iyulda tugagan edi.\n"
        "Hosil oʻtgan yilgidan yaxshi, deydi agronom Oʻktam Sobirov.",
        tags=("iqtisod",),
        day=date(2026, 3, 1),
    ),
    make_article(
        "rubio",
        "Қозоғистон ташқи ишлар вазири Рубио билан учрашди",
        "Томонлар C5+1 форматидаги ҳамкорликни муҳокама қилди.\nУчрашув Вашингтонда бўлиб ўтди. "
        "«Замин»нинг ёзишича, музокара бир соат давом этган.",
        script="Cyrl",
        site="zamin_uz",
        tags=("дунё",),
        day=date(2026, 3, 1),
    ),
    _kazakh(
        "astana",
        "Астанада жаңа мектеп ашылды",
        "Елордада мың екі жүз орындық мектеп ашылды.\nСалтанатты рәсімге қала әкімі қатысты. "
        "Мектепте жүзу бассейні мен кітапхана бар.",
        tags=("қоғам",),
        day=date(2026, 2, 28),
    ),
    _kazakh(
        "mektep-latin",
        "Almatydağy mektepter jöndeledi",
        "Bıyl qalada on bes mektep jöndeuden ötedi.\nQarjy respublikalyq biudjetten bölindi.",
        script="Latn",
        site="inform_kz",
        day=date(2026, 2, 27),
    ),
    _kazakh(
        "mektep-arab",
        "الماتىداعى مەكتەپتەر جوندەلەدى",
        "بيىل قالادا ون بەس مەكتەپ جوندەۋدەن وتەدى.",
        script="Arab",
        site="inform_kz",
        day=date(2026, 2, 26),
    ),
    _kazakh(
        "maqta",
        "Мақта жинау науқаны басталды",
        "Түркістан облысында мақта жинау науқаны басталды.\nДиқандар биыл өнім мол деп отыр.",
        day=date(2026, 3, 1),
        hour=1,
    ),
    make_article(
        "russkaya",
        "В Ташкенте открылась новая станция метро",
        "Станция находится на юге столицы.\nПоезда ходят каждые пять минут.",
        language="ru",
        script="Cyrl",
        day=date(2026, 2, 27),
    ),
    make_article(
        "english",
        "New metro station opens in Tashkent",
        "The station will serve thirty thousand passengers a day.",
        language="en",
        day=date(2026, 2, 27),
    ),
)
