"""nuz.uz: Russian, Uzbek."""

from crawler.discovery import Feed
from crawler.spider import Edition, NewsSpider
from crawler.wordpress import BY_DAY, LAYOUT, PagedFeed


class NuzUz(NewsSpider):
    """WordPress; before 2021 it was DataLife Engine, and its addresses were /section/ID-slug.html."""

    name = "nuz_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("nuz.uz",)
    editions = (Edition("https://nuz.uz/", "ru", "Cyrl"), Edition("https://nuz.uz/uz/", "uz"))
    article = rf"nuz\.uz/(?:uz/)?(?:{BY_DAY}|[\w-]+/\d+-[^/]+\.html$)"
    discovery = (PagedFeed("https://nuz.uz/feed"), Feed("https://nuz.uz/uz/rss"))
    layouts = (LAYOUT,)
