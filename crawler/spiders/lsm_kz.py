"""lsm.kz, on business: Russian."""

from crawler.discovery import Feed, ListPage
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class LsmKz(NewsSpider):
    """The date is in `og:article:published_time` and in print. Further pages of a section end with `!N`."""

    name = "lsm_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("lsm.kz",)
    editions = (Edition("https://lsm.kz/", "ru", "Cyrl"),)
    article = r"lsm\.kz/[\w-]+-[\w-]+$"
    discovery = (
        Feed("https://lsm.kz/rss"),
        ListPage("https://lsm.kz/archive/!{page}", item="#mainInnerRightGrid a", date=".innerGridElemDate"),
        ListPage("https://lsm.kz/processing", item="a[href]", form="chapter=search&p={page}&q=&tag="),
    )
    layouts = (
        Layout(
            title="h1#mainArticleLeftTextTopRightHead",
            body="#mainArticleLeftTextFulltext",
            date="#mainArticleLeftTextTopRightStatDate",
        ),
    )
