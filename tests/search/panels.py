"""What Kibana asks the server for to draw a chart: its columns as nested aggregations, its KQL as a query.

Written from Kibana's source (Lens's form-based columns and `esaggs`), as far as our charts use it.
"""

from __future__ import annotations

from typing import Any

from xabar.search.kibana.lens import Chart, Column
from xabar.search.kibana.objects import DATA_VIEWS

Body = dict[str, Any]


def panel_request(chart: Chart, since: str = "now-30d/d") -> tuple[str, Body]:
    """The index and the body of the request, for the dashboard's range of time."""
    _, index, time_field = DATA_VIEWS[chart.data_view]
    filters: list[Body] = [{"range": {time_field: {"gte": since}}}]
    if chart.query:
        filters.append(
            {"query_string": {"query": chart.query}}
        )  # `field: value` means the same in both languages
    return index, {
        "size": 0,
        "track_total_hits": True,
        "query": {"bool": {"filter": filters}},
        "aggs": _aggregations(chart),
    }


def _aggregations(chart: Chart) -> Body:
    metrics = {
        name: _metric(column)
        for name, column in chart.columns.items()
        if not column["isBucketed"] and column["operationType"] != "count"
    }
    inner: Body = metrics
    for name, column in reversed(chart.columns.items()):
        if column["isBucketed"]:
            inner = {name: _bucket(chart, column) | ({"aggs": metrics | inner} if metrics | inner else {})}
    return inner


def _bucket(chart: Chart, column: Column) -> Body:
    if column["operationType"] == "date_histogram":
        return {"date_histogram": {"field": column["sourceField"], "calendar_interval": "1d"}}
    params = column["params"]
    by = params["orderBy"]["columnId"]
    key = "_count" if chart.columns[by]["operationType"] == "count" else by
    order = {key: params["orderDirection"]}
    return {"terms": {"field": column["sourceField"], "size": params["size"], "order": order}}


def _metric(column: Column) -> Body:
    field = column["sourceField"]
    if column["operationType"] != "last_value":
        return {column["operationType"]: {"field": field}}
    newest = {"size": 1, "sort": [{column["params"]["sortField"]: "desc"}], "docvalue_fields": [field]}
    return {"filter": {"exists": {"field": field}}, "aggs": {"last": {"top_hits": newest}}}


def rows(answer: Body, chart: Chart) -> list[dict[str, Any]]:
    """The table behind a chart: a dictionary a row, by column."""
    return _rows(
        answer["aggregations"], chart, list(chart.columns.items()), {}, answer["hits"]["total"]["value"]
    )


def _rows(
    found: Body, chart: Chart, columns: list[tuple[str, Column]], keys: dict[str, Any], count: int
) -> list[dict[str, Any]]:
    name, column = columns[0]
    if column["isBucketed"]:
        return [
            row
            for bucket in found[name]["buckets"]
            for row in _rows(
                bucket,
                chart,
                columns[1:],
                keys | {name: bucket.get("key_as_string", bucket["key"])},
                bucket["doc_count"],
            )
        ]
    return [keys | {name: _value(found, name, column, count) for name, column in columns}]


def _value(found: Body, name: str, column: Column, count: int) -> Any:
    if column["operationType"] == "count":
        return count
    if column["operationType"] != "last_value":
        return found[name].get("value_as_string", found[name]["value"])
    return found[name]["last"]["hits"]["hits"][0]["fields"][column["sourceField"]][0]
