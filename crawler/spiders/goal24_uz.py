"""goal24.uz, football: Uzbek in Latin script. A DataLife Engine site."""

from crawler.discovery import ListPage
from crawler.dle import ARTICLE, LAST_NEWS
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class Goal24Uz(NewsSpider):
    """Dates are «Bugun, HH:MM |», «Kecha, HH:MM |» or «DD-MM-YYYY, HH:MM |»."""

    name = "goal24_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("goal24.uz",)
    editions = (Edition("https://goal24.uz/", "uz", "Latn"),)
    article = rf"goal24\.uz{ARTICLE}"
    discovery = (ListPage(f"https://goal24.uz/{LAST_NEWS}", item=".shortstory2", date=".sdate"),)
    layouts = (Layout(title="h1.post-title span", body=".fstory", date=".sdate"),)
