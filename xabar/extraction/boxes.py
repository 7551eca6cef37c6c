"""Find boxes of currency rates and weather, which a page prints beside every article: lines of numbers and units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

MAX_BOX: Final = 200  # characters
HEAD: Final = 4  # first paragraphs, among which a box is looked for
TAIL: Final = 6  # last paragraphs in which they are looked for
MAX_NAMES: Final = 2  # words that are neither a number nor a unit, such as a city

_NUMBER: Final = re.compile(r"[+\-−–±]?\d[\d.,]*%?(?:°c?)?(?:\.\.+[+\-−–]?\d+°?c?)?")
_FOREIGN: Final = re.compile(
    r"usd|eur|rub|rur|gbp|cny|try|chf|jpy|[$€₽£¥]|dollar[iy]?|доллар[иы]?(?: сша)?|[ey]{0,2}vro|евро|еуро|euro|rubl[i']?|рубл[иья]"
    r"|iuan|yuan|юан[иь]?|دوللار"
)
_LOCAL: Final = re.compile(r"kzt|uzs|₸|so'?m|сўм|сум|теңге|tenge|тенге|тг|سوم|تەڭگە")
_WEATHER: Final = re.compile(
    r"°c?|[cс]|м/с|m/s|bulutli|булутли|ochiq|очиқ|quyoshli|қуёшли|yomg'ir|ёмғир|qor|қор|kechasi|кечаси|kunduzi|кундузи"
    r"|түнде|күндіз|tunde|kundiz|бұлтты|bultty|ашық|ashyq|жаңбыр|janbyr|қар|qar|ночью|дн[её]м|ясно|облачно|дождь|снег"
    r"|ob-havo|об-ҳаво|погода|aua|ауа|raiy|райы|кечқурун|kechqurun|(?<!\w)\w*°c?"
)
_FILLER: Final = re.compile(
    r"aqsh?|ақш|сша|rossiya|россия|российский|ресей|resei|yevropa|xitoy|хитой|қытай|qytai|=|[|·•/:;,()↑↓▲▼→—–-]+"
)
# Words of a text about the weather. They are also common in other news, and do not make a series of it.
_COLD: Final = re.compile(
    r"yog'ingarchilik|ёғингарчилик|yomg'ir|ёмғир|жаңбыр|janbyr|qor yog'|қор ёғ|sovuq|совуқ|суық|suyq|\bаяз|\baiaz|\bayoz|issiq|иссиқ|ыстық"
    r"|ystyq|мороз|дожд|снегопад|\bжара"
)
# Words of a text about rates or weather, which keeps its lines of numbers.
SUBJECT_WORDS: Final = (
    r"kurs|курс|dollar|доллар|valyut|валют|valiut|ob-havo|об-ҳаво|harorat|ҳарорат|погод|температур|ауа рай|aua raiy"
    r"|теңге|tenge|تەڭگە|бағам|bagam|باعام|ۆاليۋت|دوللار|اۋا راي|айырбас|aiyrbas|синоптик|sinoptik|gidromet|гидромет|qazgidromet|қазгидромет"
)
SUBJECT: Final = re.compile(SUBJECT_WORDS)


def rate_units(plain: str) -> int:
    """Return how many rates or degrees a line gives if it gives nothing else, and 0 for any other line.

    A rate needs no name beside its foreign currency: «Metan – 3 800 soʻm» is a price, «1-oʻrin – 500 dollar» a prize.
    """
    if len(plain) > MAX_BOX or plain.endswith((".", "!", "?")) or not any(map(str.isdigit, plain)):
        return 0
    units = 2 * plain.count("°")
    numbers = names = money = foreign = 0
    for token in plain.split():
        bare = token.strip(",;:=")
        if _NUMBER.fullmatch(bare):
            numbers += 1
        elif _FILLER.fullmatch(token):
            continue
        elif _FOREIGN.fullmatch(bare):
            foreign += 1
        elif _LOCAL.fullmatch(bare):
            money += 1
        elif _WEATHER.fullmatch(bare):
            units += 1
        else:
            names += 1
            if names > MAX_NAMES:
                return 0
    if not numbers or (money + foreign and not units and (names or not foreign)):
        return 0
    return units + money + foreign


def box_lines(paragraphs: Sequence[str], subject: str) -> list[int]:
    """Return the places of the plain paragraphs that are lines of such a box, near the beginning or the end.

    A line with a single rate only counts next to another such line. If `subject`, the plain title and first sentences
    of the text, is about rates or weather, or if little else would be left, none is returned.
    """
    units = [rate_units(text) for text in paragraphs]
    found = [
        at
        for at, count in enumerate(units)
        if (at < HEAD or at >= len(units) - TAIL) and (count > 1 or (count and any(_beside(units, at))))
    ]
    if not found or 2 * len(found) >= len(units):
        return []
    return [] if SUBJECT.search(subject) or _COLD.search(subject) else found


def _beside(units: Sequence[int], at: int) -> list[int]:
    return [units[place] for place in (at - 1, at + 1) if 0 <= place < len(units)]
