"""A TOML list of sites: one line for each, its name and its address."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from xabar.app.described import is_address, name_of, read_address
from xabar.app.errors import WrongUse
from xabar.declaration import SITE_NAME

MAX_BYTES: Final = 2**20
MAX_LINE: Final = 2_000  # characters; the time for the names of a key grows with the square of their number


@dataclass(slots=True)
class SiteList:
    """The sites of a list, and the lines that could not be read."""

    addresses: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read_site_list(path: Path) -> SiteList:
    """Return the sites of a file with lines such as `example_uz = "https://example.uz"`; `_ = "…"` takes the host's name.

    A line that is wrong costs that line and is named. Raise WrongUse if there is no such file, or it is no text.
    """
    try:
        with path.open("rb") as file:
            lines = file.read(MAX_BYTES).decode().splitlines()
    except OSError as error:
        raise WrongUse(f"{path}: {error.strerror}; give a TOML file with a line for each site") from None
    except UnicodeDecodeError:
        raise WrongUse(f"{path} is not a text in UTF-8") from None
    sites = SiteList()
    for number, line in enumerate(lines, 1):
        try:
            for name, address in _read_line(line):
                if name in sites.addresses:
                    raise ValueError(f"the name {name} is given to {sites.addresses[name]}")
                sites.addresses[name] = address
        except (ValueError, WrongUse) as error:
            sites.problems.append(f"{path}, line {number}: {error}")
        except RecursionError:
            sites.problems.append(f"{path}, line {number}: its brackets are nested too deep")
    return sites


def _read_line(line: str) -> list[tuple[str, str]]:
    if len(line) > MAX_LINE:
        raise ValueError(f"it has {len(line)} characters, and {MAX_LINE} are allowed")
    entries = tomllib.loads(line)
    if entries == {} or all(value == {} for value in entries.values()):
        return []  # white space, a comment, or the name of a table
    found = []
    for key, value in entries.items():
        if not isinstance(value, str):
            kind = type(value).__name__
            raise ValueError(
                f'{key!r} must be an address such as "https://example.uz", got a value of type {kind}'
            )
        address = read_address(value)
        name = name_of(address) if key == "_" or is_address(key) else key
        if not SITE_NAME.fullmatch(name):
            raise ValueError(f"the name {name!r} must be small letters, digits and single underscores")
        found.append((name, address))
    return found
