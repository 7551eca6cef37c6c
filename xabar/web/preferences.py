"""What a reader prefers: the language of the interface, the colours, and the script in which texts are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from xabar.web.messages import LANGUAGES

THEMES: Final = ("auto", "light", "dark")
TEXT_SCRIPTS: Final = ("Latn", "Cyrl", "Arab")
PRINTED: Final = "print"  # the choice of no script

# Preference -> its cookie, and what it may be.
CHOICES: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "ui": ("xabar_ui", tuple(LANGUAGES)),
    "theme": ("xabar_theme", THEMES),
    "text": ("xabar_text", (PRINTED, *TEXT_SCRIPTS)),
}


@dataclass(frozen=True, slots=True)
class Preferences:
    """The choices of one reader."""

    ui: str = "en"  # one of LANGUAGES
    theme: str = "auto"  # one of THEMES
    text: str | None = None  # one of TEXT_SCRIPTS; None: as printed


def read_preferences(cookies: Mapping[str, str], accepted: str, text: str | None = None) -> Preferences:
    """Return the choices of the cookies; without any, the language that the browser accepts.

    `text` is the script that the address asks for, above the cookie. What is not among the choices counts as not given.
    """
    chosen = {name: cookies.get(cookie, "") for name, (cookie, _) in CHOICES.items()}
    script = text if text in CHOICES["text"][1] else chosen["text"]
    return Preferences(
        ui=chosen["ui"] if chosen["ui"] in LANGUAGES else accepted_language(accepted),
        theme=chosen["theme"] if chosen["theme"] in THEMES else "auto",
        text=script if script in TEXT_SCRIPTS else None,
    )


def accepted_language(header: str) -> str:
    """Return the language of the interface that a browser's Accept-Language prefers (RFC 9110, 12.5.4); en if none."""
    ranked = []
    for place, part in enumerate(header[:500].split(",")):
        tag, *parameters = part.strip().lower().split(";")
        ranked.append((-_quality(parameters), place, tag.strip()))
    for quality, _, tag in sorted(ranked):
        if quality < 0 and (found := _language_of(tag)):
            return found
    return "en"


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0


def _language_of(tag: str) -> str | None:
    language, *rest = tag.split("-")
    if language == "uz":
        return "uz-Cyrl" if "cyrl" in rest else "uz"
    return language if language in LANGUAGES else None
