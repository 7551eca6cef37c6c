"""zhasalash.kz, «Жас Алаш»: Kazakh."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider


class ZhasalashKz(NewsSpider):
    """The archive is that of the printed paper (/archive/2011/ID/). Old texts have Latin i for і throughout."""

    name = "zhasalash_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("zhasalash.kz",)
    editions = (Edition("https://zhasalash.kz/", "kk", "Cyrl"),)
    article = r"zhasalash\.kz/(?:news/[^/]+-[0-9a-z]{4,}|archive/\d{4}/\d+)/$"
    discovery = (ListPage("https://zhasalash.kz/", item=".lt-nws-list", date="span"),)
