"""The layout of podrobno.uz and batafsil.uz: the theme Inhype on Bitrix."""

from xabar.extraction.layout import Layout

ARTICLE = r"/cat/[^/]+/[^/]+/$"
LIST_ITEM = "article"
LIST_DATE = "time.entry-date"

LAYOUT = Layout(
    title="h1.entry-title",
    body=".detail-text",
    date="time.entry-date",
    section=".cat-title",
)
