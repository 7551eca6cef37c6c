"""astana-akshamy.kz, «Астана ақшамы»: Kazakh in three scripts, by machine."""

from crawler.kazakh_scripts import in_three_scripts, lists_of
from crawler.spider import NewsSpider


class AstanaAkshamyKz(NewsSpider):
    """Latin lies below /latyn, Arabic script below /arb."""

    name = "astana_akshamy_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("astana-akshamy.kz",)
    editions = in_three_scripts("https://astana-akshamy.kz/", latin="latyn", arabic="arb")
    article = r"astana-akshamy\.kz/(?:(?:latyn|arb)/)?article/[^/]+\.html$"
    discovery = lists_of(editions, "a[href*='/article/']")
