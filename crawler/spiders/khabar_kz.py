"""khabar.kz, the agency of the channel Хабар: Kazakh below /kk/, Russian below /ru/. A Joomla site."""

from crawler.discovery import Sitemap
from crawler.joomla import ARTICLE, entries
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class KhabarKz(NewsSpider):
    """The sitemap of each edition («xml-karta») has bare addresses; the list counts its entries."""

    name = "khabar_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("khabar.kz",)
    editions = (
        Edition("https://khabar.kz/kk/", "kk", "Cyrl"),
        Edition("https://khabar.kz/ru/", "ru", "Cyrl"),
    )
    article = rf"khabar\.kz/(?:kk|ru)/news/.*{ARTICLE}"
    discovery = (
        entries("https://khabar.kz/kk/news", "a[href*='/kk/news/']"),
        entries("https://khabar.kz/ru/news", "a[href*='/ru/news/']"),
        Sitemap("https://khabar.kz/kk/xml-karta", undated=100),
        Sitemap("https://khabar.kz/ru/xml-karta", undated=100),
    )
    layouts = (
        Layout(
            title="h1[itemprop=name]",
            body=".iq-blog-box",
            date="li.border-gredient-left",
            tags=".iq-blog-tag a",
            cut=(".iq-blog-tag", "li.border-gredient-left", "h1"),
        ),
    )
