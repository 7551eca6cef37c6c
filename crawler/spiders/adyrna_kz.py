"""adyrna.kz: Kazakh."""

from crawler.discovery import ListPage, Sitemap
from crawler.spider import Edition, NewsSpider


class AdyrnaKz(NewsSpider):
    """The front page lists five days. The sitemap of 65,000 addresses says of every one that it changed today."""

    name = "adyrna_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("adyrna.kz",)
    editions = (Edition("https://adyrna.kz/", "kk", "Cyrl"),)
    article = r"adyrna\.kz/(?:kk/)?post/\d+$"
    discovery = (
        ListPage("https://adyrna.kz/kk", item="a[href*='/post/']"),
        ListPage(
            "https://adyrna.kz/category/zhanalyktar", item=".category-content > .news", date=".news__date"
        ),
        Sitemap("https://adyrna.kz/sitemap.xml", undated=100),
    )
