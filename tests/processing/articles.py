"""An article of our own, and how to make others of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from xabar.article import Article, PrintedDate

TEXT = (
    "Самарқандда болалар учун янги кутубхона очилди. Унда ўн мингга яқин китоб бор.",
    "Кутубхона мудири Нигора Каримованинг айтишича, ўқувчилар китобларни уйга ҳам олиб кетиши мумкин.",
    "Бинода компьютер хонаси ва ҳунар тўгараклари ҳам ишлайди. Машғулотлар ҳафтада уч марта ўтади.",
)
TEXT_LATIN = (
    "Samarqandda bolalar uchun yangi kutubxona ochildi. Unda oʻn mingga yaqin kitob bor.",
    "Kutubxona mudiri Nigora Karimovaning aytishicha, oʻquvchilar kitoblarni uyga ham olib ketishi mumkin.",
    "Binoda kompyuter xonasi va hunar toʻgaraklari ham ishlaydi. Mashgʻulotlar haftada uch marta oʻtadi.",
)


def make_article(number: int = 1, **changes: Any) -> Article:
    """Return article `number` of kun_uz, fetched on 24 November 2026, with the changes of the test."""
    values: dict[str, Any] = {
        "url": f"https://kun.uz/news/2026/11/24/kutubxona-{number}",
        "site": "kun_uz",
        "fetched_at": datetime(2026, 11, 24, 12, 0, tzinfo=UTC),
        "zone": "Asia/Tashkent",
        "declared_language": "uz",
        "title": "Самарқандда янги кутубхона очилди",
        "body": "\n".join(TEXT),
        "printed_dates": (PrintedDate("24.11.2026 10:30", "printed"),),
    }
    return Article(**values | changes)
