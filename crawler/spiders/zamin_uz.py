"""zamin.uz: Uzbek, mostly Latin under /uz/ and some Cyrillic; Russian, English. A DataLife Engine site."""

from crawler.discovery import Feed, ListPage
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class ZaminUz(NewsSpider):
    """Links are protocol-relative. Dates are «Bugun, HH:MM», «Kecha, HH:MM» or «DD-MM-YYYY, HH:MM».

    The class of an article's own date is not known from evidence; the lists' is tried, inside the article.
    """

    name = "zamin_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("zamin.uz",)
    editions = (
        Edition("https://zamin.uz/uz/", "uz"),
        Edition("https://zamin.uz/ru/", "ru", "Cyrl"),
        Edition("https://zamin.uz/en/", "en", "Latn"),
    )
    article = r"zamin\.uz/\w\w/[\w-]+/\d+-[^/]+\.html$"
    discovery = (
        Feed("https://zamin.uz/rss.xml"),
        ListPage("https://zamin.uz/uz/lastnews/page/{page}/", item=".short-item", date=".short-date"),
    )
    layouts = (
        Layout(
            title="article.article h1",
            body="article.article .fdesc",
            date="article.article .short-date",
            tags=".ftags a",
        ),
    )
