"""zakon.kz, news and law: Russian; Kazakh on a host of its own."""

from crawler.discovery import ListPage, Sitemap
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class ZakonKz(NewsSpider):
    """The list is what the button «load more» fetches. JSON-LD has the lead only, so the selected text is to be believed."""

    name = "zakon_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("zakon.kz",)
    editions = (
        Edition("https://kaz.zakon.kz/", "kk", "Cyrl"),
        Edition("https://www.zakon.kz/", "ru", "Cyrl"),
    )
    article = r"//(?:kaz\.|www\.|m\.)?zakon\.kz/(?!pbf/|special/)(?:[\w-]+/)*\d{6,}-[^/]+\.html$"
    discovery = (
        ListPage(
            "https://kaz.zakon.kz/news/?handler=LoadMoreNews&p={page}&type=list",
            item=".zmainCard_item, .news-item",
            date="time, .newscard__date",
        ),
        ListPage(
            "https://www.zakon.kz/news/?handler=LoadMoreNews&p={page}&type=list",
            item=".zmainCard_item, .news-item",
            date="time, .newscard__date",
        ),
        Sitemap("https://www.zakon.kz/sitemap/index.xml", undated=100),
    )
    layouts = (
        Layout(
            title="h1",
            body=".article__block .content",
            authors="a[href*='/authors/']",
            tags=".newsTags a",
            cut=(".willShare", ".google-news-follow", ".newsTags"),
        ),
    )
