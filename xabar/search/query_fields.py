"""The fields that a query may name (site:kun.uz), and how their values are read as people type them."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from xabar.language.names import find_language, find_script
from xabar.search.days import read_period
from xabar.search.query_tree import And, Days, Filter, Near, Or, Phrase, Prefix, Query, Word

Reader = Callable[[str, date | None], Query]
_LONGEST_SITE: Final = 60  # letters of a name that may lack a mark; what is longer is a hostile query


class FieldRow(NamedTuple):
    """A field: how its value is read (None: as words of that field of the text), and a value to show."""

    read: Reader | None
    example: str


def site_filter(text: str) -> Filter:
    """Return the filter of a site by its name or address: kun_uz, kun.uz, www.kun.uz, https://kun.uz/kr, kun.

    A name may end in the country or not: `ozodlik.org` is ozodlik, and `kun` is kun_uz. One mark between its words may
    be missing: `kunuz` is kun_uz, and `yangigazeta.uz` yangi_gazeta_uz.
    """
    host = text.strip().lower().rpartition("//")[2].partition("/")[0].partition(":")[0].strip(".")
    name = host.removeprefix("www.").replace(".", "_").replace("-", "_")
    names = (name, *_with_a_mark_more(name))
    shorter = name.rpartition("_")[0]
    return Filter("site", (name, shorter, *names[1:])) if shorter else Filter("site", names, (name + "_",))


def _with_a_mark_more(name: str) -> Iterator[str]:
    if len(name) <= _LONGEST_SITE:
        for at in range(2, len(name) - 1):  # a part has two letters or more
            if "_" not in name[at - 2 : at + 2]:
                yield f"{name[:at]}_{name[at:]}"


def _of_name(field: str) -> Reader:
    return lambda text, today: Filter(field, (" ".join(text.split()),))


def _since(text: str, today: date | None) -> Query:
    return Days(since=read_period(text, today)[0])


def _until(text: str, today: date | None) -> Query:
    return Days(until=read_period(text, today)[1])


FIELDS: Final[dict[str, FieldRow]] = {
    "site": FieldRow(lambda text, today: site_filter(text), "kun.uz"),
    "language": FieldRow(lambda text, today: Filter("language", (find_language(text),)), "uz"),
    "script": FieldRow(lambda text, today: Filter("script", (find_script(text),)), "latin"),
    "title": FieldRow(None, "metro"),
    "tag": FieldRow(_of_name("tag"), "sport"),
    "author": FieldRow(_of_name("author"), '"Alisher Karimov"'),
    "section": FieldRow(_of_name("section"), "jamiyat"),
    "since": FieldRow(_since, "7d"),
    "until": FieldRow(_until, "yesterday"),
}

ALIASES: Final = {
    name: field
    for field, names in {
        "site": "sayt сайт",
        "language": "lang til тил тіл язык",
        "title": "sarlavha сарлавҳа тақырып заголовок",
        "tag": "teg тег",
        "author": "muallif муаллиф автор",
        "section": "rukn рукн бөлім раздел",
    }.items()
    for name in names.split()
}
"""Other names of the fields, in the languages of those who search."""


def find_field(name: str) -> str | None:
    """Return the field of a name, in any case; None if there is none.

    >>> find_field("Автор"), find_field("colour")
    ('author', None)
    """
    name = name.lower()
    return name if name in FIELDS else ALIASES.get(name)


def explain_unknown(name: str) -> str:
    """Return what is wrong with the name of a field that does not exist, and what may have been meant."""
    near = difflib.get_close_matches(name, FIELDS, n=1)
    meant = f"; did you mean {near[0]}?" if near else "."
    return (
        f"there is no field {name!r}{meant} The fields are {', '.join(FIELDS)}. For the text itself, put a space after"
        " the colon, or all of it into quotation marks"
    )


def apply_field(name: str, value: Query | None, today: date | None) -> Query:
    """Return what was typed after a field's name as a query of that field, inside brackets word by word.

    Raise ValueError for no value, and for one that the field cannot have.
    """
    match value:
        case And(clauses, excluded):
            return And(_apply_all(name, clauses, today), _apply_all(name, excluded, today))
        case Or(clauses):
            return Or(_apply_all(name, clauses, today))
        case (
            Filter()
            | Days()
            | Word(field="title")
            | Phrase(field="title")
            | Prefix(field="title")
            | Near(field="title")
        ):
            raise ValueError(f"a field stands inside {name}:; write them side by side")
    read = FIELDS[name].read
    if read is None and isinstance(value, Word | Phrase | Prefix | Near):
        return replace(value, field="title")
    if read is not None and isinstance(value, Word | Phrase):
        return read(value.text, today)
    allowed = "words" if read is None else "a whole value, without * and ~"
    raise ValueError(f"{name}: takes {allowed}, such as {name}:{FIELDS[name].example}")


def _apply_all(name: str, queries: tuple[Query, ...], today: date | None) -> tuple[Query, ...]:
    return tuple(apply_field(name, query, today) for query in queries)
