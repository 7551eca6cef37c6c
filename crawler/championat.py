"""What championat.asia and olamsport.com share: one publisher, one layout."""

from xabar.extraction.layout import Layout

ARTICLE = r"/\w\w/news/(?!rss$)[^/]+$"
LIST_ITEM = ".news-list-item"
LIST_DATE = ".info"

LAYOUT = Layout(
    title=".news-summary-block h1.main-link",
    body=".details",
    date=".news-summary-block .info",
    lead=".summary",
    tags=".tags a",
)
