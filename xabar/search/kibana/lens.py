"""Lens charts as saved objects: each is one layer of columns over one data view.

Written without `typeMigrationVersion`, so that every Kibana 9 brings them up to its own form when it imports them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

LAYER = "layer1"
Column = dict[str, Any]


def count(label: str) -> Column:
    """How many documents."""
    return _metric(label, "count", "___records___")


def total(label: str, source: str) -> Column:
    """The sum of a number field."""
    return _metric(label, "sum", source)


def latest(label: str, source: str) -> Column:
    """The latest moment of a date field."""
    return _metric(label, "max", source) | {"dataType": "date"}


def last_value(label: str, source: str, by: str) -> Column:
    """The value of the newest document that has the field."""
    params = {"sortField": by, "showArrayValues": False}
    return _metric(label, "last_value", source) | {
        "params": params,
        "filter": {"query": f"{source}: *", "language": "kuery"},
    }


def per_day(label: str, source: str) -> Column:
    """A bucket a day."""
    params = {"interval": "d", "includeEmptyRows": True, "dropPartials": False}
    return _bucket(label, "date_histogram", source, "date", "interval", params)


def top(label: str, source: str, size: int, *, by: str, ascending: bool = False) -> Column:
    """The values of a keyword field, ordered by the column `by`."""
    params = {
        "size": size,
        "orderBy": {"type": "column", "columnId": by},
        "orderDirection": "asc" if ascending else "desc",
        "otherBucket": not ascending,
        "missingBucket": False,
        "parentFormat": {"id": "terms"},
    }
    return _bucket(label, "terms", source, "string", "ordinal", params)


def _metric(label: str, operation: str, source: str) -> Column:
    return {
        "label": label,
        "customLabel": True,
        "dataType": "number",
        "operationType": operation,
        "sourceField": source,
        "isBucketed": False,
        "scale": "ratio",
        "params": {"emptyAsNull": True},
    }


def _bucket(
    label: str, operation: str, source: str, data_type: str, scale: str, params: dict[str, Any]
) -> Column:
    return {
        "label": label,
        "customLabel": True,
        "dataType": data_type,
        "operationType": operation,
        "sourceField": source,
        "isBucketed": True,
        "scale": scale,
        "params": params,
    }


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart. `kind` is bars, table, donut or number; columns are in order: buckets first, then metrics."""

    id: str
    title: str
    kind: str
    data_view: str
    columns: dict[str, Column]
    query: str = ""
    width: int = 24  # of the dashboard's 48
    height: int = 12
    sort: tuple[str, str] | None = field(default=None)  # of a table: column, asc or desc

    def saved_object(self) -> dict[str, Any]:
        """The chart as Kibana imports it."""
        kinds = {"bars": "lnsXY", "table": "lnsDatatable", "donut": "lnsPie", "number": "lnsMetric"}
        layer = {"columnOrder": list(self.columns), "columns": self.columns, "incompleteColumns": {}}
        return {
            "type": "lens",
            "id": self.id,
            "attributes": {
                "title": self.title,
                "visualizationType": kinds[self.kind],
                "state": {
                    "visualization": self._visualization(),
                    "query": {"query": self.query, "language": "kuery"},
                    "filters": [],
                    "datasourceStates": {"formBased": {"layers": {LAYER: layer}}},
                    "internalReferences": [],
                    "adHocDataViews": {},
                },
            },
            "references": [
                {
                    "type": "index-pattern",
                    "id": self.data_view,
                    "name": f"indexpattern-datasource-layer-{LAYER}",
                }
            ],
        }

    def _visualization(self) -> dict[str, Any]:
        buckets = [name for name, column in self.columns.items() if column["isBucketed"]]
        metrics = [name for name, column in self.columns.items() if not column["isBucketed"]]
        base = {"layerId": LAYER, "layerType": "data"}
        if self.kind == "bars":
            layer: dict[str, Any] = base | {
                "accessors": metrics,
                "xAccessor": buckets[0],
                "seriesType": "bar_stacked",
            }
            if len(buckets) > 1:
                layer["splitAccessor"] = buckets[1]
            return {
                "layers": [layer],
                "preferredSeriesType": "bar_stacked",
                "legend": {"isVisible": True, "position": "right"},
            }
        if self.kind == "donut":
            layer = base | {"primaryGroups": buckets, "metrics": metrics, "numberDisplay": "percent"}
            layer |= {"categoryDisplay": "default", "legendDisplay": "default", "nestedLegend": False}
            return {"shape": "donut", "layers": [layer]}
        if self.kind == "number":
            extra = {"secondaryMetricAccessor": metrics[1]} if len(metrics) > 1 else {}
            return base | {"metricAccessor": metrics[0]} | extra
        sorting = {"sorting": {"columnId": self.sort[0], "direction": self.sort[1]}} if self.sort else {}
        return base | {"columns": [{"columnId": name} for name in self.columns]} | sorting
