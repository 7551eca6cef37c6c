"""kt.kz, «Казахстан сегодня»: Russian below /rus/, Kazakh below /kaz/."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider


class KtKz(NewsSpider):
    """The date has a counter glued to it: «27.01.2026, 20:57 11681»."""

    name = "kt_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("kt.kz",)
    editions = (
        Edition("https://www.kt.kz/rus/", "ru", "Cyrl"),
        Edition("https://www.kt.kz/kaz/", "kk", "Cyrl"),
    )
    article = r"kt\.kz/(?:rus|kaz)/[\w-]+/[^/]+_\d+\.html$"
    discovery = (ListPage("https://www.kt.kz/", item=".news-list__item > article", date=".news__date"),)
