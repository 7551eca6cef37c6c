"""Kibana's objects: every object parses, every reference resolves, every field exists in the mapping.

There is no Kibana to test with. The import runs against a server on loopback that answers as Kibana's source says:
it is the only mock in these tests.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from click.testing import CliRunner

from tests.search.saved_objects import CHARTS, COUNT, DATA_VIEWS, OBJECTS, Chart
from xabar.cli.commands.kibana import command
from xabar.search.elastic.field_table import field_table
from xabar.search.elastic.mapping import FIELDS
from xabar.search.elastic.runs import RUN_FIELDS
from xabar.search.kibana.importing import KibanaRefused, import_objects, saved_objects


def mapped(fields: dict[str, Any]) -> set[str]:
    """Return every name that a query may use, with the subfields."""
    return {name for name, field in fields.items() if "type" in field} | {
        f"{name}.{sub}"
        for name, field in fields.items()
        for sub in (*field.get("fields", {}), *field.get("properties", {}))
    }


def mapping_of(view: str) -> dict[str, Any]:
    """Return the fields behind a data view."""
    return {"news": FIELDS, "news-runs": RUN_FIELDS}[DATA_VIEWS[view]["title"]]


# --- the objects -------------------------------------------------------------------------------------------------


def test_ids_are_unique_and_ours() -> None:
    ids = [(each["type"], each["id"]) for each in OBJECTS]
    assert len(set(ids)) == len(ids)
    assert all(name.startswith("xabar-") for _, name in ids)


def test_every_reference_is_to_an_object_before_it() -> None:
    seen: set[tuple[str, str]] = set()
    for each in OBJECTS:
        for reference in each["references"]:
            assert (reference["type"], reference["id"]) in seen, (each["id"], reference)
        seen.add((each["type"], each["id"]))


def strings(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield every string in an object with its key."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from strings(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, key)
    elif isinstance(value, str):
        yield key, value


def test_embedded_json_parses_and_names_its_references() -> None:
    found = 0
    for each in OBJECTS:
        names = {reference["name"] for reference in each["references"]}
        for key, text in strings(each["attributes"]):
            if key.endswith("JSON") or key in ("fields", "fieldAttrs", "fieldFormatMap", "sourceFilters"):
                value = orjson.loads(text)
                found += 1
                if isinstance(value, dict) and "indexRefName" in value:
                    assert value["indexRefName"] in names
    assert found > 10


def test_the_dashboard_shows_every_chart_once_and_no_panel_lies_on_another() -> None:
    (dashboard,) = [each for each in OBJECTS if each["type"] == "dashboard"]
    panels = orjson.loads(dashboard["attributes"]["panelsJSON"])
    references = {reference["name"]: reference["id"] for reference in dashboard["references"]}
    shown = [references[f"{panel['panelIndex']}:{panel['panelRefName']}"] for panel in panels]
    assert sorted(shown) == sorted(chart.id for chart in CHARTS)
    taken: set[tuple[int, int]] = set()
    for panel in panels:
        grid = panel["gridData"]
        cells = {
            (x, y)
            for x in range(grid["x"], grid["x"] + grid["w"])
            for y in range(grid["y"], grid["y"] + grid["h"])
        }
        assert not cells & taken
        assert grid["x"] + grid["w"] <= 48
        taken |= cells


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.id)
def test_every_field_of_a_chart_is_mapped(chart: Chart) -> None:
    fields = mapped(mapping_of(chart.data_view)) | {COUNT}
    for name, column in chart.columns.items():
        assert column["sourceField"] in fields
        order = column["params"].get("orderBy")
        if order:
            assert order["columnId"] in chart.columns, name
        if column["operationType"] == "terms":
            source, _, sub = column["sourceField"].partition(".")
            field = mapping_of(chart.data_view)[source]
            field = field["fields"][sub] if sub else field
            assert field["type"] == "keyword"
            assert field.get("doc_values", True)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.id)
def test_a_chart_refers_to_its_own_columns(chart: Chart) -> None:
    used = {
        value
        for key, value in strings(chart.visualization)
        if key.lower().endswith(("accessor", "accessors", "columnid", "groups", "metrics"))
    }
    assert used == set(chart.columns)


def test_searches_use_mapped_fields() -> None:
    names = mapped(FIELDS)
    for each in OBJECTS:
        if each["type"] != "search":
            continue
        assert set(each["attributes"]["columns"]) <= names
        assert {field for field, _ in each["attributes"]["sort"]} <= names
        source = orjson.loads(each["attributes"]["kibanaSavedObjectMeta"]["searchSourceJSON"])
        assert set(re.findall(r"([\w.]+):", source["query"]["query"])) <= names


@pytest.mark.parametrize("view", DATA_VIEWS)
def test_a_data_view_has_a_time_field_that_is_a_date(view: str) -> None:
    assert mapping_of(view)[DATA_VIEWS[view]["timeFieldName"]]["type"] == "date"


def test_the_field_page_names_fields_that_exist_and_all_of_them() -> None:
    page = Path("docs/kibana.md").read_text()
    rows = set(re.findall(r"^\| `([\w.]+)` \|", page, re.MULTILINE))
    assert rows == mapped(FIELDS)
    assert field_table() in page, "docs/kibana.md is behind xabar/article.py: run `make docs`"
    for query in re.findall(r"^    (.+)$", page, re.MULTILINE):
        used = set(re.findall(r"([\w.]+)\s*(?::|[<>]=?)", re.sub(r'"[^"]*"', "", query)))
        assert used <= mapped(FIELDS) | mapped(RUN_FIELDS), query


# --- the import --------------------------------------------------------------------------------------------------


class StandIn:
    """A mock that answers an import as Kibana's source says."""

    def __init__(self) -> None:
        self.stored: dict[tuple[str, str], Any] = {}
        self.refuse: str | None = None

    async def take(self, request: web.Request) -> web.Response:
        """POST /api/saved_objects/_import."""
        if request.headers.get("Authorization") != "ApiKey right":
            return web.json_response({"statusCode": 401, "message": "unauthorized"}, status=401)
        if "kbn-xsrf" not in request.headers:
            return web.json_response({"message": "Request must contain a kbn-xsrf header."}, status=400)
        form = await request.post()
        file = form["file"]
        assert isinstance(file, web.FileField)
        objects = [orjson.loads(line) for line in file.file.read().splitlines()]
        errors = [
            {"type": each["type"], "id": each["id"], "error": {"type": "missing_references"}}
            for each in objects
            if each["id"] == self.refuse
        ]
        if request.query.get("overwrite") != "true":
            errors += [
                {"error": {"type": "conflict"}}
                for each in objects
                if (each["type"], each["id"]) in self.stored
            ]
        self.stored |= {(each["type"], each["id"]): each for each in objects}
        answer = {"success": not errors, "successCount": len(objects) - len(errors), "errors": errors}
        return web.json_response(answer)


@pytest.fixture
async def stand_in() -> AsyncIterator[tuple[StandIn, str]]:
    """A stand-in for Kibana on loopback, and its address."""
    kibana = StandIn()
    application = web.Application()
    application.router.add_post("/api/saved_objects/_import", kibana.take)
    async with TestServer(application) as server:
        yield kibana, str(server.make_url("/"))


async def test_importing_twice_leaves_the_same(stand_in: tuple[StandIn, str]) -> None:
    kibana, url = stand_in
    for _ in range(2):
        assert await import_objects(url, saved_objects(), api_key="right") == len(OBJECTS)
    assert len(kibana.stored) == len(OBJECTS)


async def test_success_in_the_body_decides(stand_in: tuple[StandIn, str]) -> None:
    kibana, url = stand_in
    kibana.refuse = "xabar-tags"
    with pytest.raises(KibanaRefused, match="lens xabar-tags: missing_references"):
        await import_objects(url, saved_objects(), api_key="right")


async def test_a_wrong_key_and_nobody_there_are_said_in_words(stand_in: tuple[StandIn, str]) -> None:
    _, url = stand_in
    with pytest.raises(KibanaRefused, match="API key") as caught:
        await import_objects(url, saved_objects(), api_key="wrong-secret")
    assert "wrong-secret" not in str(caught.value)
    with pytest.raises(KibanaRefused, match="cannot connect"):
        await import_objects("http://127.0.0.1:1", saved_objects(), api_key=None)


def test_dry_run_prints_what_would_be_imported() -> None:
    result = CliRunner().invoke(command, ["setup", "--dry-run"])
    assert result.exit_code == 0
    assert result.stdout_bytes == saved_objects()
    assert CliRunner().invoke(command, ["setup"]).exit_code == 2
