"""The pages in a real browser: both directions of writing, light and dark, wide and narrow, with and without script."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import HOW_TO_HAVE_IT, find_chromium, launch_options
from tests.web.library import ATTACK, LONG
from xabar.config import Config
from xabar.web.application import make_application
from xabar.web.messages import LANGUAGES
from xabar.web.options import ServeOptions

pytestmark = pytest.mark.slow
WIDE, NARROW = (1280, 900), (360, 740)
OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The one browser of the session. Without it these tests are left out, unless XABAR_REQUIRE_CHROMIUM is set."""
    program = find_chromium()
    if program is None:
        tell = pytest.fail if os.environ.get("XABAR_REQUIRE_CHROMIUM") else pytest.skip
        tell(f"these tests need Chromium: {HOW_TO_HAVE_IT}")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(**launch_options(program))
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def address(library: Path) -> Iterator[str]:
    """The library, served on loopback."""
    app = make_application(Config(data=library), ServeOptions(readers=2))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        thread.join(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(20)


class Windows:
    """One window with script and one without, because a new one takes a second. What went wrong in them is in `said`."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.said: list[str] = []
        self._browser = browser
        self._address = address
        self._pages: dict[bool, Page] = {}

    def open(self, path: str, size: tuple[int, int] = WIDE, *, script: bool = True) -> Page:
        """Open a page as somebody does who has never been there."""
        if script not in self._pages:
            self._pages[script] = self._new(script)
        page = self._pages[script]
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.context.clear_cookies()
        page.emulate_media(color_scheme="light")
        page.goto(self._address + path)
        return page

    def _new(self, script: bool) -> Page:
        page = self._browser.new_context(locale="en-US", java_script_enabled=script).new_page()
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda asked: self._note_stranger(asked.url))
        return page

    def _note_stranger(self, url: str) -> None:
        if not url.startswith(self._address):
            self.said.append(url)

    def close(self) -> None:
        """Close them."""
        for page in self._pages.values():
            page.context.close()


@pytest.fixture(scope="module")
def windows(browser: Browser, address: str) -> Iterator[Windows]:
    windows = Windows(browser, address)
    yield windows
    windows.close()


@pytest.fixture
def open_page(windows: Windows) -> Iterator[OpenPage]:
    """Open a page; what its console says, and what it asks of other hosts, is an error at the end of the test."""
    windows.said.clear()
    yield windows.open
    assert windows.said == []


def open_menus(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(menu => { menu.open = true })")


def faults(page: Page, *rules: str) -> list[str]:
    """Return what axe finds, by all its rules or these."""
    options = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else None
    found = Axe().run(page, options=options).response["violations"]
    return [f"{each['impact']} {each['id']}: {each['nodes'][0]['html']}" for each in found]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?q=hosill&site=kun_uz&language=uz",
        f"/article/{LONG.id}?boilerplate=1",
        "/trend?q=metro&q=paxta&q=hosil&q=mektep&q=hujum&q=suv",
        "/saved",
    ],
)
def test_nothing_is_inaccessible_in_either_colours(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    open_menus(page)
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert faults(page, "color-contrast") == []


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?q=mektep&script=Arab",
        "/?q=hujum",
        f"/article/{ATTACK.id}?boilerplate=1",
        "/saved",
        "/trend",
        "/trend?q=metro&q=мектеп",
    ],
)
def test_nothing_is_wider_than_a_phone(open_page: OpenPage, path: str) -> None:
    page = open_page(path, NARROW)
    open_menus(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]


@pytest.mark.parametrize("width", [NARROW[0], 320])
def test_the_menus_stand_beside_the_name_in_every_language(open_page: OpenPage, width: int) -> None:
    page = open_page("/saved", (width, 740))
    for language in LANGUAGES:
        page.context.add_cookies([{"name": "xabar_ui", "value": language, "url": page.url}])
        page.reload()
        name, menu = page.evaluate(
            "['header .name', 'header nav > *'].map(each => document.querySelector(each).getBoundingClientRect().toJSON())"
        )
        assert name["right"] + 8 <= menu["left"], language
        assert page.evaluate("document.documentElement.scrollWidth") <= width, language


def test_keys(open_page: OpenPage) -> None:
    page = open_page("/?q=metro")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    title = page.locator(".hit.here h2").inner_text()
    assert title == page.locator(".hit h2").first.inner_text()
    page.keyboard.press("?")
    assert page.locator("dialog").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type(" j")  # in the box a letter is a letter
    assert page.locator("input[type=search]").input_value() == " j"
    page.keyboard.press("Escape")
    page.locator(".hit.here h2 a").focus()
    page.keyboard.press("Enter")
    assert page.locator("h1").inner_text() == title


def test_dragging_over_the_timeline_chooses_the_days(open_page: OpenPage) -> None:
    page = open_page("/")
    box = page.locator("#timeline").bounding_box()
    assert box is not None
    count = page.locator("#timeline a").count()
    at = [box["x"] + box["width"] / count * (bar + 0.5) for bar in (1, 2)]
    page.mouse.move(at[0], box["y"] + 20)
    page.mouse.down()
    page.mouse.move(at[1], box["y"] + 20, steps=4)
    with page.expect_navigation():
        page.mouse.up()
    assert page.url.endswith("/?since=2026-02-27&until=2026-02-28")
    assert page.locator(".chosen li").count() == 3


def test_everything_is_there_without_script(open_page: OpenPage) -> None:
    page = open_page("/", script=False)
    page.fill("input[type=search]", "mektep")
    page.click(".search .box button")
    assert page.locator(".hit").count() == 3
    page.click("summary:has-text('Appearance')")
    page.click("button[value=kk]")
    assert page.locator("html").get_attribute("lang") == "kk"
    page.click("summary:has-text('Көрініс')")
    page.click("button[value=dark]")
    assert page.locator("body").evaluate("body => getComputedStyle(body).colorScheme") == "dark"
    page.click("aside a:has-text('inform_kz')")
    assert page.locator(".hit").count() == 2
    page.click("#timeline a >> nth=0", force=True)
    assert page.locator(".hit").count() == 1
    page.click("a[href^='/trend']")
    page.fill("input[name=q] >> nth=1", "kitap")
    page.click(".words-box button")
    assert page.locator(".line").count() == 2
    page.click(".legend a >> nth=0")
    page.click(".hit h2 a")
    assert page.locator("article").get_attribute("dir") == "rtl"


def test_hostile_text_runs_nothing(open_page: OpenPage) -> None:
    for path in (f"/article/{ATTACK.id}", "/?q=hujum", f"/?q={ATTACK.title[6:30]}"):
        page = open_page(path)
        assert page.evaluate("document.scripts.length") == 1
        assert page.locator("main").inner_text().count("alert(1)") > 0
