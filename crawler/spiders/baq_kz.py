"""baq.kz: Kazakh; Russian on a host of its own. A Bitrix site."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class BaqKz(NewsSpider):
    """The front page lists the latest; the results of a search without a word are the paged list."""

    name = "baq_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("baq.kz",)
    editions = (
        Edition("https://baq.kz/", "kk", "Cyrl"),
        Edition("https://rus.baq.kz/", "ru", "Cyrl"),
    )
    article = r"baq\.kz/[^/]+-\d{5,}/$"
    discovery = (
        ListPage("https://baq.kz/", item="a.l-col__item", date=".l-col__item_date"),
        ListPage("https://rus.baq.kz/", item="a.l-col__item", date=".l-col__item_date"),
        ListPage("https://baq.kz/search/pagen{page}/", item="a.item-list__link, a.l-col__item"),
    )
    layouts = (Layout(title="h1", body=".news-text"),)
