"""anatili.kazgazeta.kz, «Ана тілі», a weekly: Kazakh in two scripts at one address."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class AnatiliKz(NewsSpider):
    """`?ln=lat` chooses the Latin script, and lists do not say it in their links. Pages do not declare their encoding."""

    name = "anatili_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("anatili.kazgazeta.kz",)
    editions = (
        Edition("https://anatili.kazgazeta.kz/", "kk", "Cyrl"),
        Edition("https://anatili.kazgazeta.kz/?ln=lat", "kk", "Latn"),
    )
    article = r"anatili\.kazgazeta\.kz/news/\d+$"
    discovery = (
        ListPage("https://anatili.kazgazeta.kz/", item="a[href*='/news/']"),
        ListPage("https://anatili.kazgazeta.kz/?ln=lat", item="a[href*='/news/']", choose="ln=lat"),
    )
    layouts = (
        Layout(
            title="h1.title",
            body="div:has(> h1.title)",
            date="i.clock + span",
            cut=(".right", "span:has(> i.clock)"),
        ),
    )
