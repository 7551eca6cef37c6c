"""A site whose pages are drawn by scripts is asked at its interface, and remembered by the addresses of its pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from xabar.records.store import RecordStore

if TYPE_CHECKING:
    from tests.crawler.conftest import Crawl, Site

PLACES = ("Toshloq", "Oqtepa", "Yangiyer")
TEXTS = (
    "{} tumanida qishki sport maktabi ochildi, unda yuz yigirma nafar bola xokkey va chana sporti bilan shugʻullanadi.",
    "{} bekatida poyezdlar uchun yangi yoʻl yotqizildi, endi yuk vagonlari shahar markaziga kirmay oʻtib ketadi.",
    "{} bogʻbonlari bu yil birinchi marta kivi hosilini oldi, koʻchatlar uch yil avval tajriba uchun ekilgan edi.",
)


def answer(number: int) -> str:
    """What the interface says of an article."""
    text = TEXTS[number].format(PLACES[number])
    blocks = [{"type": "paragraph", "data": {"text": sentence}} for sentence in text.split(", ")]
    post = {
        "title": f"{PLACES[number]}dan xabar",
        "description": json.dumps({"blocks": blocks}),
        "created_at": "Bugun, 00:00",
    }
    return json.dumps({"success": True, "result": {"post": post}})


def asked_articles(site: Site) -> list[str]:
    return sorted(url for url in site.asked if "/posts/" in url or "/news/" in url)


def test_articles_are_asked_for_at_the_interface_once(
    site: Site, crawl: Callable[..., Crawl], tmp_path: Path
) -> None:
    items = "".join(f"<item><link>https://uznews.uz/uz/news/{9000 + n}</link></item>" for n in range(4))
    site.put("https://uznews.uz/uz/rss", f"<rss><channel>{items}</channel></rss>", Content_Type="text/xml")
    interface = [f"https://api.uznews.uz/api/v1/posts/{9000 + number}" for number in range(4)]
    for number, url in enumerate(interface[:3]):
        site.put(url, answer(number), Content_Type="application/json")
    first = crawl("uznews_uz")
    assert asked_articles(site) == interface
    assert (first.counts["fetched"], first.counts["stored"]) == (4, 3)
    assert first.counts["rejected"] == {"gone": 1}
    with RecordStore(tmp_path / "records.sqlite") as records:
        seen = [records.page(f"https://uznews.uz/uz/news/{9000 + number}") for number in range(4)]
        assert [page and page.outcome for page in seen] == ["stored", "stored", "stored", "gone"]
        stored = seen[0] and seen[0].article_id and records.get_article(seen[0].article_id)
        assert stored
        assert stored.url == "https://uznews.uz/news/9000"

    site.asked.clear()
    second = crawl("uznews_uz")
    assert asked_articles(site) == interface[3:]  # what failed is tried again
    assert second.counts["known"] == 3
