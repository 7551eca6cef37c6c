"""muslim.uz, the Muslim Board of Uzbekistan: Uzbek in two scripts. `uz` is Latin, `oz` is Cyrillic."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider


class MuslimUz(NewsSpider):
    """The header prints today's day in two calendars. Beside an article's own date stand a counter and the reading time.

    No feed is known: articles are found on the front pages.
    """

    name = "muslim_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("muslim.uz",)
    editions = (
        Edition("https://muslim.uz/uz/", "uz", "Latn"),
        Edition("https://muslim.uz/oz/", "uz", "Cyrl"),
    )
    article = r"muslim\.uz/(?:uz|oz)/e/post/\d+-[^/]+$"
    discovery = (
        ListPage("https://muslim.uz/uz", item="a[href*='/e/post/']"),
        ListPage("https://muslim.uz/oz", item="a[href*='/e/post/']"),
    )
