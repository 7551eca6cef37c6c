"""stan.kz: Kazakh."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider


class StanKz(NewsSpider):
    """One list of all news; the list says the moment of each article for programs."""

    name = "stan_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("stan.kz",)
    editions = (Edition("https://stan.kz/", "kk", "Cyrl"),)
    article = r"stan\.kz/[^/]+-\d{5,}/$"
    discovery = (ListPage("https://stan.kz/all-news/", item=".paginate-container > a", date="time"),)
