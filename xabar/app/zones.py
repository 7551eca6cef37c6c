"""The time zone of a site that declares none: by its host, or by the language of its texts."""

from __future__ import annotations

from typing import Final

HOST_ZONES: Final = {"uz": "Asia/Tashkent", "kz": "Asia/Almaty"}  # by the last part of the host
LANGUAGE_ZONES: Final = {"uz": "Asia/Tashkent", "kk": "Asia/Almaty", "kaa": "Asia/Tashkent"}


def guess_zone(host: str, language: str) -> tuple[str, str] | None:
    """Return the time zone of a site, and why it is that one; None if neither host nor language says."""
    ending = host.rpartition(".")[2]
    if ending in HOST_ZONES:
        return HOST_ZONES[ending], f"by the address, which ends in .{ending}"
    if language in LANGUAGE_ZONES:
        return LANGUAGE_ZONES[language], f"by the language of the text, {language}"
    return None
