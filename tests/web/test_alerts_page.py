"""The alerts on the page."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.search.articles import CORPUS
from tests.web.client import HOST
from tests.web.conftest import Serve
from tests.web.library import ATTACK
from xabar.alerts.definition import Definition
from xabar.app.alerts import add_alert, pause_alert, send_alerts
from xabar.config import Config
from xabar.records.store import RecordStore
from xabar.web.alerts_page import feed_address
from xabar.web.messages import LANGUAGES
from xabar.web.shield import signed_feed

NOW = datetime(2026, 3, 1, tzinfo=UTC)
ATOM = {"a": "http://www.w3.org/2005/Atom"}
TOKEN = "a-token-of-more-than-twenty-letters"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Records with two alerts, which have found what they look for."""
    config = Config(data=tmp_path)
    with RecordStore(tmp_path / "records.sqlite"):
        pass
    add_alert(config, "metro", Definition("metro", ("feed",), languages=("uz",)), NOW)
    add_alert(config, "hujum", Definition("hujum OR <b>", ("feed",)), NOW)
    with RecordStore(tmp_path / "records.sqlite") as records:
        for article in (*CORPUS, ATTACK):
            records.put_article(article)
    send_alerts(config)
    return tmp_path


def test_the_alerts_are_listed_with_their_feeds(folder: Path, serve: Serve) -> None:
    pause_alert(Config(data=folder), "metro", paused=True)
    page = serve(folder)
    answer = page.get("/saved")
    assert answer.texts(".list li span bdi") == ["hujum", "metro"]
    assert answer.texts(".list li span:last-child small") == ["active", "paused"]
    assert "<b>" not in answer.text
    assert "xabar alert add NAME 'QUERY'" in answer.texts("code")
    listed = page.get("/saved?format=json").json()["alerts"]
    assert [each["filters"] for each in listed] == [{}, {"language": ["uz"]}]
    assert not any("targets" in each for each in listed)
    for link in answer.links(".list a"):
        found = page.get(link)
        assert (found.status, found.headers["content-type"]) == (200, "application/atom+xml")
        assert ET.fromstring(found.body).find("a:entry", ATOM) is not None


@pytest.mark.parametrize(
    "address", ["/alert/none?format=atom", "/alert/a%2Fb?format=atom", "/alert/?format=atom"]
)
def test_an_alert_that_is_not_there(folder: Path, serve: Serve, address: str) -> None:
    assert serve(folder).get(address).status == 404


def test_an_alert_has_no_other_page(folder: Path, serve: Serve) -> None:
    assert serve(folder).get("/alert/metro").status == 400


def test_a_key_opens_the_feed_of_its_alert_alone(folder: Path, serve: Serve) -> None:
    page = serve(folder, token=TOKEN)
    own, other = (feed_address(name, TOKEN) for name in ("metro", "hujum"))
    key = own.rpartition("=")[2]
    assert page.get(own).status == 200
    assert page.get(f"/alert/metro?format=atom&key={other.rpartition('=')[2]}").status == 401
    for address in (
        f"/alert/hujum?format=atom&key={key}",
        f"/alert/metro?format=atom&x=1&key={key}",
        f"/?format=atom&key={key}",
        f"/saved?format=atom&key={key}",
        f"/article/metro?format=atom&key={key}",
        f"/alert/metro?format=atom&key={signed_feed('format=atom', TOKEN).rpartition('=')[2]}",
        "/alert/metro?format=atom&key=%C3%A9",
        "/alert/metro?format=atom",
    ):
        assert page.get(address).status == 401, address
    assert page.get("/alert/metro?key=" + key).status == 303  # to the login


def test_below_a_base_path(folder: Path, serve: Serve) -> None:
    page = serve(folder, token=TOKEN, base_path="/news")
    page.headers["authorization"] = f"Bearer {TOKEN}"
    (link, *_) = page.get("/news/saved").links(".list a")
    del page.headers["authorization"]
    assert link.startswith("/news/alert/")
    assert page.get(link).status == 200
    assert page.headers["host"] == HOST


def test_a_page_of_many_is_small(tmp_path: Path, serve: Serve) -> None:
    with RecordStore(tmp_path / "records.sqlite") as records:
        for number in range(90):
            records.save_search(f"{'ғ' * 90}{number}", f"?q={number}{'%D2%93' * 20}", NOW)
            definition = Definition(f"{'қ' * 50} {number}", ())
            records.put_alert(f"alert-{number}", definition.to_json(), sequence=0, now=NOW, replace=False)
        records.put_alert(
            "newer", '{"query": "x", "targets": [], "mood": 1}', sequence=0, now=NOW, replace=False
        )
    page = serve(tmp_path, token=TOKEN)
    page.headers["authorization"] = f"Bearer {TOKEN}"
    for language in LANGUAGES:
        page.cookies["xabar_ui"] = language
        assert len(page.get("/saved").body) < 60_000
    assert page.get("/saved").links("nav.pages a") == ["/saved?page=2"]
    last = page.get("/saved?page=99999999999")
    assert (len(last.all(".list li")), last.links("nav.pages a")) == (10 + 11, ["/saved?page=2"])
    assert page.get("/saved?page=x").status == 400
