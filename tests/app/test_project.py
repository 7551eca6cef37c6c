"""The sites of the project, as the commands ask for them."""

from __future__ import annotations

import pytest
from scrapy.settings import BaseSettings, Settings

from xabar.app.errors import UnknownSite
from xabar.app.project import load_sites, project_settings


@pytest.fixture(scope="module")
def settings() -> Settings:
    return project_settings()


def test_the_sites_of_some_names_are_loaded_in_their_order(settings: Settings) -> None:
    sites = load_sites(("kun_uz", "daryo_uz", "kun_uz"), settings)
    assert [(name, site.name) for name, site in sites.items()] == [
        ("kun_uz", "kun_uz"),
        ("daryo_uz", "daryo_uz"),
    ]


def test_a_site_is_loaded_without_a_copy_of_all_settings(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(BaseSettings, "copy")
    assert load_sites(["kun_uz"], settings)


@pytest.mark.parametrize("name", ["kun.uz", "kun_u"])
def test_a_name_of_no_site_is_an_error_that_names_the_nearest(settings: Settings, name: str) -> None:
    with pytest.raises(UnknownSite, match=r"did you mean .*kun_uz"):
        load_sites(("daryo_uz", name), settings)
