"""kazpravda.kz, «Казахстанская правда», the state daily in Russian."""

from crawler.discovery import ListPage, Sitemap
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class KazpravdaKz(NewsSpider):
    """The front page lists the news of the day; the sitemap says when each article changed."""

    name = "kazpravda_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("kazpravda.kz",)
    editions = (Edition("https://kazpravda.kz/", "ru", "Cyrl"),)
    article = r"kazpravda\.kz/n/[^/]+/$"
    discovery = (
        ListPage("https://kazpravda.kz/", item=".news-feed__item"),
        Sitemap("https://kazpravda.kz/sitemap.xml", undated=100),
    )
    layouts = (
        Layout(
            title="h1.article__title",
            body=".article__body",
            date="time.article__date",
            tags=".article__tags a",
            cut=(".article__tags",),
        ),
    )
