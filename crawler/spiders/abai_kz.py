"""abai.kz: Kazakh in three scripts, by machine. A Laravel site."""

from crawler.kazakh_scripts import in_three_scripts, lists_of
from crawler.spider import NewsSpider


class AbaiKz(NewsSpider):
    """The site calls its Latin edition Lithuanian (`lt`) and the one in Arabic script Tatar (`tt`), in hreflang too.

    Old links begin with /index.php/. The Latin is one of digraphs (gh, sh) and acutes.
    """

    name = "abai_kz"
    zone = "Asia/Almaty"
    allowed_domains = ("abai.kz",)
    editions = in_three_scripts("https://abai.kz/", latin="lt", arabic="tt")
    article = r"abai\.kz/(?:index\.php/)?(?:lt/|tt/)?post/\d+$"
    discovery = lists_of(editions, "a[href*='/post/']")
