"""365info.kz: Russian; some Kazakh, told by the text alone. A WordPress site."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider
from crawler.wordpress import PagedFeed, Posts
from xabar.extraction.layout import Layout


class Info365Kz(NewsSpider):
    """The posts are listed by the interface of WordPress. The month of an article is in its address."""

    name = "info365_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("365info.kz",)
    editions = (Edition("https://365info.kz/", "ru", "Cyrl"),)
    article = r"365info\.kz/20\d\d/\d\d/[^/]*[a-z][^/]*$"
    discovery = (
        Posts("https://365info.kz/"),
        PagedFeed("https://365info.kz/feed/"),
        ListPage("https://365info.kz/", item=".lastnews__item", date=".lastnews__item-datetime"),
    )
    layouts = (Layout(title="h1.singular__title", body=".singular__content"),)
