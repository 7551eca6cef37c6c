"""The time zone of a site that declares none: by its host, or by the language of its texts."""

from __future__ import annotations

from typing import Final

# By the last part of the host: countries with one zone, and those whose press keeps the time of the capital.
HOST_ZONES: Final = {
    "uz": "Asia/Tashkent",
    "kz": "Asia/Almaty",
    "kg": "Asia/Bishkek",
    "tj": "Asia/Dushanbe",
    "tm": "Asia/Ashgabat",
    "az": "Asia/Baku",
    "tr": "Europe/Istanbul",
    "ru": "Europe/Moscow",
    "xn--p1ai": "Europe/Moscow",  # .рф
    "xn--80ao21a": "Asia/Almaty",  # .қаз
}
LANGUAGE_ZONES: Final = {"uz": "Asia/Tashkent", "kk": "Asia/Almaty", "kaa": "Asia/Tashkent"}

# Of a site that tells nothing of its zone. In one too far west, such as UTC, a fresh article would lie in the future.
ASSUMED_ZONE: Final = ("Asia/Tashkent", "assumed, for neither address nor language says")


def guess_zone(host: str, language: str) -> tuple[str, str] | None:
    """Return the time zone of a site, and why it is that one; None if neither host nor language says."""
    ending = host.rpartition(".")[2]
    if ending in HOST_ZONES:
        return HOST_ZONES[ending], f"by the address, which ends in .{ending}"
    if language in LANGUAGE_ZONES:
        return LANGUAGE_ZONES[language], f"by the language of the text, {language}"
    return None
