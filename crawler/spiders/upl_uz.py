"""upl.uz: Russian. A DataLife Engine site."""

from crawler.discovery import Feed
from crawler.dle import ARTICLE
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class UplUz(NewsSpider):
    """Fields are marked with schema.org's names."""

    name = "upl_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("upl.uz",)
    editions = (Edition("https://upl.uz/", "ru", "Cyrl"),)
    article = rf"upl\.uz/[\w-]+{ARTICLE}"
    discovery = (Feed("https://upl.uz/rss.xml"),)
    layouts = (
        Layout(title="h1.post-title", body="[itemprop=articleBody]", date="span[itemprop=datePublished]"),
    )
