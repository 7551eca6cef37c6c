"""What is kept of a page that means harm is small, and found in time."""

from __future__ import annotations

import pickle
import time
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.discovery import Window
from crawler.survey.look import Look, look_at
from xabar.http_response import HttpResponse

URL = "https://gazeta.example.uz/"
NOW = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Asia/Tashkent"))
WINDOW = Window(since=date(1990, 1, 1), until=NOW.date(), now=NOW, language="uz", zone="Asia/Tashkent")


def look(html: str) -> Look:
    return look_at(URL, HttpResponse(URL, html.encode(), 200, "text/html"), WINDOW)


def links(count: int) -> str:
    return "".join(f'<a href="/n/{n}">Yangi bekat ochildi va topshirildi {n}</a>' for n in range(count))


@pytest.mark.slow
def test_a_survey_does_not_keep_the_classes_around_every_link() -> None:
    found = look(f'<body><div class="{"a" * 100_000}">{links(20)}</div>')
    assert len(found.links) == 20
    assert len(pickle.dumps(found)) < 1_000_000


@pytest.mark.slow
def test_the_time_for_links_side_by_side_does_not_grow_with_their_square() -> None:
    page = "<body><div>" + "".join(f'<a href="/x{n}">a</a>' for n in range(5_000))
    start = time.thread_time()
    look(page)
    assert time.thread_time() - start < 3  # it took 12 s
