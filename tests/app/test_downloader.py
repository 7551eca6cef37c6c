"""A crawl loads Scrapy's downloader without its look at everything that is loaded."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

from xabar.app.downloader import load_downloader

CRAWL = """
import inspect, sys
from xabar.app.project import all_sites, project_settings
inspect.stack = lambda context=1: sys.exit("the callers are read")
from xabar.app.crawl import load_downloader
all_sites(project_settings())
load_downloader()
from scrapy.core.downloader.contextfactory import AcceptableProtocolsContextFactory, _AcceptableProtocolsContextFactory
assert issubclass(AcceptableProtocolsContextFactory, _AcceptableProtocolsContextFactory)
import crawler.handlers.bounded
"""


@pytest.mark.slow
def test_nothing_of_a_crawl_reads_the_source_of_its_callers() -> None:
    done = subprocess.run(
        (sys.executable, "-W", "error::UserWarning", "-c", CRAWL), capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_stack_can_be_read_afterwards() -> None:
    load_downloader()
    assert inspect.stack()[0].function == "test_the_stack_can_be_read_afterwards"
