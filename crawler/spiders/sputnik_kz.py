"""sputnik.kz: Kazakh; Russian on a host of its own. The system of Sputnik."""

from crawler.discovery import Feed, ListPage, Sitemap
from crawler.spider import Edition, NewsSpider
from crawler.sputnik import ARTICLE, FEED, LAYOUT, LIST_ITEM


class SputnikKz(NewsSpider):
    """The archive has a list for each day. `m.` is a twin."""

    name = "sputnik_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("sputnik.kz",)
    editions = (
        Edition("https://sputnik.kz/", "kk", "Cyrl"),
        Edition("https://ru.sputnik.kz/", "ru", "Cyrl"),
    )
    article = rf"sputnik\.kz{ARTICLE}"
    discovery = (
        Sitemap("https://sputnik.kz/sitemap_archive.xml", undated=100),
        Feed(f"https://sputnik.kz{FEED}"),
        Feed(f"https://ru.sputnik.kz{FEED}"),
        ListPage("https://sputnik.kz/{day:%Y%m%d}/", item=LIST_ITEM, date=".list__date"),
        ListPage("https://ru.sputnik.kz/{day:%Y%m%d}/", item=LIST_ITEM, date=".list__date"),
    )
    layouts = (LAYOUT,)
