"""The layout that all sites of Sputnik share."""

from xabar.extraction.layout import Layout

ARTICLE = r"/20\d{6}/[^/]*\d\.html$"
FEED = "/export/rss2/archive/index.xml"
LIST = "/archive/?page={page}"
LIST_ITEM = ".list__item"
LIST_DATE = ".date, .list__date"

LAYOUT = Layout(
    title="h1.article__title",
    body=".article__body",
    date=".article__info-date",
    lead=".article__announce-text",
    tags="a.tag__text",
    cut=(
        ".article__article",
        ".article__block[data-type=article]",
        ".article__quote-bg",
        ".article__photo-item",
        ".article__photo-desc",
        ".media__copyright",
    ),
)
