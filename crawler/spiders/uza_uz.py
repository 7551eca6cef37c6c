"""uza.uz, the national news agency: Uzbek in two scripts, Russian, English. `uz` is Latin, `oz` is Cyrillic."""

from crawler.discovery import Feed, JsonList
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout

_LIST = "https://api.uza.uz/api/v1/posts?page={page}&_f=json&_l=%s"


class UzaUz(NewsSpider):
    """The pages are drawn by scripts from an interface of the site's own, which lists the news with their moments."""

    name = "uza_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("uza.uz",)
    editions = (
        Edition("https://uza.uz/uz/", "uz", "Latn"),
        Edition("https://uza.uz/oz/", "uz", "Cyrl"),
        Edition("https://uza.uz/ru/", "ru", "Cyrl"),
        Edition("https://uza.uz/en/", "en", "Latn"),
    )
    article = r"uza\.uz/\w\w/posts/[^/]+_\d+$"
    discovery = (
        JsonList(_LIST % "uz", article="https://uza.uz/uz/posts/{slug}", date="publish_time"),
        JsonList(_LIST % "oz", article="https://uza.uz/oz/posts/{slug}", date="publish_time"),
        Feed("https://uza.uz/uz/rss"),
        Feed("https://uza.uz/oz/rss"),
    )
    layouts = (
        Layout(
            title=".news-top-head__title",
            body=".content-block",
            date=".news-top-head__date",
            authors=".content-block .author",
            tags="a.news-tags__item",
            cut=(".author",),
        ),
    )
