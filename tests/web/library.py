"""Articles that a page must be able to show: copies in two scripts, versions, cuts, headings, pictures, strangers' code."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import xabar
from tests.search.articles import CORPUS, make_article
from xabar.alerts.definition import Definition
from xabar.article import CutText
from xabar.records.store import RecordStore

CANAL = (
    "Mirzachoʻl kanalida toʻrtta yangi suv ombori qurildi. Ombor suvi bahorda sakkiz tuman dalalariga yetib boradi. "
    "Muhandislar ishni oʻn bir oyda tugatdi, quruvchilar esa yuz qirq nafar edi.\n"
    "Dehqonlar endi yozda suv navbatini kutmaydi. Loyihaning ikkinchi bosqichi kelgusi yilda boshlanadi va yana uchta "
    "tumanni qamrab oladi, deydi qurilish boshligʻi Oʻktam Sobirov.\n"
    "Ombor atrofiga besh ming tup terak va tol ekildi. Tumanlarda nasoslar yangilanmoqda."
)
CANAL_CYRILLIC = (
    "Мирзачўл каналида тўртта янги сув омбори қурилди. Омбор суви баҳорда саккиз туман далаларига етиб боради. "
    "Муҳандислар ишни ўн бир ойда тугатди, қурувчилар эса юз қирқ нафар эди.\n"
    "Деҳқонлар энди ёзда сув навбатини кутмайди. Лойиҳанинг иккинчи босқичи келгуси йилда бошланади ва яна учта "
    "туманни қамраб олади, дейди қурилиш бошлиғи Ўктам Собиров.\n"
    "Омбор атрофига беш минг туп терак ва тол экилди. Туманларда насослар янгиланмоқда."
)
HOSTILE = "<script>alert(1)</script>"

LONG = make_article(
    "long",
    "Bozor va narxlar",
    "Kirish soʻzi.\nBirinchi boʻlim\nBir matn.\nolma\nnok\n«Narx tushadi», dedi vazir.",
    structure="phpiiq",
    cuts=(CutText(6, "Telegram kanalimizga obuna boʻling!", "promotion", "p"),),
    image="https://kun.uz/a.jpg",
    images=("https://cdn.kun.uz/b.jpg", "http://192.168.1.1/reboot", "javascript:alert(1)"),
    tags=("narxlar & bozor",),
    authors=("Aziza Karimova", "Xurshid Metro"),
    section="Iqtisodiyot",
    published_text="1-mart 2026, 12:00",
    published_source="printed",
)
ATTACK = make_article(
    "attack",
    f"Hujum {HOSTILE} \u202eesrever \ue000ochiq",
    f'Hujum "><img src=x onerror=alert(1)> {HOSTILE}\ue001 {{{{ 7*7 }}}} {{% raw %}}',
    tags=('"><svg onload=alert(1)>',),
    authors=("'><a href=javascript:alert(1)>x</a>",),
    section="</title><script>alert(1)</script>",
    published_text="<b>kecha</b>",
    image="https://evil.example/a.jpg; script-src *",
    site="zamin_uz",
)


def fill(folder: Path) -> None:
    """Store all of it in a folder, with an index."""
    with RecordStore(folder / "records.sqlite") as records:
        for article in (*CORPUS, LONG, ATTACK):
            records.put_article(article)
        records.save_search("w" * 100, "?q=metro", article.fetched_at)
        definition = Definition("q" * 300, ("feed",))
        records.put_alert("x" * 60, definition.to_json(), sequence=0, now=article.fetched_at, replace=False)
        changed = make_article(
            "metro-latin",
            "Toshkentda ikkita yangi metro bekati ochildi",
            CORPUS[0].body.replace("oʻttiz", "qirq"),
            tags=CORPUS[0].tags,
            day=CORPUS[0].published_day,
            minutes=90,
        )
        records.put_article(changed)
    with xabar.open(folder, search_url="", create=True) as archive:
        for url, title, text in (
            ("https://gazeta.uz/uz/2026/03/02/kanal", "Kanalda yangi suv ombori qurildi", CANAL),
            ("https://xabar.uz/kanal", "Каналда янги сув омбори қурилди", CANAL_CYRILLIC),
        ):
            added = archive.add(
                {
                    "url": url,
                    "title": title,
                    "text": text,
                    "date": "2026-03-02T09:00+05:00",
                    "fetched_at": datetime(2026, 3, 2, 8, tzinfo=UTC).isoformat(),
                }
            )
            assert added.outcome == "stored", added
