"""python -m bench.pictures: make the pictures of the README anew, from the demo's newspapers and a real browser.

The report's is of composed articles: two editions of the demo show nothing that rose.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

import uvicorn
from playwright.async_api import Browser, async_playwright

from bench.month import month
from tests.chromium import HOW_TO_HAVE_IT, find_chromium, launch_options
from xabar.app.demo import build_demo, crawl_demo, demo_config
from xabar.app.report import make_report
from xabar.config import Config
from xabar.records.store import RecordStore
from xabar.report.page import render_report
from xabar.report.period import period_until
from xabar.web.application import make_application
from xabar.web.options import ServeOptions

DOCS: Final = Path(__file__).parent.parent / "docs"
MOST_BYTES: Final = 120_000  # of a picture


class Picture(NamedTuple):
    """A page, as it looks in a window."""

    name: str
    address: str
    width: int
    height: int
    scheme: str
    language: str


PICTURES: Final = (
    Picture("serve", "/?q=yangi+bugdoy+navi", 1060, 560, "light", "en-GB"),
    Picture("serve-phone", "/?q=кітапханаларымызға", 390, 560, "dark", "kk-KZ"),
)


REPORT: Final = Picture("report", "report.html", 900, 720, "light", "en-GB")


def write_report(folder: Path) -> str:
    """Write the report of composed weeks into a folder, and return the folder's address."""
    now = datetime.now(UTC)
    with RecordStore(folder / "records.sqlite") as records, records.transaction():
        for article in month(now.date()):
            records.put_article(article)
    report = make_report(Config(data=folder), period_until("week", now.date()), now, lambda: None)
    (folder / REPORT.address).write_text(render_report(report), encoding="utf-8")
    return f"{folder.as_uri()}/"


@contextmanager
def served_demo(folder: Path) -> Iterator[str]:
    """Yield the address of the page over the demo's articles."""
    crawl_demo(build_demo(datetime.now(UTC)), folder)
    app = make_application(demo_config(folder), ServeOptions())
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.05)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


async def take(browser: Browser, root: str, picture: Picture, folder: Path) -> Path:
    """Take one picture and return its file."""
    context = await browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.scheme == "dark" else "light",
        locale=picture.language,
    )
    page = await context.new_page()
    await page.goto(root + picture.address)
    path = folder / f"{picture.name}.png"
    await page.screenshot(path=path)
    await context.close()
    return path


async def take_all(root: str, report: str, program: str, folder: Path) -> list[Path]:
    """Take every picture: the page's at its address, the report's in its folder."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(**launch_options(program))
        taken = [await take(browser, root, picture, folder) for picture in PICTURES]
        taken.append(await take(browser, report, REPORT, folder))
        await browser.close()
        return taken


def main() -> None:
    """Take the pictures and put them into docs/."""
    program = find_chromium()
    if program is None:
        raise SystemExit(f"the pictures need Chromium: {HOW_TO_HAVE_IT}")
    with TemporaryDirectory() as folder, TemporaryDirectory() as other, served_demo(Path(folder)) as root:
        for path in asyncio.run(take_all(root, write_report(Path(other)), program, DOCS)):
            print(f"{path.relative_to(DOCS.parent)}  {path.stat().st_size:,} bytes")
            if path.stat().st_size > MOST_BYTES:
                raise SystemExit(f"{path.name} has more than {MOST_BYTES:,} bytes")


if __name__ == "__main__":
    main()
