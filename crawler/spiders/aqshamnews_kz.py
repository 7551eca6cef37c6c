"""aqshamnews.kz, «Алматы ақшамы»: Kazakh in three scripts, by machine."""

from crawler.kazakh_scripts import lists_of
from crawler.spider import Edition, NewsSpider


class AqshamnewsKz(NewsSpider):
    """Cyrillic lies below /kz, Latin below /latyn, Arabic script below /tote."""

    name = "aqshamnews_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("aqshamnews.kz",)
    editions = (
        Edition("https://aqshamnews.kz/kz/", "kk", "Cyrl"),
        Edition("https://aqshamnews.kz/latyn/", "kk", "Latn"),
        Edition("https://aqshamnews.kz/tote/", "kk", "Arab"),
    )
    article = r"aqshamnews\.kz/(?:(?:kz|latyn|tote)/)?article/[^/]+\.html$"
    discovery = lists_of(editions, "a[href*='/article/']")
