"""What an alert looks for, as it is stored."""

from __future__ import annotations

from datetime import date

import pytest

from xabar.alerts.definition import Definition


def test_a_definition_reads_back_and_asks_what_a_search_would() -> None:
    definition = Definition("metro", ("feed",), sites=("kun_uz",), exact=True, digest="day")
    assert Definition.from_json(definition.to_json()) == definition
    request = definition.request(date(2026, 3, 1))
    assert (request.query, request.sites, request.exact, request.as_asked) == (
        "metro",
        ("kun_uz",),
        True,
        True,
    )


def test_one_of_a_newer_version_is_an_error() -> None:
    with pytest.raises(TypeError, match="colour"):
        Definition.from_json('{"query": "x", "targets": [], "colour": 1}')
