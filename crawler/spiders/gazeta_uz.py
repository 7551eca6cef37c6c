"""gazeta.uz: Uzbek in two scripts, Russian, English. `oz` is Latin, `uz` is Cyrillic."""

from crawler.discovery import Feed, ListPage, WeeklySitemap
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout

_MAP = "https://www.gazeta.uz/sitemap/materials-%s-{day:%%Y-%%m-%%d}.xml"


class GazetaUz(NewsSpider):
    """Every edition has its own feed, list and weekly sitemaps, named by their Mondays."""

    name = "gazeta_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("gazeta.uz",)
    editions = (
        Edition("https://www.gazeta.uz/oz/", "uz", "Latn"),
        Edition("https://www.gazeta.uz/uz/", "uz", "Cyrl"),
        Edition("https://www.gazeta.uz/ru/", "ru", "Cyrl"),
        Edition("https://www.gazeta.uz/en/", "en", "Latn"),
    )
    article = r"gazeta\.uz/\w\w/20\d\d/\d\d/\d\d/[^/]+/$"
    discovery = (
        Feed("https://www.gazeta.uz/oz/rss/"),
        Feed("https://www.gazeta.uz/uz/rss/"),
        WeeklySitemap(_MAP % "oz"),
        WeeklySitemap(_MAP % "uz"),
        ListPage("https://www.gazeta.uz/oz/list/news/?page={page}", item=".nblock", date=".ndt"),
        ListPage("https://www.gazeta.uz/uz/list/news/?page={page}", item=".nblock", date=".ndt"),
    )
    layouts = (
        Layout(
            title="h1#article_title, h1[itemprop]",
            body=".js-mediator-article.article-text",
            date=".articleDateTime",
            tags=".articleTags a",
            cut=(".incut", ".pic-credit"),
        ),
    )
