"""qamshy.kz: Kazakh in three scripts, by machine."""

from crawler.kazakh_scripts import in_three_scripts, lists_of
from crawler.spider import NewsSpider


class QamshyKz(NewsSpider):
    """Latin lies below /latyn, Arabic script below /tote. Early addresses have no number and end in .html."""

    name = "qamshy_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("qamshy.kz",)
    editions = in_three_scripts("https://qamshy.kz/", latin="latyn", arabic="tote")
    article = r"qamshy\.kz/(?:latyn/|tote/)?article/(?:\d+-[^/]+|[^/]+\.html)$"
    discovery = lists_of(editions, ".tabs__item", date="span")
