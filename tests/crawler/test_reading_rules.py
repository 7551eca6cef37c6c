"""The hash of the rules changes with everything that decides how a page is read, and with nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler import reading_rules
from crawler.reading_rules import hash_rules
from crawler.spiders.kun_uz import KunUz
from crawler.spiders.uza_uz import UzaUz
from xabar.extraction.layout import Layout


def test_each_site_has_its_own_and_keeps_it() -> None:
    assert hash_rules(KunUz) == hash_rules(KunUz) != hash_rules(UzaUz)


def test_a_selector_that_comes_from_no_file_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    before = hash_rules(KunUz)
    monkeypatch.setattr(KunUz, "layouts", (Layout(title="h2", body="main"), *KunUz.layouts))
    assert hash_rules(KunUz) != before


@pytest.mark.parametrize("file", ["extraction/rules.py", "language/words.tsv", "site.py"])
def test_a_table_of_the_library_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str) -> None:
    for name in ("extraction/rules.py", "language/words.tsv", *reading_rules._MODULES):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("a")
    monkeypatch.setattr(reading_rules, "_LIBRARY", tmp_path)
    before = reading_rules._hash_library.__wrapped__()
    (tmp_path / file).write_text("b")
    assert reading_rules._hash_library.__wrapped__() != before
