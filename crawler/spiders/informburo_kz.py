"""informburo.kz: Russian; Kazakh below /kaz/."""

from crawler.discovery import ListPage, Sitemap
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class InformburoKz(NewsSpider):
    """Answers 403 at times. Where the text lies is not known, so its pages are read by the generic layers."""

    name = "informburo_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("informburo.kz",)
    editions = (
        Edition("https://informburo.kz/", "ru", "Cyrl"),
        Edition("https://informburo.kz/kaz/", "kk", "Cyrl"),
    )
    article = r"informburo\.kz/(?:novosti|stati|mneniya|interview|kaz/\w+)/[^/]+$"
    discovery = (
        ListPage("https://informburo.kz/novosti", item=".uk-nav-default > li a"),
        ListPage("https://informburo.kz/kaz/newskaz", item="a[href*='/kaz/newskaz/']"),
        Sitemap("https://informburo.kz/sitemap.xml", undated=100),
    )
    layouts = (Layout(title="h1.head-single", body=None, date=".article-meta time[datetime]"),)
