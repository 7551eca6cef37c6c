"""Descriptions of sites: what another run has kept meanwhile is not overwritten, and no article goes with one."""

from __future__ import annotations

from pathlib import Path

from tests.processing.articles import make_article
from xabar.records.store import RecordStore


def test_a_description_replaces_only_the_one_that_was_known(tmp_path: Path) -> None:
    with RecordStore(tmp_path / "records.sqlite") as records:
        assert records.put_description("gazeta", "1", instead_of=None)
        assert not records.put_description("gazeta", "2", instead_of=None)
        assert records.put_description("gazeta", "2", instead_of="1")
        assert not records.put_description("gazeta", "3", instead_of="1")
        assert not records.put_description("boshqa", "3", instead_of="1")
        assert records.descriptions() == {"gazeta": "2"}


def test_a_site_that_is_forgotten_keeps_its_articles_and_what_is_due(tmp_path: Path) -> None:
    with RecordStore(tmp_path / "records.sqlite") as records:
        records.put_article(make_article(1, site="gazeta"))
        records.put_description("gazeta", "1", instead_of=None)
        assert records.remove_description("gazeta")
        assert not records.remove_description("gazeta")
        assert records.descriptions() == {}
        assert records.article_sites() == ["gazeta"]
