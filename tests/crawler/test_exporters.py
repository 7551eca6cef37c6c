"""`scrapy crawl SITE -o FILE`: what other programs read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from scrapy.exporters import BaseItemExporter

from crawler.exporters import CsvExporter, JsonExporter, JsonLinesExporter, XmlExporter
from tests import fork_server
from xabar.article import SHOWN_FIELDS, Article, PrintedDate, article_id
from xabar.exchange.columns import to_columns

if TYPE_CHECKING:
    from tests.crawler.conftest import Site

DAY = datetime.now(UTC) - timedelta(days=1)  # no moment of it is to come, at whatever hour this is run
URL = f"https://kun.uz/news/{DAY:%Y/%m/%d}/koprik"
TITLE = "Guldarada yangi koʻprik ochildi"
BODY = (
    "Guldara daryosi ustida yangi koʻprik ochildi, u ikki qishloqni bogʻlaydi.",
    "Qurilish ikki yil davom etdi, endi maktabga yoʻl yarim soatga qisqardi.",
    "Ochilish marosimida qishloq oqsoqollari va quruvchilar soʻzga chiqdi.",
)
PAGE = f"""<html><head><meta property="article:published_time" content="{DAY:%Y-%m-%dT00:30:00Z}"></head>
<body><h1 class="news-inner__content-title">{TITLE}</h1><div class="news-inner__content-page">
{"".join(f"<p>{text}</p>" for text in BODY)}</div></body></html>"""
ARTICLE = Article(
    url=URL,
    site="kun_uz",
    fetched_at=datetime(2026, 11, 24, 10, 0, tzinfo=UTC),
    zone="Asia/Tashkent",
    declared_language="uz",
    title='Koʻprik, "yangi"\x0b',
    body="\n".join(BODY),
    authors=("Aziza Karimova", "Botir, Vali"),
    printed_dates=(PrintedDate("2026-11-24T15:00", "json-ld"), PrintedDate("24 noyabr", "printed")),
    published_day=date(2026, 11, 24),
    body_agreement=97,
)


def crawl(site: Site, folder: Path, *arguments: object) -> None:
    settings = {"XABAR_MIRROR": site.address, "XABAR_DATA": folder / "data", "DOWNLOAD_DELAY": 0}
    words = [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
    done = fork_server.run(fork_server.SCRAPY, "crawl", "kun_uz", *words, *arguments)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def written(exporter: Callable[..., BaseItemExporter], *items: object) -> bytes:
    file = io.BytesIO()
    writer = exporter(file, encoding="utf-8")
    writer.start_exporting()
    for item in items:
        writer.export_item(item)
    writer.finish_exporting()
    return file.getvalue()


def test_a_crawl_writes_the_same_article_in_every_format(site: Site, tmp_path: Path) -> None:
    feed = f"<rss><channel><item><link>{URL}</link></item></channel></rss>"
    site.put("https://kun.uz/news/rss", feed, Content_Type="text/xml")
    site.put(URL, PAGE)
    files = [tmp_path / f"articles.{kind}" for kind in ("jsonl", "json", "csv", "xml")]
    crawl(site, tmp_path, *(word for file in files for word in ("-o", file)))
    lines, objects, rows, elements = (file.read_text(encoding="utf-8") for file in files)
    article = json.loads(lines)
    assert (article["id"], article["url"], article["site"]) == (article_id(URL), URL, "kun_uz")
    assert (article["title"], article["body"]) == (TITLE, "\n".join(BODY))
    assert article["printed_dates_source"] == ["meta", "url"]
    assert (article["language"], article["script"]) == ("uz", "Latn")
    assert article["published_at"] == f"{DAY:%Y-%m-%dT00:30:00.000+00:00}"
    assert json.loads(objects) == [article]
    assert all(TITLE in text for text in (lines, objects, rows, elements))  # readable as it stands
    (row,) = csv.DictReader(io.StringIO(rows, newline=""))
    assert {name: text for name, text in row.items() if text} == {
        name: "\n".join(value) if isinstance(value, list) else str(value) for name, value in article.items()
    }
    (element,) = etree.fromstring(elements.encode())
    assert {child.tag: [text for text in child.itertext() if text] for child in element} == {
        name: value if isinstance(value, list) else [str(value)] for name, value in article.items()
    }


def test_the_columns_are_the_fields_of_an_article() -> None:
    stored = [each.name for each in SHOWN_FIELDS]
    dates = stored.index("printed_dates")
    stored[dates : dates + 1] = ["printed_dates_text", "printed_dates_source"]
    assert list(to_columns(ARTICLE)) == ["id", *stored]
    assert "signature" not in stored  # only a fetch needs it


@pytest.mark.parametrize("kind", [JsonLinesExporter, JsonExporter, XmlExporter])
def test_empty_fields_are_left_out(kind: type[BaseItemExporter]) -> None:
    text = written(kind, ARTICLE)
    assert b"body_agreement" in text
    assert b"tags" not in text
    assert b"section" not in text


def test_csv_has_every_column_and_one_text_in_each_line_of_a_cell() -> None:
    text = written(CsvExporter, ARTICLE, ARTICLE).decode()
    first, second = csv.DictReader(io.StringIO(text, newline=""))
    assert first == second
    assert list(first) == list(to_columns(ARTICLE))
    assert first["authors"] == "Aziza Karimova\nBotir, Vali"
    assert first["printed_dates_text"] == "2026-11-24T15:00\n24 noyabr"
    assert first["printed_dates_source"] == "json-ld\nprinted"
    assert (first["published_day"], first["fetched_at"]) == ("2026-11-24", "2026-11-24T10:00:00.000+00:00")
    assert first["tags"] == ""


def test_xml_can_be_read_whatever_the_title_holds() -> None:
    (element,) = etree.fromstring(written(XmlExporter, ARTICLE))
    assert element.findtext("title") == 'Koʻprik, "yangi"'


@pytest.mark.parametrize("kind", [JsonLinesExporter, JsonExporter, XmlExporter, CsvExporter])
def test_items_of_other_spiders_are_written_as_they_are(kind: type[BaseItemExporter]) -> None:
    assert b"price" in written(kind, {"price": 5, "words": ["a", "b"]})
