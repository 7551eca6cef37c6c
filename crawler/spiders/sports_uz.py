"""sports.uz, sport: Uzbek, Russian."""

from crawler.discovery import Feed, ListPage
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class SportsUz(NewsSpider):
    """A slug ends with the day, as DD-MM-YYYY. Lists print «DD Ой, HH:MM», with the year only if it is another one."""

    name = "sports_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("sports.uz",)
    editions = (
        Edition("https://sports.uz/", "uz"),
        Edition("https://sports.uz/oz/", "uz", "Latn"),
        Edition("https://sports.uz/ru/", "ru", "Cyrl"),
    )
    article = r"sports\.uz/(?:(?:oz|uz|ru)/)?(?:news/)?view/[^/]+$"
    discovery = (
        ListPage("https://sports.uz/news/index?page={page}", item=".news-list .item", date=".news-body li"),
        Feed("https://sports.uz/oz/rss"),
        Feed("https://sports.uz/ru/rss/"),
    )
    layouts = (Layout(title=".news-header h1", body=".news-body", date=".news-header li", tags="ul.tags a"),)
