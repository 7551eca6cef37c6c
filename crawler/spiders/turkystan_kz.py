"""turkystan.kz, «Түркістан», a weekly: Kazakh."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider


class TurkystanKz(NewsSpider):
    """Every article has a twin below /amp. Old texts have Latin i for і throughout."""

    name = "turkystan_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("turkystan.kz",)
    editions = (Edition("https://turkystan.kz/", "kk", "Cyrl"),)
    article = r"turkystan\.kz/article/\d+-[^/]+(?:/amp)?$"
    discovery = (ListPage("https://turkystan.kz/", item="ul.list-group > li", date="small"),)
