"""bugun.uz: Uzbek, the script chosen by a cookie."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider
from crawler.wordpress import BY_DAY, PagedFeed
from xabar.extraction.layout import Layout


class BugunUz(NewsSpider):
    """WordPress with a plugin that sets one address in either script: the text tells which one came."""

    name = "bugun_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("bugun.uz",)
    editions = (Edition("https://bugun.uz/", "uz"),)
    article = rf"bugun\.uz/{BY_DAY}"
    discovery = (
        PagedFeed("https://bugun.uz/feed/"),
        ListPage(
            "https://bugun.uz/category/yangiliklar/page/{page}/",
            item=".main .post",
            date=".post__top span",
        ),
    )
    layouts = (Layout(title=".blog__header h1", body=".blog__body", date=".blog__header .post__top span"),)
