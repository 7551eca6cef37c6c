"""jasqazaq.kz, «Жас қазақ», a weekly: Kazakh. A WordPress site."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider
from crawler.wordpress import LAYOUT, PagedFeed


class JasqazaqKz(NewsSpider):
    """The feed answers; the front page has a list that scrolls."""

    name = "jasqazaq_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("jasqazaq.kz",)
    editions = (Edition("https://www.jasqazaq.kz/", "kk", "Cyrl"),)
    article = r"jasqazaq\.kz/(?:20\d\d/\d\d/\d\d/[^/]+|(?!feed/|category/)[^/]+-[^/]+)/$"
    discovery = (
        PagedFeed("https://jasqazaq.kz/feed/"),
        ListPage("https://www.jasqazaq.kz/", item=".baron__scroller .item", date=".datetime"),
    )
    layouts = (LAYOUT,)
