"""What every page needs besides its own contents: the reader's language, the addresses below the base path, the numbers."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from xabar.web.asked import Asked
from xabar.web.charts import write_bars
from xabar.web.marks import show
from xabar.web.messages import LANGUAGES, text_of
from xabar.web.options import ServeOptions
from xabar.web.preferences import Preferences, read_preferences

_THIN: Final = "\u202f"  # between the thousands, except in English
_MONTHS: Final = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_LOCAL_PATH: Final = ("/article/", "/saved", "/trend")
"""Where a form may lead back to, besides the search."""
_LONGEST_WAY: Final = 8000  # characters of an address that forms lead back to


class View:
    """One reader's way of seeing a page."""

    def __init__(self, request: Request) -> None:
        self.options: ServeOptions = request.app.state.options
        self.base: str = self.options.base_path
        self.preferences: Preferences = read_preferences(
            request.cookies,
            request.headers.get("accept-language", ""),
            request.query_params.get("text"),
        )
        self.here = _below(request, self.base)
        self.is_logged_in = self.options.token is not None

    @property
    def language(self) -> str:
        """The language of the interface, by its code (BCP 47)."""
        return self.preferences.ui

    @property
    def languages(self) -> Any:
        """The languages that the interface has."""
        return LANGUAGES

    def t(self, name: str, **values: object) -> Markup:
        """Return a message of the interface; the values are escaped."""
        message = _message(name, self.language)
        return message.format(**{key: show(value) for key, value in values.items()}) if values else message

    def url(self, path: str) -> str:
        """Return the address of a page of ours."""
        return self.base + path

    def asset(self, name: str) -> str:
        """Return the address of a file of the page. It changes with the file, so that browsers may keep it for ever."""
        return f"{self.base}/static/{name}?{asset_version(name)}"

    def number(self, value: int) -> str:
        """Return a number with its thousands apart."""
        return f"{value:,}" if self.language == "en" else f"{value:,}".replace(",", _THIN)

    def day(self, value: date | None) -> str:
        """Return a day as it is written in the language."""
        if value is None:
            return str(self.t("no_date"))
        if self.language == "en":
            return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
        return f"{value.day:02}.{value.month:02}.{value.year}"

    def moment(self, value: datetime, zone: str = "UTC") -> str:
        """Return a moment in a zone, with the zone's name."""
        local = value.astimezone(ZoneInfo(zone))
        return f"{self.day(local.date())}, {local:%H:%M} ({zone})"

    def language_name(self, code: str) -> str:
        """Return the name of a language of articles, as the language itself is called."""
        return LANGUAGE_TITLES.get(code, code)

    def value_name(self, name: str, value: str) -> str:
        """Return a value of a facet or filter as people read it."""
        if name == "language":
            return self.language_name(value)
        if name == "script" and f"script_{value}" in CHOICES_OF_SCRIPT:
            return str(self.t(f"script_{value}"))
        return value


LANGUAGE_TITLES: Final = {  # as each calls itself
    "uz": "oʻzbekcha",
    "kk": "қазақша",
    "ru": "русский",
    "kaa": "qaraqalpaqsha",
    "en": "English",
    "tr": "türkçe",
    "tg": "тоҷикӣ",
    "ky": "кыргызча",
    "az": "azərbaycanca",
    "und": "—",
}
CHOICES_OF_SCRIPT: Final = ("script_Latn", "script_Cyrl", "script_Arab")


@cache
def _message(name: str, language: str) -> Markup:
    text = Markup(text_of(name, language))  # the table is ours
    return text if "{" in text else text.format()


@cache
def templates() -> Environment:
    """Return the templates. Whatever they are given is escaped."""
    environment = Environment(
        loader=PackageLoader("xabar.web"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        finalize=show,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "blank": Asked(),
        "link": _link,
        "code": Markup("<code>{}</code>").format,
        "write_bars": write_bars,
    }
    return environment


def _link(address: str, text: str) -> Markup:
    return Markup('<a href="{}"><bdi>{}</bdi></a>').format(address, text)


def render(template: str, view: View, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page."""
    text = templates().get_template(template).render(v=view, t=view.t, home=view.url("/"), **values)
    return HTMLResponse(text, status)


@cache
def asset_version(name: str) -> str:
    """Return a few letters that change with a file of `static`."""
    return hashlib.sha256((files("xabar.web") / "static" / name).read_bytes()).hexdigest()[:10]


def is_local(path: str) -> bool:
    """Return whether a form may lead back to this path below the base path: to a page of ours, and nowhere else."""
    parts = urlsplit(path)
    plain = (
        path.isprintable()
        and "\\" not in path
        and not path.startswith("//")
        and not (parts.scheme or parts.netloc)
    )
    return plain and (parts.path == "/" or parts.path.startswith(_LOCAL_PATH))


def redirect_back(options: ServeOptions, path: str) -> RedirectResponse:
    """Return a redirect to a page of ours; to the search, if the path is not one."""
    return RedirectResponse(options.base_path + (path if is_local(path) else "/"), 303)


def _below(request: Request, base: str) -> str:
    """Return the path of a request below the base path, with its parameters."""
    path = request.scope["path"].removeprefix(base) or "/"
    query = request.scope["query_string"].decode("latin-1")
    whole = f"{path}?{query}" if query else path
    return whole if len(whole) <= _LONGEST_WAY else "/"
