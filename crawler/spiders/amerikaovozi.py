"""amerikaovozi.com, the Voice of America in Uzbek: Latin script, apostrophes of two kinds in one text."""

from crawler.discovery import Feed
from crawler.pangea import ARTICLE, LAYOUT
from crawler.spider import Edition, NewsSpider


class Amerikaovozi(NewsSpider):
    """The zones of its lists are not known, and its feed has the news of all of them."""

    name = "amerikaovozi"
    zone = "Asia/Tashkent"
    allowed_domains = ("amerikaovozi.com",)
    editions = (Edition("https://www.amerikaovozi.com/", "uz", "Latn"),)
    article = ARTICLE
    discovery = (Feed("https://www.amerikaovozi.com/api/"),)
    layouts = (LAYOUT,)
