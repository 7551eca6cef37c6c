"""Kibana's saved objects as the tests read them: the charts with the fields that each asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from xabar.search.kibana.importing import saved_objects

OBJECTS: list[dict[str, Any]] = [orjson.loads(line) for line in saved_objects().splitlines()]
COUNT = "___records___"  # what a chart names in place of a field when it counts documents


@dataclass(frozen=True, slots=True)
class Chart:
    """A Lens chart: its data view and its columns by id."""

    id: str
    data_view: str
    columns: dict[str, dict[str, Any]]
    visualization: dict[str, Any]

    @property
    def fields(self) -> set[str]:
        """The fields that it reads."""
        return {column["sourceField"] for column in self.columns.values()} - {COUNT}


def read_chart(found: dict[str, Any]) -> Chart:
    """Read a Lens object of one layer over one data view."""
    state = found["attributes"]["state"]
    (layer,) = state["datasourceStates"]["formBased"]["layers"].values()
    (reference,) = found["references"]
    assert set(layer["columnOrder"]) == set(layer["columns"])
    return Chart(found["id"], reference["id"], layer["columns"], state["visualization"])


CHARTS = [read_chart(each) for each in OBJECTS if each["type"] == "lens"]
DATA_VIEWS: dict[str, dict[str, Any]] = {
    each["id"]: each["attributes"] for each in OBJECTS if each["type"] == "index-pattern"
}
