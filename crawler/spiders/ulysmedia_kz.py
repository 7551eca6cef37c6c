"""ulysmedia.kz: Russian; some Kazakh, told by the text alone."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider


class UlysmediaKz(NewsSpider):
    """The list says the day of an article in the title of an element."""

    name = "ulysmedia_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("ulysmedia.kz",)
    editions = (Edition("https://ulysmedia.kz/", "ru", "Cyrl"),)
    article = r"ulysmedia\.kz/[\w-]+/\d{3,}-[^/]+/$"
    discovery = (
        ListPage("https://ulysmedia.kz/news/", item="[class^=col]:has(.category__title)", date="span.date"),
    )
