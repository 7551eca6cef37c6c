"""How the further pages of a list are numbered: told from the links to them that its first page shows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from xabar.extraction.addresses import CHOOSING, TRACKING

MOST: Final = 1_000  # a larger number in the address of a second page is that of something else
OFFSET: Final = 3  # from here on the number of a second page counts articles
MANY: Final = 3  # a list says so often «next»; more links that say «further» are those to its articles
SHORT: Final = 30  # characters of a link to a page; a headline is longer

# Names for the number of a page, or of the article at which one begins: in parameters, and before it in paths.
PAGE_NAMES: Final = frozenset((
    "p", "page", "paged", "pagen", "pg", "pageno", "pagenumber", "bet", "sahifa", "saxifa", "str", "seite",
))  # fmt: skip
OFFSET_NAMES: Final = frozenset(("cstart", "from", "limitstart", "offset", "skip", "st", "start"))
COUNTING_NAMES: Final = PAGE_NAMES | OFFSET_NAMES
# Parameters with the small numbers of a calendar.
_DATES: Final = frozenset(("d", "date", "day", "kun", "m", "month", "oy", "y", "year", "yil"))
# How links to older or further pages begin, whatever the script: «Oldingi xabarlar», «Ескірек →», «Дальше».
_WORDS: Final = re.compile(
    r"older|next|more|earlier|prev|load more|keyin|oldin|avval|eski|yana|ko.?proq|"
    r"кейин|олдин|аввал|эски|яна|кўпроқ|"
    r"келесі|кейінгі|ескі|алдыңғы|бұрын|тағы|көбірек|kele[sş]|ke[iı]|esk[iı]|aldy|ta[gğǵ]y|"
    r"след|далее|дальше|стар|ран[её]|ещ[её]|предыд|показать|назад|впер"
)
_ARROWS: Final = re.compile(r"[\s<>«»‹›←→⟵⟶⇐⇒◀▶◄►❮❯‒–—.…|]+")
_NUMBER: Final = re.compile(r"(?:[^\W\d_]{1,10}\.? ?)?[\[(]?(?P<number>\d{1,3})[\])]?(?:[- ][^\W\d_]{1,10})?")
_VALUE: Final = re.compile(r"(?<=[?&])(?P<name>[\w.\[\]%-]{1,30})=(?P<number>\d{1,4})(?=&|$)")
_LAST_PART: Final = re.compile(
    r"/(?P<before>[^/?]*?)(?P<number>(?<!\d)\d{1,4})(?P<after>(?:[-_](?:bet|page|sahifa))?(?:\.[a-z]{3,5})?/?(?=$|\?))"
)
_FILE: Final = re.compile(r"(?:/index)?(?:\.(?:html?|php|aspx?|shtml))?/?$")
_FIRST: Final = re.compile(r"/(?:page/?)?1/?$")  # the end of the address of a list's first page
_YEAR: Final = re.compile(r"/(?:19|20)\d\d(?:/\d{1,2})?/?$")


@dataclass(frozen=True, slots=True)
class Paging:
    """The address of a list's further pages, with {page}, the number of the second one, and how much more each further has."""

    address: str
    second: int
    step: int = 1
    is_usual: bool = (
        True  # its address says that the number is a page's; otherwise it may count something else
    )

    @property
    def second_page(self) -> str:
        """The address of the second page."""
        return self.address.replace("{page}", str(self.second))

    def is_page(self, url: str) -> bool:
        """Return whether an address is that of a further page."""
        before, _, after = self.address.partition("{page}")
        middle = url[len(before) : len(url) - len(after)]
        return url.startswith(before) and url.endswith(after) and middle.isdecimal()


@dataclass(frozen=True, slots=True)
class _Place:
    """A number in an address: where a list may have that of a page."""

    template: str
    number: int
    is_usual: bool
    is_second: bool  # the address alone tells that it is a second page's: it would be of any list's


def find_paging(links: Iterable[tuple[str, str]], url: str, named: Iterable[str] = ()) -> Paging | None:
    """Return how a list numbers its pages. `links` are addresses with their texts, on its first page, which lies at `url`.

    Links whose text is a number tell it best: what stands in their addresses grows with it, by 1 or by the number of
    articles on a page. Of the others one is enough that leads to the second page: it says so in words or by an arrow,
    is `named` as the next page for programs, or its address is the list's with a 2.
    """
    numbered: dict[str, dict[int, int]] = defaultdict(dict)
    single: dict[str, set[int]] = defaultdict(set)
    usual: dict[str, bool] = {}
    following = frozenset(named)
    for address, text in (*links, *((each, "") for each in following)):
        if "{" in address or len(text) > SHORT:
            continue
        shown = _shown_number(text)
        for place in _places(address, url):
            usual[place.template] = place.is_usual
            if shown is not None:
                numbered[place.template].setdefault(shown, place.number)
            if address in following or place.is_second or _leads_on(text):
                single[place.template].add(place.number)
    for template, values in sorted(numbered.items(), key=lambda each: not usual[each[0]]):
        if found := _read_numbers(values):
            return Paging(template, *found, usual[template])
    for template, seen in sorted(single.items(), key=lambda each: not usual[each[0]]):
        if len(seen) <= MANY and (found := _read_second(2 if 2 in seen else min(seen))):
            return Paging(template, *found, usual[template])
    return None


def _read_numbers(values: Mapping[int, int]) -> tuple[int, int] | None:
    """Return the number of the second page and the step, from what stands in the address of each page that is shown."""
    second = values.get(2)
    if second is None:
        return None
    others = [(page, value) for page, value in values.items() if page > 2]
    if not others:
        return _read_second(second)
    page, value = others[0]
    step, rest = divmod(value - second, page - 2)
    is_even = all(value == second + (page - 2) * step for page, value in others)
    return (second, step) if step > 0 and not rest and is_even and second - step in (0, 1) else None


def _read_second(number: int) -> tuple[int, int] | None:
    """Return the number of the second page and the step, from that number alone."""
    if not 0 < number <= MOST:
        return None
    if number < OFFSET:
        return number, 1
    return number, number - 1 if number % 5 == 1 else number  # articles are counted from 1, or from 0


def _places(address: str, url: str) -> Iterator[_Place]:
    """Yield the numbers in the address of a link that may count the pages of the list at `url`."""
    own = _stem(url)
    if address.startswith(own) and _keeps_parameters(address, url):
        chosen = frozenset(parse_qsl(urlsplit(url).query))
        yield from _in_parameters(address, chosen, is_own=_stem(address) == own)
        yield from _in_path(address, own)


def _in_parameters(address: str, chosen: Set[tuple[str, str]], *, is_own: bool) -> Iterator[_Place]:
    for match in _VALUE.finditer(address):
        if (match["name"], match["number"]) in chosen:
            continue  # the list itself has it
        name = _bare_name(match["name"])
        is_usual = name in PAGE_NAMES
        if is_usual or (is_own and name not in _DATES):
            is_second = name in OFFSET_NAMES or (is_usual and match["number"] == "2")
            yield _place(address, match, is_usual=is_usual, is_second=is_second)


def _in_path(address: str, own: str) -> Iterator[_Place]:
    start = address.find("/", address.find("://") + 3)
    match = _LAST_PART.search(address, start) if start > 0 else None
    if match is None or _YEAR.search(address[start : match.start() + 1]):
        return
    before = f"{address[: match.start()]}/{match['before']}".rstrip("/_-:=")
    name = before.rpartition("/")[2].lower()
    is_usual = re.split(r"[-_]", name)[-1] in PAGE_NAMES
    if is_usual or _stem(before) == own:
        yield _place(address, match, is_usual=is_usual, is_second=is_usual and match["number"] == "2")


def _place(address: str, match: re.Match[str], *, is_usual: bool, is_second: bool) -> _Place:
    template = f"{address[: match.start('number')]}{{page}}{address[match.end('number') :]}"
    return _Place(template, int(match["number"]), is_usual, is_second)


def _bare_name(name: str) -> str:
    """Return the name of a parameter without what frames or numbers it: PAGEN_1, list[page]."""
    return re.sub(r"_\d+$", "", name.lower().rpartition("[")[2].rstrip("]"))


def _stem(url: str) -> str:
    """Return what the addresses of all pages of a list begin with."""
    return _FILE.sub("", _FIRST.sub("", url.partition("?")[0])).rstrip("/")


def _keeps_parameters(address: str, url: str) -> bool:
    """Return whether a link has the parameters of the page on which it stands, by which the list was chosen."""
    linked = dict(parse_qsl(urlsplit(address).query, keep_blank_values=True))
    return all(
        linked.get(name) == value
        for name, value in parse_qsl(urlsplit(url).query, keep_blank_values=True)
        if not (
            name.lower() in CHOOSING or TRACKING.fullmatch(name.lower()) or _bare_name(name) in COUNTING_NAMES
        )
    )


def _shown_number(text: str) -> int | None:
    """Return the number of a page that is all a link says: «2», «[3]», «2-bet», «page 2»."""
    match = _NUMBER.fullmatch(text.strip())
    return int(match["number"]) if match else None


def _leads_on(text: str) -> bool:
    """Return whether a link says that it leads to older or further news, in words or by an arrow alone.

    In which direction it points does not matter: on the first page there is only one.
    """
    bare = _ARROWS.sub(" ", text.lower()).strip()
    return _WORDS.match(bare) is not None if bare else bool(text.strip())
