"""orda.kz: Russian; Kazakh and English on hosts of their own."""

from crawler.discovery import Sitemap
from crawler.spider import Edition, NewsSpider
from crawler.wordpress import PagedFeed


class OrdaKz(NewsSpider):
    """Slugs with `__trashed` are of deleted posts, those with an object mark (U+FFFC) or a variation selector are broken.

    The date is in meta elements.
    """

    name = "orda_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("orda.kz",)
    editions = (
        Edition("https://kaz.orda.kz/", "kk", "Cyrl"),
        Edition("https://orda.kz/", "ru", "Cyrl"),
        Edition("https://en.orda.kz/", "en", "Latn"),
    )
    article = r"(?i)orda\.kz/(?![^/]*(?:__trashed|%ef%bf%bc|%ef%b8%8f|\ufffc|\ufe0f))[^/]+-[^/]+-[^/]+/$"
    discovery = (
        PagedFeed("https://kaz.orda.kz/feed/"),
        PagedFeed("https://orda.kz/feed/"),
        Sitemap("https://kaz.orda.kz/sitemap/sitemap_news1.xml", undated=100),
        Sitemap("https://orda.kz/sitemap/sitemap_news1.xml", undated=100),
        Sitemap("https://en.orda.kz/sitemap/sitemap_news1.xml", undated=100),
    )
