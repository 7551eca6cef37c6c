"""sputnik.kz: Kazakh; Russian on a host of its own. The system of Sputnik."""

from crawler.discovery import Feed, ListPage, Sitemap
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class SputnikKz(NewsSpider):
    """The archive has a list for each day. `m.` is a twin."""

    name = "sputnik_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("sputnik.kz",)
    editions = (
        Edition("https://sputnik.kz/", "kk", "Cyrl"),
        Edition("https://ru.sputnik.kz/", "ru", "Cyrl"),
    )
    article = r"sputnik\.kz/20\d{6}/[^/]*\d+\.html$"
    discovery = (
        Sitemap("https://sputnik.kz/sitemap_archive.xml", undated=100),
        Feed("https://sputnik.kz/export/rss2/archive/index.xml"),
        Feed("https://ru.sputnik.kz/export/rss2/archive/index.xml"),
        ListPage("https://sputnik.kz/{day:%Y%m%d}/", item=".list__item", date=".list__date"),
        ListPage("https://ru.sputnik.kz/{day:%Y%m%d}/", item=".list__item", date=".list__date"),
    )
    layouts = (
        Layout(
            title="h1.article__title",
            body=".article__body",
            date=".article__info-date",
            tags="a.tag__text",
            cut=(".article__block[data-type=article]", ".article__quote-bg", ".article__photo-desc"),
        ),
    )
