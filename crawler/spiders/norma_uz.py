"""norma.uz, news of laws and taxes: Uzbek in Latin script under /oz/, Russian."""

from crawler.discovery import ListPage
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout


class NormaUz(NewsSpider):
    """Slugs are joined by underscores. Lists print no date where it is known."""

    name = "norma_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("norma.uz",)
    editions = (
        Edition("https://www.norma.uz/", "ru", "Cyrl"),
        Edition("https://www.norma.uz/oz/", "uz", "Latn"),
    )
    article = r"norma\.uz/(?:oz/)?\w+/(?=\w+$)[^_]+_+[^_]+_"
    discovery = (
        ListPage("https://www.norma.uz/oz/?page={page}&limit=28", item="a[href*='/oz/']", pages=3),
        ListPage(
            "https://www.norma.uz/novoe_v_zakonodatelstve?page={page}",
            item="a[href*='novoe_v_zakonodatelstve/']",
            pages=3,
        ),
    )
    layouts = (Layout(title="h1.pos_0", body=".fullText", date="p.date"),)
