"""Everything that Xabar puts into Kibana, as tables, and the saved objects made of them."""

from __future__ import annotations

from typing import Any

import orjson

from xabar.search.kibana.lens import Chart, count, last_value, latest, per_day, top, total

NEWS, RUNS, DASHBOARD = "xabar-news", "xabar-runs", "xabar-dashboard"

# id -> name, index, time field
DATA_VIEWS = {
    NEWS: ("Xabar: articles", "news", "published_at"),
    RUNS: ("Xabar: runs", "news-runs", "at"),
}

COLUMNS = ["site", "title", "title_normalized", "tags"]
# id -> title, KQL, time range that opens with it
SEARCHES = {
    "xabar-uzbek": ("Xabar: Uzbek, every script", "language: uz", None),
    "xabar-kazakh": ("Xabar: Kazakh, every script", "language: kk", None),
    "xabar-today": ("Xabar: today", "", {"from": "now/d", "to": "now/d"}),
    "xabar-unique": ("Xabar: without near-duplicates", "first_of_group: true", None),
}

CHARTS = (
    Chart(
        "xabar-per-day-site",
        "Articles per day by site",
        "bars",
        NEWS,
        {
            "day": per_day("Day", "published_day"),
            "site": top("Site", "site", 15, by="n"),
            "n": count("Articles"),
        },
    ),
    Chart(
        "xabar-per-day-language",
        "Articles per day by language",
        "bars",
        NEWS,
        {
            "day": per_day("Day", "published_day"),
            "language": top("Language", "language", 6, by="n"),
            "n": count("Articles"),
        },
    ),
    Chart(
        "xabar-tags",
        "Top tags",
        "table",
        NEWS,
        {"tag": top("Tag, in every script", "tags.folded", 30, by="n"), "n": count("Articles")},
        width=12,
    ),
    Chart(
        "xabar-authors",
        "Top authors",
        "table",
        NEWS,
        {"author": top("Author", "authors", 30, by="n"), "n": count("Articles")},
        width=12,
    ),
    Chart(
        "xabar-freshness",
        "Freshness per site",
        "table",
        NEWS,
        {
            "site": top("Site", "site", 100, by="published", ascending=True),
            "published": latest("Newest article", "published_at"),
            "fetched": latest("Last fetched", "fetched_at"),
            "n": count("Articles"),
        },
        sort=("published", "asc"),
    ),
    Chart(
        "xabar-layers",
        "Share by extraction layer",
        "donut",
        NEWS,
        {"layer": top("Layer", "body_layer", 5, by="n"), "n": count("Articles")},
        width=12,
    ),
    Chart(
        "xabar-silent",
        "Silent sites: fewest new articles first",
        "table",
        RUNS,
        {
            "site": top("Site", "site", 100, by="stored", ascending=True),
            "stored": total("New or changed", "stored"),
            "fetched": total("Pages fetched", "fetched"),
            "rejected": total("Rejected", "rejected"),
            "last": latest("Last run", "at"),
        },
        query="kind: site",
        width=24,
        sort=("stored", "asc"),
    ),
    Chart(
        "xabar-waiting",
        "Waiting and dead documents",
        "number",
        RUNS,
        {
            "waiting": last_value("Waiting for the index", "waiting", by="at"),
            "dead": last_value("Dead: refused for good", "dead", by="at"),
        },
        query="kind: index",
        width=12,
    ),
)


def saved_objects() -> list[dict[str, Any]]:
    """Data views, searches, charts and the dashboard, in an order in which every reference is already there."""
    views = [_data_view(view, *row) for view, row in DATA_VIEWS.items()]
    searches = [_saved_search(search, *row) for search, row in SEARCHES.items()]
    return [*views, *searches, *(chart.saved_object() for chart in CHARTS), _dashboard()]


def ndjson() -> bytes:
    """The file that Kibana imports: one object a line."""
    return b"".join(orjson.dumps(each) + b"\n" for each in saved_objects())


def _embedded(value: Any) -> str:
    """JSON inside a string, as Kibana keeps it."""
    return orjson.dumps(value).decode()


def _data_view(view: str, name: str, index: str, time_field: str) -> dict[str, Any]:
    attributes = {"name": name, "title": index, "timeFieldName": time_field, "sourceFilters": "[]"}
    attributes |= {"fields": "[]", "fieldAttrs": "{}", "fieldFormatMap": "{}", "runtimeFieldMap": "{}"}
    return {"type": "index-pattern", "id": view, "attributes": attributes, "references": []}


def _saved_search(search: str, title: str, query: str, time_range: dict[str, str] | None) -> dict[str, Any]:
    reference = "kibanaSavedObjectMeta.searchSourceJSON.index"
    source = {"query": {"query": query, "language": "kuery"}, "filter": [], "indexRefName": reference}
    attributes: dict[str, Any] = {
        "title": title,
        "description": "",
        "columns": COLUMNS,
        "sort": [["published_at", "desc"]],
        "grid": {},
        "hideChart": False,
        "isTextBasedQuery": False,
        "timeRestore": time_range is not None,
        "kibanaSavedObjectMeta": {"searchSourceJSON": _embedded(source)},
    }
    if time_range:
        attributes["timeRange"] = time_range
    references = [{"type": "index-pattern", "id": NEWS, "name": reference}]
    return {"type": "search", "id": search, "attributes": attributes, "references": references}


def _dashboard() -> dict[str, Any]:
    panels, references = [], []
    x = y = row_height = 0
    for number, chart in enumerate(CHARTS, 1):
        if x + chart.width > 48:
            x, y = 0, y + row_height
            row_height = 0
        grid = {"x": x, "y": y, "w": chart.width, "h": chart.height, "i": str(number)}
        panels.append(
            {
                "type": "lens",
                "gridData": grid,
                "panelIndex": str(number),
                "embeddableConfig": {"enhancements": {}},
                "panelRefName": f"panel_{number}",
            }
        )
        references.append({"type": "lens", "id": chart.id, "name": f"{number}:panel_{number}"})
        x, row_height = x + chart.width, max(row_height, chart.height)
    source = {"query": {"query": "", "language": "kuery"}, "filter": []}
    options = {"useMargins": True, "syncColors": True, "syncCursor": True, "syncTooltips": False}
    attributes = {
        "title": "Xabar: news",
        "description": "What the crawls bring in, and what is wrong with them",
        "panelsJSON": _embedded(panels),
        "optionsJSON": _embedded(options | {"hidePanelTitles": False}),
        "timeRestore": True,
        "timeFrom": "now-30d/d",
        "timeTo": "now",
        "refreshInterval": {"pause": False, "value": 60_000},
        "kibanaSavedObjectMeta": {"searchSourceJSON": _embedded(source)},
    }
    return {"type": "dashboard", "id": DASHBOARD, "attributes": attributes, "references": references}
