"""anhor.uz: Russian, Uzbek under /uz/ and, until 2025, in Latin script under /uzl/."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider
from crawler.wordpress import PagedFeed
from xabar.extraction.layout import Layout


class AnhorUz(NewsSpider):
    """WordPress in a theme of its own. Its lists print the day alone."""

    name = "anhor_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("anhor.uz",)
    editions = (
        Edition("https://anhor.uz/", "ru", "Cyrl"),
        Edition("https://anhor.uz/uz/", "uz"),
        Edition("https://anhor.uz/uzl/", "uz", "Latn"),
    )
    article = r"anhor\.uz/(?:uzl?/)?(?!category/|tag/|author/|page/|uzl?/)[\w-]+/[^/?]+/$"
    discovery = (
        PagedFeed("https://anhor.uz/uz/feed"),
        PagedFeed("https://anhor.uz/feed"),
        ListPage(
            "https://anhor.uz/category/economy/page/{page}/",
            item=".posts-list__item",
            date=".posts-list__date",
        ),
    )
    layouts = (
        Layout(
            title="h1.article__head", body=".article__content", date=".post-meta__date", tags="a[rel=tag]"
        ),
    )
