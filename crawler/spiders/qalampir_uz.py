"""qalampir.uz: Uzbek in Latin script, Russian."""

from crawler.discovery import ListPage, Sitemap
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class QalampirUz(NewsSpider):
    """The sitemap holds the whole site (120,000 addresses) and says of every one that it changed today."""

    name = "qalampir_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("qalampir.uz",)
    editions = (
        Edition("https://qalampir.uz/uz/", "uz", "Latn"),
        Edition("https://qalampir.uz/ru/", "ru", "Cyrl"),
    )
    article = r"qalampir\.uz/(?:\w\w/)?news/[^/]+-\d+$"
    discovery = (
        ListPage("https://qalampir.uz/uz/latest", item="a.news-card", date=".date"),
        ListPage(
            "https://qalampir.uz/uz/news/latest/load-more?page={page}",  # HTML in JSON: what its button fetches
            item="a.news-card, a.ss_item",
            date=".date, .date_view span",
        ),
        Sitemap("https://qalampir.uz/sitemap.xml", undated=100),
    )
    layouts = (
        Layout(
            title=".main .article h1.text",
            body=".content-main-titles",
            date="p.right[itemprop=datePublished]",
            tags=".tags span.tag",
        ),
        Layout(title=".article h1.title", body=".article .richtextbox", tags=".tags a.tag"),
    )
