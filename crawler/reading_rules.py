"""A hash of everything that decides how a page of a site is read: when it changes, a known page is fetched anew."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

from xabar.extraction.learned_layout import LearnedLayout
from xabar.site import Site

_LIBRARY: Final = Path(inspect.getfile(Site)).parent
# What reads a page, and what the steps make of it: code and tables alike, so that nobody has to remember a number.
_ROOMS: Final = ("extraction", "language", "processing")
_MODULES: Final = ("site.py", "interface.py", "field_limits.py")


def hash_rules(site: type[Site]) -> str:
    """Return the hash for a site: of the library's rules, of the files with its classes, and of what it declares."""
    digest = blake2b(_hash_library(), digest_size=8)
    for file in dict.fromkeys(_class_files(site)):
        digest.update(file.read_bytes())
    digest.update(repr((site.layouts, site.editions, site.zone)).encode())  # the class may come from no file
    return digest.hexdigest()


def mark_learned(rules: str, layouts: Sequence[LearnedLayout]) -> str:
    """Return the hash for a page that was read by one of these learned layouts: another one when others are in use."""
    used = repr([known.layout for known in layouts]).encode()
    return f"{rules}-{blake2b(used, digest_size=4).hexdigest()}"


@cache
def _hash_library() -> bytes:
    """Hash 1.5 MB of files, in 10 ms."""
    digest = blake2b(digest_size=16)
    files = [_LIBRARY / name for name in _MODULES]
    for room in _ROOMS:
        files += [file for file in (_LIBRARY / room).rglob("*") if file.suffix in (".py", ".tsv")]
    for file in sorted(files):
        digest.update(file.read_bytes())
    return digest.digest()


def _class_files(site: type[Site]) -> Iterator[Path]:
    """Yield the files of a site's class and of those that it is made from, without Scrapy's and Python's own."""
    for each in site.__mro__:
        module = sys.modules.get(each.__module__)
        file = getattr(module, "__file__", None)  # a class that was made from data may have none
        if issubclass(each, Site) and file is not None:
            yield Path(file)
