"""aikyn.kz, «Айқын», a daily: Kazakh."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class AikynKz(NewsSpider):
    """Two lists, of two designs. Addresses of the time with WordPress have the day (/2018/03/13/45755.html)."""

    name = "aikyn_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("aikyn.kz",)
    editions = (Edition("https://aikyn.kz/", "kk", "Cyrl"),)
    article = r"aikyn\.kz/(?:\d{4,}/[^/]+|20\d\d/\d\d/\d\d/\d+\.html)$"
    discovery = (
        ListPage("https://aikyn.kz/news/news", item=".post-box", date="time"),
        ListPage("https://aikyn.kz/news?page={page}", item=".content-timeline__item"),
    )
    layouts = (
        Layout(
            title="h1",
            body=".content-body__detail",
            date="time.content-info__date",
            tags=".content-tags a",
            section=".item_category a.seca",
        ),
    )
