"""The layout that all sites of RFE/RL and VOA share (their publishing system is called Pangea)."""

from xabar.extraction.layout import Layout

ARTICLE = r"/a/(?:[^/]+/)?\d+\.html$"
LIST_ITEM = "li.archive-list__item .media-block"
LIST_DATE = ".date"

LAYOUT = Layout(
    title="h1.title, h1.pg-title",
    body="#article-content .wsw",
    date=".publishing-details time[datetime]",
    authors=".publishing-details .links__item",
    tags="ul.tags a",
    cut=(".wsw__embed", ".media-block", ".c-mmp"),
)
