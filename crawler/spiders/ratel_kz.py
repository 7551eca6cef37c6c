"""ratel.kz, analysis: Russian."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class RatelKz(NewsSpider):
    """The date is text alone: «Пятница, 04 Июл 2025, 12:00». The list says only the hour, which tells no day."""

    name = "ratel_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("ratel.kz",)
    editions = (Edition("https://ratel.kz/", "ru", "Cyrl"),)
    article = r"ratel\.kz/[a-z]+/[^/]*[_-][^/]*[_-][^/]*$"
    discovery = (ListPage("https://ratel.kz/", item=".news.tab_item > .article"),)
    layouts = (Layout(title="h1", body=None, date=".post_news__date"),)
