"""podrobno.uz: Russian."""

from crawler.bitrix import ARTICLE, LAYOUT, LIST_DATE, LIST_ITEM
from crawler.discovery import Feed, ListPage
from crawler.spider import Edition, NewsSpider

_SECTIONS = ("politic", "economic", "obchestvo", "proisshestviya", "tehnp", "calche", "sport", "world")


class PodrobnoUz(NewsSpider):
    """A text begins «Узбекистан, Ташкент – АН Podrobno.uz.». What its sections load later is not known."""

    name = "podrobno_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("podrobno.uz",)
    editions = (Edition("https://podrobno.uz/", "ru", "Cyrl"),)
    article = ARTICLE
    discovery = (
        Feed("https://podrobno.uz/rss/"),
        *(
            ListPage(f"https://podrobno.uz/cat/{section}/", item=LIST_ITEM, date=LIST_DATE)
            for section in _SECTIONS
        ),
    )
    layouts = (LAYOUT,)
