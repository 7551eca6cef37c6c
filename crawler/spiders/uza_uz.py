"""uza.uz, the national news agency: Uzbek in two scripts, Russian, English. `uz` is Latin, `oz` is Cyrillic."""

from crawler.discovery import Feed, JsonList
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout
from xabar.interface import LAYOUT, Interface

_POSTS = "https://api.uza.uz/api/v1/posts"
_LIST = f"{_POSTS}?page={{page}}&_f=json&_l=%s"


class UzaUz(NewsSpider):
    """The pages are drawn by scripts from an interface of the site's own, which is asked for the articles, too."""

    name = "uza_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("uza.uz",)
    editions = (
        Edition("https://uza.uz/uz/", "uz", "Latn"),
        Edition("https://uza.uz/oz/", "uz", "Cyrl"),
        Edition("https://uza.uz/ru/", "ru", "Cyrl"),
        Edition("https://uza.uz/en/", "en", "Latn"),
    )
    article = r"uza\.uz/(?P<edition>\w\w)/posts/(?P<slug>[^/]+_\d+)$"
    discovery = (
        *(
            JsonList(_LIST % code, article=f"https://uza.uz/{code}/posts/{{slug}}", date="publish_time")
            for code in ("uz", "oz", "ru", "en")
        ),
        *(Feed(f"https://uza.uz/{code}/rss") for code in ("uz", "oz", "ru", "en")),
    )
    interface = Interface(
        address=f"{_POSTS}/{{slug}}?_f=json&_l={{edition}}",
        page="https://uza.uz/{edition}/posts/{slug}",
        title="title",
        body="content",
        date="publish_time",
        section="category.title",
    )
    layouts = (
        LAYOUT,
        Layout(
            title=".news-top-head__title",
            body=".content-block",
            date=".news-top-head__date",
            authors=".content-block .author",
            tags="a.news-tags__item",
            cut=(".author",),
        ),
    )
